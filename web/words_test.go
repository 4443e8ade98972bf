package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestWords: all that the pages say is in one form, calm, and without stray spaces.
func TestWords(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("text*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no words: %v", err)
	}
	for _, file := range sources {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil && (!norm.NFC.IsNormalString(text) || strings.Contains(text, "  ") || strings.Contains(text, "! ") || strings.HasSuffix(text, "!") && len(text) > 1) {
					t.Errorf("%s: %q is not in order", file, text)
				}
			}
			return true
		})
	}
	pages, err := filepath.Glob("pages/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range pages {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !norm.NFC.IsNormal(page) {
			t.Errorf("%s is not NFC", file)
		}
		for line := range strings.Lines(string(page)) {
			if strings.Contains(strings.ReplaceAll(line, "<!doctype", ""), "!") {
				t.Errorf("%s: %q is loud", file, line)
			}
		}
	}
}
