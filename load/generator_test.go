package load

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
)

const (
	warmUp = time.Second // in which nothing is measured
	answer = "đã thực hiện đúng kế hoạch"
	begin  = "/start"
)

// generator is people who each answer a report, question after question, as soon as the
// bot has put the next one. Who is through makes room for the next person.
type generator struct {
	telegram *telegramtest.Server
	pace     chan struct{} // one token for each line; nil: as fast as the bot goes

	mu        sync.Mutex
	over      bool
	measuring bool
	next      int64            // the next person who has not answered yet
	last      int64            // and the last one there is
	waiting   map[int64]spoken // by chat
	took      []time.Duration  // from an answer to the next question
	replied   int              // lines that were replied to, measured or not
	latest    time.Time
}

type spoken struct {
	line string
	at   time.Time
}

func newGenerator(telegram *telegramtest.Server, people int) *generator {
	return &generator{telegram: telegram, next: 1, last: int64(people), waiting: map[int64]spoken{}}
}

// reply takes a message of the bot, and speaks again.
func (g *generator) reply(m telegramtest.Sent) {
	now := time.Now()
	g.mu.Lock()
	said, ok := g.waiting[m.Chat]
	if !ok {
		g.mu.Unlock()
		return
	}
	delete(g.waiting, m.Chat)
	g.replied++
	if g.measuring && said.line == answer {
		g.took = append(g.took, now.Sub(said.at))
		g.latest = now
	}
	over := g.over
	g.mu.Unlock()
	switch {
	case over:
	case g.pace != nil:
		go g.speak(m.Chat, m.Text)
	default:
		g.speak(m.Chat, m.Text)
	}
}

// speak says the next line of a chat: the answer to what was asked, or for who has
// answered everything the first line of the next person.
func (g *generator) speak(chat int64, asked string) {
	if g.pace != nil {
		if _, ok := <-g.pace; !ok {
			return
		}
	}
	line := answer
	g.mu.Lock()
	if g.over {
		g.mu.Unlock()
		return
	}
	if !strings.Contains(asked, "Câu ") || strings.Contains(asked, "Xem lại:") {
		if g.next > g.last {
			g.mu.Unlock()
			return
		}
		chat, line = g.next, begin
		g.next++
	}
	g.waiting[chat] = spoken{line, time.Now()}
	g.mu.Unlock()
	g.telegram.UserSays(chat, line)
}

// measured is what a run came to.
type measured struct {
	answers  int
	span     time.Duration
	p50, p99 time.Duration
	replied  int // of the whole run
}

// run has so many people answer for a time. began is called when measuring begins, ended
// when it ends. gap is the time between two lines of all together, 0: as fast as it goes.
func (g *generator) run(t testing.TB, users int, span, gap time.Duration, began, ended func()) measured {
	t.Helper()
	if gap > 0 {
		g.pace = make(chan struct{})
		stop, stopped := make(chan struct{}), make(chan struct{})
		defer func() {
			close(stop)
			<-stopped
		}()
		go func() {
			defer close(stopped)
			defer close(g.pace)
			tick := time.NewTicker(gap)
			defer tick.Stop()
			for {
				select {
				case <-tick.C:
				case <-stop:
					return
				}
				select {
				case g.pace <- struct{}{}:
				case <-stop:
					return
				}
			}
		}()
	}
	for range users {
		go g.speak(0, "")
	}
	time.Sleep(warmUp)
	began()
	first := time.Now()
	g.mu.Lock()
	g.measuring = true
	g.mu.Unlock()
	time.Sleep(span)
	g.mu.Lock()
	g.over, g.measuring = true, false
	m := measured{answers: len(g.took), span: g.latest.Sub(first)}
	took := slices.Clone(g.took)
	g.mu.Unlock()
	ended()
	if len(took) == 0 {
		t.Fatal("the bot answered nothing")
	}
	slices.Sort(took)
	m.p50, m.p99 = took[len(took)/2], took[len(took)*99/100]
	g.settle()
	m.replied = g.repliedSoFar()
	return m
}

// settle gives the answers that are under way a moment to be replied to.
func (g *generator) settle() {
	for range 20 {
		g.mu.Lock()
		left := len(g.waiting)
		g.mu.Unlock()
		if left == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (g *generator) repliedSoFar() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.replied
}
