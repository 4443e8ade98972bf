package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// A draft comes with a picture of its first page where a chat can show one. It is a help
// and no more: whatever goes wrong with it, the draft is sent without.

const (
	// drawLimit is how long a draft waits for its picture. LibreOffice takes seconds.
	drawLimit = 30 * time.Second
	// drawPause is how long no draft waits after a picture has failed.
	drawPause = time.Hour
	// maxPicture is the largest picture, in bytes.
	maxPicture = 5 << 20
	pngMIME    = "image/png"
	pngMark    = "\x89PNG\r\n\x1a\n"
)

// drawing remembers whether pictures can be made.
type drawing struct {
	mu     sync.Mutex
	failed time.Time // under mu: the last time; zero: it works, as far as is known
}

func (d *drawing) paused(now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.failed.IsZero() && now.Sub(d.failed) < drawPause
}

// note takes what became of a picture, and tells whether that is news.
func (d *drawing) note(ok bool, now time.Time) (news bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	news = ok != d.failed.IsZero()
	d.failed = now
	if ok {
		d.failed = time.Time{}
	}
	return news
}

// pictureKey is the key of the picture of a draft.
func pictureKey(draft string) string { return "page/" + draft }

// firstPage gives the picture of a draft, of no bytes where there is none. It never fails.
func (r *Runtime) firstPage(ctx context.Context, job storage.Job, d draft) []byte {
	if r.pages == nil {
		return nil
	}
	shown, known := false, []byte(nil)
	err := r.store.View(ctx, func(tx storage.Tx) error {
		to, _, err := r.newBatch(tx).receivers(d)
		if err != nil {
			return err
		}
		shown = slices.ContainsFunc(to, func(to receiver) bool {
			p := r.sender.posts[to.address.Platform]
			return p != nil && p.transport.Capabilities().Pictures
		})
		a, err := tx.Artifact(pictureKey(d.key))
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		known = a.Data
		return err
	})
	if err != nil || !shown || len(known) > 0 || r.drawing.paused(r.now()) {
		return known
	}
	job.Leased = r.now().Add(drawLimit + jobLease)
	if err := r.store.Update(ctx, func(tx storage.Tx) error { return tx.PutJob(job) }); err != nil {
		return nil // the delivery meets it, too
	}
	picture, err := r.draw(ctx, d.artifact.Data)
	if ctx.Err() != nil {
		return nil
	}
	switch news := r.drawing.note(err == nil, r.now()); {
	case news && err == nil:
		r.log.Info("drafts have a picture of their first page again")
	case news:
		r.log.Warn("drafts are sent without a picture of their first page", "error", err, "again", drawPause)
	}
	return picture
}

// draw makes the picture.
func (r *Runtime) draw(ctx context.Context, docx []byte) (picture []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, drawLimit)
	defer cancel()
	done := false
	defer func() {
		if !done {
			picture, err = nil, errPanic(recover())
		}
	}()
	pages, err := r.pages(ctx, docx, 1)
	done = true
	switch {
	case err != nil:
		return nil, err
	case len(pages) == 0:
		return nil, errors.New("there is no page")
	case len(pages[0]) > maxPicture:
		return nil, fmt.Errorf("a picture of %d bytes, more than %d", len(pages[0]), maxPicture)
	case !bytes.HasPrefix(pages[0], []byte(pngMark)):
		return nil, errors.New("the picture is no PNG")
	}
	return pages[0], nil
}

// putPicture stores the picture of a draft, and gives it as a part of a message; nil for none.
func (b *batch) putPicture(d draft) (*chat.File, error) {
	if len(d.picture) == 0 {
		return nil, nil
	}
	a := storage.Artifact{Name: textPictureName, MIME: pngMIME, Created: b.now, Data: d.picture}
	return &chat.File{Name: a.Name, MIME: a.MIME, Artifact: pictureKey(d.key)}, b.tx.PutArtifact(pictureKey(d.key), a)
}
