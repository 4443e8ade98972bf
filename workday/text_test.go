package workday

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thuky/vntext"
)

// TestWords: everything that people read is NFC and has no double spaces, in the
// program and in the shipped schedules.
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
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err != nil || vntext.NFC(text) != text || strings.Contains(text, "  ") {
					t.Errorf("%s: %v %q", fset.Position(lit.Pos()), err, text)
				}
			}
			return true
		})
	}
	schedules, err := shipped.ReadDir("holidays")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range schedules {
		text, err := shipped.ReadFile("holidays/" + f.Name())
		if err != nil || vntext.NFC(string(text)) != string(text) || strings.Contains(string(text), "  ") {
			t.Errorf("%s: %v, not NFC or double spaces", f.Name(), err)
		}
	}
}
