package doctext

import (
	"context"
	"strings"
)

// Lines gives the paragraphs of a .docx that have words, each as one line, in the order
// of reading. Other files are refused: no program is started. Errors are those of Text.
func Lines(ctx context.Context, name string, data []byte) ([]string, error) {
	if f := sniff(data); f != formatZip && len(data) > 0 {
		r := reader{name: shortName(name)}
		return nil, r.fail(Unsupported, textNoWord(r.name))
	}
	result, err := Text(ctx, name, data, Options{})
	if err != nil {
		return nil, err
	}
	var lines []string
	for line := range strings.SplitSeq(result.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines, nil
}
