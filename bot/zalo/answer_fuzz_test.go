package zalo

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"

	"thuky/chat"
)

// says answers every call with the same words.
type says struct {
	status int
	body   []byte
}

func (s says) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
	return &http.Response{
		StatusCode: s.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r, ContentLength: int64(len(s.body)),
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(s.body)),
	}, nil
}

// FuzzAnswer: whatever the platform, or something that stands before it, answers to our calls,
// an error is said in its class.
func FuzzAnswer(f *testing.F) {
	f.Add(200, []byte(`{"ok":true,"result":{"message_id":"9"}}`))
	f.Add(200, []byte(`{"ok":true,"result":{"id":"7","account_name":"Bot Thư ký"}}`))
	f.Add(200, []byte(`{"ok":false,"error_code":429,"description":"Quota exceeded"}`))
	f.Add(502, []byte(`<html>`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		answers := says{200 + max(status, -status)%400, body}
		tr, err := New(Config{Token: "12345:abcdefghijklmnop", HTTP: answers, Photos: answers})
		if err != nil {
			t.Fatal(err)
		}
		_ = tr.Check(t.Context())         // any error will do
		_, _ = tr.WebhookURL(t.Context()) // here, too
		var failed *chat.SendError
		if _, err := tr.Send(t.Context(), chat.Address{Platform: Platform, ID: "5"}, chat.Message{Text: "x"}); err != nil && !errors.As(err, &failed) {
			t.Errorf("an error without a class: %v", err)
		}
		if _, err := tr.Fetch(t.Context(), "https://photo.zdn.vn/a.jpg", 1000); err != nil && !errors.As(err, &failed) && !errors.Is(err, chat.ErrTooLarge) {
			t.Errorf("an error without a class: %v", err)
		}
	})
}
