package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/telegram"
	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/chat"
)

// fetching is a transport whose person 7 sent a file, and the id of it.
func fetching(t *testing.T, data []byte) (s *telegramtest.Server, tr *telegram.Transport, log *wiretest.Log, id string) {
	t.Helper()
	log = &wiretest.Log{}
	s = telegramtest.New(telegramtest.Options{Offline: true, Schema: schema})
	t.Cleanup(s.Close)
	s.SetName(7, "Hoa", "")
	tr, err := telegram.New(telegram.Config{Token: s.Token, APIEndpoint: s.URL, HTTP: s.RoundTripper(), Logger: log.Logger()})
	if err != nil {
		t.Fatal(err)
	}
	s.UserSendsFile(7, "cong-van.pdf", "application/pdf", data, "")
	ctx, cancel := context.WithCancel(t.Context())
	err = tr.Run(ctx, func(_ context.Context, updates []chat.Update) error {
		id = updates[0].Attachment.ID
		cancel()
		return nil
	})
	if err != nil || id == "" {
		t.Fatal(err, id)
	}
	return s, tr, log, id
}

func TestFetchFaults(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte("chữ "), 100_000)
	for _, tt := range []struct {
		kind   telegramtest.FaultKind
		method string
		class  chat.SendClass // "" = ErrTooLarge
		within time.Duration
	}{
		{telegramtest.NoFile, telegramtest.Download, chat.Rejected, 0},
		{telegramtest.CutBody, telegramtest.Download, chat.Temporary, 0},
		{telegramtest.SlowBody, telegramtest.Download, chat.Temporary, 2 * time.Minute},
		{telegramtest.HugeBody, telegramtest.Download, "", 0},
		{telegramtest.Redirect, telegramtest.Download, chat.Rejected, 0},
		{telegramtest.ServerError, telegramtest.Download, chat.Temporary, 0},
		{telegramtest.EmptyTimeout, telegramtest.Download, chat.Temporary, 0},
		{telegramtest.DropBefore, telegramtest.Download, chat.Temporary, 0},
		{telegramtest.Unauthorized, telegramtest.Download, chat.Denied, 0},
		{telegramtest.TooMany, "getFile", chat.Temporary, 0},
		{telegramtest.ServerError, "getFile", chat.Temporary, 0},
		{telegramtest.BadGateway, "getFile", chat.Temporary, 0},
		{telegramtest.SlowBody, "getFile", chat.Temporary, 20 * time.Second},
		{telegramtest.DropBefore, "getFile", chat.Temporary, 0},
		{telegramtest.BadRequest, "getFile", chat.Rejected, 0},
		{telegramtest.Unauthorized, "getFile", chat.Denied, 0},
	} {
		t.Run(tt.method+" "+string(tt.kind), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, tr, log, id := fetching(t, data)
				s.Fail(telegramtest.Fault{Kind: tt.kind, Method: tt.method})
				began := time.Now()
				got, err := tr.Fetch(t.Context(), id, int64(len(data)))
				var se *chat.SendError
				switch {
				case got != nil || err == nil:
					t.Fatalf("%d bytes, %v", len(got), err)
				case tt.class == "":
					if !errors.Is(err, chat.ErrTooLarge) {
						t.Errorf("got %v, want ErrTooLarge", err)
					}
				case !errors.As(err, &se) || se.Class != tt.class:
					t.Errorf("got %v, want %s", err, tt.class)
				}
				if took := time.Since(began); took > tt.within {
					t.Errorf("took %s, want %s", took, tt.within)
				}
				for _, where := range []string{err.Error(), log.String()} {
					if strings.Contains(where, s.Token) || strings.Contains(where, url.QueryEscape(s.Token)) || strings.Contains(where, "TEST_token") {
						t.Errorf("shows the token: %s", where)
					}
				}
				if again, err := tr.Fetch(t.Context(), id, int64(len(data))); err != nil || !bytes.Equal(again, data) {
					t.Errorf("afterwards: %d bytes, %v", len(again), err)
				}
				for _, v := range s.Violations() {
					t.Error(v)
				}
			})
		})
	}
}

func TestFetchTooLarge(t *testing.T) {
	t.Parallel()
	const most = 20 << 20
	_, tr, _, id := fetching(t, make([]byte, most+1))
	if _, err := tr.Fetch(t.Context(), id, 2*most); !errors.Is(err, chat.ErrTooLarge) {
		t.Errorf("over what Telegram hands over: %v", err)
	}
	s, tr, _, id := fetching(t, make([]byte, 1000))
	if _, err := tr.Fetch(t.Context(), id, 999); !errors.Is(err, chat.ErrTooLarge) || s.Requests(telegramtest.Download) != 0 {
		t.Errorf("over the limit: %v after %d downloads", err, s.Requests(telegramtest.Download))
	}
}

// TestFetchOwnServer: with --local the server says where on this disk a file lies. Only
// a folder named by the token is ours.
func TestFetchOwnServer(t *testing.T) {
	t.Parallel()
	const token = telegramtest.DefaultToken
	root := t.TempDir()
	ours := filepath.Join(root, token, "documents")
	if err := os.MkdirAll(ours, 0o700); err != nil {
		t.Fatal(err)
	}
	for path, data := range map[string]string{filepath.Join(ours, "a.txt"): "của mình", filepath.Join(root, "secret"): "không phải"} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		path, want string
		limit      int64
	}{
		{filepath.Join(ours, "a.txt"), "của mình", 100},
		{filepath.Join(ours, "a.txt"), "", 3},
		{filepath.Join(root, "secret"), "", 100},
		{ours + "/../../secret", "", 100},
		{ours, "", 100},
		{filepath.Join(ours, "none"), "", 100},
		{"", "", 100},
	} {
		s := telegramtest.New(telegramtest.Options{Offline: true, Schema: schema})
		t.Cleanup(s.Close)
		s.AnswerGetFile(tt.path)
		tr, err := telegram.New(telegram.Config{Token: token, APIEndpoint: "http://127.0.0.1:8081/bot%s/%s", HTTP: s.RoundTripper()})
		if err != nil {
			t.Fatal(err)
		}
		got, err := tr.Fetch(t.Context(), "x", tt.limit)
		if string(got) != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s: %q, %v, want %q", tt.path, got, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), token) {
			t.Errorf("%s: the error shows the token: %v", tt.path, err)
		}
	}
}
