package endtoend

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// seat is where somebody talks with the bot, on any platform.
type seat interface {
	// say writes to the bot.
	say(t testing.TB, text string)
	// choose takes a choice under a message as the platform offers it: by its button, or
	// by typing its number or word.
	choose(t testing.TB, from said, label, word string)
	// hear gives all that the bot has said here, as soon as that is more than n messages.
	hear(ctx context.Context, n int) ([]said, error)
	// file gets the file that a message hands over; nil where it hands over none.
	file(t testing.TB, m said) []byte
}

// said is one message of the bot.
type said struct {
	text    string
	picture []byte // that stands with it
	at      int    // what the seat knows it by
}

// person is somebody of the school, who reads all that the bot says and talks back.
type person struct {
	seat
	t    testing.TB
	ctx  context.Context
	name string
	call string
	log  *minutes

	heard int    // messages
	rest  string // of the last one, what nobody waited for yet
	last  said   // the last message
}

// until reads on to the words. Several things may be said in one message.
func (p *person) until(words string) said {
	p.t.Helper()
	for {
		if _, after, found := strings.Cut(p.rest, words); found {
			p.rest = after
			return p.last
		}
		all, err := p.hear(p.ctx, p.heard)
		if err != nil {
			p.t.Fatalf("%s does not hear %q: %v\n%s", p.name, words, err, p.log)
		}
		p.last = all[p.heard]
		p.rest = p.last.text
		p.heard++
		p.log.note("thư ký → "+p.name, p.last.text)
	}
}

// say writes, and reads on to the words of the answer.
func (p *person) say(text, want string) said {
	p.t.Helper()
	p.log.note(p.name, text)
	p.seat.say(p.t, text)
	return p.until(want)
}

// write writes, and waits for nothing.
func (p *person) write(text string) {
	p.t.Helper()
	p.log.note(p.name, text)
	p.seat.say(p.t, text)
}

// choose takes a choice of the message read last, and reads on.
func (p *person) choose(label, word, want string) said {
	p.t.Helper()
	p.log.note(p.name, "[ "+label+" ]")
	p.seat.choose(p.t, p.last, label, word)
	return p.until(want)
}

// unread tells how many messages wait to be read.
func (p *person) unread() int {
	p.t.Helper()
	ctx, end := context.WithCancel(p.ctx)
	end()
	all, _ := p.hear(ctx, 0)
	return len(all) - p.heard
}

// minutes are what was said in a test by everybody, in the order in which it was read.
type minutes struct {
	mu sync.Mutex
	b  strings.Builder
}

func (m *minutes) note(who, text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fmt.Fprintf(&m.b, "%s:\n\t%s\n", who, strings.ReplaceAll(text, "\n", "\n\t"))
}

func (m *minutes) String() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.b.String()
}

// spelledCode finds a code as it is written in a message: ABCD 2345 EFGH 6789.
var spelledCode = regexp.MustCompile(`(?m)^([A-Z2-9]{4}(?: [A-Z2-9]{4})+)$`)

func codeIn(t testing.TB, text string) string {
	t.Helper()
	m := spelledCode.FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no code in %q", text)
	}
	return m[1]
}
