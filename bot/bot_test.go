package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

const source = `
id = "thu-vien"
title = "Báo cáo thư viện"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác thư viện"
recipients = ["Lưu: VT"]
opening = ["Kính thưa."]
closing = ["Hết."]

[[sections]]
id = "mot"
heading = "MỘT"

  [[sections.questions]]
  id = "sach"
  type = "text"
  heading = "Sách"
  prompt = "Có bao nhiêu sách?"

  [[sections.questions]]
  id = "ban"
  type = "text"
  heading = "Bàn"
  prompt = "Có bao nhiêu bàn?"
`

func mustTemplate(t testing.TB) *report.Template {
	t.Helper()
	tmpl, err := report.ReadTemplate("thu-vien.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

func mustOpen(t testing.TB, path string) *boltstore.Store {
	t.Helper()
	s, err := boltstore.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// newStore is closed with the test; inside synctest its goroutine ends there, too.
func newStore(t testing.TB) *boltstore.Store {
	t.Helper()
	s := mustOpen(t, filepath.Join(t.TempDir(), "thuky.db"))
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func update(t testing.TB, s storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, s storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// school opens a campaign and adds people; their addresses are "fake:<name>".
func school(t testing.TB, s storage.Store, people ...report.Person) report.Campaign {
	t.Helper()
	var c report.Campaign
	update(t, s, func(tx storage.Tx) (err error) {
		if c, err = bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: "năm 2024"}, time.Now()); err != nil {
			return err
		}
		for _, p := range people {
			if p.Addresses == nil {
				p.Addresses = []report.Contact{{Address: "fake:" + p.Name}}
			}
			if _, err := bot.AddPerson(tx, p, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

func staff(name string) report.Person { return report.Person{Name: name, Role: report.Staff} }
func admin(name string) report.Person { return report.Person{Name: name, Role: report.Admin} }

func at(name string) chat.Address { return chat.Address{Platform: "fake", ID: name} }

var keys struct {
	sync.Mutex
	n int
}

// says makes an update with a key of its own.
func says(name, text string) chat.Update {
	keys.Lock()
	defer keys.Unlock()
	keys.n++
	return chat.Update{
		Key: fmt.Sprintf("fake/%d", keys.n), Kind: chat.Text, Address: at(name), Name: name,
		Text: text, Message: fmt.Sprint(keys.n), Raw: []byte(text),
	}
}

// dialogue is a Step for tests. Words are commands: "boom" panics, "save" and
// "bad" store an answer, "begin" and "submit" are of the campaign, "say N" says N messages,
// "quiet" says nothing, an invitation code joins. Everything else is echoed.
func dialogue(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
	say := func(text string) conversation.Effect { return conversation.Say{Message: chat.Message{Text: text}} }
	s.V = conversation.Version
	p, known := e.World.Person()
	if !known {
		if i, ok := e.World.Invitation(e.Text); ok {
			return s, []conversation.Effect{conversation.Join{Invitation: i, Name: e.Name}, say("joined")}
		}
		return s, []conversation.Effect{conversation.Refuse{}, say(fmt.Sprintf("refused %d", e.World.Refused()))}
	}
	s.Seq++
	command, rest, _ := strings.Cut(e.Text, " ")
	switch {
	case e.Kind == conversation.Crashed:
		s.Seq--
		return s, []conversation.Effect{say("sorry")}
	case e.Kind == conversation.Drafted:
		return s, []conversation.Effect{conversation.Say{Message: chat.Message{
			Text: fmt.Sprintf("draft of %s by %q with %d gaps", e.Campaign, e.By, len(e.Gaps)), File: e.File,
		}}}
	case e.Kind == conversation.Opened:
		s.Campaign = e.Campaign
		return s, []conversation.Effect{say("opened " + e.Campaign)}
	case e.Kind == conversation.Ended:
		return conversation.State{V: conversation.Version, Seq: s.Seq}, []conversation.Effect{say("ended " + e.Campaign)}
	case e.Kind == conversation.Hello:
		return s, []conversation.Effect{say("hello " + p.Name)}
	case command == "boom":
		panic("boom")
	case command == "save":
		c := e.World.Underway()[0]
		old, _ := e.World.Answer(c.ID, "sach")
		return s, []conversation.Effect{
			conversation.Save{Answer: report.Answer{
				Campaign: c.ID, Question: "sach", Person: p.ID, Author: p.ID, Channel: e.Address.Platform,
				Value: report.TextValue(rest), At: e.At, Revision: old.Revision + 1,
				Parts: []report.Part{{Message: e.Message, Text: rest}},
			}},
			say("saved " + rest),
		}
	case command == "bad": // JSON has no infinity: the store must refuse it
		infinite := 1.0
		for range 2000 {
			infinite *= 2
		}
		return s, []conversation.Effect{say("before"), conversation.Save{Answer: report.Answer{
			Campaign: e.World.Underway()[0].ID, Question: "sach", Person: p.ID, Author: p.ID,
			Value: report.NumberValue(infinite),
		}}}
	case command == "begin":
		return s, []conversation.Effect{conversation.Start{Campaign: e.World.Underway()[0].ID}, say("begun")}
	case command == "submit":
		id := e.World.Underway()[0].ID
		return s, []conversation.Effect{conversation.Start{Campaign: id}, conversation.Submit{Campaign: id}, say("submitted")}
	case command == "say":
		var effects []conversation.Effect
		n := 0
		_, _ = fmt.Sscan(rest, &n)
		for i := range n {
			effects = append(effects, say(fmt.Sprintf("%s %d", p.Name, i)))
		}
		return s, effects
	case command == "quiet":
		return s, nil
	}
	return s, []conversation.Effect{say("echo " + e.Text)}
}

// plainDraft writes a stand-in for the .docx.
func plainDraft(w io.Writer, d *render.Document) error {
	_, err := fmt.Fprintf(w, "draft %q with %d blocks", d.Title, len(d.Blocks))
	return err
}

// running is a Runtime inside a synctest bubble.
type running struct {
	*bot.Runtime
	t    *testing.T
	stop func()
}

// start runs a Runtime until stop.
func start(t *testing.T, s storage.Store, transports ...*fake) *running {
	t.Helper()
	return startWith(t, config(s), transports...)
}

func startWith(t *testing.T, c bot.Config, transports ...*fake) *running {
	t.Helper()
	for _, f := range transports {
		c.Transports = append(c.Transports, f)
	}
	r := bot.New(c)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	synctest.Wait()
	return &running{r, t, sync.OnceFunc(func() {
		t.Helper()
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		for _, f := range transports {
			f.check(t)
		}
	})}
}

func config(s storage.Store) bot.Config {
	return bot.Config{Store: s, Step: dialogue, Draft: plainDraft}
}

// take accepts updates as one batch and waits for the replies.
func (r *running) take(updates ...chat.Update) {
	r.t.Helper()
	if err := r.Accept(context.Background(), updates); err != nil {
		r.t.Fatal(err)
	}
	if err := r.Settle(context.Background()); err != nil {
		r.t.Fatal(err)
	}
}

func accept(t *testing.T, r *bot.Runtime, updates ...chat.Update) {
	t.Helper()
	if err := r.Accept(context.Background(), updates); err != nil {
		t.Fatal(err)
	}
}

// outbox gives the words that wait to be sent.
func outbox(t *testing.T, s storage.Store) []string {
	t.Helper()
	return outboxOf(t, s)
}

func outboxOf(t testing.TB, s storage.Store) (texts []string) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		texts = nil
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			texts = append(texts, o.Message.Text)
		}
		return nil
	})
	return texts
}

func deadLetters(t *testing.T, s storage.Store) (dead []storage.Outgoing) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		dead = nil
		for o, err := range tx.DeadLetters() {
			if err != nil {
				return err
			}
			dead = append(dead, o)
		}
		return nil
	})
	return dead
}

func failures(t *testing.T, s storage.Store) (all []storage.Failed) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		all = nil
		for f, err := range tx.Failures() {
			if err != nil {
				return err
			}
			all = append(all, f)
		}
		return nil
	})
	return all
}

func personOf(t *testing.T, s storage.Store, name string) (p report.Person, ok bool) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		p, err = tx.PersonByAddress(at(name))
		ok = err == nil
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	return p, ok
}
