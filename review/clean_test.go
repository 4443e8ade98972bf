package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestClean: invented reports as careful clerks write them have no errors, and hardly
// anything else.
func TestClean(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/clean/*")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d clean texts, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := FromPlain(string(data))
		if strings.HasSuffix(file, ".md") {
			text = FromMarkdown(string(data))
		}
		for _, f := range Check(Input{Text: text}) {
			if f.Severity == Hint && (f.Code == NumberMissing || f.Code == DateMissing) {
				continue // the clerk's
			}
			t.Errorf("%s: %s %s %d «%s» %s → %s", filepath.Base(file), f.Severity, f.Code, f.Place.Paragraph, f.Quote, f.Message, f.Suggest)
		}
	}
}
