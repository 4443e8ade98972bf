package endtoend

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// browserMouth is a chat in a browser with our script: what got no answer is sent again with
// the same nonce, and the page is loaded again and again, each time from another process.
type browserMouth struct {
	t    testing.TB
	ctx  context.Context
	to   *survivor
	life func() int
	luck *rand.Rand

	browser *browser
	sent    int
}

// enter opens the link of the invitation, and from then on tells its owner what is new.
func (m *browserMouth) enter(code string, via http.RoundTripper) {
	m.t.Helper()
	m.browser = newBrowser(m.t, publicURL, via)
	m.browser.open("/moi/" + strings.ReplaceAll(code, " ", ""))
	m.browser.press(m.browser.page, "Vào trang", nil)
	go m.watch()
}

// browserPause is the time between two attempts or two looks.
const browserPause = 40 * time.Millisecond

// fetch makes a request, again until it is answered as it should be; nil when the test ends.
func (m *browserMouth) fetch(method, path string, form url.Values, script bool) []byte {
	for m.ctx.Err() == nil {
		req, err := http.NewRequestWithContext(m.ctx, method, publicURL+path, strings.NewReader(form.Encode()))
		if err != nil {
			m.t.Error(err) // unreachable: the path is ours
			return nil
		}
		if script {
			req.Header.Set("X-Thuky", "1")
		}
		if form != nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			req.Header.Set("Origin", publicURL)
		}
		resp, err := m.browser.client.Do(req)
		if err == nil {
			body, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			switch {
			case err == nil && resp.StatusCode == http.StatusOK:
				return body
			case err == nil && resp.StatusCode < 500 && resp.StatusCode != http.StatusTooManyRequests:
				m.t.Errorf("%s %s: HTTP %d\n%s", method, path, resp.StatusCode, body)
				return nil
			}
		}
		time.Sleep(browserPause)
	}
	return nil
}

// say sends, and looks whether another process shows what one has taken.
func (m *browserMouth) say(text string) int64 {
	m.sent++
	form := url.Values{"text": {text}, "nonce": {fmt.Sprintf("lan-gui-%d-%d", m.luck.Uint32(), m.sent)}}
	m.fetch(http.MethodPost, "/tro-chuyen", form, true)
	if page := m.fetch(http.MethodGet, "/tro-chuyen", nil, false); page != nil && !strings.Contains(string(page), text) {
		m.t.Errorf("%q was taken, and the page of another process does not show it:\n%s", text, page)
	}
	return 0
}

func (m *browserMouth) edit(int64, string) bool { return false }

// watch loads the page again and again, and passes on what is new. What a page has shown once
// no later one lacks, whichever process makes it.
func (m *browserMouth) watch() {
	latest := 0
	lines := map[int]string{}
	for m.ctx.Err() == nil {
		body := m.fetch(http.MethodGet, "/tro-chuyen", nil, false)
		if body == nil {
			return
		}
		page, err := readHTML(body)
		if err != nil {
			m.t.Errorf("%v\n%s", err, body)
			return
		}
		newest := 0
		for _, li := range page.all("li") {
			seq, err := strconv.Atoi(li.attr["data-seq"])
			if err != nil {
				continue
			}
			newest = max(newest, seq)
			text, _ := lineOf(li)
			if li.has("ours") && lines[seq] != text {
				lines[seq] = text
				m.to.got <- shown{text, m.life()}
			}
		}
		if newest < latest {
			m.t.Errorf("%s: a page ends with line %d, one before it with line %d", m.to.name, newest, latest)
		}
		latest = newest
		time.Sleep(browserPause)
	}
}
