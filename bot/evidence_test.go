package bot_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/evidence"
	"thuky/render/docx"
	"thuky/report"
	"thuky/storage"
)

const filesSource = `id = "khai-giang"
title = "Khai giảng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Khai giảng"
[[sections]]
id = "a"
heading = "A"
  [[sections.questions]]
  id = "anh"
  type = "files"
  prompt = "Ảnh?"
  max = 12
  [[sections.questions]]
  id = "sau"
  type = "text"
  prompt = "Sau?"
`

func mustFilesTemplate(t testing.TB) *report.Template {
	t.Helper()
	tmpl, err := report.ReadTemplate("khai-giang.toml", []byte(filesSource))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// filesSchool is a school that is asked for files.
func filesSchool(t *testing.T, s storage.Store) report.Campaign {
	t.Helper()
	var c report.Campaign
	update(t, s, func(tx storage.Tx) (err error) {
		if c, err = bot.OpenCampaign(tx, mustFilesTemplate(t), report.Campaign{}, time.Now()); err != nil {
			return err
		}
		p := staff("An")
		p.Addresses = []report.Contact{{Address: "fake:An"}}
		_, err = bot.AddPerson(tx, p, time.Now())
		return err
	})
	return c
}

func keeps(name string, data []byte) (storage.Evidence, report.File, report.FileRefusal) {
	k, refusal := evidence.Prepare(name, evidence.Names{Photo: "Ảnh", Document: "Tệp"}, data)
	return storage.Evidence{Hash: k.File.Hash, MIME: k.MIME, Size: k.File.Size, Data: k.Data, Thumb: k.Thumb}, k.File, refusal
}

// photoOf gives every name a photo of its own.
func photoOf(name string) []byte {
	m := image.NewGray(image.Rect(0, 0, 40, 24))
	sum := sha256.Sum256([]byte(name))
	for i := range m.Pix {
		m.Pix[i] = sum[i/30]
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, m, nil) // to memory
	return b.Bytes()
}

// photos hands over a photo for every name but those of documents.
func photos(_ context.Context, id string, _ int64) ([]byte, error) {
	if strings.HasSuffix(id, ".pdf") {
		return []byte("%PDF-1.7 " + id), nil
	}
	return photoOf(id), nil
}

// filesOf is what An answered with files.
func filesOf(t *testing.T, s storage.Store, c report.Campaign) (files []report.File) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		p, err := tx.PersonByAddress(at("An"))
		if err != nil {
			return err
		}
		a, err := tx.Answer(c.ID, "anh", p.ID)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		files = a.Value.Files
		return err
	})
	return files
}

func names(files []report.File) (all []string) {
	for _, f := range files {
		all = append(all, f.Name)
	}
	return all
}

func filesRuntime(t *testing.T, s storage.Store, fetch func(context.Context, string, int64) ([]byte, error)) (*running, *fake, report.Campaign) {
	t.Helper()
	campaign := filesSchool(t, s)
	f := newFake("fake")
	c := config(s)
	c.Step, c.Evidence, c.Draft = conversation.Step, keeps, docx.Write
	c.Transports = []chat.Transport{&archive{f, fetch}}
	return startWith(t, c), f, campaign
}

// TestGather sends photos and documents as the answer to a question: they are kept, in the
// order in which they were sent, and said to be there once for all of an album.
func TestGather(t *testing.T) {
	t.Parallel()
	bubble(t, "an album", func(t *testing.T, s storage.Store) {
		r, f, c := filesRuntime(t, s, photos)
		r.take(says("An", "tiếp"))
		var album []chat.Update
		for i := range 9 {
			album = append(album, shows("An", fmt.Sprintf("%d.jpg", i)))
		}
		album[0].Text = "Chào cờ"
		before := len(f.texts("An"))
		r.take(album...)
		r.take(shows("An", "ke-hoach.pdf"))
		files := filesOf(t, s, c)
		want := []string{"0.jpg", "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg", "7.jpg", "8.jpg", "ke-hoach.pdf"}
		if !slices.Equal(names(files), want) || files[0].Caption != "Chào cờ" || files[9].Kind != "pdf" {
			t.Fatalf("got %+v; said %q", files, f.texts("An"))
		}
		if said := f.texts("An")[before:]; len(said) != 2 || !strings.Contains(f.words("An")[len(f.words("An"))-1], "đã nhận 1 tệp") {
			t.Errorf("said %q", f.words("An"))
		}
		view(t, s, func(tx storage.Tx) error {
			for _, file := range files {
				e, err := tx.Evidence(c.ID, file.Hash)
				if err != nil || int64(len(e.Data)) != file.Size || (len(e.Thumb) > 0) != file.Photo() {
					t.Errorf("%s: kept %d bytes, small %d, %v", file.Name, len(e.Data), len(e.Thumb), err)
				}
			}
			return nil
		})
		r.take(says("An", "xong"), says("An", "Không"), says("An", "1"), says("An", "gửi"))
		r.stop()
		if n := jobsLeft(t, s); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
		view(t, s, func(tx storage.Tx) error {
			in, err := bot.ReadDraft(tx, report.School{Name: "Trường Tiểu học Hoa Sen"}, c.ID)
			if err != nil {
				return err
			}
			pictures, err := bot.Pictures(tx, in)
			if len(pictures) != 9 {
				t.Errorf("%d pictures for the draft, want 9", len(pictures))
			}
			return err
		})
	})
	temporary := &chat.SendError{Class: chat.Temporary, Err: errors.New("for the test")}
	for name, tt := range map[string]struct {
		fetch func(context.Context, string, int64) ([]byte, error)
		want  string
	}{
		"gone":      {func(context.Context, string, int64) ([]byte, error) { return nil, errors.New("x") }, "em chưa tải được tệp «a.jpg»"},
		"large":     {func(context.Context, string, int64) ([]byte, error) { return nil, chat.ErrTooLarge }, "lớn quá 20 MB"},
		"in vain":   {func(context.Context, string, int64) ([]byte, error) { return nil, temporary }, "em chưa tải được tệp «a.jpg»"},
		"a program": {gives("MZ\x90"), "không đúng loại"},
		"broken":    {gives("\xFF\xD8\xFF\xE0"), "bị hỏng"},
	} {
		bubble(t, name, func(t *testing.T, s storage.Store) {
			r, f, c := filesRuntime(t, s, tt.fetch)
			r.take(says("An", "tiếp"))
			r.take(shows("An", "a.jpg"))
			time.Sleep(48 * time.Hour) // of the bubble
			synctest.Wait()
			if all := strings.Join(f.words("An"), "\n"); !strings.Contains(all, tt.want) {
				t.Errorf("nothing says %q: %s", tt.want, all)
			}
			if files := filesOf(t, s, c); len(files) != 0 {
				t.Errorf("kept %+v", files)
			}
			r.stop()
		})
	}
	bubble(t, "after a while", func(t *testing.T, s storage.Store) { // the platform is away for some minutes
		tries := 0
		r, _, c := filesRuntime(t, s, func(ctx context.Context, id string, limit int64) ([]byte, error) {
			if tries++; tries < 3 {
				return nil, temporary
			}
			return photos(ctx, id, limit)
		})
		r.take(says("An", "tiếp"))
		r.take(shows("An", "a.jpg"))
		r.take(says("An", "xong")) // it is waited for
		time.Sleep(2 * time.Hour)  // of the bubble
		synctest.Wait()
		if got := names(filesOf(t, s, c)); !slices.Equal(got, []string{"a.jpg"}) {
			t.Errorf("got %q after %d tries", got, tries)
		}
		r.stop()
	})
}

// TestGather_crash: a bot that dies between fetching a file and keeping it fetches it again;
// the answer has it once.
func TestGather_crash(t *testing.T) {
	t.Parallel()
	bubble(t, "crash", func(t *testing.T, s storage.Store) {
		r, _, c := filesRuntime(t, s, func(ctx context.Context, _ string, _ int64) ([]byte, error) {
			<-ctx.Done() // the machine is gone before the bytes are there
			return nil, ctx.Err()
		})
		r.take(says("An", "tiếp"))
		sent := shows("An", "a.jpg")
		accept(t, r.Runtime, sent)
		synctest.Wait()
		r.stop()
		if got := filesOf(t, s, c); len(got) != 0 {
			t.Fatalf("the answer has %+v before the file came", got)
		}
		next := config(s)
		next.Step, next.Evidence = conversation.Step, keeps
		f := newFake("fake")
		next.Transports = []chat.Transport{&archive{f, photos}}
		again := startWith(t, next)
		accept(t, again.Runtime, sent) // the platform did not hear that it was stored
		time.Sleep(time.Hour)          // of the bubble
		synctest.Wait()
		if got := names(filesOf(t, s, c)); !slices.Equal(got, []string{"a.jpg"}) {
			t.Errorf("got %q, want the file once; said %q", got, f.words("An"))
		}
		again.stop()
		if n := jobsLeft(t, s); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
}

// TestEvidenceKept: what an answer or a chat holds stays; what was taken out goes after a
// month, and nothing else with it.
func TestEvidenceKept(t *testing.T) {
	t.Parallel()
	bubble(t, "kept", func(t *testing.T, s storage.Store) {
		r, _, c := filesRuntime(t, s, photos)
		r.take(says("An", "tiếp"))
		r.take(shows("An", "a.jpg"), shows("An", "b.jpg"))
		r.take(says("An", "xóa 1"))
		r.take(says("An", "xong"))
		r.take(shows("An", "lac.jpg")) // outside of its question
		kept := func() int {
			n := 0
			view(t, s, func(tx storage.Tx) error {
				for _, err := range tx.Evidences(c.ID) {
					if err != nil {
						return err
					}
					n++
				}
				return nil
			})
			return n
		}
		if n := kept(); n != 3 {
			t.Fatalf("%d files are kept, want 3", n)
		}
		time.Sleep(29 * 24 * time.Hour)
		if n := kept(); n != 3 {
			t.Errorf("after 29 days %d files are kept, want 3", n)
		}
		time.Sleep(3 * 24 * time.Hour)
		synctest.Wait()
		if n := kept(); n != 2 {
			t.Errorf("after a month %d files are kept, want 2: that of the answer and the one that waits", n)
		}
		if got := names(filesOf(t, s, c)); !slices.Equal(got, []string{"b.jpg"}) {
			t.Errorf("the answer has %q", got)
		}
		r.take(says("An", "bỏ tệp này"))
		time.Sleep(2 * 24 * time.Hour)
		synctest.Wait()
		if n := kept(); n != 1 {
			t.Errorf("%d files are kept, want that of the answer", n)
		}
		r.stop()
	})
}
