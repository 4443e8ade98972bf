package zalooa

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"thuky/chat"
)

// says answers every call with the same words, and renewals of tokens with others.
type says struct {
	status         int
	body, renewing []byte
}

func (s says) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
	body := s.body
	if strings.HasSuffix(r.URL.Path, "/access_token") {
		body = s.renewing
	}
	return &http.Response{
		StatusCode: s.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r, ContentLength: int64(len(body)),
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)),
	}, nil
}

// notes are a Memory.
type notes map[string][]byte

func (n notes) Load(key string) ([]byte, error)     { return n[key], nil }
func (n notes) Save(key string, value []byte) error { n[key] = bytes.Clone(value); return nil }

// FuzzAnswer: whatever the platform, or something that stands before it, answers to our calls,
// an error is said in its class, no secret is in it, and only tokens are kept as tokens.
func FuzzAnswer(f *testing.F) {
	tokens := []byte(`{"access_token":"new-access","refresh_token":"new-refresh","expires_in":"90000"}`)
	f.Add(200, []byte(`{"error":0,"message":"Success","data":{"message_id":"9","user_id":"5","quota":{"remain":"7"}}}`), tokens)
	f.Add(200, []byte(`{"error":0,"data":{"oa_id":"7","name":"Trường","is_verified":false}}`), tokens)
	f.Add(200, []byte(`{"error":-216,"message":"Access token is invalid"}`), tokens)
	f.Add(200, []byte(`{"error":"-216"}`), []byte(`{"error":-14014,"error_name":"refresh-secret was used"}`))
	f.Add(200, []byte(`{"error":-216}`), []byte(`{"access_token":"a b","expires_in":1e99}`))
	f.Add(200, []byte(`{"error":-9223372036854775808,"data":[]}`), []byte(`{"access_token":"x"}`))
	f.Add(502, []byte(`<html>`), []byte(`null`))
	f.Fuzz(func(t *testing.T, status int, body, renewing []byte) {
		answers, memory := says{200 + max(status, -status)%400, body, renewing}, notes{}
		tr, err := New(Config{
			AppID: "7", AppSecret: "app-secret", OASecret: "oa-secret", AccessToken: "access-secret", RefreshToken: "refresh-secret",
			Memory: memory, HTTP: answers, Files: answers,
		})
		if err != nil {
			t.Fatal(err)
		}
		_, checked := tr.Check(t.Context())
		to := chat.Address{Platform: Platform, ID: "5"}
		errs := []error{checked}
		for _, m := range []chat.Message{
			{Text: "x"},
			{Text: "x", Choices: []chat.Choice{{ID: "1", Label: "Có"}}},
			{File: &chat.File{Name: "a.pdf", MIME: "application/pdf", Data: []byte("%PDF-1.4")}},
		} {
			_, err := tr.Send(t.Context(), to, m)
			errs = append(errs, err)
		}
		_, err = tr.Fetch(t.Context(), "https://f.zdn.vn/a.jpg", 1000)
		for i, err := range append(errs, err) {
			var failed *chat.SendError
			if i > 0 && err != nil && !errors.As(err, &failed) && !errors.Is(err, chat.ErrTooLarge) {
				t.Errorf("an error without a class: %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "-secret") {
				t.Errorf("a secret in an error: %v", err)
			}
		}
		for key := range memory {
			var kept pair
			if key == tokensKey && (json.Unmarshal(memory[key], &kept) != nil || kept.Access == "" || kept.Refresh == "" || !printable(kept.Access+kept.Refresh)) {
				t.Errorf("these are kept as tokens: %s", memory[key])
			}
		}
	})
}
