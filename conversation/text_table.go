package conversation

import (
	"fmt"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// What the bot says about tables.

const (
	labelUndo, wordUndo     = "Lấy lại bảng cũ", "lấy lại"
	labelJoin, wordJoin     = "Ghép hai bảng", "ghép"
	labelAddRow, wordAddRow = "Thêm dòng", "thêm dòng"
	labelShow, wordShow     = "Xem bảng", "xem bảng"

	textRowEmpty      = "Dạ, dòng vừa rồi không có ô nào có nội dung nên em chưa ghi ạ."
	textNoRows        = "Dạ, bảng chưa có dòng nào. Thầy/cô nhập giúp em; không có gì để ghi thì gõ «không» ạ."
	textOnlyHeadings  = "Dạ, em chỉ thấy dòng tiêu đề, chưa thấy dòng nào có nội dung ạ."
	textOneRow        = "Dạ, mỗi lần em chỉ sửa một dòng. Ví dụ: «sửa dòng 2: …» với các ô của dòng 2 ạ."
	textTableEmptied  = "Dạ, bảng không còn dòng nào nên em giữ câu trả lời trước đó ạ."
	textStillReading  = "Dạ, em đang đọc tệp thầy/cô gửi; xong em báo ngay. Không chờ tệp thì thầy/cô gõ «xong» lần nữa ạ."
	textNothingBefore = "Dạ, không có bảng nào khác để lấy lại ạ."
	textTableBack     = "✓ Đã lấy lại bảng trước đó. Gõ «lấy lại» lần nữa để đổi về bảng trong tệp."
	textTableJoined   = "✓ Đã ghép hai bảng."
	textRowsEdited    = "✓ Đã sửa các dòng của tin đó."
	textRowsUntouched = "Các dòng của tin đó vẫn giữ như trước ạ."
	textRowsNotFound  = "Dạ, các dòng của tin đó đã thay đổi nên em chưa sửa theo. Thầy/cô gõ «sửa dòng» kèm số dòng giúp em ạ."
	textTableFile     = "Dạ, thầy/cô gửi tệp .xlsx hoặc .csv vào đây giúp em ạ. Dòng đầu của bảng là tên các cột."
)

// columnNames lists the columns of a table.
func columnNames(q *report.Question) string {
	names := make([]string, len(q.Columns))
	for i, c := range q.Columns {
		names[i] = c.Heading
	}
	return strings.Join(names, "; ")
}

// textColumns says how a table is filled in.
func textColumns(q *report.Question) []string {
	if len(q.Columns) == 1 {
		return []string{"(Bảng có một cột: " + columnNames(q) + ". Gõ mỗi dòng một tin, hoặc nhiều dòng một lần.)"}
	}
	return []string{
		fmt.Sprintf("(Bảng có %d cột: %s.", len(q.Columns), columnNames(q)),
		"Gõ cả dòng, các ô cách nhau bằng dấu chấm phẩy; hoặc gõ lần lượt từng ô, ô trống gõ «-». Dán nhiều dòng từ Excel, hoặc gửi tệp .xlsx cũng được.)",
	}
}

func textCell(n int, q *report.Question, column int, d *Table) string {
	text := fmt.Sprintf("Dòng %d – %s?", n, q.Columns[column].Heading)
	if d.Row > 0 {
		if column == 0 {
			text = fmt.Sprintf("Dòng %d đang ghi: %s\nThầy/cô gõ lại cả dòng, hoặc lần lượt từng ô; ô nào để nguyên thì gõ «giữ nguyên».\n%s", n, clip(q.RowText(d.Cells), 300), text)
		}
		now := q.CellText(d.Cells, column)
		if now == "" {
			now = "trống"
		}
		text += " (đang ghi: " + clip(now, 80) + ")"
	}
	return text
}

func textRow(n int, q *report.Question, row report.Row) string {
	return fmt.Sprintf("✓ Dòng %d: %s", n, clip(q.RowText(row), 300))
}

// textFilledIn says that a table was filled in on a page.
func textFilledIn(place int, q *report.Question, v report.Value) string {
	return fmt.Sprintf("✓ Đã ghi câu %d trên trang web: %s.", place, q.Summary(v))
}

// textTableSoFar says how many rows there are, their sums, and what comes next.
func textTableSoFar(q *report.Question, rows []report.Row) string {
	if len(rows) == 0 {
		return fmt.Sprintf("Bảng chưa có dòng nào. Dòng 1 – %s?", q.Columns[0].Heading)
	}
	return "Bảng có " + q.Summary(report.TableValue(rows)) + ". " + textNextRow(len(rows))
}

func textTableHas(q *report.Question, rows []report.Row) string {
	return "Bảng đang có " + q.Summary(report.TableValue(rows)) + "."
}

// textNextRow says what comes after the rows.
func textNextRow(rows int) string {
	if rows >= report.MaxRows {
		return "Gõ «xong» để ghi."
	}
	return fmt.Sprintf("Gõ dòng %d, hoặc «xong».", rows+1)
}

func textTableHead(q *report.Question, rows []report.Row) string {
	return "Bảng có " + q.Summary(report.TableValue(rows)) + ":"
}

// textRows lists rows from a place on, as many as fit; at least one.
func textRows(q *report.Question, rows []report.Row, from, limit int) (text string, shown int) {
	var lines []string
	for i := from; i < len(rows); i++ {
		line := fmt.Sprintf("%d. %s", i+1, clip(q.RowText(rows[i]), 300))
		if limit -= len([]rune(line)) + 1; limit < 0 && i > from {
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), len(lines)
}

func textRowsMore(next, of int) string {
	return fmt.Sprintf("(Còn từ dòng %d đến dòng %d: gõ «xem tiếp».)", next, of)
}

// maxRowsBack is how many letters of new rows are shown at once.
const maxRowsBack = 700

// textRowsAdded shows rows that came together, what was left out of them, and what of them
// could be read otherwise.
func textRowsAdded(q *report.Question, first int, r report.RowsReading) string {
	n := len(r.Rows)
	if n == 1 {
		lines := append([]string{textRow(first+1, q, r.Rows[0])}, rowNotes(q, first, r)...)
		return strings.Join(lines, "\n")
	}
	lines := []string{fmt.Sprintf("✓ Đã ghi %d dòng (%d–%d):", n, first+1, first+n)}
	return strings.Join(append(append(lines, rowsBack(q, first, r.Rows)...), rowNotes(q, first, r)...), "\n")
}

func rowsBack(q *report.Question, first int, rows []report.Row) []string {
	var lines []string
	left := maxRowsBack
	for i, row := range rows {
		line := fmt.Sprintf("%d. %s", first+i+1, clip(q.RowText(row), 200))
		if left -= len([]rune(line)); left < 0 && i < len(rows)-1 {
			return append(lines, fmt.Sprintf("(… còn %d dòng; gõ «xem bảng» để xem hết)", len(rows)-i))
		}
		lines = append(lines, line)
	}
	return lines
}

// maxDoubts is how many cells are named that could be read otherwise.
const maxDoubts = 3

func rowNotes(q *report.Question, first int, r report.RowsReading) []string {
	var lines []string
	if r.Headings {
		lines = append(lines, "(Dòng tiêu đề em không tính là một dòng.)")
	}
	if r.Numbers {
		lines = append(lines, "(Cột số thứ tự em bỏ qua; bản in tự đánh số.)")
	}
	if r.Sums {
		lines = append(lines, "(Dòng tổng cộng em bỏ qua; bản in tự cộng.)")
	}
	for _, off := range r.Off {
		lines = append(lines, fmt.Sprintf("Lưu ý: dòng tổng ghi %s là %s, nhưng cộng các dòng được %s; thầy/cô xem lại giúp em ạ.", off.Heading, off.Written, off.Counted))
	}
	if len(r.Missing) > 0 {
		lines = append(lines, "(Không thấy cột "+strings.Join(r.Missing, ", ")+" nên cột đó để trống.)")
	}
	if len(r.Ignored) > 0 {
		lines = append(lines, "(Bảng không có cột "+clip(strings.Join(r.Ignored, ", "), 120)+" nên em bỏ qua cột đó.)")
	}
	for i, doubt := range r.Doubts {
		if i == maxDoubts {
			lines = append(lines, fmt.Sprintf("(… và %d ô khác cũng đọc được hai cách)", len(r.Doubts)-i))
			break
		}
		doubt.Row += first
		lines = append(lines, textCellDoubt(q, doubt))
	}
	return lines
}

func textCellDoubt(q *report.Question, d report.CellDoubt) string {
	cell := q.Cell(d.Column)
	return fmt.Sprintf("Lưu ý dòng %d, %s: em hiểu «%s» là %s; chưa đúng thì gõ «sửa dòng %d» ạ.", d.Row+1, cell.Heading, clip(d.Typed, 40), readBack(cell, d.Value), d.Row+1)
}

func textRowLacks(n int, headings []string) string {
	return fmt.Sprintf("Dòng %d còn trống: %s.", n, strings.Join(headings, "; "))
}

func textRowDeleted(n int, q *report.Question, row report.Row) string {
	return fmt.Sprintf("✓ Đã xoá dòng %d: %s", n, clip(q.RowText(row), 300))
}

func textRowDropped(n int, row string) string {
	if n > 0 {
		return fmt.Sprintf("✓ Dòng %d giữ như trước.", n)
	}
	return "✓ Đã bỏ dòng đang nhập: " + clip(row, 300)
}

func textHalfFirst(row string, n int) string {
	return fmt.Sprintf("Dạ, dòng %d đang nhập dở (%s) nên em chưa ghi tin vừa rồi. Thầy/cô nhập nốt các ô còn lại, hoặc gõ «bỏ dòng» ạ.", n, clip(row, 120))
}

func textWhichRow(of int) string {
	if of == 0 {
		return textNoRows
	}
	return fmt.Sprintf("Dạ, dòng số mấy ạ? (từ 1 đến %d; ví dụ «sửa dòng 1», «xoá dòng 1»)", of)
}

func textNoSuchRow(n, of int) string {
	return fmt.Sprintf("Dạ, không có dòng %d; bảng có %d dòng. Ví dụ: «sửa dòng %d».", n, of, of)
}

func textRowsFull(limit int) string {
	return fmt.Sprintf("Dạ, bảng tối đa %s dòng nên em chưa ghi tin vừa rồi ạ.", vntext.FormatNumber(float64(limit)))
}

func textWritingTable(rows int) string {
	return fmt.Sprintf("Dạ, bảng đang nhập dở, có %d dòng; nhập tiếp hoặc gõ «xong» ạ.", rows)
}

// Files.

func textTableUpload(link string) string {
	return "Dạ, thầy/cô gửi tệp .xlsx hoặc .csv ở đây giúp em ạ (dòng đầu của bảng là tên các cột):\n" + link
}

func textSheetElsewhere(name string) string {
	return "Dạ, em đọc xong " + fileWord(name) + " nhưng bảng đó không còn mở, nên em chưa ghi. Thầy/cô mở lại câu có bảng rồi gửi tệp lần nữa giúp em ạ."
}

func textSheetProblem(name, note string) string {
	if note == "" {
		return "Dạ, em chưa đọc được " + fileWord(name) + ". Thầy/cô gửi lại giúp em, hoặc dán các dòng vào đây ạ."
	}
	return "Dạ, em chưa đọc được tệp. " + note
}

func textSheetRefused(name string) string {
	return "Dạ, em chưa ghi dòng nào của " + fileWord(name) + "."
}

func textSheetEmpty(name string) string {
	return "Dạ, em chưa thấy dòng nào của bảng trong " + fileWord(name) + ". Dòng đầu của bảng cần là tên các cột ạ."
}

func textSheetTaken(q *report.Question, name string, r report.RowsReading, before int) string {
	lines := []string{fmt.Sprintf("✓ Đã lấy %d dòng từ %s:", len(r.Rows), fileWord(name))}
	lines = append(append(lines, rowsBack(q, 0, r.Rows)...), rowNotes(q, 0, r)...)
	if before > 0 {
		lines = append(lines, fmt.Sprintf("Bảng trong tệp thay cho %d dòng trước đó; gõ «lấy lại» để lấy lại, «ghép» để giữ cả hai.", before))
	}
	return strings.Join(lines, "\n")
}

func fileWord(name string) string {
	if name == "" {
		return "tệp"
	}
	return "tệp «" + clip(name, 60) + "»"
}

// Problems of cells.

// textCellProblem says what is wrong with a cell, of which row unless that is plain (0).
func textCellProblem(heading string, row int, p *report.Problem) string {
	where := "ô «" + clip(heading, 60) + "»"
	if row > 0 {
		where += fmt.Sprintf(" ở dòng %d", row)
	}
	return "Dạ, " + problemWords(p, where)
}

func textBadCells(p *report.Problem) string {
	var lines []string
	for _, c := range p.Cells {
		row := "dòng này, "
		if p.Rows > 1 {
			row = fmt.Sprintf("dòng %d, ", c.Row+1)
		}
		if c.Column < 0 {
			lines = append(lines, fmt.Sprintf("- %scó %d ô, nhiều hơn số cột của bảng: %s", row, c.Cells, clip(c.Typed, 80)))
		} else {
			lines = append(lines, fmt.Sprintf("- %s«%s» đang là «%s»: %s", row, clip(c.Heading, 40), clip(c.Typed, 40), problemWords(c.Problem, "ô này")))
		}
	}
	if more := p.Wrong - len(p.Cells); more > 0 {
		lines = append(lines, fmt.Sprintf("- … và %d chỗ nữa.", more))
	}
	lines = append(lines, "Thầy/cô sửa lại rồi gửi giúp em ạ. Ví dụ một dòng: "+p.Example)
	return "Dạ, em chưa ghi được vì:\n" + strings.Join(lines, "\n")
}
