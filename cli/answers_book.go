package cli

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"thuky/report"
	"thuky/sheet"
	"thuky/vntext"
	"thuky/workday"
)

// writeAnswers writes the answers of a campaign as .xlsx: a sheet of questions and people,
// and one for each table.
func writeAnswers(w io.Writer, b *report.Board, people []report.Person, now time.Time) error {
	book := answersBook{b: b, names: map[string]string{}, now: now}
	for _, p := range people {
		book.names[p.ID] = nameOrID(p)
	}
	for _, s := range b.Shares {
		if book.names[s.Person.ID] == "" {
			book.names[s.Person.ID] = nameOrID(s.Person)
		}
	}
	return sheet.Write(w, book.pages())
}

// answersBook is the answers of one campaign.
type answersBook struct {
	b     *report.Board
	names map[string]string // by person
	now   time.Time
}

func (a answersBook) pages() []sheet.Page {
	all := sheet.Page{Name: textAnswersSheet, Head: textAnswersColumns()}
	pages := []sheet.Page{all}
	day, _ := a.b.Campaign.Due()
	late := !day.IsZero() && day.Compare(workday.DateOf(a.now.In(vietnam))) < 0
	cells := map[string][]report.CellState{}
	for _, s := range a.b.Shares {
		cells[s.Person.ID] = a.b.Cells(s, late)
	}
	place := 0
	for _, q := range a.b.Template.Questions() {
		number := ""
		if n := a.b.Number(q); n > 0 {
			number = strconv.Itoa(n)
		}
		if q.Computed() {
			if v, ok := a.b.Template.Compute(q, a.b.Lookup); ok {
				pages[0].Rows = append(pages[0].Rows, []any{nil, a.section(q), a.name(q), nil, nil, textComputedState, valueCell(q, v)})
			}
			continue
		}
		for _, s := range a.b.Shares {
			state := cells[s.Person.ID][place]
			given, has := s.Answer(q.ID)
			if state == report.CellNone && !has {
				continue
			}
			pages[0].Rows = append(pages[0].Rows, a.row(number, q, s, state, given, has))
		}
		place++
		if page, some := a.table(number, q); some {
			pages = append(pages, page)
		}
	}
	return pages
}

// row is one question of one person.
func (a answersBook) row(number string, q *report.Question, s report.Share, state report.CellState, given report.Answer, has bool) []any {
	row := []any{numberCell(number), a.section(q), a.name(q), a.names[s.Person.ID], s.Person.Unit, textCellState(state)}
	if !has {
		return row
	}
	note := given.Reason
	if r, returned := s.Returned(q.ID); returned {
		note = r.Comment
	}
	var value any
	if !given.Skipped {
		value = valueCell(q, given.Value)
	}
	return append(row, value, note, a.names[given.Author], textPlatform(given.Channel), given.At.In(vietnam).Format("02/01/2006 15:04"), given.Revision)
}

// table is the sheet of a table question, with whose each row is.
func (a answersBook) table(number string, q *report.Question) (page sheet.Page, some bool) {
	if q.Type != "table" {
		return page, false
	}
	page.Name = textTableSheet(number, a.name(q))
	page.Head = []string{textAnswersColumns()[3]}
	for _, c := range q.Columns {
		page.Head = append(page.Head, c.Heading)
	}
	var rows []report.Row
	for _, s := range a.b.InOrder(q) {
		given, _ := s.Answer(q.ID)
		for _, row := range given.Value.Table {
			rows = append(rows, row)
			page.Rows = append(page.Rows, append([]any{a.names[s.Person.ID]}, rowCells(q, row)...))
		}
	}
	if totals := q.Totals(rows); totals != nil && len(rows) > 0 {
		page.Rows, page.Last = append(page.Rows, append([]any{textSum}, rowCells(q, totals)...)), true
	}
	return page, len(rows) > 0
}

func (a answersBook) section(q *report.Question) string {
	n, _ := a.b.Template.SectionOf(q)
	return vntext.Roman(n + 1)
}

// name is the question without what the campaign would fill in.
func (a answersBook) name(q *report.Question) string {
	return q.ShortName(func(text string) string {
		return report.Expand(text, func(name string) string {
			if name == report.NamePeriod && a.b.Campaign.Period != "" {
				return a.b.Campaign.Period
			}
			return "…"
		})
	})
}

func rowCells(q *report.Question, row report.Row) []any {
	cells := make([]any, len(q.Columns))
	for i, c := range q.Columns {
		if v, ok := row[c.ID]; ok {
			cells[i] = valueCell(q.Cell(i), v)
		}
	}
	return cells
}

// valueCell is a value as spreadsheets count with it; a table in few words.
func valueCell(q *report.Question, v report.Value) any {
	switch {
	case v.Number != nil && q.Type == "percent":
		return sheet.Percent(*v.Number)
	case v.Number != nil:
		return *v.Number
	case v.Date != nil:
		return time.Date(v.Date.Year, v.Date.Month, v.Date.Day, 0, 0, 0, 0, time.UTC)
	case v.Table != nil:
		return q.Summary(v)
	}
	return q.Bare(v)
}

func numberCell(text string) any {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return nil
}

func textTableSheet(number, name string) string {
	if number == "" {
		return name
	}
	return fmt.Sprintf("Câu %s %s", number, name)
}
