package render

import (
	"strings"

	"thuky/vntext"
)

// emphasis cuts an answer into runs: what stands between a pair of stars is italic,
// without the stars.
func emphasis(text string) []Run {
	var runs []Run
	from := 0 // where the pending text begins
	for _, pair := range vntext.Emphasis(text) {
		runs = appendRun(runs, Run{Text: text[from:pair[0]]})
		runs = appendRun(runs, Run{Text: text[pair[0]+1 : pair[1]], Italic: true})
		from = pair[1] + 1
	}
	return appendRun(runs, Run{Text: text[from:]})
}

// appendRun appends r, joined to the last run where they look the same. The runs
// must be the caller's own.
func appendRun(runs []Run, r Run) []Run {
	if r.Text == "" {
		return runs
	}
	if n := len(runs); n > 0 && runs[n-1].Bold == r.Bold && runs[n-1].Italic == r.Italic && runs[n-1].Mark == r.Mark {
		runs[n-1].Text += r.Text
		return runs
	}
	return append(runs, r)
}

// splitRuns cuts runs at line ends; lines without words are dropped.
func splitRuns(runs []Run) [][]Run {
	var all [][]Run
	var line []Run
	flush := func() {
		if strings.TrimSpace(Plain(line)) != "" {
			all = append(all, line)
		}
		line = nil
	}
	for _, r := range runs {
		for rest := r.Text; ; {
			text, more, cut := strings.Cut(rest, "\n")
			r.Text = text
			line = appendRun(line, r)
			if !cut {
				break
			}
			flush()
			rest = more
		}
	}
	flush()
	return all
}
