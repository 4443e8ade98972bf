package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/storage"
)

// archive is a fake that hands over files by id.
type archive struct {
	*fake
	fetch func(ctx context.Context, id string, limit int64) ([]byte, error)
}

func (a *archive) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	return a.fetch(ctx, id, limit)
}

// reading is a Step that orders the text of every file, of anybody, and tells of it.
func reading(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
	switch e.Kind {
	case conversation.Showed:
		return s, []conversation.Effect{conversation.Extract{Attachment: *e.Attachment}}
	case conversation.Extracted:
		if e.Text == "boom" {
			panic("boom")
		}
		return s, []conversation.Effect{conversation.Say{Message: chat.Message{
			Text: fmt.Sprintf("%s: %q %s", e.Attachment.Name, e.Text, e.Problem),
		}}}
	}
	return dialogue(s, e)
}

func shows(name, file string) chat.Update {
	u := says(name, "")
	u.Kind, u.Media, u.Attachment = chat.Media, "file", &chat.Attachment{ID: "id-" + file, Name: file, Size: 10}
	return u
}

// library runs a Runtime whose admin An may send files.
func library(t *testing.T, s storage.Store, fetch func(context.Context, string, int64) ([]byte, error), extract bot.ExtractFunc) (*running, *fake) {
	t.Helper()
	f := newFake("fake")
	c := config(s)
	c.Step, c.Extract = reading, extract
	c.Transports = []chat.Transport{&archive{f, fetch}}
	return startWith(t, c), f
}

func gives(text string) func(context.Context, string, int64) ([]byte, error) {
	return func(context.Context, string, int64) ([]byte, error) { return []byte(text), nil }
}

func asText(_ context.Context, _ string, data []byte) (string, conversation.ExtractProblem, error) {
	return string(data), "", nil
}

func jobsLeft(t *testing.T, s storage.Store) int {
	t.Helper()
	n := 0
	update(t, s, func(tx storage.Tx) error {
		n = 0
		for {
			_, err := tx.ClaimJob(time.Now().AddDate(200, 0, 0), time.Now().AddDate(300, 0, 0))
			if errors.Is(err, storage.ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			n++
		}
	})
	return n
}

func TestExtract(t *testing.T) {
	t.Parallel()
	temporary := &chat.SendError{Class: chat.Temporary, Err: errors.New("for the test")}
	bubble(t, "the text of a file comes as an event", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := library(t, s, func(_ context.Context, id string, limit int64) ([]byte, error) {
			return fmt.Appendf(nil, "%s of at most %d", id, limit), nil
		}, asText)
		r.take(shows("An", "a.pdf"), shows("An", "b.pdf"))
		want := []string{`a.pdf: "id-a.pdf of at most 20971520" `, `b.pdf: "id-b.pdf of at most 20971520" `}
		if got := f.texts("An"); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
		if n := jobsLeft(t, s); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
	bubble(t, "problems are told at once", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		for _, tt := range []struct {
			name    string
			err     error
			extract bot.ExtractFunc
			want    conversation.ExtractProblem
		}{
			{"large", chat.ErrTooLarge, asText, conversation.FileTooLarge},
			{"refused", &chat.SendError{Class: chat.Rejected, Err: errors.New("x")}, asText, conversation.FileGone},
			{"other", errors.New("x"), asText, conversation.FileGone},
			{"no reader", nil, nil, conversation.FileBroken},
			{"picture", nil, func(context.Context, string, []byte) (string, conversation.ExtractProblem, error) {
				return "", conversation.FileNeedsOCR, nil
			}, conversation.FileNeedsOCR},
		} {
			r, f := library(t, s, func(context.Context, string, int64) ([]byte, error) { return nil, tt.err }, tt.extract)
			began := time.Now()
			r.take(shows("An", "a.pdf"))
			if got, want := f.texts("An"), []string{`a.pdf: "" ` + string(tt.want)}; !slices.Equal(got, want) || time.Since(began) > 0 {
				t.Errorf("%s: got %q after %s, want %q", tt.name, got, time.Since(began), want)
			}
			r.stop()
		}
	})
	bubble(t, "a file over the limit is not fetched", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := library(t, s, func(context.Context, string, int64) ([]byte, error) { t.Error("fetched"); return nil, nil }, asText)
		u := shows("An", "a.pdf")
		u.Attachment.Size = 20<<20 + 1
		r.take(u)
		if got, want := f.texts("An"), []string{`a.pdf: "" too-large`}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
	})
	bubble(t, "a platform without files", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		c := config(s)
		c.Step, c.Extract = reading, asText
		r := startWith(t, c, f)
		r.take(shows("An", "a.pdf"))
		if got, want := f.texts("An"), []string{`a.pdf: "" gone`}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
	})
	bubble(t, "what fails for a while is tried again", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		var tries atomic.Int32
		r, f := library(t, s, func(context.Context, string, int64) ([]byte, error) {
			if tries.Add(1) < 4 {
				return nil, temporary
			}
			return []byte("xong"), nil
		}, asText)
		r.take(shows("An", "a.pdf"))
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if got, want := f.texts("An"), []string{`a.pdf: "xong" `}; !slices.Equal(got, want) || tries.Load() != 4 {
			t.Errorf("got %q after %d tries, want %q", got, tries.Load(), want)
		}
		r.stop()
	})
	bubble(t, "a wait that the platform asks for is kept", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		var at []time.Time
		r, f := library(t, s, func(context.Context, string, int64) ([]byte, error) {
			if at = append(at, time.Now()); len(at) == 1 {
				return nil, &chat.SendError{Class: chat.Temporary, RetryAfter: time.Minute, Err: errors.New("x")}
			}
			return nil, nil
		}, asText)
		r.take(shows("An", "a.pdf"))
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if len(at) != 2 || at[1].Sub(at[0]) < time.Minute || len(f.texts("An")) != 1 {
			t.Errorf("tried at %v", at)
		}
		r.stop()
	})
	bubble(t, "after the last attempt the file is gone, and so is the job", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		var tries atomic.Int32
		r, f := library(t, s, func(context.Context, string, int64) ([]byte, error) { tries.Add(1); return nil, temporary }, asText)
		r.take(shows("An", "a.pdf"))
		time.Sleep(time.Hour)
		synctest.Wait()
		if got, want := f.texts("An"), []string{`a.pdf: "" gone`}; !slices.Equal(got, want) || tries.Load() != 8 {
			t.Errorf("got %q after %d tries, want %q", got, tries.Load(), want)
		}
		r.stop()
		if n := jobsLeft(t, s); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
	bubble(t, "a reading that panics or takes too long ends, too", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := library(t, s, gives("x"), func(ctx context.Context, name string, _ []byte) (string, conversation.ExtractProblem, error) {
			if name == "panic" {
				panic("for the test")
			}
			<-ctx.Done()
			return "", "", ctx.Err()
		})
		r.take(shows("An", "slow"), shows("An", "panic"))
		time.Sleep(time.Hour)
		synctest.Wait()
		if got, want := f.texts("An"), []string{`slow: "" too-large`, `panic: "" gone`}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
	})
	bubble(t, "a dialogue that panics over the text says sorry", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := library(t, s, gives("boom"), asText)
		r.take(shows("An", "a.pdf"))
		if got := f.texts("An"); !slices.Equal(got, []string{"sorry"}) || len(failures(t, s)) != 1 {
			t.Errorf("got %q, %d failures", got, len(failures(t, s)))
		}
		r.stop()
	})
	bubble(t, "only of admins", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"))
		r, f := library(t, s, func(context.Context, string, int64) ([]byte, error) { t.Error("fetched"); return nil, nil }, asText)
		r.take(shows("An", "a.pdf"))
		if got := r.Stats().Failed; got != 1 || !slices.Contains(f.texts("An"), "sorry") {
			t.Errorf("%d failures, said %q", got, f.texts("An"))
		}
		r.stop()
	})
	bubble(t, "who is removed meanwhile hears nothing", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), admin("Bình"))
		let := make(chan struct{})
		r, f := library(t, s, gives("x"), func(context.Context, string, []byte) (string, conversation.ExtractProblem, error) {
			<-let
			return "secret", "", nil
		})
		accept(t, r.Runtime, shows("An", "a.pdf"))
		synctest.Wait()
		update(t, s, func(tx storage.Tx) error { _, err := bot.RemovePerson(tx, "p1", time.Now()); return err })
		close(let)
		synctest.Wait()
		if got := f.texts(""); len(got) != 0 {
			t.Errorf("said %q", got)
		}
		r.stop()
		if n := jobsLeft(t, s); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
}

func TestSlowJobs(t *testing.T) {
	t.Parallel()
	bubble(t, "long readings keep their lease, come in order, and hold up no draft", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		var begun []string
		r, f := library(t, s, gives("x"), func(_ context.Context, name string, _ []byte) (string, conversation.ExtractProblem, error) {
			begun = append(begun, name)
			time.Sleep(4 * time.Minute)
			return "", "", nil
		})
		accept(t, r.Runtime, shows("An", "a"), shows("An", "b"), shows("An", "c"), says("An", "submit"))
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := f.texts("An"); len(got) != 2 { // "submitted", the draft
			t.Errorf("after a minute: %q", got)
		}
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		if want := []string{"a", "b", "c"}; !slices.Equal(begun, want) {
			t.Errorf("read %q, want %q: each once", begun, want)
		}
		if got := f.texts("An"); len(got) != 5 {
			t.Errorf("said %q", got)
		}
		r.stop()
	})
	bubble(t, "the end gives back what was under way, and the next start does it", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		hang := func(ctx context.Context, _ string, _ []byte) (string, conversation.ExtractProblem, error) {
			<-ctx.Done()
			return "", "", ctx.Err()
		}
		r, _ := library(t, s, gives("x"), hang)
		accept(t, r.Runtime, shows("An", "a"), shows("An", "b"))
		time.Sleep(45 * time.Second)
		began := time.Now()
		r.stop()
		if took := time.Since(began); took > 6*time.Second {
			t.Errorf("the end took %s", took)
		}
		began = time.Now()
		r, f := library(t, s, gives("x"), asText)
		if err := r.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, want := f.texts("An"), []string{`a: "x" `, `b: "x" `}; !slices.Equal(got, want) || time.Since(began) > time.Second {
			t.Errorf("after %s: %q, want %q", time.Since(began), got, want)
		}
		r.stop()
	})
}

// TestSecretLeavesNothing: what is in a file that the dialogue does not keep is nowhere
// in the store, nor is the file.
func TestSecretLeavesNothing(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/thuky.db"
	synctest.Test(t, func(t *testing.T) {
		s := mustOpen(t, path)
		school(t, s, admin("An"))
		f := newFake("fake")
		c := config(s)
		c.Extract = asText
		c.Step = func(st conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
			if e.Kind == conversation.Extracted {
				return st, []conversation.Effect{conversation.Say{Message: chat.Message{Text: "refused"}}}
			}
			return reading(st, e)
		}
		c.Transports = []chat.Transport{&archive{f, gives("TUYỆT MẬT: bí mật quốc gia")}}
		r := startWith(t, c)
		r.take(shows("An", "a.pdf"))
		if got := f.texts("An"); !slices.Equal(got, []string{"refused"}) {
			t.Errorf("said %q", got)
		}
		r.stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	file, err := os.ReadFile(path)
	if err != nil || bytes.Contains(file, []byte("MẬT")) || bytes.Contains(file, []byte("bí mật")) {
		t.Errorf("the store holds the secret (%v)", err)
	}
}
