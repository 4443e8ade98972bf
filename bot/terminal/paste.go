package terminal

import (
	"io"
	"strings"
	"sync"
)

// What is pasted is one message, however many lines it has: a terminal that is asked to
// says where a paste begins and ends. Several lines are kept aside, and in the line being
// typed stands a sign for them, until Enter is pressed; the line editor would draw the
// whole line again for every letter.
const (
	pasteOn, pasteOff     = "\x1b[?2004h", "\x1b[?2004l"
	pasteBegin, pasteEnds = "\x1b[200~", "\x1b[201~"
)

// pasted takes what is pasted out of what is typed.
type pasted struct {
	io.ReadCloser
	inside bool
	held   []byte // the begin of a sign of the terminal, not yet decided
	paste  []byte
	ready  []byte

	mu    sync.Mutex
	signs []string // under mu: the sign and the text of each, since the last Enter
	count int      // under mu
}

func (p *pasted) Read(into []byte) (int, error) {
	for len(p.ready) == 0 {
		chunk := make([]byte, max(len(into), 1))
		n, err := p.ReadCloser.Read(chunk)
		p.take(chunk[:n])
		if err != nil && len(p.ready) == 0 {
			for _, c := range p.held {
				p.put(c)
			}
			p.held = nil
			p.end()
			if len(p.ready) == 0 {
				return 0, err
			}
		}
	}
	n := copy(into, p.ready)
	p.ready = p.ready[n:]
	return n, nil
}

func (p *pasted) take(chunk []byte) {
	for _, c := range chunk {
		sign := pasteBegin
		if p.inside {
			sign = pasteEnds
		}
		p.held = append(p.held, c)
		switch {
		case string(p.held) == sign:
			p.held = p.held[:0]
			p.end()
			p.inside = !p.inside
		case strings.HasPrefix(sign, string(p.held)) && (len(p.held) > 1 || p.inside || len(chunk) > 1): // alone it is the key
		default:
			for _, c := range p.held {
				p.put(c)
			}
			p.held = p.held[:0]
		}
	}
}

func (p *pasted) put(c byte) {
	switch {
	case !p.inside:
		p.ready = append(p.ready, c)
	case len(p.paste) <= maxLine: // what is longer is refused as a line is
		p.paste = append(p.paste, c)
	}
}

// end ends a paste.
func (p *pasted) end() {
	text := strings.ReplaceAll(strings.ReplaceAll(string(p.paste), "\r\n", "\n"), "\r", "\n")
	p.paste = nil
	if text = strings.Trim(text, "\n"); !strings.Contains(text, "\n") {
		p.ready = append(p.ready, text...)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	sign := textPasted(p.count, strings.Count(text, "\n")+1)
	p.signs = append(p.signs, sign, text)
	p.ready = append(p.ready, sign...)
}

// line gives a line with what was pasted into it.
func (p *pasted) line(typed string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	signs := p.signs
	p.signs = nil
	for i := 0; i+1 < len(signs); i += 2 {
		at := strings.Index(typed, signs[i])
		if at < 0 {
			continue // it was deleted again
		}
		before, after := typed[:at], typed[at+len(signs[i]):]
		if strings.TrimSpace(before) != "" {
			before += "\n"
		}
		if strings.TrimSpace(after) != "" {
			after = "\n" + after
		}
		typed = before + signs[i+1] + after
	}
	return typed
}
