package browsertest

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// offline is Network.emulateNetworkConditions, which every Chromium of the last years knows;
// of its successor the parameters still change.
var offline = cdp.Command[offlineParams, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

type offlineParams struct {
	Offline  bool    `json:"offline"`
	Latency  float64 `json:"latency"`
	Download float64 `json:"downloadThroughput"` // -1: as fast as it goes
	Upload   float64 `json:"uploadThroughput"`
}

// Offline cuts the tab off from the network, or lets it on again. Connections that are
// open already stay: see the server for cutting those.
func (p *Tab) Offline(off bool) {
	p.t.Helper()
	p.do("cut the network", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, offline, offlineParams{Offline: off, Download: -1, Upload: -1})
		return err
	}))
}

// Go loads a page.
func (p *Tab) Go(address string) {
	p.t.Helper()
	p.do("load "+address, chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("body")))
}

// Click clicks what a CSS selector names, once it can be seen.
func (p *Tab) Click(selector string) {
	p.t.Helper()
	what := chromedp.CSS(selector)
	p.do("click "+selector, chromedp.WaitVisible(what), chromedp.ScrollIntoView(what), chromedp.Click(what))
}

// ClickText clicks the button or link with these words.
func (p *Tab) ClickText(words string) {
	p.t.Helper()
	what := chromedp.Search(`//*[self::a or self::button or self::summary][contains(normalize-space(.), ` + quoted(words) + `)]`)
	p.do("click «"+words+"»", chromedp.WaitVisible(what), chromedp.ScrollIntoView(what), chromedp.Click(what))
}

// Type writes into a field by the keyboard.
func (p *Tab) Type(selector, text string) {
	p.t.Helper()
	p.Until("typing into "+selector, func() bool {
		ctx, cancel := context.WithTimeout(p.ctx, limit)
		defer cancel()
		err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS(selector), text))
		if err != nil && !replaced(err) {
			p.t.Fatalf("type into %s: %v (at %s)", selector, err, p.where())
		}
		return err == nil
	})
}

// replaced tells whether the element was gone before anything was done to it: the page was
// just being replaced by another one.
func replaced(err error) bool {
	text := err.Error()
	return strings.Contains(text, "find node with given id") || strings.Contains(text, "No node with given id")
}

// Fill sets the value of a field as a paste would.
func (p *Tab) Fill(selector, text string) {
	p.t.Helper()
	words, _ := json.Marshal(text) // unreachable: a string
	name, _ := json.Marshal(selector)
	p.Eval(`(() => { const f = document.querySelector(` + string(name) + `); f.value = ` + string(words) +
		`; f.dispatchEvent(new Event("input", {bubbles: true})); f.dispatchEvent(new Event("change", {bubbles: true})) })()`)
}

// Upload chooses files for a file field.
func (p *Tab) Upload(selector string, paths ...string) {
	p.t.Helper()
	p.do("choose files", chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
}

// Text is the words of an element as they are shown.
func (p *Tab) Text(selector string) string {
	p.t.Helper()
	return p.read(selector, "innerText")
}

// Value is what stands in a field.
func (p *Tab) Value(selector string) string {
	p.t.Helper()
	return p.read(selector, "value")
}

// read gives a property of an element, once the page has it: a page that is just being
// replaced by another one has none.
func (p *Tab) read(selector, property string) (text string) {
	p.t.Helper()
	name, _ := json.Marshal(selector) // unreachable: a string
	p.Until("the "+property+" of "+selector, func() bool {
		found := glance(p, `(() => { const e = document.querySelector(`+string(name)+`); return e ? "=" + e.`+property+` : "" })()`)
		text = strings.TrimPrefix(found, "=")
		return found != ""
	})
	return text
}

// Eval runs a script in the page, whether its own scripts are on or off, and gives the
// value as JSON.
func (p *Tab) Eval(script string) string {
	p.t.Helper()
	return string(get(p, "run a script", chromedp.Evaluate[[]byte](script)))
}

// Await runs a script and waits for the text that its promise gives.
func (p *Tab) Await(script string) string {
	p.t.Helper()
	return get(p, "run a script", chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
}

// Wait waits until the page shows these words.
func (p *Tab) Wait(words string) {
	p.t.Helper()
	p.Until("«"+words+"»", func() bool { return strings.Contains(p.Shown(), fold(words)) })
}

// WaitPath waits until the tab is at a path.
func (p *Tab) WaitPath(path string) {
	p.t.Helper()
	p.Until("the path "+path, func() bool { return p.Path() == path })
}

// Shown is all words of the page, spaces folded. A page that is just being loaded has none.
func (p *Tab) Shown() string { return fold(glance(p, `document.body ? document.body.innerText : ""`)) }

// glance asks the page for a text, "" while it cannot answer.
func glance(p *Tab, script string) string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
	if err != nil {
		return ""
	}
	return text
}

func fold(text string) string { return strings.Join(strings.Fields(text), " ") }

// Until asks again and again until ok; a real browser has no other clock.
func (p *Tab) Until(what string, ok func() bool) {
	p.t.Helper()
	for end := time.Now().Add(limit); !ok(); {
		if time.Now().After(end) {
			p.t.Fatalf("%s: not within %s (at %s):\n%s", what, limit, p.where(), p.Shown())
		}
		if err := chromedp.Do(p.ctx, chromedp.Sleep(50*time.Millisecond)); err != nil {
			p.t.Fatalf("%s: %v", what, err)
		}
	}
}

// Path is the path of the page.
func (p *Tab) Path() string {
	u, err := url.Parse(p.where())
	if err != nil {
		return ""
	}
	return u.Path
}

func (p *Tab) where() string { return glance(p, "document.location.toString()") }

// Screenshot writes the whole page as a PNG.
func (p *Tab) Screenshot(path string) {
	p.t.Helper()
	png := get(p, "take a picture", chromedp.FullScreenshot(100))
	if err := os.WriteFile(path, png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// Overflows tells whether the page is wider than its screen.
func (p *Tab) Overflows() bool {
	p.t.Helper()
	return p.Eval(`document.documentElement.scrollWidth > document.documentElement.clientWidth + 1`) == "true"
}

// quoted writes words as an XPath string.
func quoted(words string) string {
	if !strings.Contains(words, `"`) {
		return `"` + words + `"`
	}
	return `'` + words + `'`
}
