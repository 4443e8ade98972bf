package endtoend

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage"
	"thuky/storage/pgstore"
	"thuky/storage/pgstore/pgtest"
)

const (
	killChats     = 20
	killQuestions = 100
)

// killsEnv is how often the program is killed, killsByDefault how often where it says nothing.
const (
	killsEnv        = "THUKY_TEST_KILLS"
	killsByDefault  = 40
	killsOnPostgres = 15
	killWindow      = 200 * time.Millisecond // from the first poll of a life, or its start
)

func killCount(t *testing.T, byDefault int) int {
	t.Helper()
	text := os.Getenv(killsEnv)
	if text == "" {
		return byDefault
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q: want a number like 500", killsEnv, text)
	}
	return n
}

var (
	promptNumber = regexp.MustCompile(`Câu (\d+)/(\d+)`)
	noteNumber   = regexp.MustCompile(`Đã ghi câu (\d+)`)
)

// shown is one message of the bot as a chat got it.
type shown struct {
	text string
	life int // of the program, from 0
}

// survivor answers one report through a program that is killed again and again.
// It sends each answer once, as a person does, and only when it was asked.
type survivor struct {
	chat     int64
	got      chan shown
	seen     map[string][]int // text → the lives in which it came
	asked    map[int]bool
	answered map[int]bool
	noted    []int // questions whose answers it was told are kept, as they came first
}

// answer is what the chat says to question n.
func (s *survivor) answer(n int) string {
	return fmt.Sprintf("người %d trả lời câu %d", s.chat, n)
}

// run goes on until the report is sent. after waits until the n-th answer may go.
func (s *survivor) run(t *telegramtest.Server, after func(n int), done <-chan struct{}) bool {
	sent := false
	for {
		var m shown
		select {
		case m = <-s.got:
		case <-done:
			return false
		}
		s.seen[m.text] = append(s.seen[m.text], m.life)
		if found := noteNumber.FindStringSubmatch(m.text); found != nil && len(s.seen[m.text]) == 1 {
			n, _ := strconv.Atoi(found[1]) // digits by the pattern
			s.noted = append(s.noted, n)
		}
		if found := promptNumber.FindStringSubmatch(m.text); found != nil {
			n, _ := strconv.Atoi(found[1]) // digits by the pattern
			s.asked[n] = true
			if !s.answered[n] {
				s.answered[n] = true
				after(n)
				t.UserSays(s.chat, s.answer(n))
			}
			continue
		}
		again := len(s.seen[m.text]) > 1 // the program died before it noted the sending
		switch {
		case strings.Contains(m.text, "Thầy/cô có đồng ý không") && !again:
			t.UserSays(s.chat, "đồng ý")
		case strings.Contains(m.text, "họ tên thầy/cô thế nào") && !again:
			t.UserSays(s.chat, "Lê Thị Mận")
		case strings.Contains(m.text, "xưng hô với thầy/cô") && !again:
			t.UserSays(s.chat, "cô")
		case strings.Contains(m.text, "Xem lại:") && !sent:
			sent = true
			t.UserSays(s.chat, "gửi")
		case strings.Contains(m.text, "đã nhận đủ"):
			return true
		}
	}
}

// TestNothingAcknowledgedIsLost kills the program at random moments while 20 people answer,
// and then lets them finish. The fake hands every update over until it was confirmed and
// never again, so that a confirmed answer which is not stored is missing at the end.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	t.Parallel()
	nothingIsLost(t, killCount(t, killsByDefault), func(*office) func() { return func() {} })
}

// TestNothingIsLostOnPostgres does so, less often, with the other engine.
func TestNothingIsLostOnPostgres(t *testing.T) {
	t.Parallel()
	nothingIsLost(t, killCount(t, killsOnPostgres), func(o *office) func() {
		o.db = pgtest.New(t)
		o.run(t, "", "campaign", "list") // makes the tables
		s, err := pgstore.Open(t.Context(), o.db, "truong", pgstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return func() { // the next process need not wait until the term of the dead one is over
			if err := s.Update(context.Background(), func(tx storage.Tx) error {
				lead, err := storage.ReadLease(tx, "lead")
				if err != nil || lead.Holder == "" {
					return err
				}
				return storage.EndLease(tx, "lead", lead.Holder)
			}); err != nil {
				t.Error(err)
			}
		}
	})
}

// nothingIsLost kills at random moments, of the start and of the time after. furnish chooses the
// engine and gives what is done after each kill.
func nothingIsLost(t *testing.T, kills int, furnish func(*office) (killed func())) {
	var mu sync.Mutex
	life, changed := 0, make(chan struct{}) // under mu
	lifeNow := func() int {
		mu.Lock()
		defer mu.Unlock()
		return life
	}
	people := map[int64]*survivor{}
	for i := range killChats {
		chat := int64(1000 + i)
		people[chat] = &survivor{
			chat: chat, got: make(chan shown, 10_000),
			seen: map[string][]int{}, asked: map[int]bool{}, answered: map[int]bool{},
		}
	}
	telegram := newTelegram(t, telegramtest.Options{Offline: true, Sent: func(m telegramtest.Sent) {
		people[m.Chat].got <- shown{m.Text, lifeNow()}
	}})
	gate := newGate(t, telegram)
	o := newOffice(t, append(telegramSettings(telegram), "THUKY_TELEGRAM_API_ENDPOINT="+gate.url)...)
	killed := furnish(o)
	o.run(t, "", "campaign", "open", "--template", o.template(t, killQuestions))
	code := o.invite(t, "staff", strconv.Itoa(killChats))

	// Answers are spread over the lives: number n goes out about when n per cent
	// of the kills are done.
	ctx := patience(t)
	after := func(n int) {
		due := n * kills / killQuestions
		if n < killQuestions {
			due -= rand.IntN(5)
		}
		for {
			mu.Lock()
			reached, wait := life >= due, changed
			mu.Unlock()
			if reached {
				return
			}
			select {
			case <-wait:
			case <-ctx.Done():
				return
			}
		}
	}
	var all sync.WaitGroup
	finished := make(chan int64, killChats)
	for _, p := range people {
		telegram.UserSays(p.chat, "/start "+code)
		all.Go(func() {
			if p.run(telegram, after, ctx.Done()) {
				finished <- p.chat
			}
		})
	}
	for range kills {
		polls := telegram.Requests("getUpdates")
		bot := o.serve(t)
		awake := make(chan struct{})
		go func() {
			defer close(awake)
			if rand.IntN(5) > 0 { // else it is killed while it starts
				_ = telegram.WaitRequests(ctx, "getUpdates", polls+1) // or the test ends
			}
		}()
		select {
		case err := <-bot.ended:
			t.Fatalf("serve ended by itself: %v\n%s", err, bot.stderr)
		case <-awake:
		}
		select {
		case err := <-bot.ended:
			t.Fatalf("serve ended by itself: %v\n%s", err, bot.stderr)
		case <-time.After(rand.N(killWindow)):
			bot.kill()
		}
		killed()
		gate.wait(t, ctx)
		mu.Lock()
		life++
		close(changed)
		changed = make(chan struct{})
		mu.Unlock()
	}
	if n := len(finished); n == killChats {
		t.Error("everybody had finished before the last kill; the test proves less than it says")
	}
	bot := o.serve(t)
	all.Wait()
	bot.stop(t)
	if n := len(finished); n != killChats {
		t.Fatalf("%d of %d people finished\n%s", n, killChats, bot.stderr)
	}
	checkSurvivors(t, o, people, kills)
	for _, v := range telegram.Violations() {
		if !strings.Contains(v, "query is too old") {
			t.Errorf("against the Bot API: %s", v)
		}
	}
}

func checkSurvivors(t *testing.T, o *office, people map[int64]*survivor, kills int) {
	t.Helper()
	answers := o.answers(t)
	if got, want := len(answers), killChats*killQuestions; got != want {
		t.Errorf("%d answers are stored, want %d", got, want)
	}
	messages, doubles, lives := 0, 0, map[int]bool{}
	for _, p := range people {
		if len(p.asked) != killQuestions {
			t.Errorf("chat %d got %d questions, want %d", p.chat, len(p.asked), killQuestions)
		}
		if !slices.IsSorted(p.noted) || len(p.noted) != killQuestions {
			t.Errorf("chat %d was told of its answers in the order %v", p.chat, p.noted)
		}
		for n := range p.answered {
			a, ok := answers[fmt.Sprintf("cau_%d of telegram:%d", n, p.chat)]
			switch {
			case !ok:
				t.Errorf("chat %d: the answer to question %d is lost", p.chat, n)
			case a.Value.Text == nil || *a.Value.Text != p.answer(n):
				t.Errorf("chat %d: question %d holds %+v", p.chat, n, a.Value)
			case a.Revision != 1:
				t.Errorf("chat %d: question %d was stored %d times", p.chat, n, a.Revision)
			}
		}
		for text, came := range p.seen {
			messages += len(came)
			doubles += len(came) - 1
			for _, life := range came {
				lives[life] = true
			}
			// A message may come again only because the program died between
			// sending and noting it: never twice in one life.
			for i := 1; i < len(came); i++ {
				if came[i] <= came[i-1] {
					t.Errorf("chat %d got %.60q twice in life %d", p.chat, text, came[i])
				}
			}
		}
	}
	if len(lives) < kills/3 {
		t.Errorf("in only %d of %d lives was anything sent; the test proves less than it says", len(lives), kills)
	}
	t.Logf("%d kills, %d of them after something was sent, %d people, %d answers, each stored once; %d messages, of which %d came a second time",
		kills, len(lives), killChats, len(answers), messages, doubles)
}
