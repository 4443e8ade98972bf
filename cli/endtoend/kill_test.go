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
)

// People of whom some write in a browser, the others on Telegram.
const (
	killChats    = 50
	killBrowsers = 6
)

// killsEnv is how often the program is killed, seedEnv what every choice of a run comes from
// but the moments at which the machine does things.
const (
	killsEnv   = "THUKY_TEST_KILLS"
	seedEnv    = "THUKY_TEST_SEED"
	killWindow = 200 * time.Millisecond // from the first poll of a life, or its start
)

// number reads a setting of the test run.
func number(t *testing.T, env string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(env)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q: want a number like 500", env, text)
	}
	return n
}

// luck is what comes from the seed for one user of it.
func luck(seed, user uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, user)) }

var (
	promptNumber = regexp.MustCompile(`Câu (\d+)/(\d+)`)
	noted        = regexp.MustCompile(`✓ Đã (ghi|sửa) câu (\d+): ([^.\n]+)\.`)
)

// shown is one message of the bot as a chat got it.
type shown struct {
	text string
	life int // how many processes had been killed by then
}

// mouth is how somebody writes to the program. What is said arrives, once or several times,
// in the order in which it was said.
type mouth interface {
	// say writes, and gives what the message is known by.
	say(text string) (message int64)
	// edit gives a message new words; false where nobody can.
	edit(message int64, text string) bool
}

// survivor answers one report through programs that are killed again and again. Mostly it
// answers what it was asked, at times it is ahead of the questions or has second thoughts.
type survivor struct {
	mouth
	name      string
	questions int
	luck      *rand.Rand
	got       chan shown
	after     func(n int) // waits until the n-th answer may go

	history  history
	messages []int64 // by utterance of history
	seen     map[string][]int
	asked    map[int]bool
	answered int
	sent     bool
}

func (s *survivor) answer() {
	s.answered++
	text := fmt.Sprintf("%s trả lời câu %d", s.name, s.answered)
	s.history.said = append(s.history.said, utterance{text, -1})
	s.messages = append(s.messages, s.say(text))
}

// reconsider gives an earlier answer new words, where the platform can tell of that.
func (s *survivor) reconsider() {
	of := s.luck.IntN(len(s.history.said))
	for s.history.said[of].of >= 0 {
		of = s.history.said[of].of
	}
	text := fmt.Sprintf("%s nghĩ lại lần %d", s.name, len(s.history.said))
	if s.edit(s.messages[of], text) {
		s.history.said = append(s.history.said, utterance{text, of})
		s.messages = append(s.messages, s.messages[of])
	}
}

// run goes on until the report is sent.
func (s *survivor) run(done <-chan struct{}) bool {
	for {
		select {
		case m := <-s.got:
			if s.hears(m) {
				return true
			}
		case <-done:
			return false
		}
	}
}

func (s *survivor) hears(m shown) (over bool) {
	s.seen[m.text] = append(s.seen[m.text], m.life)
	for _, found := range noted.FindAllStringSubmatch(m.text, -1) {
		n, _ := strconv.Atoi(found[2]) // digits by the pattern
		s.history.told = append(s.history.told, told{entry{n, found[3]}, found[1] == "sửa", len(s.history.said)})
	}
	if found := promptNumber.FindStringSubmatch(m.text); found != nil {
		n, _ := strconv.Atoi(found[1]) // digits by the pattern
		s.asked[n] = true
		if n <= s.answered {
			return false
		}
		s.after(n)
		ahead := 1
		if s.luck.IntN(4) == 0 {
			ahead += s.luck.IntN(3)
		}
		for range min(ahead, s.questions-s.answered) {
			s.answer()
		}
		if s.luck.IntN(6) == 0 {
			s.reconsider()
		}
		return false
	}
	again := len(s.seen[m.text]) > 1 // the program died before it noted the sending
	switch {
	case strings.Contains(m.text, "Thầy/cô có đồng ý không") && !again:
		s.say("đồng ý")
	case strings.Contains(m.text, "họ tên thầy/cô thế nào") && !again:
		s.say(s.name)
	case strings.Contains(m.text, "xưng hô với thầy/cô") && !again:
		s.say("cô")
	case strings.Contains(m.text, "Xem lại:") && !s.sent:
		s.sent = true
		s.say("gửi")
	case strings.Contains(m.text, "đã nhận đủ"):
		return true
	}
	return false
}

// nameOf gives each of them a name of its own.
func nameOf(i int) string {
	families := []string{"Lê", "Trần", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"}
	given := []string{"Mận", "Đào", "Lan", "Huệ", "Cúc", "Mai", "Sen", "Trúc"}
	return families[i%len(families)] + " Thị " + given[i/len(families)]
}

// telegramMouth is a chat on Telegram.
type telegramMouth struct {
	telegram *telegramtest.Server
	chat     int64
}

func (m telegramMouth) say(text string) int64 { return m.telegram.UserSays(m.chat, text) }

func (m telegramMouth) edit(message int64, text string) bool {
	m.telegram.UserEdits(m.chat, message, text)
	return true
}

// ordeal is a school whose processes are killed while its people answer.
type ordeal struct {
	t        *testing.T
	ctx      context.Context
	giveUp   func() // ends ctx
	office   *office
	telegram *telegramtest.Server
	fleet    *fleet
	seed     uint64

	kills, questions int
	people           []*survivor

	mu      sync.Mutex
	life    int           // under mu
	changed chan struct{} // under mu: closed at the next life
	shown   int           // under mu: messages so far
}

// shows notes that a chat got a message, and gives the life in which it did.
func (o *ordeal) shows() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.shown++
	return o.life
}

func (o *ordeal) shownSoFar() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.shown
}

func (o *ordeal) nextLife() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.life++
	close(o.changed)
	o.changed = make(chan struct{})
}

// after spreads the answers over the lives: number n goes out about when its share of the
// kills is done.
func (o *ordeal) after(r *rand.Rand) func(n int) {
	return func(n int) {
		due := n * o.kills / o.questions
		if n < o.questions {
			due -= r.IntN(max(5, o.kills/o.questions+1))
		}
		for {
			o.mu.Lock()
			reached, wait := o.life >= due, o.changed
			o.mu.Unlock()
			if reached {
				return
			}
			select {
			case <-wait:
			case <-o.ctx.Done():
				return
			}
		}
	}
}

// newOrdeal prepares the school: a report is open, and everybody is invited. furnish chooses
// the engine.
func newOrdeal(t *testing.T, kills, questions, replicas int, webhook bool, furnish func(*office)) *ordeal {
	o := &ordeal{
		t: t, kills: int(number(t, killsEnv, uint64(kills))), questions: questions,
		seed: number(t, seedEnv, uint64(time.Now().UnixNano())), changed: make(chan struct{}),
	}
	o.ctx, o.giveUp = context.WithCancel(patience(t))
	t.Cleanup(o.giveUp)
	t.Logf("%s=%d %s=%d", killsEnv, o.kills, seedEnv, o.seed)
	at := &balancer{luck: luck(o.seed, 1)}
	chats := map[int64]*survivor{}
	o.telegram = newTelegram(t, telegramtest.Options{Offline: true, WebhookTransport: at, Sent: func(m telegramtest.Sent) {
		chats[m.Chat].got <- shown{m.Text, o.shows()}
	}})
	settings := append(telegramSettings(o.telegram), "THUKY_WEB_PUBLIC_URL="+publicURL)
	if webhook {
		settings = append(settings, "THUKY_TELEGRAM_MODE=webhook")
	}
	o.office = newOffice(t, settings...)
	furnish(o.office)
	o.office.run(t, "", "campaign", "open", "--template", o.office.template(t, questions))
	o.fleet = &fleet{t: t, ctx: o.ctx, office: o.office, telegram: o.telegram, size: replicas, balancer: at, webhook: webhook}
	for i := range killChats {
		chat := int64(1000 + i)
		p := &survivor{
			name: nameOf(i), questions: questions, luck: luck(o.seed, uint64(chat)), got: make(chan shown, 100_000),
			seen: map[string][]int{}, asked: map[int]bool{}, history: history{who: nameOf(i)},
		}
		p.after = o.after(p.luck)
		if i < killBrowsers {
			p.mouth = &browserMouth{t: t, ctx: o.ctx, to: p, life: o.shows, luck: luck(o.seed, uint64(1_000_000+i))}
		} else {
			p.mouth = telegramMouth{o.telegram, chat}
			chats[chat] = p
		}
		o.people = append(o.people, p)
	}
	return o
}

// run kills until the number is reached, and then lets everybody finish.
func (o *ordeal) run() {
	o.t.Helper()
	code := o.office.invite(o.t, "staff", strconv.Itoa(killChats))
	o.fleet.muster()
	o.fleet.awaitUp()
	for _, p := range o.people {
		switch m := p.mouth.(type) {
		case *browserMouth:
			m.enter(code, o.fleet.balancer)
		case telegramMouth:
			p.say("/start " + code)
		}
	}
	var all sync.WaitGroup
	finished := make(chan string, killChats)
	for _, p := range o.people {
		all.Go(func() {
			if p.run(o.ctx.Done()) {
				finished <- p.name
			}
		})
	}
	r := luck(o.seed, 0)
	for range o.kills {
		o.fleet.killOne(r, o.nextLife)
	}
	if n := len(finished); n == killChats {
		o.t.Error("everybody had finished before the last kill; the test proves less than it says")
	}
	o.fleet.muster()
	o.awaitEnd(&all)
	o.fleet.stop()
	o.giveUp()
	all.Wait()
	if n := len(finished); n != killChats {
		o.t.Errorf("%d of %d people finished", n, killChats)
	}
	o.check()
}

// quiet is how long nothing is shown before it is looked whether anything is still to come.
const quiet = 10 * time.Second

// awaitEnd waits until all have finished, or nothing more will come: a process that ends in
// order has handled what was handed over and sent what was due.
func (o *ordeal) awaitEnd(all *sync.WaitGroup) {
	o.t.Helper()
	ended := make(chan struct{})
	go func() {
		all.Wait()
		close(ended)
	}()
	for idle := 0; idle < 2; {
		before := o.shownSoFar()
		timer := time.NewTimer(quiet)
		select {
		case <-ended:
			timer.Stop()
			return
		case <-timer.C:
		}
		if o.shownSoFar() == before && o.telegram.Pending() == 0 {
			o.fleet.stop()
			o.fleet.muster()
			o.fleet.awaitUp()
		}
		if o.shownSoFar() == before && o.telegram.Pending() == 0 {
			idle++
		} else {
			idle = 0
		}
	}
}

// mostFaults are told of each chat: after a doubled answer nothing of it is in its place.
const mostFaults = 5

// check compares what was said, told and stored.
func (o *ordeal) check() {
	t := o.t
	t.Helper()
	o.readStore()
	utterances, edits, messages, doubles, lives := 0, 0, 0, 0, map[int]bool{}
	for _, p := range o.people {
		faults := p.history.faults()
		for _, fault := range faults[:min(len(faults), mostFaults)] {
			t.Error(fault)
		}
		if len(faults) > mostFaults {
			t.Errorf("%s: and %d faults more", p.name, len(faults)-mostFaults)
		}
		utterances += len(p.history.said)
		edits += len(p.history.said) - o.questions
		if len(p.asked) != o.questions {
			t.Errorf("%s got %d questions, want %d", p.name, len(p.asked), o.questions)
		}
		_, onPage := p.mouth.(*browserMouth)
		for text, came := range p.seen {
			messages += len(came)
			doubles += len(came) - 1
			for _, life := range came {
				lives[life] = true
			}
			// A message may come again only because the program died between
			// sending and noting it: never twice in one life.
			for i := 1; i < len(came) && !onPage && !o.fleet.deposed(); i++ {
				if came[i] <= came[i-1] {
					t.Errorf("%s got %.60q twice in life %d", p.name, text, came[i])
				}
			}
		}
	}
	if len(lives) < o.kills/3 {
		t.Errorf("in only %d of %d lives was anything sent; the test proves less than it says", len(lives), o.kills)
	}
	for _, v := range o.telegram.Violations() {
		if !strings.Contains(v, "query is too old") {
			t.Errorf("against the Bot API: %s", v)
		}
	}
	t.Logf("seed %d: %d kills (%d of the leader), %d times anything was sent between two; %d people gave %d answers and %d changes of them, each stored once and in order; %d messages, of which %d came a second time",
		o.seed, o.kills, o.fleet.leadersKilled, len(lives), len(o.people), len(o.people)*o.questions, edits, messages, doubles)
}

// readStore puts what is stored into the histories.
func (o *ordeal) readStore() {
	o.t.Helper()
	s := o.office.store(o.t)
	defer s.Close() //nolint:errcheck // it was only read
	if err := s.View(context.Background(), func(tx storage.Tx) error {
		of := map[string]*history{}
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			i := slices.IndexFunc(o.people, func(s *survivor) bool { return s.name == p.Name })
			of[p.ID] = &history{} // of somebody whose name was lost
			if i < 0 {
				o.t.Errorf("%q is on the list of people, and nobody said so", p.Name)
			} else {
				of[p.ID] = &o.people[i].history
			}
			of[p.ID].stored = map[int]kept{}
		}
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			if err := readHistories(tx, c.ID, of); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		o.t.Fatal(err)
	}
}

// readHistories reads what one campaign holds of people.
func readHistories(tx storage.Tx, campaign string, of map[string]*history) error {
	number := func(question string) int {
		n, _ := strconv.Atoi(strings.TrimPrefix(question, "cau_")) // by the template
		return n
	}
	for a, err := range tx.Answers(campaign) {
		if err != nil {
			return err
		}
		if a.Value.Text == nil || of[a.Person] == nil {
			return fmt.Errorf("an answer of %q: %+v", a.Person, a.Value)
		}
		of[a.Person].stored[number(a.Question)] = kept{*a.Value.Text, a.Revision}
	}
	for e, err := range tx.Audit(campaign) {
		if err != nil {
			return err
		}
		if e.Action != "answer" {
			continue
		}
		if e.New == nil || e.New.Text == nil || of[e.Person] == nil {
			return fmt.Errorf("an entry of %q: %+v", e.Person, e.New)
		}
		of[e.Person].audit = append(of[e.Person].audit, entry{number(e.Question), *e.New.Text})
	}
	return nil
}
