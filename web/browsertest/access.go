package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeFile is where make test puts the accessibility checker axe-core.
const axeFile = "axe-4.14.1.js"

// Checker gives the source of axe-core. Where it is not there the test is skipped.
func Checker(t testing.TB) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("no folder for axe-core: %v", err)
	}
	source, err := os.ReadFile(filepath.Join(cache, "thuky-tests", axeFile))
	if err != nil {
		t.Skipf("axe-core is not here (make test fetches it where it may): %v", err)
	}
	return string(source)
}

// Violation is one rule of accessibility that a page breaks.
type Violation struct {
	ID     string `json:"id"`
	Impact string `json:"impact"` // "minor", "moderate", "serious", "critical"
	Help   string `json:"help"`
	Nodes  []struct {
		HTML string `json:"html"`
	} `json:"nodes"`
}

func (v Violation) String() string {
	text := fmt.Sprintf("%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, n := range v.Nodes {
		text += "\n    " + n.HTML
	}
	return text
}

// Violations are the serious and critical faults of the page that axe-core finds.
func (p *Tab) Violations(checker string) (serious []Violation) {
	p.t.Helper()
	p.Eval(checker + "; 0")
	result := get(p, "check accessibility", chromedp.Evaluate[string](
		`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	var all []Violation
	if err := json.Unmarshal([]byte(result), &all); err != nil {
		p.t.Fatalf("axe-core: %v", err)
	}
	for _, v := range all {
		if v.Impact == "serious" || v.Impact == "critical" {
			serious = append(serious, v)
		}
	}
	return serious
}
