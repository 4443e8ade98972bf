package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// cell is a cell as it is read.
type cell struct {
	kind, style      string
	inside, phonetic bool
	text             strings.Builder
}

// form is what the number of a cell is shown as.
type form int

const (
	formPlain form = iota
	formPercent
	formDate
)

// style is how the number of a cell is shown: the number of a format of the spreadsheet
// program, or its code.
type style struct {
	form
	id   int
	code string
}

// formats reads how the cells of each style are shown.
func (b *book) formats(part string) error {
	codes := map[int]string{}
	cells := false
	return b.walk(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attribute(t, "numFmtId")); err == nil && len(codes) < maxStyles {
					codes[id] = attribute(t, "formatCode")
				}
			case "cellXfs":
				cells = true
			case "xf":
				if !cells {
					return nil
				}
				if len(b.styles) >= maxStyles {
					return errBomb
				}
				id, _ := strconv.Atoi(attribute(t, "numFmtId"))
				b.styles = append(b.styles, style{formOf(id, codes[id]), id, codes[id]})
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				cells = false
			}
		}
		return nil
	})
}

// formOf tells a form by the number of a built-in format, or by its code.
func formOf(id int, code string) form {
	switch {
	case id == 9, id == 10:
		return formPercent
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return formDate
	}
	quoted := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++ // the next sign stands for itself
		case c == '[': // a colour, a currency or a place; [h] is a time
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return formPlain
			}
			if strings.ContainsAny(code[i+1:i+2], "hHmMsS") && end <= 3 {
				return formDate
			}
			i += end
		case c == '%':
			return formPercent
		case strings.IndexByte("dDmMyYhH", c) >= 0:
			return formDate
		}
	}
	return formPlain
}

// words are what a cell says.
func (b *book) words(c *cell) Cell {
	text := c.text.String()
	same := func(text string) Cell { return Cell{text, text} }
	switch c.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && i >= 0 && i < len(b.shared) {
			return same(b.shared[i])
		}
		return Cell{}
	case "inlineStr", "str", "e":
		return same(text)
	case "b":
		switch strings.TrimSpace(text) {
		case "1", "true":
			return same(textYes)
		case "":
			return Cell{}
		}
		return same(textNo)
	case "d":
		if day, _, ok := strings.Cut(text, "T"); ok {
			return same(day)
		}
		return same(text)
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return same(text)
	}
	var look style
	if i, err := strconv.Atoi(c.style); err == nil && i >= 0 && i < len(b.styles) {
		look = b.styles[i]
	}
	f = rounded(f)
	words := Cell{number(f), b.shower.shown(f, look, b.from04)}
	switch look.form {
	case formPercent:
		words.Text = number(f*100) + "%"
	case formDate:
		if day, ok := b.date(f); ok {
			words.Text = day
		}
	}
	return words
}

// rounded leaves as many digits as spreadsheets keep.
func rounded(f float64) float64 {
	if short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err == nil {
		return short
	}
	return f
}

// number writes a number with a comma, in as many digits as spreadsheets keep, so that it
// can be read in one way only: "1,234" might be a thousand.
func number(f float64) string {
	whole, fraction, ok := strings.Cut(strconv.FormatFloat(rounded(f)+0, 'f', -1, 64), ".")
	if !ok {
		return whole
	}
	if len(fraction) == 3 {
		fraction += "0"
	}
	return whole + "," + fraction
}

// date reads a day as spreadsheets count them, with the hour where there is one.
func (b *book) date(f float64) (string, bool) {
	if f < 0 || f > 2_958_465 { // 9999-12-31
		return "", false
	}
	minutes := math.Round(f * 24 * 60)
	days, minute := int(minutes)/(24*60), int(minutes)%(24*60)
	clock := time.Date(0, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case b.from04:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 0:
		return clock, true
	case days < 60: // before the day that 1900 did not have
		first = first.AddDate(0, 0, 1)
	}
	text := first.AddDate(0, 0, days).Format(time.DateOnly)
	if minute != 0 {
		text += " " + clock
	}
	return text, true
}
