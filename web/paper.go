package web

import (
	"context"
	"io"
	"sync"
	"time"

	"thuky/render"
)

// Paper turns drafts into what people see and print. Errors that are for people are
// *report.Refusal.
type Paper struct {
	// PDF and Pages need LibreOffice and take seconds; what they made they keep for a while.
	// nil: drafts are shown as text only. Pages draws count pages as PNG from page from on,
	// counted from 0, and says how many there are.
	PDF   func(ctx context.Context, docx []byte) ([]byte, error)
	Pages func(ctx context.Context, docx []byte, from, count, dpi int) (pages [][]byte, total int, err error)
	// HTML writes a draft as a part of a page, with what render/html says of its ids and
	// classes, and with its photos at the addresses that pictures gives by their hash;
	// Markdown as a file.
	HTML     func(w io.Writer, d *render.Document, pictures func(hash string) string) error
	Markdown func(w io.Writer, d *render.Document) error
	// Lines are the paragraphs of a .docx.
	Lines func(ctx context.Context, docx []byte) ([]string, error)
}

const (
	paperLimit   = 2 * time.Minute // of one making
	screenDPI    = 110             // of pages as they are looked at
	zoomDPI      = 200             // of a page that was tapped
	pagesAtOnce  = 6               // that are drawn before anybody asks for them
	papersKept   = 200
	forgetFailed = time.Minute // until a failed making is tried again
)

// sheets is what became of a draft on paper.
type sheets struct {
	total int
	err   error
	at    time.Time
}

// papers remembers what was made, by the SHA-256 of the .docx; the bytes are with Paper.
type papers struct {
	mu  sync.Mutex
	all map[string]sheets // under mu
}

func (p *papers) get(key string, now time.Time) (sheets, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.all[key]
	if ok && s.err != nil && now.Sub(s.at) >= forgetFailed {
		delete(p.all, key)
		return s, false
	}
	return s, ok
}

func (p *papers) put(key string, s sheets) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.all) >= papersKept || p.all == nil {
		p.all = map[string]sheets{}
	}
	p.all[key] = s
}

// sheetsOf says how many pages a .docx has, once that is known. It is not ready while its
// pages are being made, in the background.
func (s *Server) sheetsOf(ctx context.Context, sum string, docx []byte, moment time.Duration) (made sheets, ready bool) {
	if made, ready = s.papers.get(sum, s.now()); ready {
		return made, true
	}
	key := "pages/" + sum
	if !s.works.start(key, paperLimit, func(ctx context.Context) {
		_, total, err := s.paper.Pages(ctx, docx, 0, pagesAtOnce, screenDPI)
		if err != nil && s.works.ctx.Err() == nil {
			s.log.Warn("the pages of a draft could not be made", "error", err)
		}
		s.papers.put(sum, sheets{total, err, s.now()})
	}) {
		return sheets{}, false
	}
	s.works.wait(ctx, key, moment)
	return s.papers.get(sum, s.now())
}
