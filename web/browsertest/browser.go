// Package browsertest lets tests look at pages through a real browser, Debian's
// Chromium: what a person sees, can click and can reach by keyboard.
package browsertest

import (
	"context"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// names are what Chromium is called.
var names = []string{"chromium", "chromium-browser", "google-chrome"}

// Browser is one Chromium process; its tabs know nothing of each other.
type Browser struct{ ctx context.Context }

// one is the browser of this test process: starting it takes a second.
var one struct {
	sync.Mutex
	browser *Browser
	stop    func()
	users   int
}

// Open gives the browser, and ends it after the last test that uses it. Where no Chromium
// is installed the test is skipped.
func Open(t testing.TB) *Browser {
	t.Helper()
	path := ""
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed here: make test installs it where it may")
	}
	one.Lock()
	defer one.Unlock()
	if one.browser == nil {
		one.browser, one.stop = start(t, path)
	}
	one.users++
	t.Cleanup(func() {
		one.Lock()
		defer one.Unlock()
		if one.users--; one.users == 0 {
			one.stop()
			one.browser = nil
		}
	})
	return one.browser
}

// start runs Chromium without the network: its own services look up hosts at every start.
func start(t testing.TB, path string) (*Browser, func()) {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // the tests run as root, too; every page is ours
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("lang", "vi"),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("hide-scrollbars", true),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	// The first step decides how long the browser lives, so it gets ctx itself.
	if err := chromedp.Do(ctx); err != nil {
		stopBrowser()
		stopAllocator()
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx}, func() {
		stopBrowser()
		stopAllocator()
	}
}

// Size is that of a screen in CSS pixels.
type Size struct{ Width, Height int64 }

// The screens that pages are looked at on: a cheap phone and a desktop.
var (
	Phone   = Size{360, 740}
	Desktop = Size{1280, 800}
)

// limit ends whatever a test asks of a tab.
const limit = 90 * time.Second

// Tab is one page of somebody: cookies and storage are its own.
type Tab struct {
	t   testing.TB
	ctx context.Context
}

// Tab opens an empty page on a screen.
func (b *Browser) Tab(t testing.TB, size Size) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	// The first step decides how long the tab lives, too.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	tab := &Tab{t, ctx}
	var options []chromedp.EmulateViewportOption
	if size.Width < 600 {
		options = append(options, chromedp.EmulateMobile)
	}
	tab.do("open a tab", chromedp.EmulateViewport(size.Width, size.Height, options...))
	return tab
}

// do does something in the tab or fails the test.
func (p *Tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v (at %s)", what, err, p.where())
	}
}

// get asks the tab for something or fails the test.
func get[T any](p *Tab, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("%s: %v (at %s)", what, err, p.where())
	}
	return value
}
