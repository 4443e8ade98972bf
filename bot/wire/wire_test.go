package wire

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thuky/chat"
)

const testToken = "123456789:TEST_token-of-the-fake-server00000"

func TestSecrets(t *testing.T) {
	t.Parallel()
	s := NewSecrets(testToken, []string{"right-secret", "x", ""}, "socks5://me:hidden-pass@127.0.0.1:1080", "https://api.example", "://")
	var out bytes.Buffer
	log := s.Logger(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})))
	inner := errors.New("dial http://h/bot" + testToken + "/x by hidden-pass")
	log.With("a", "bot"+testToken).WithGroup("g").Error("url "+testToken, "error", inner,
		slog.Group("h", "secret", "right-secret"), "any", []string{testToken}, "n", 5, "key only", strings.SplitN(testToken, ":", 2)[1])
	for _, secret := range []string{"TEST_token", "right-secret", "hidden-pass"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%s is logged: %s", secret, out.String())
		}
	}
	if !strings.Contains(out.String(), "n=5") {
		t.Errorf("logged %s", out.String())
	}
	if err := s.Wrap(inner); strings.Contains(err.Error(), "TEST_token") || !errors.Is(err, inner) {
		t.Errorf("got %v", err)
	}
	if plain := errors.New("x marks"); s.Wrap(plain) != plain || s.Wrap(nil) != nil {
		t.Error("an error without secrets is changed")
	}
	s.Logger(nil).Error("nobody hears this")
}

func TestDerivedSecret(t *testing.T) {
	t.Parallel()
	one, two := DerivedSecret(testToken), DerivedSecret(testToken+"x")
	if one == two || one != DerivedSecret(testToken) || strings.Contains(one, "TEST") {
		t.Errorf("derived secrets %q, %q", one, two)
	}
}

func TestSameSecret(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		got, ours string
		want      bool
	}{{"abc", "abc", true}, {"abC", "abc", false}, {"abcd", "abc", false}, {"", "abc", false}, {"", "", false}, {"x", "", false}} {
		if SameSecret(tt.got, tt.ours) != tt.want {
			t.Errorf("%q and %q: want %v", tt.got, tt.ours, tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for _, length := range []int64{2000, -1} {
		resp := &http.Response{ContentLength: length, Body: http.NoBody}
		resp.Body = http.MaxBytesReader(httptest.NewRecorder(), readCloser{strings.NewReader(strings.Repeat("x", 2000))}, 1<<20)
		if _, err := ReadAnswer(resp, 1999); err == nil || !strings.Contains(err.Error(), "larger than") {
			t.Errorf("length %d: %v", length, err)
		}
		resp.Body = readCloser{strings.NewReader(strings.Repeat("x", 2000))}
		if data, err := ReadAnswer(resp, 2000); err != nil || len(data) != 2000 {
			t.Errorf("length %d: %d bytes, %v", length, len(data), err)
		}
	}
	if data, err := ReadFile(strings.NewReader("xxx"), 2); !errors.Is(err, chat.ErrTooLarge) || data != nil {
		t.Errorf("%q, %v", data, err)
	}
	for size, status := range map[int]int{10: 200, 11: 413} {
		w := httptest.NewRecorder()
		if _, ok := ReadCall(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", size))), 10); ok != (status == 200) || w.Code != status {
			t.Errorf("%d bytes: %v, status %d", size, ok, w.Code)
		}
	}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
