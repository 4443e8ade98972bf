package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// printJSON writes one JSON value, and nothing else, to standard output.
func (p *program) printJSON(value any) error {
	e := json.NewEncoder(p.env.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return failed(textCannotPrint, err)
	}
	return nil
}

// say writes a line to standard output.
func (p *program) say(line string) { fmt.Fprintln(p.env.Stdout, line) }

// note writes a line to standard error, where it disturbs no reader of the result.
func (p *program) note(line string) { fmt.Fprintln(p.env.Stderr, line) }

// table writes rows in aligned columns; the last column is not padded.
func table(w io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
