package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

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
// an error is said in its class, and an update that is taken has a key.
func FuzzAnswer(f *testing.F) {
	f.Add(200, []byte(`{"ok":true,"result":[{"update_id":7,"message":{"message_id":1,"chat":{"id":5,"type":"private"},"date":1,"text":"a"}}]}`))
	f.Add(200, []byte(`{"ok":true,"result":{"message_id":9}}`))
	f.Add(200, []byte(`{"ok":true,"result":{"username":"thuky_bot","file_path":"../x"}}`))
	f.Add(429, []byte(`{"ok":false,"error_code":429,"parameters":{"retry_after":3},"description":"Too Many Requests"}`))
	f.Add(502, []byte(`<html>`))
	f.Add(200, []byte(`{"ok":true,"result":[1,"]",{"update_id":-1},{}]}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		tr, err := New(Config{Token: testToken, HTTP: says{200 + max(status, -status)%400, body}})
		if err != nil {
			t.Fatal(err)
		}
		batch, _, err := tr.getUpdates(t.Context(), 5, time.Second)
		for _, u := range batch {
			if u.Key == "" || err != nil {
				t.Errorf("an update %+v, %v", u, err)
			}
		}
		_ = tr.Check(t.Context()) // any error will do
		var failed *chat.SendError
		if _, err := tr.Send(t.Context(), chat.Address{Platform: Platform, ID: "5"}, chat.Message{Text: "x"}); err != nil && !errors.As(err, &failed) {
			t.Errorf("an error without a class: %v", err)
		}
		if _, err := tr.Fetch(t.Context(), "file", 1000); err != nil && !errors.As(err, &failed) && !errors.Is(err, chat.ErrTooLarge) {
			t.Errorf("an error without a class: %v", err)
		}
	})
}

// FuzzSplitArray: of JSON the elements are those that encoding/json finds.
func FuzzSplitArray(f *testing.F) {
	f.Add([]byte(`[{"a":"],\"{"},[1,2], 3 ,"\\"]`))
	f.Add([]byte(`[ ]`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := splitArray(data)
		var want []json.RawMessage
		if !json.Valid(data) || json.Unmarshal(data, &want) != nil || want == nil {
			return // no list: whatever is made of it, it is no panic
		}
		if err != nil || len(got) != len(want) {
			t.Fatalf("got %q, %v, want %q", got, err, want)
		}
		for i := range want {
			if !bytes.Equal(got[i], bytes.TrimSpace(want[i])) {
				t.Errorf("element %d: got %q, want %q", i, got[i], want[i])
			}
		}
	})
}
