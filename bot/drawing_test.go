package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/render"
	"thuky/storage"
)

func TestPicture(t *testing.T) {
	t.Parallel()
	png := []byte("\x89PNG\r\n\x1a\nrest")
	pages := func(calls *int, picture []byte, err error) func(context.Context, []byte, int) ([][]byte, error) {
		return func(_ context.Context, docx []byte, most int) ([][]byte, error) {
			*calls++
			if most != 1 || !strings.HasPrefix(string(docx), "draft ") {
				return nil, errors.New("called wrongly")
			}
			return [][]byte{picture}, err
		}
	}
	setup := func(t *testing.T, s storage.Store, shows bool, draw func(context.Context, []byte, int) ([][]byte, error)) (*running, *fake, *bytes.Buffer) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.caps.Pictures = shows
		log := new(bytes.Buffer)
		c := bot.Config{Store: s, Draft: func(w io.Writer, d *render.Document) error {
			_, err := fmt.Fprintf(w, "draft with gaps %v", d.Gaps)
			return err
		}, Pages: draw, Log: slog.New(slog.NewTextHandler(log, nil))}
		r := startWith(t, c, f)
		r.take(says("An", "trả lời báo cáo"), says("An", "12"))
		return r, f, log
	}
	last := func(f *fake) sentMessage { return f.sent[len(f.sent)-1] }
	bubble(t, "the first page comes with the draft, made once for the same bytes", func(t *testing.T, s storage.Store) {
		calls := 0
		r, f, _ := setup(t, s, true, pages(&calls, png, nil))
		for range 2 {
			r.take(says("An", "bản thảo"))
			m := last(f).m
			if m.File == nil || m.Picture == nil || !bytes.Equal(m.Picture.Data, png) || m.Picture.MIME != "image/png" {
				t.Errorf("got %+v", m)
			}
		}
		r.take(says("An", "30"), says("An", "bản thảo"))
		r.stop()
		if calls != 2 || last(f).m.Picture == nil {
			t.Errorf("%d pictures, want 2: one for each draft", calls)
		}
	})
	bubble(t, "none is made where no chat shows it", func(t *testing.T, s storage.Store) {
		calls := 0
		r, f, _ := setup(t, s, false, pages(&calls, png, nil))
		r.take(says("An", "bản thảo"))
		r.stop()
		if m := last(f).m; calls != 0 || m.File == nil || m.Picture != nil {
			t.Errorf("%d pictures, %+v", calls, m)
		}
	})
	for name, draw := range map[string]func(context.Context, []byte, int) ([][]byte, error){
		"fails":     func(context.Context, []byte, int) ([][]byte, error) { return nil, errors.New("no LibreOffice") },
		"panics":    func(context.Context, []byte, int) ([][]byte, error) { panic("for the test") },
		"is no PNG": func(context.Context, []byte, int) ([][]byte, error) { return [][]byte{[]byte("GIF")}, nil },
		"is empty":  func(context.Context, []byte, int) ([][]byte, error) { return nil, nil },
		"is too big": func(context.Context, []byte, int) ([][]byte, error) {
			return [][]byte{append(bytes.Clone(png), make([]byte, 6<<20)...)}, nil
		},
		"hangs": func(ctx context.Context, _ []byte, _ int) ([][]byte, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	} {
		bubble(t, "a picture that "+name+" costs the draft half a minute an hour, and one line in the log", func(t *testing.T, s storage.Store) {
			calls := 0
			r, f, log := setup(t, s, true, func(ctx context.Context, docx []byte, most int) ([][]byte, error) {
				calls++
				return draw(ctx, docx, most)
			})
			for i := range 3 {
				begin := time.Now()
				r.take(says("An", "bản thảo"))
				if m := last(f).m; m.File == nil || m.Picture != nil {
					t.Errorf("got %+v", m)
				}
				if took := time.Since(begin); took > 31*time.Second || i > 0 && took > 0 {
					t.Errorf("draft %d took %v", i, took)
				}
			}
			time.Sleep(2 * time.Hour)
			r.take(says("An", "bản thảo"))
			r.stop()
			if calls != 2 || strings.Count(log.String(), "without a picture") != 1 {
				t.Errorf("%d tries, log %s", calls, log)
			}
		})
	}
	bubble(t, "a draft that cannot be approved yet waits for no picture", func(t *testing.T, s storage.Store) {
		calls := 0
		r, _, _ := setup(t, s, true, pages(&calls, png, nil))
		r.take(says("An", "duyệt"))
		r.stop()
		if calls != 0 {
			t.Errorf("%d pictures", calls)
		}
	})
}

func TestFileLink(t *testing.T) {
	t.Parallel()
	bubble(t, "a draft is a link where the chat carries no files", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.caps = zaloLike
		c := bot.Config{Store: s, Draft: plainDraft, FileLink: func(artifact, name string) string { return "https://web/tep/" + artifact[:6] + "?" + name }}
		r := startWith(t, c, f)
		r.take(says("An", "bản thảo"))
		r.stop()
		if got := f.words("An"); !strings.Contains(got[len(got)-1], ".docx», thầy/cô mở liên kết để tải về:\nhttps://web/tep/") {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "a picture that is gone does not hold up the words", func(t *testing.T, s storage.Store) {
		f := newFake("fake")
		f.caps.Pictures = true
		o := storage.Outgoing{Key: "a", To: at("An")}
		o.Message.Text, o.Message.Picture = "a", &chat.File{Name: "trang-1.png", Artifact: "none"}
		put(t, s, o)
		start(t, s, f).stop()
		if len(f.sent) != 1 || f.sent[0].m.Picture != nil || len(deadLetters(t, s)) > 0 {
			t.Errorf("sent %+v", f.sent)
		}
	})
}
