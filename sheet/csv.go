package sheet

import (
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// csv reads text whose columns are divided by signs.
func (r *reader) csv(data []byte) ([]Sheet, error) {
	text, ok := decode(data)
	if !ok || strings.HasPrefix(strings.TrimSpace(text), "<") || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && !strings.ContainsRune("\n\r\t\f", c) }) {
		return nil, r.fail(Unsupported, textNotSheet(r.name), nil)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(text)
	divider := rune(0)
	if first, rest, _ := strings.Cut(text, "\n"); len(first) == len("sep=;") && strings.HasPrefix(strings.ToLower(first), "sep=") { // of Excel
		divider, text = rune(first[len(first)-1]), rest
	}
	if !strings.ContainsRune(";,\t|", divider) || divider == 0 {
		divider = dividerOf(text)
	}
	records := csv.NewReader(strings.NewReader(text))
	records.Comma, records.FieldsPerRecord, records.LazyQuotes, records.ReuseRecord = divider, -1, true, true
	var s Sheet
	for row := 0; ; row++ {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, r.damaged(err)
		}
		for column, cell := range record {
			if err := r.put(&s, row, column, Cell{cell, cell}); err != nil {
				return nil, err
			}
		}
	}
	if len(s.Rows) == 0 {
		return nil, r.fail(Empty, textEmpty(r.name), nil)
	}
	return []Sheet{s}, nil
}

// decode reads UTF-8, or UTF-16 with its mark.
func decode(data []byte) (string, bool) {
	order := binary.ByteOrder(nil)
	switch {
	case len(data) >= 2 && data[0] == 0xFF && data[1] == 0xFE:
		order = binary.LittleEndian
	case len(data) >= 2 && data[0] == 0xFE && data[1] == 0xFF:
		order = binary.BigEndian
	default:
		text := strings.TrimPrefix(string(data), "\ufeff")
		return text, utf8.ValidString(text)
	}
	if len(data)%2 != 0 {
		return "", false
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return string(utf16.Decode(units)), true
}

// dividerOf finds the sign between the columns: a tab or a semicolon wherever there is
// one, for a comma also stands within numbers.
func dividerOf(text string) rune {
	head := text[:min(len(text), 4096)]
	count := map[rune]int{}
	quoted := false
	for _, c := range head {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			count[c]++
		}
	}
	for _, sign := range "\t;|," {
		if count[sign] > 0 {
			return sign
		}
	}
	return ';'
}
