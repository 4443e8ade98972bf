package chattest

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"thuky/chat"
)

// PhotoHarness is a Harness of a platform that takes photos in and no other files: a
// Fetcher without FilesIn.
type PhotoHarness interface {
	// SendsPhoto lets a person send a photo.
	SendsPhoto(person int, data []byte)
}

// fetcher gives the side of the transport that downloads; the test ends where there is
// none, which must be so exactly where the platform takes nothing in.
func fetcher(t *testing.T, h Harness) chat.Fetcher {
	t.Helper()
	f, ok := h.Transport().(chat.Fetcher)
	_, photos := h.(PhotoHarness)
	if in := h.Transport().Capabilities().FilesIn; in && !ok || ok && in == photos {
		t.Fatalf("FilesIn is %v, the transport is a Fetcher: %v, of photos only: %v", in, ok, photos)
	}
	if !ok {
		t.Skip("the platform takes no files in")
	}
	return f
}

// sent lets a person send a file, and gives the update it became.
func sent(t *testing.T, h Harness, in *inbox, name string, data []byte) chat.Update {
	t.Helper()
	before := len(in.of(chat.Media))
	if p, only := h.(PhotoHarness); only {
		p.SendsPhoto(1, data)
	} else {
		h.SendsFile(1, name, data)
	}
	eventually(t, "the file", func() bool { return len(in.of(chat.Media)) == before+1 })
	u := in.of(chat.Media)[before]
	if u.Attachment == nil {
		t.Fatalf("%+v has no attachment", u)
	}
	return u
}

func filesIn(t *testing.T, h Harness) {
	f := fetcher(t, h)
	in := &inbox{}
	running(t, h, in.accept)
	data := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0, 0xFF, '\n', '\r', '-'}, 50_000)...)
	u := sent(t, h, in, "Công văn 764 (bản quét).pdf", data)
	a := u.Attachment
	kind := "file"
	if _, photos := h.(PhotoHarness); photos {
		kind = "photo"
	} else if a.Name != "Công văn 764 (bản quét).pdf" || a.Size != int64(len(data)) {
		t.Errorf("attachment %+v", *a)
	}
	if u.Address != h.Address(1) || u.Media != kind || u.Message == "" || u.Key == "" || a.ID == "" {
		t.Errorf("update %+v with %+v", u, *a)
	}
	for range 2 { // a second time, too
		got, err := f.Fetch(t.Context(), a.ID, int64(len(data)))
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("fetched %d bytes (%v), want %d", len(got), err, len(data))
		}
	}
	if got, err := f.Fetch(t.Context(), a.ID, int64(len(data))-1); !errors.Is(err, chat.ErrTooLarge) || got != nil {
		t.Errorf("over the limit: %d bytes, %v, want ErrTooLarge", len(got), err)
	}
	second := sent(t, h, in, "b.txt", []byte("tệp khác"))
	if second.Attachment.ID == a.ID {
		t.Error("two files have one id")
	}
	if got, err := f.Fetch(t.Context(), second.Attachment.ID, 100); err != nil || string(got) != "tệp khác" {
		t.Errorf("the second file: %q, %v", got, err)
	}
	for _, unknown := range []string{"", "no such file", "../../etc/passwd", strings.Repeat("x", 5000)} {
		got, err := f.Fetch(t.Context(), unknown, 100)
		var se *chat.SendError
		if !errors.As(err, &se) || se.Class == chat.Temporary {
			t.Errorf("unknown file %.20q: %q, %v, want an error for good", unknown, got, err)
		}
	}
	eventually(t, "confirmed", func() bool { return h.Confirmed() == 2 })
}

func fetchFailures(t *testing.T, h Harness) {
	f := fetcher(t, h)
	in := &inbox{}
	running(t, h, in.accept)
	a := sent(t, h, in, "a.txt", []byte("một tệp")).Attachment

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	began := time.Now()
	if _, err := f.Fetch(ctx, a.ID, 100); chat.ClassOf(err) != chat.Temporary || err == nil || time.Since(began) > time.Second {
		t.Errorf("after its context: %v within %s", err, time.Since(began))
	}
	for _, tt := range []struct {
		fault   Fault
		forGood bool
	}{{Throttled, false}, {Cut, false}, {Lost, false}, {Garbled, false}, {Denied, true}} {
		if !h.FailFetch(tt.fault) {
			continue
		}
		_, err := f.Fetch(t.Context(), a.ID, 100)
		var se *chat.SendError
		if !errors.As(err, &se) || (se.Class != chat.Temporary) != tt.forGood {
			t.Errorf("%s: got %v, want for good: %v", tt.fault, err, tt.forGood)
			continue
		}
		if tt.fault == Throttled && se.RetryAfter < Wait {
			t.Errorf("throttled: wait %s, want %s", se.RetryAfter, Wait)
		}
		checkSecrets(t, h, "error", err.Error())
		if got, err := f.Fetch(t.Context(), a.ID, 100); err != nil || string(got) != "một tệp" {
			t.Errorf("after %s: %q, %v", tt.fault, got, err)
		}
	}
}
