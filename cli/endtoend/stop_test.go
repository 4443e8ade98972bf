package endtoend

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/storage"
	"thuky/storage/pgstore"
	"thuky/storage/pgstore/pgtest"
)

// stopLimit is what the unit of systemd gives the program to end (TimeoutStopSec).
const stopLimit = 40 * time.Second

// chatters are people who answer, and write on without waiting for replies.
type chatters struct {
	telegram *telegramtest.Server
	people   []int64
	said     int // answers of each
}

func newChatters(telegram *telegramtest.Server, n int) *chatters {
	c := &chatters{telegram: telegram}
	for i := range n {
		c.people = append(c.people, int64(2000+i))
	}
	return c
}

// join brings all to their first question.
func (c *chatters) join(t *testing.T, code string) {
	t.Helper()
	ctx := patience(t)
	for _, line := range []string{"/start " + code, "đồng ý", "Lê Thị Mận", "cô"} {
		for _, p := range c.people {
			c.telegram.UserSays(p, line)
		}
		for _, p := range c.people {
			if _, err := c.telegram.WaitReply(ctx, p); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// answer has everybody answer the next n questions at once.
func (c *chatters) answer(n int) {
	for range n {
		c.said++
		for _, p := range c.people {
			c.telegram.UserSays(p, c.words(p, c.said))
		}
	}
}

func (c *chatters) words(p int64, n int) string {
	return fmt.Sprintf("người %d trả lời câu %d", p, n)
}

// check compares the answers with what was said.
func (c *chatters) check(t *testing.T, o *office) {
	t.Helper()
	answers := o.answers(t)
	if got, want := len(answers), c.said*len(c.people); got != want {
		t.Errorf("%d answers are stored, want %d", got, want)
	}
	for _, p := range c.people {
		for n := 1; n <= c.said; n++ {
			a := answers[fmt.Sprintf("cau_%d of telegram:%d", n, p)]
			if a.Value.Text == nil || *a.Value.Text != c.words(p, n) || a.Revision != 1 {
				t.Errorf("chat %d: question %d holds %+v, stored %d times", p, n, a.Value, a.Revision)
			}
		}
	}
}

// TestStopInOrder stops the program again and again while people write. What it handled it
// has confirmed when it ends, so that nothing of it comes again; what it did not handle comes
// to the next one, and the replies to all of it go out once.
func TestStopInOrder(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	const stops, each = 6, 4
	o.run(t, "", "campaign", "open", "--template", o.template(t, stops*each+1))
	code := o.invite(t, "staff", "10")
	bot := o.serve(t)
	c := newChatters(telegram, 10)
	c.join(t, code)
	r := luck(number(t, seedEnv, uint64(time.Now().UnixNano())), 0)
	handled := 0
	for i := range stops {
		if i > 0 { // what is stopped while it starts has handled nothing
			<-bot.address
		}
		c.answer(each)
		<-time.After(time.Duration(r.Int64N(int64(50 * time.Millisecond))))
		bot.stop(t)
		handled += bot.counted(t, "updates")
		if n := telegram.Confirmed(); n != handled {
			t.Errorf("%d updates are handled, %d confirmed", handled, n)
		}
		if n := bot.counted(t, "duplicates"); n != 0 {
			t.Errorf("%d updates came again that had been handled", n)
		}
		bot = o.serve(t)
	}
	<-bot.address
	if err := telegram.WaitConfirmed(patience(t)); err != nil {
		t.Fatal(err)
	}
	bot.stop(t)
	c.check(t, o)
	for _, p := range c.people {
		var whole strings.Builder
		for _, m := range telegram.BotMessages(p) {
			whole.WriteString(m.Text + "\n")
		}
		for n := 1; n <= c.said; n++ {
			if got := strings.Count(whole.String(), fmt.Sprintf("Đã ghi câu %d:", n)); got != 1 {
				t.Errorf("chat %d was told %d times of question %d", p, got, n)
			}
		}
	}
	for _, v := range telegram.Violations() {
		t.Errorf("against the Bot API: %s", v)
	}
}

// hung is a program in the middle of work when its platform stops to answer: messages wait and a
// poll is under way.
func hung(t *testing.T) (*office, *server, *chatters) {
	t.Helper()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	o.run(t, "", "campaign", "open", "--template", o.template(t, 9))
	code := o.invite(t, "staff", "5")
	bot := o.serve(t)
	c := newChatters(telegram, 5)
	c.join(t, code)
	sends := telegram.Requests("sendMessage")
	telegram.Fail(telegramtest.Fault{Kind: telegramtest.FaultKind(wiretest.Silent), Method: "sendMessage", Times: -1})
	c.answer(2)
	if err := telegram.WaitRequests(patience(t), "sendMessage", sends+1); err != nil {
		t.Fatal(err)
	}
	silent(telegram)
	return o, bot, c
}

// goOn has the platform answer again and a next program finish the work.
func (c *chatters) goOn(t *testing.T, o *office) {
	t.Helper()
	c.telegram.Recover()
	bot := o.serve(t)
	<-bot.address
	if err := c.telegram.WaitConfirmed(patience(t)); err != nil {
		t.Fatal(err)
	}
	bot.stop(t)
	c.check(t, o)
}

// silent makes the platform take every call and answer none.
func silent(telegram *telegramtest.Server) {
	telegram.Fail(telegramtest.Fault{Kind: telegramtest.FaultKind(wiretest.Silent), Times: -1})
}

// TestStopWhileThePlatformHangs: no call is answered any more, messages wait and a poll is
// under way. The program ends in order, and before systemd would kill it; the next one goes
// on where it ended.
func TestStopWhileThePlatformHangs(t *testing.T) {
	t.Parallel()
	o, bot, c := hung(t)
	began := time.Now()
	bot.stop(t)
	if took := time.Since(began); took > stopLimit {
		t.Errorf("the end took %v, systemd waits %v", took, stopLimit)
	}
	c.goOn(t, o)
}

// TestSecondSignal: who signals once more will not wait. The program ends at once, as the
// signal has it, and the next one has all.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	o, bot, c := hung(t)
	var ended error
	for again := time.NewTicker(20 * time.Millisecond); ; { // the second one may come before the first was heeded
		if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			ended = <-bot.ended
			break
		}
		<-again.C
	}
	var exit *exec.ExitError
	if !errors.As(ended, &exit) {
		t.Fatalf("serve ended with %v, want a signal\n%s", ended, bot.stderr)
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("serve ended with %v, want SIGTERM", ended)
	}
	if strings.Contains(bot.stderr.String(), "msg=stopped") {
		t.Error("it ended in order")
	}
	c.goOn(t, o)
}

// TestLeaderHandsOver stops the leading one of several processes while people write, again and
// again. It gives the lease back before it ends, so that another need not wait for the end of
// its term, and nothing that it handled or sent comes twice.
func TestLeaderHandsOver(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	o.db = pgtest.New(t)
	const stops, each = 4, 3
	o.run(t, "", "campaign", "open", "--template", o.template(t, stops*each+1))
	code := o.invite(t, "staff", "8")
	s, err := pgstore.Open(t.Context(), o.db, "truong", pgstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it was only read
	holder := func() (name string) {
		t.Helper()
		if err := s.View(t.Context(), func(tx storage.Tx) error {
			lead, err := storage.ReadLease(tx, "lead")
			name = lead.Holder
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return name
	}
	all := []*server{o.serve(t)}
	all[0].stderr.until(t, "this process leads")
	c := newChatters(telegram, 8)
	c.join(t, code)
	handled := 0
	for range stops {
		all = append(all, o.serve(t))
		<-all[1].address
		c.answer(each)
		leader := holder()
		all[0].stop(t)
		if now := holder(); now == leader {
			t.Errorf("%s has ended and holds the lease still", leader)
		}
		gone := time.Now()
		all[1].stderr.until(t, "this process leads")
		t.Logf("%v later another leads", time.Since(gone).Round(time.Millisecond))
		handled += all[0].counted(t, "updates")
		if n := all[0].counted(t, "duplicates"); n != 0 {
			t.Errorf("%d updates came again that had been handled", n)
		}
		all = slices.Delete(all, 0, 1)
	}
	if err := telegram.WaitConfirmed(patience(t)); err != nil {
		t.Fatal(err)
	}
	all[0].stop(t)
	if handled += all[0].counted(t, "updates"); handled != telegram.Confirmed() {
		t.Errorf("%d updates are handled, %d confirmed", handled, telegram.Confirmed())
	}
	c.check(t, o)
	for _, p := range c.people {
		seen := map[string]bool{}
		for _, m := range telegram.BotMessages(p) {
			if seen[m.Text] {
				t.Errorf("chat %d got %.60q twice", p, m.Text)
			}
			seen[m.Text] = true
		}
	}
}
