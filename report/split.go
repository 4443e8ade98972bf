package report

import (
	"regexp"
	"strings"
)

// barRule is the line under the headings of a table that is written with bars.
var barRule = regexp.MustCompile(`^[\s|:–-]+$`)

// splitBars cuts lines that all have bars, nil if they do not.
func splitBars(text string) (rows [][]string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.Contains(line, "|") && barRule.MatchString(line):
			continue
		case !strings.Contains(line, "|"):
			return nil
		}
		row := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|")
		for i := range row {
			row[i] = oneLineOf(row[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// SplitGaps cuts one line at its gaps of several spaces.
func SplitGaps(line string) []string { return gap.Split(strings.TrimSpace(line), -1) }

var gap = regexp.MustCompile(` {2,}`)

// splitGaps cuts two lines or more that all have equally many gaps, nil if they do not.
func splitGaps(text string) (rows [][]string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		row := gap.Split(line, -1)
		if len(row) < 2 || len(rows) > 0 && len(row) != len(rows[0]) {
			return nil
		}
		rows = append(rows, row)
	}
	if len(rows) < 2 {
		return nil
	}
	return rows
}
