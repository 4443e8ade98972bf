package conversation_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"thuky/chat"
)

// TestWording walks every text of the wording files: NFC, no double space, no exclamation
// mark, and small enough for the smallest platform together with a question.
func TestWording(t *testing.T) {
	t.Parallel()
	n := 0
	look := func(node ast.Node) bool {
		lit, ok := node.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		n++
		if !norm.NFC.IsNormalString(text) {
			t.Errorf("%q is not NFC", text)
		}
		if strings.Contains(strings.TrimLeft(text, " "), "  ") || strings.Contains(text, "!") && text != " .!" {
			t.Errorf("%q has a double space or an exclamation mark", text)
		}
		for _, m := range chat.Degrade([]chat.Message{{Text: text}}, smallest) {
			if got := units(m.Text); got > 500 {
				t.Errorf("%q has %d units; a remark leaves room for a question", text, got)
			}
		}
		return true
	}
	for _, name := range wordingFiles(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, look)
	}
	if n < 100 {
		t.Errorf("found %d texts; is all wording still in text.go?", n)
	}
}

// wordingFiles hold all wording.
func wordingFiles(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("text*.go")
	if err != nil || len(names) < 3 {
		t.Fatalf("wording files: %q, %v", names, err)
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

// TestNoWordingElsewhere keeps Vietnamese out of the other files, but for the
// words that people type.
func TestNoWordingElsewhere(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if slices.Contains(wordingFiles(t), name) || name == "command.go" || strings.HasPrefix(name, "name") || name == "address.go" || strings.HasPrefix(name, "order") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if lit, ok := node.(*ast.BasicLit); ok && lit.Kind == token.STRING && !plain(lit.Value) && lit.Value != `"đúng"` {
				t.Errorf("%s: %s belongs into text.go", name, lit.Value)
			}
			return true
		})
	}
}

// plain tells whether no letter of a text is beyond ASCII: signs may stand anywhere.
func plain(s string) bool {
	for _, r := range s {
		if r >= 0x80 && unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// units counts UTF-16 code units.
func units(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
