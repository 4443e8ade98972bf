package endtoend

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// browser is a browser without JavaScript: it loads pages, keeps cookies, and sends the
// forms of a page as they stand there.
type browser struct {
	t      testing.TB
	base   string
	client *http.Client
	page   *node    // that is shown
	at     *url.URL // its address
}

func newBrowser(t testing.TB, base string, via http.RoundTripper) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, base: base, client: &http.Client{Jar: jar, Transport: via}}
}

// open loads a page, by its path or its whole address.
func (b *browser) open(link string) {
	b.t.Helper()
	if strings.HasPrefix(link, "/") {
		link = b.base + link
	}
	req, err := http.NewRequestWithContext(patience(b.t), http.MethodGet, link, http.NoBody)
	if err != nil {
		b.t.Fatal(err)
	}
	b.load(req)
}

func (b *browser) load(req *http.Request) {
	b.t.Helper()
	resp, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		b.t.Fatalf("%s %s: HTTP %d\n%s", req.Method, req.URL.Path, resp.StatusCode, body)
	}
	if b.page, err = readHTML(body); err != nil {
		b.t.Fatalf("%s: %v\n%s", req.URL.Path, err, body)
	}
	b.at = resp.Request.URL
}

// press presses a button of the page: what its form holds is sent, changed by values.
func (b *browser) press(in *node, label string, values url.Values) {
	b.t.Helper()
	for _, form := range in.all("form") {
		for _, button := range form.all("button") {
			if strings.TrimSpace(button.text()) == label {
				b.send(form, button, values)
				return
			}
		}
	}
	b.t.Fatalf("no button %q on %s:\n%s", label, b.at.Path, in.text())
}

// send sends a form. Names that it has no field for are a mistake of the test.
func (b *browser) send(form, button *node, values url.Values) {
	b.t.Helper()
	fields := form.fields()
	for name := range values {
		if _, known := fields[name]; !known {
			b.t.Fatalf("the form %s has no field %q, but %q", form.attr["action"], name, fields)
		}
		fields[name] = values[name]
	}
	if name := button.attr["name"]; name != "" {
		fields.Add(name, button.attr["value"])
	}
	action, err := b.at.Parse(form.attr["action"])
	if err != nil || form.attr["method"] != "post" {
		b.t.Fatalf("a form with method %q, action %q", form.attr["method"], form.attr["action"])
	}
	body, kind := io.Reader(strings.NewReader(fields.Encode())), "application/x-www-form-urlencoded"
	if form.attr["enctype"] == "multipart/form-data" {
		var parts bytes.Buffer
		w := multipart.NewWriter(&parts)
		for name, list := range fields {
			for _, value := range list {
				_ = w.WriteField(name, value) // unreachable: into memory
			}
		}
		_ = w.Close()
		body, kind = &parts, w.FormDataContentType()
	}
	req, err := http.NewRequestWithContext(patience(b.t), http.MethodPost, action.String(), body)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Origin", b.at.Scheme+"://"+b.at.Host)
	b.load(req)
}

// node is an element of a page, or a piece of its text.
type node struct {
	name  string
	attr  map[string]string
	words string
	inner []*node
}

// readHTML reads a page as a tree. Our pages close all that they open.
func readHTML(page []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.inner = append(top.inner, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.inner = append(top.inner, &node{words: string(token)})
		}
	}
}

// all gives the elements of a name, in their order.
func (n *node) all(name string) (list []*node) {
	for _, c := range n.inner {
		if c.name == name {
			list = append(list, c)
		}
		list = append(list, c.all(name)...)
	}
	return list
}

func (n *node) has(class string) bool { return slices.Contains(strings.Fields(n.attr["class"]), class) }

// text is what is to be read of an element.
func (n *node) text() string {
	if n.name == "" && len(n.inner) == 0 {
		return n.words
	}
	if n.has("visually-hidden") {
		return ""
	}
	var b strings.Builder
	for _, c := range n.inner {
		b.WriteString(c.text())
	}
	if n.name == "br" || n.name == "p" || n.name == "li" || n.name == "div" {
		b.WriteString("\n")
	}
	return b.String()
}

// fields are the values of a form as the page was loaded.
func (n *node) fields() url.Values {
	values := url.Values{}
	for _, c := range n.all("input") {
		switch kind := c.attr["type"]; kind {
		case "file", "submit":
		case "checkbox", "radio":
			if _, on := c.attr["checked"]; on {
				values.Add(c.attr["name"], c.attr["value"])
			} else if _, known := values[c.attr["name"]]; !known {
				values[c.attr["name"]] = nil
			}
		default:
			values.Add(c.attr["name"], c.attr["value"])
		}
	}
	for _, c := range n.all("textarea") {
		values.Add(c.attr["name"], strings.TrimSuffix(c.text(), "\n"))
	}
	for _, c := range n.all("select") {
		chosen := ""
		for i, o := range c.all("option") {
			if _, on := o.attr["selected"]; on || i == 0 {
				chosen = o.attr["value"]
			}
		}
		values.Add(c.attr["name"], chosen)
	}
	return values
}

// webSeat is the page of the chat in a browser. Somebody without JavaScript loads it
// again to see what is new; here a second line to the program tells when that is worth it.
type webSeat struct {
	*browser

	mu      sync.Mutex
	changed chan struct{} // under mu: closed when something is new

	all   []said         // what was on the page so far
	shown map[int]string // text by Seq
	files map[int]string // links of files by place in all
	lines []int          // Seq by place in all
}

// enter opens the link of an invitation and presses its button.
func (w *webSeat) enter(link string) {
	w.t.Helper()
	w.open(link)
	w.press(w.page, "Vào trang", nil)
	w.watch()
}

// watch is told of every change until the test ends.
func (w *webSeat) watch() {
	w.t.Helper()
	ctx, end := context.WithCancel(patience(w.t))
	w.t.Cleanup(end)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.base+"/tro-chuyen/dong", http.NoBody)
	if err != nil {
		w.t.Fatal(err)
	}
	resp, err := w.client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	w.changed = make(chan struct{})
	w.mu.Unlock()
	go func() {
		defer resp.Body.Close()
		for scan := bufio.NewScanner(resp.Body); scan.Scan(); {
			if strings.HasPrefix(scan.Text(), "event:") {
				w.mu.Lock()
				close(w.changed)
				w.changed = make(chan struct{})
				w.mu.Unlock()
			}
		}
	}()
}

func (w *webSeat) say(t testing.TB, text string) {
	t.Helper()
	w.open("/tro-chuyen")
	w.press(w.page, "Gửi", url.Values{"text": {text}})
	w.take()
}

func (w *webSeat) choose(t testing.TB, from said, label, _ string) {
	t.Helper()
	w.open("/tro-chuyen")
	for _, li := range w.page.all("li") {
		if li.attr["data-seq"] == strconv.Itoa(w.lines[from.at]) {
			w.press(li, label, nil)
			w.take()
			return
		}
	}
	t.Fatalf("the message is not on the page any more:\n%s", from.text)
}

// take notes what is new on the page that is shown.
func (w *webSeat) take() {
	if w.shown == nil {
		w.shown, w.files = map[int]string{}, map[int]string{}
	}
	for _, li := range w.page.all("li") {
		seq, err := strconv.Atoi(li.attr["data-seq"])
		if err != nil || !li.has("ours") {
			continue
		}
		text, link := lineOf(li)
		if text == w.shown[seq] {
			continue
		}
		w.shown[seq] = text
		if link != "" {
			w.files[len(w.all)] = link
		}
		w.all = append(w.all, said{text: text, at: len(w.all)})
		w.lines = append(w.lines, seq)
	}
}

// lineOf is what is to be read of a message, and the link of its file.
func lineOf(li *node) (text, file string) {
	var b strings.Builder
	for _, bubble := range li.all("div") {
		if !bubble.has("bubble") {
			continue
		}
		for _, part := range bubble.inner {
			switch {
			case part.name == "time":
			case part.has("file"):
				file = part.attr["href"]
				fallthrough
			default:
				b.WriteString(strings.TrimLeft(part.text(), "\n"))
			}
		}
	}
	return strings.TrimSpace(b.String()), file
}

func (w *webSeat) hear(ctx context.Context, n int) ([]said, error) {
	for {
		w.mu.Lock()
		changed := w.changed
		w.mu.Unlock()
		w.open("/tro-chuyen")
		w.take()
		if len(w.all) > n {
			return w.all, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return w.all, ctx.Err()
		}
	}
}

func (w *webSeat) file(t testing.TB, m said) []byte {
	t.Helper()
	link := w.files[m.at]
	if link == "" {
		return nil
	}
	return download(t, w.client, w.base+link)
}
