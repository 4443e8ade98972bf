package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"

	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
)

const (
	// maxListBytes and maxListRows bound a list of people.
	maxListBytes = 1 << 20
	maxListRows  = 2000
	// maxListProblems is how many problems are told at once.
	maxListProblems = 50
	maxListUnit     = 40
)

// listProblem is what is wrong in one place of a list. Line is 0 for the whole file.
type listProblem struct {
	line   int
	column string
	words  string
	why    string
}

// listRow is one person of a list and the line that it stands in.
type listRow struct {
	line   int
	person report.Person
}

// list is a file of people as it was read.
type list struct {
	rows     []listRow
	ignored  []string // columns that mean nothing here
	problems []listProblem
}

func (l *list) wrong(line int, column, words, why string) {
	l.problems = append(l.problems, listProblem{line, column, words, why})
}

// column is what a column of a list holds.
type column string

const (
	columnName  column = "name"
	columnLast  column = "last"  // họ đệm, where the given name has a column of its own
	columnGiven column = "given" // tên
	columnRole  column = "role"
	columnUnit  column = "unit"
	columnCall  column = "call"
)

// listColumns are the heads of columns, folded.
var listColumns = map[string]column{
	"ho ten": columnName, "ho va ten": columnName, "ho ten day du": columnName, "ten day du": columnName, "hoten": columnName, "name": columnName,
	"full name": columnName, "fullname": columnName, "ho ten giao vien": columnName, "ho va ten giao vien": columnName,
	"ho dem": columnLast, "ho va dem": columnLast, "ho ten dem": columnLast, "ho va ten dem": columnLast, "ho lot": columnLast, "ho": columnLast, "last name": columnLast,
	"ten": columnGiven, "first name": columnGiven, "given name": columnGiven,
	"vai": columnRole, "vai tro": columnRole, "quyen": columnRole, "role": columnRole,
	"to": columnUnit, "bo phan": columnUnit, "to/bo phan": columnUnit, "to / bo phan": columnUnit, "to, bo phan": columnUnit, "to bo phan": columnUnit, "don vi": columnUnit,
	"to chuyen mon": columnUnit, "phong ban": columnUnit, "unit": columnUnit, "team": columnUnit, "department": columnUnit,
	"xung ho": columnCall, "cach xung ho": columnCall, "danh xung": columnCall, "goi": columnCall, "goi la": columnCall, "call": columnCall,
}

// listRoles are the words of roles, folded.
var listRoles = map[string]report.Role{
	"admin": report.Admin, "quan tri": report.Admin, "quan tri vien": report.Admin, "phu trach": report.Admin, "nguoi phu trach": report.Admin,
	"approver": report.Approver, "duyet": report.Approver, "nguoi duyet": report.Approver,
	"staff": report.Staff, "nhan vien": report.Staff, "giao vien": report.Staff, "gv": report.Staff, "tra loi": report.Staff, "nguoi tra loi": report.Staff,
}

// readList reads a list of people as spreadsheets save it: UTF-8 or UTF-16, divided by
// commas, semicolons or tabs, the columns in any order.
func readList(data []byte) *list {
	l := &list{}
	if len(data) > maxListBytes {
		l.wrong(0, "", "", textListTooLarge)
		return l
	}
	text, problem := decodeList(data)
	if problem != "" {
		l.wrong(0, "", "", problem)
		return l
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	skipped := 0
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(strings.ToLower(first), "sep=") { // of Excel
		text, skipped = rest, 1
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = divider(text), -1, true
	var heads []column
	var titles []string
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			l.wrong(bad.StartLine+skipped, "", "", textListQuotes)
			break
		}
		if err != nil {
			l.wrong(0, "", "", textListBroken(err))
			break
		}
		line, _ := r.FieldPos(0)
		line += skipped
		cells := make([]string, len(record))
		for i, cell := range record {
			cells[i] = strings.Join(strings.Fields(vntext.Clean(cell)), " ")
		}
		if !slices.ContainsFunc(cells, func(s string) bool { return s != "" }) {
			continue
		}
		if heads == nil {
			if heads = l.readHeads(line, cells, text); heads == nil {
				return l
			}
			titles = cells
			continue
		}
		if len(l.rows) == maxListRows {
			l.wrong(line, "", "", textListTooLong)
			break
		}
		l.readRow(line, cells, heads, titles)
	}
	if heads == nil && len(l.problems) == 0 {
		l.wrong(0, "", "", textListEmpty)
	} else if len(l.rows) == 0 && len(l.problems) == 0 {
		l.wrong(0, "", "", textListNobody)
	}
	l.findDoubles()
	return l
}

// decodeList makes text of the bytes of a file; problem says why that cannot be done.
func decodeList(data []byte) (text, problem string) {
	utf16 := func(order xunicode.Endianness) (string, string) {
		decoded, err := xunicode.UTF16(order, xunicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return "", textListEncoding
		}
		return string(decoded), ""
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return "", textListExcel
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return utf16(xunicode.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return utf16(xunicode.BigEndian)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return "", textListBinary
	}
	if utf8.Valid(data) {
		return string(data), ""
	}
	western, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", textListEncoding
	}
	if read, name, ok := legacyList(string(western)); ok {
		return "", textListLegacy(name, read)
	}
	return "", textListEncoding
}

// legacyList tells whether a list is written in a font from before Unicode: its head can be
// read that way. It gives the head as it is then.
func legacyList(text string) (head, name string, ok bool) {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for _, font := range []struct {
		name    string
		convert func(string) string
	}{{notice.TCVN3, notice.FromTCVN3}, {notice.VNI, notice.FromVNI}} {
		read := font.convert(first)
		if read == first {
			continue
		}
		for _, cell := range strings.FieldsFunc(read, func(r rune) bool { return r == ',' || r == ';' || r == '\t' }) {
			if kind := listColumns[headOf(cell)]; kind == columnName || kind == columnLast {
				return strings.TrimSpace(read), font.name, true
			}
		}
	}
	if _, name, ok := notice.Legacy(text); ok {
		return "", name, true
	}
	return "", "", false
}

// divider is the sign between the cells: the one of which the first line has most.
func divider(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n \t"), "\n")
	best, most := ',', 0
	for _, sign := range []rune{',', ';', '\t'} {
		n, quoted := 0, false
		for _, r := range first {
			switch {
			case r == '"':
				quoted = !quoted
			case r == sign && !quoted:
				n++
			}
		}
		if n > most {
			best, most = sign, n
		}
	}
	return best
}

func headOf(cell string) string {
	return strings.Trim(vntext.Fold(cell), " .:*()\"")
}

// readHeads finds what each column holds, nil when there is no name.
func (l *list) readHeads(line int, cells []string, text string) []column {
	heads := make([]column, len(cells))
	seen := map[column]string{}
	for i, cell := range cells {
		kind := listColumns[headOf(cell)]
		if kind == "" {
			if cell != "" {
				l.ignored = append(l.ignored, cell)
			}
			continue
		}
		if other, twice := seen[kind]; twice {
			l.wrong(line, cell, "", textListColumnTwice(other))
			return nil
		}
		heads[i], seen[kind] = kind, cell
	}
	_, whole := seen[columnName]
	_, last := seen[columnLast]
	_, given := seen[columnGiven]
	switch {
	case whole, last && given:
		return heads
	case given: // "Tên" alone is the whole name
		heads[slices.Index(heads, columnGiven)] = columnName
		return heads
	}
	if read, name, ok := legacyList(text); ok {
		l.wrong(0, "", "", textListLegacy(name, read))
		return nil
	}
	l.wrong(line, "", strings.Join(cells, " | "), textListNoName)
	return nil
}

// readRow reads one person.
func (l *list) readRow(line int, cells []string, heads []column, titles []string) {
	value, title := map[column]string{}, map[column]string{}
	for i, kind := range heads {
		if kind != "" && i < len(cells) {
			value[kind] = cells[i]
			title[kind] = titles[i]
		}
	}
	before := len(l.problems)
	if len(cells) > len(heads) && strings.Join(cells[len(heads):], "") != "" {
		l.wrong(line, "", strings.Join(cells[len(heads):], " | "), textListMoreCells)
	}
	name, nameTitle := value[columnName], title[columnName]
	if name == "" {
		name = strings.TrimSpace(value[columnLast] + " " + value[columnGiven])
	}
	if nameTitle == "" {
		nameTitle = title[columnLast]
	}
	switch problem := report.CheckName(name); {
	case name == "":
		l.wrong(line, nameTitle, "", textListNameEmpty)
	case strings.Contains(name, "?"):
		l.wrong(line, nameTitle, name, textListLostMarks)
	case problem != "":
		l.wrong(line, nameTitle, name, textListName(problem))
	case oldFont(name):
		l.wrong(line, nameTitle, name, textListOldFont(notice.FromTCVN3(name)))
	}
	p := report.Person{Name: name, Unit: strings.ReplaceAll(value[columnUnit], ";", ",")}
	if words := value[columnRole]; words != "" {
		role, ok := listRoles[headOf(words)]
		if !ok {
			l.wrong(line, title[columnRole], words, textListRole)
		}
		p.Role = role
	}
	if words := value[columnCall]; words != "" {
		i := slices.IndexFunc(report.Calls, func(call string) bool { return vntext.Fold(call) == headOf(words) })
		if i < 0 {
			l.wrong(line, title[columnCall], words, textListCall)
		} else {
			p.Call = report.Calls[i]
		}
	}
	if p.Unit != "" && !unitFits(p.Unit) {
		l.wrong(line, title[columnUnit], p.Unit, textListUnit)
	}
	if len(l.problems) == before {
		l.rows = append(l.rows, listRow{line, p})
	}
}

// oldFont tells that a large letter stands after a small one in a word, as the letters
// with marks of TCVN3 look in Unicode.
func oldFont(name string) bool {
	small := false
	for _, r := range name {
		if small && r > 0x7f && unicode.IsUpper(r) {
			return true
		}
		small = unicode.IsLower(r)
	}
	return false
}

// unitFits keeps units short, and free of signs that a spreadsheet takes for a formula.
func unitFits(unit string) bool {
	first, _ := utf8.DecodeRuneInString(unit)
	if utf8.RuneCountInString(unit) > maxListUnit || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false
	}
	return !strings.ContainsFunc(unit, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" ,.-–/&+()", r)
	})
}

// findDoubles points out who stands in the list twice.
func (l *list) findDoubles() {
	seen := map[string]int{}
	for _, row := range l.rows {
		key := strings.ToLower(row.person.Name) + "\x00" + vntext.Fold(row.person.Unit)
		if line, twice := seen[key]; twice {
			l.wrong(row.line, "", row.person.Name, textListDouble(line))
			continue
		}
		seen[key] = row.line
	}
	slices.SortStableFunc(l.problems, func(a, b listProblem) int { return a.line - b.line })
}
