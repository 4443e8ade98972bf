package web_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
)

// pipes is a listener in memory, so that the deadlines of its connections run in the time of
// the bubble.
type pipes struct {
	conns chan net.Conn
	ended chan struct{}
	once  sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.ended:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.ended) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.conns <- theirs
	return ours
}

// listen serves the pages as cli does, with its limits of time.
func (h *harness) listen() *pipes {
	p := &pipes{conns: make(chan net.Conn), ended: make(chan struct{})}
	server := &http.Server{Handler: h.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(p) })
	h.t.Cleanup(func() {
		h.server.Close()
		_ = server.Close()
		serving.Wait()
	})
	return p
}

// TestStreamOutlivesDeadlines: the limits of time of the HTTP server are for pages; a stream
// lasts.
func TestStreamOutlivesDeadlines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		c := h.listen().dial()
		defer c.Close() //nolint:errcheck // the test is over
		if _, err := fmt.Fprintf(c, "GET /tro-chuyen/dong HTTP/1.1\r\nHost: x\r\nCookie: thuky=%s\r\n\r\n", secretOf(1)); err != nil {
			t.Fatal(err)
		}
		words := make(chan string, 1)
		go func() {
			for r := bufio.NewScanner(c); r.Scan(); {
				if strings.Contains(r.Text(), "sau năm phút") {
					words <- r.Text()
				}
			}
			close(words)
		}()
		time.Sleep(5 * time.Minute)
		if _, err := h.server.Send(t.Context(), webAddress(1), chat.Message{Text: "sau năm phút"}); err != nil {
			t.Fatal(err)
		}
		if got := <-words; !strings.Contains(got, "sau năm phút") {
			t.Fatal("the stream had ended")
		}
		h.server.Close()
		if _, more := <-words; more {
			t.Error("something came after the end")
		}
	})
}

// TestDeadReaderLetsGo: a phone that has gone out of reach holds its stream for a moment only.
func TestDeadReaderLetsGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		c := h.listen().dial()
		defer c.Close() //nolint:errcheck // the test is over
		if _, err := fmt.Fprintf(c, "GET /tro-chuyen/dong HTTP/1.1\r\nHost: x\r\nCookie: thuky=%s\r\n\r\n", secretOf(1)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Minute) // nobody reads: the first write meets its deadline
		if got, err := io.ReadAll(c); err != nil {
			t.Errorf("after %d bytes: %v, want the end", len(got), err)
		}
	})
}

// TestSlowUpload: a photo that takes minutes over a bad connection arrives.
func TestSlowUpload(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		in := make(chan chat.Update, 1)
		h.run(func(u chat.Update) { in <- u })
		kind, body := fileForm(t, map[string]string{"nonce": freshNonce()}, "a.pdf", append([]byte("%PDF-1.7\n"), make([]byte, 100_000)...))
		c := h.listen().dial()
		defer c.Close() //nolint:errcheck // the test is over
		if _, err := fmt.Fprintf(c, "POST /tro-chuyen/tep HTTP/1.1\r\nHost: x\r\nCookie: thuky=%s\r\nX-Thuky: 1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
			secretOf(1), kind, len(body)); err != nil {
			t.Fatal(err)
		}
		for len(body) > 0 {
			n := min(len(body), 5000)
			if _, err := c.Write(body[:n]); err != nil {
				t.Fatal(err)
			}
			body = body[n:]
			time.Sleep(10 * time.Second)
		}
		response, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close() //nolint:errcheck // only the status counts
		if u := <-in; response.StatusCode != http.StatusOK || u.Attachment == nil || u.Attachment.Size != 100_009 {
			t.Errorf("got %d and %+v", response.StatusCode, u)
		}
	})
}
