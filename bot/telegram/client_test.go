package telegram_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"thuky/bot/telegram"
	"thuky/bot/telegram/telegramtest"
	"thuky/chat"
)

// These tests use sockets, of this machine only.

func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	srv := telegramtest.New(telegramtest.Options{Offline: true, Schema: schema})
	t.Cleanup(srv.Close)
	srv.SetName(7, "Hoa", "")
	var opened atomic.Int32
	web := httptest.NewUnstartedServer(srv)
	web.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	web.Start()
	t.Cleanup(web.Close)
	tr, err := telegram.New(telegram.Config{Token: srv.Token, APIEndpoint: web.URL + "/bot%s/%s"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		if i%5 == 0 { // refusals and long answers leave the connection usable too
			srv.Fail(telegramtest.Fault{Kind: telegramtest.BadRequest})
			if _, err := tr.Send(t.Context(), chat.Address{Platform: "telegram", ID: "7"}, chat.Message{Text: "x"}); err == nil {
				t.Fatal("no error")
			}
		}
		m := chat.Message{Text: strings.Repeat("dài ", 1000)}
		if i%7 == 0 {
			m = chat.Message{Text: "x", File: &chat.File{Name: "a.docx", Data: make([]byte, 100_000)}}
		}
		if _, err := tr.Send(t.Context(), chat.Address{Platform: "telegram", ID: "7"}, m); err != nil {
			t.Fatal(err)
		}
	}
	if n := opened.Load(); n > 2 {
		t.Errorf("%d connections for 60 calls one after the other, want 1", n)
	}
	for _, v := range srv.Violations() {
		t.Error(v)
	}
}

// TestIdleConnectionClosed: the server may close a connection just when it is used again.
func TestIdleConnectionClosed(t *testing.T) {
	t.Parallel()
	srv := telegramtest.New(telegramtest.Options{Offline: true, Schema: schema})
	t.Cleanup(srv.Close)
	var calls atomic.Int32
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 2 {
			panic(http.ErrAbortHandler) // on a used connection, without an answer
		}
		srv.ServeHTTP(w, r)
	}))
	t.Cleanup(web.Close)
	tr, err := telegram.New(telegram.Config{Token: srv.Token, APIEndpoint: web.URL})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := tr.Check(t.Context()); err != nil {
			t.Errorf("a call that can be repeated was not: %v", err)
		}
	}
	if n := calls.Load(); n != 3 {
		t.Errorf("%d calls, want 3", n)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var leaked atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { leaked.Add(1) }))
	t.Cleanup(elsewhere.Close)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	t.Cleanup(web.Close)
	tr, err := telegram.New(telegram.Config{Token: telegramtest.DefaultToken, APIEndpoint: web.URL})
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "307") || strings.Contains(err.Error(), "TEST_token") {
		t.Errorf("got %v, want an error with the status", err)
	}
	if leaked.Load() != 0 {
		t.Error("the token went to another host")
	}
}

func TestProxy(t *testing.T) {
	t.Parallel()
	srv := telegramtest.New(telegramtest.Options{Schema: schema})
	t.Cleanup(srv.Close)
	var used atomic.Int32
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		used.Add(1)
		if r.URL.Host != "bot-api.invalid" {
			t.Errorf("asked for host %q", r.URL.Host)
		}
		srv.ServeHTTP(w, r)
	}))
	t.Cleanup(web.Close)
	for _, proxy := range []string{web.URL, socks5(t, strings.TrimPrefix(srv.URL, "http://"), &used)} {
		used.Store(0)
		tr, err := telegram.New(telegram.Config{Token: srv.Token, APIEndpoint: "http://bot-api.invalid", Proxy: proxy})
		if err != nil {
			t.Fatal(err)
		}
		if err := tr.Check(t.Context()); err != nil {
			t.Errorf("%s: %v", proxy, err)
		}
		if used.Load() == 0 || tr.Username() != telegramtest.DefaultUsername {
			t.Errorf("%s was not used", proxy)
		}
	}
	tr, err := telegram.New(telegram.Config{Token: srv.Token, APIEndpoint: "http://bot-api.invalid", Proxy: "http://me:hidden-pass@127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Check(t.Context()); err == nil || strings.Contains(err.Error(), "hidden-pass") || strings.Contains(err.Error(), "TEST_token") {
		t.Errorf("got %v, want an error without secrets", err)
	}
}

// socks5 is a proxy that connects everybody to one address.
func socks5(t *testing.T, to string, used *atomic.Int32) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	serve := func(c net.Conn) error {
		defer c.Close()
		head := make([]byte, 2)
		if _, err := io.ReadFull(c, head); err != nil || head[0] != 5 {
			return fmt.Errorf("greeting %v: %w", head, err)
		}
		if _, err := io.CopyN(io.Discard, c, int64(head[1])); err != nil {
			return err
		}
		if _, err := c.Write([]byte{5, 0}); err != nil {
			return err
		}
		ask := make([]byte, 5) // version, connect, 0, name, length of the name
		if _, err := io.ReadFull(c, ask); err != nil || ask[3] != 3 {
			return fmt.Errorf("request %v: %w", ask, err)
		}
		rest := make([]byte, int(ask[4])+2)
		if _, err := io.ReadFull(c, rest); err != nil {
			return err
		}
		if name, port := string(rest[:ask[4]]), binary.BigEndian.Uint16(rest[ask[4]:]); name != "bot-api.invalid" || port != 80 {
			return fmt.Errorf("asked for %s:%d", name, port)
		}
		out, err := net.Dial("tcp", to)
		if err != nil {
			return err
		}
		defer out.Close()
		if _, err := c.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 80}); err != nil {
			return err
		}
		used.Add(1)
		go func() { _, _ = io.Copy(out, c) }()
		_, _ = io.Copy(c, out)
		return nil
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				if err := serve(c); err != nil {
					t.Errorf("socks5: %v", err)
				}
			}()
		}
	}()
	return "socks5://" + l.Addr().String()
}
