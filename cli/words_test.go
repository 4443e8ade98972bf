package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// TestWords: everything people read is NFC, without double spaces inside a line
// or spaces at its end.
func TestWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			if vntext.NFC(text) != text {
				t.Errorf("%s: not NFC: %q", fset.Position(lit.Pos()), text)
			}
			if strings.HasSuffix(file, "text.go") && file != "person_text.go" {
				for line := range strings.SplitSeq(text, "\n") {
					if words := strings.TrimLeft(line, " "); strings.Contains(words, "  ") && !strings.Contains(words, "thuky ") {
						t.Errorf("%s: double space: %q", fset.Position(lit.Pos()), line)
					}
				}
			}
			return true
		})
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	want := workday.Date{Year: 2024, Month: 5, Day: 31}
	for _, text := range []string{"2024-05-31", "31/5/2024", "31/05/2024", " 31/5/2024 ", "31-5-2024", "31.5.2024"} {
		if got, err := parseDate("--x", text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	if got, err := parseDate("--x", ""); err != nil || !got.IsZero() {
		t.Errorf("no date: got %v, %v", got, err)
	}
	for _, text := range []string{"31/2/2024", "2024-13-01", "31/5", "31/5/24", "mai", "5/31/2024", "2024-05-31T00:00:00Z"} {
		if got, err := parseDate("--x", text); err == nil || exitCode(err) != exitUsage {
			t.Errorf("%q: got %v, %v, want wrong usage", text, got, err)
		}
	}
}

func TestParseSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"7d": 7 * 24 * time.Hour, "12h": 12 * time.Hour, "30m": 30 * time.Minute, "2w": 14 * 24 * time.Hour, " 1D ": 24 * time.Hour, "366d": 366 * 24 * time.Hour,
	} {
		if got, err := parseSpan("--x", text); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "7", "d", "-1d", "0d", "367d", "999999w", "1.5d", "7 ngày"} {
		if got, err := parseSpan("--x", text); err == nil {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

func TestStorePath(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"bolt:data/thuky.db": "data/thuky.db", "data/thuky.db": "data/thuky.db", "bolt:///srv/x.db": "/srv/x.db",
		"bolt:/srv/x.db": "/srv/x.db", "/srv/a:b.db": "/srv/a:b.db", `C:\thuky\x.db`: `C:\thuky\x.db`, "x": "x",
	} {
		if got, err := storePath(text); err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "bolt:", "bolt://", "postgres://h/d", "postgresql://h/d", "mysql://h/d"} {
		if got, err := storePath(text); err == nil {
			t.Errorf("%q: got %q", text, got)
		}
	}
}
