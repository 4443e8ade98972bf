package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
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
func (p *program) say(line string) { fmt.Fprintln(p.env.Stdout, p.mark(line)) }

// note writes a line to standard error, where it disturbs no reader of the result.
func (p *program) note(line string) { fmt.Fprintln(p.env.Stderr, p.mark(line)) }

// mark says before each line of several schools that are served of which it is.
func (p *program) mark(text string) string {
	if p.deployed == nil {
		return text
	}
	mark := "[" + p.school + "] "
	return mark + strings.ReplaceAll(text, "\n", "\n"+mark)
}

// lineWriter lets the schools of a process write one after the other.
type lineWriter struct {
	mu sync.Mutex
	w  io.Writer // under mu
}

// Write implements io.Writer.
func (l *lineWriter) Write(data []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(data)
}

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
