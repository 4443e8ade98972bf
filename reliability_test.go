package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// namedTest is a test as docs/reliability.md names it: `folder.TestName`.
var namedTest = regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)[A-Za-z_]+)`")

// TestReliability: every fault of docs/reliability.md has a test, and every test that it names is there.
func TestReliability(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("docs/reliability.md")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	heads := map[string]bool{}
	for line := range strings.Lines(string(doc)) {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		found := namedTest.FindAllStringSubmatch(line, -1)
		if strings.HasSuffix(strings.TrimSpace(line), "| test |") {
			heads[line] = true
			continue
		}
		if len(heads) > 0 && len(found) == 0 && !strings.HasPrefix(line, "| ---") {
			t.Errorf("no test stands behind: %s", line)
		}
		for _, m := range found {
			named++
			if !testsIn(t, m[1])[m[2]] {
				t.Errorf("there is no %s in %s", m[2], m[1])
			}
		}
	}
	if named < 40 {
		t.Errorf("only %d tests are named", named)
	}
}
