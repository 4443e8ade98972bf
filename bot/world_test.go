package bot_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// look lets a test see the world of a chat.
func look(t *testing.T, s storage.Store, name string, see func(conversation.World)) {
	t.Helper()
	seen := false
	cfg := config(s)
	cfg.Step = func(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
		see(e.World)
		seen = true
		return s, nil
	}
	r := bot.New(cfg)
	accept(t, r, says(name, "look"))
	if got := r.Stats().Failed; got != 0 || !seen {
		t.Errorf("%d failures: %+v", got, failures(t, s))
	}
}

func answer(campaign, question, person, text, message string, at time.Time) report.Answer {
	return report.Answer{
		Campaign: campaign, Question: question, Person: person, Author: person, Channel: "fake",
		Value: report.TextValue(text), At: at, Revision: 1, Parts: []report.Part{{Message: message, Text: text}},
	}
}

func TestWorld(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 5, 28, 8, 0, 0, 0, bot.ICT())
	setup := func(t *testing.T) (storage.Store, []report.Campaign) {
		s := newStore(t)
		school(t, s, staff("An"), staff("Bình"))
		var all []report.Campaign
		update(t, s, func(tx storage.Tx) error {
			all = nil
			for year := range 3 {
				c, err := bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: fmt.Sprint(2021 + year)}, now.AddDate(year-3, 0, 0))
				if err != nil {
					return err
				}
				all = append(all, c)
				if year < 2 {
					if c, err = bot.CloseCampaign(tx, c.ID, bot.Actor{}, now); err != nil {
						return err
					}
				}
				if err := tx.PutParticipation(storage.Participation{Campaign: c.ID, Person: "p1", Started: now}); err != nil {
					return err
				}
			}
			return errors.Join(
				tx.PutParticipation(storage.Participation{Campaign: all[1].ID, Person: "p2", Started: now, Submitted: now}),
				tx.PutAnswer(answer(all[0].ID, "sach", "p1", "rất cũ", "5", now)),
				tx.PutAnswer(answer(all[1].ID, "sach", "p1", "của An", "6", now)),
				tx.PutAnswer(answer(all[1].ID, "sach", "p2", "của Bình", "6", now.Add(1))),
				tx.PutAnswer(answer(all[1].ID, "ban", "p2", "bàn của Bình", "7", now)),
				tx.PutAnswer(answer(all[2].ID, "sach", "p1", "mới", "5", now)),
			)
		})
		return s, all
	}
	t.Run("the answer before is that of the last campaign, one's own first", func(t *testing.T) {
		t.Parallel()
		s, all := setup(t)
		look(t, s, "An", func(w conversation.World) {
			for range 2 {
				if a, ok := w.Earlier(all[2], "sach"); !ok || *a.Value.Text != "của An" {
					t.Errorf("sach: %+v %v", a, ok)
				}
				if a, ok := w.Earlier(all[2], "ban"); !ok || *a.Value.Text != "bàn của Bình" {
					t.Errorf("ban: %+v %v", a, ok)
				}
				if c, ok := w.Former(all[2]); !ok || c.ID != all[1].ID {
					t.Errorf("the campaign before: %+v %v", c.ID, ok)
				}
				if c, ok := w.Former(all[0]); ok {
					t.Errorf("before the first came %s", c.ID)
				}
				if a, ok := w.Earlier(all[0], "sach"); ok {
					t.Errorf("before the first: %+v", a)
				}
				if a, ok := w.Earlier(all[1], "ban"); ok {
					t.Errorf("nobody answered: %+v", a)
				}
			}
		})
	})
	t.Run("an edited message finds its answer, of the open campaign first", func(t *testing.T) {
		t.Parallel()
		s, all := setup(t)
		look(t, s, "An", func(w conversation.World) {
			if a, ok := w.AnswerOf("5"); !ok || a.Campaign != all[2].ID {
				t.Errorf("5: %+v %v", a, ok)
			}
			if a, ok := w.AnswerOf("6"); !ok || *a.Value.Text != "của An" {
				t.Errorf("6: %+v %v", a, ok)
			}
			for _, message := range []string{"7", "8", ""} {
				if a, ok := w.AnswerOf(message); ok {
					t.Errorf("%q: %+v", message, a)
				}
			}
		})
	})
	t.Run("a message of another platform is another message", func(t *testing.T) {
		t.Parallel()
		s, all := setup(t)
		update(t, s, func(tx storage.Tx) error {
			a := answer(all[2].ID, "ban", "p1", "ở máy", "99", now)
			a.Channel = "terminal"
			return tx.PutAnswer(a)
		})
		look(t, s, "An", func(w conversation.World) {
			if a, ok := w.AnswerOf("99"); ok {
				t.Errorf("99: %+v", a)
			}
		})
	})
	t.Run("campaigns, templates and what was sent", func(t *testing.T) {
		t.Parallel()
		s, all := setup(t)
		look(t, s, "Bình", func(w conversation.World) {
			open := w.Campaigns()
			if len(open) != 2 || open[0].ID != all[2].ID {
				t.Errorf("open: %+v, want the oldest first", open)
			}
			open[0].ID = "changed"
			if got := w.Campaigns(); got[0].ID != all[2].ID {
				t.Error("a caller changed the list")
			}
			if !w.Submitted(all[1].ID) || w.Submitted(all[2].ID) {
				t.Error("submitted is wrong")
			}
			if _, ok := w.Campaign("none"); ok {
				t.Error("a campaign that is not there")
			}
			c, ok := w.Campaign(all[0].ID)
			if !ok || c.Status != report.Closed {
				t.Errorf("campaign %+v %v", c, ok)
			}
			first, ok := w.Template(c)
			second, _ := w.Template(all[2])
			if !ok || first != second {
				t.Error("a template is compiled twice")
			}
			c.Version = "none"
			if _, ok := w.Template(c); ok {
				t.Error("a template that is not there")
			}
		})
	})
	t.Run("a stranger sees nothing", func(t *testing.T) {
		t.Parallel()
		s, all := setup(t)
		look(t, s, "Lạ", func(w conversation.World) {
			_, known := w.Person()
			_, answered := w.Answer(all[2].ID, "sach")
			_, edited := w.AnswerOf("5")
			_, earlier := w.Earlier(all[2], "sach")
			if known || answered || edited || earlier || w.Submitted(all[1].ID) {
				t.Error("a stranger is taken for a person")
			}
		})
	})
	t.Run("a stored template that this release refuses is none", func(t *testing.T) {
		t.Parallel()
		s, all := setup(t)
		update(t, s, func(tx storage.Tx) error {
			c := all[2]
			c.Version = "old"
			return errors.Join(tx.PutTemplate("old", []byte("id = 3")), tx.PutCampaign(c))
		})
		look(t, s, "An", func(w conversation.World) {
			c, _ := w.Campaign(all[2].ID)
			for range 2 {
				if _, ok := w.Template(c); ok {
					t.Error("a broken template is taken")
				}
			}
			if _, ok := w.AnswerOf("6"); !ok {
				t.Error("the other campaigns are looked through no more")
			}
		})
	})
}

func TestLanesWake(t *testing.T) {
	t.Parallel()
	bubble(t, "many chats wait for different times", func(t *testing.T, s storage.Store) {
		var people []report.Person
		var batch []chat.Update
		for i := range 40 {
			name := fmt.Sprintf("n%d", i)
			people = append(people, admin(name))
			batch = append(batch, says(name, "x"))
		}
		school(t, s, people...)
		f := newFake("fake")
		first := map[string]bool{}
		due := map[string]time.Time{}
		f.send = func(_ context.Context, to chat.Address, _ chat.Message) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			if first[to.ID] {
				return nil
			}
			first[to.ID] = true
			var n int
			_, _ = fmt.Sscanf(to.ID, "n%d", &n)
			wait := time.Duration(n*37%40+1) * time.Minute
			due[to.ID] = time.Now().Add(wait)
			return &chat.SendError{Class: chat.Throttled, RetryAfter: wait, Err: errors.New("for the test")}
		}
		r := start(t, s, f)
		r.take(batch...)
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(f.sent) != 40 {
			t.Errorf("%d sent, want 40", len(f.sent))
		}
		for _, m := range f.sent {
			if late := m.at.Sub(due[m.to.ID]); late < 0 || late > time.Second {
				t.Errorf("%s was sent %v after its time", m.to, late)
			}
		}
		r.stop()
	})
	bubble(t, "a reminder for later does not hold up the end", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		update(t, s, func(tx storage.Tx) error {
			return tx.Enqueue(&storage.Outgoing{
				Key: "low/1", To: at("An"), Low: true, NotBefore: time.Now().Add(time.Hour), Message: chat.Message{Text: "later"},
			})
		})
		begin := time.Now()
		r := start(t, s, newFake("fake"))
		r.stop()
		if got := time.Since(begin); got != 0 || len(outbox(t, s)) != 1 {
			t.Errorf("the end took %v, outbox %q", got, outbox(t, s))
		}
	})
}
