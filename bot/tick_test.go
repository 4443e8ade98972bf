package bot_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// tallyStore counts every record that is read, in views as well.
type tallyStore struct {
	storage.Store
	reads map[string]int
}

func (s *tallyStore) tx(tx storage.Tx) storage.Tx {
	return &tallyTx{countingTx{tx, s.reads}}
}

func (s *tallyStore) View(ctx context.Context, fn func(storage.Tx) error) error {
	return s.Store.View(ctx, func(tx storage.Tx) error { return fn(s.tx(tx)) })
}

func (s *tallyStore) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return s.Store.Update(ctx, func(tx storage.Tx) error { return fn(s.tx(tx)) })
}

type tallyTx struct{ countingTx }

func tallied[T any](reads map[string]int, name string, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range all {
			reads[name]++
			if !yield(v, err) {
				return
			}
		}
	}
}

func (t *tallyTx) People() iter.Seq2[report.Person, error] {
	return tallied(t.reads, "of People", t.Tx.People())
}

func (t *tallyTx) Overseers() iter.Seq2[report.Person, error] {
	return tallied(t.reads, "of Overseers", t.Tx.Overseers())
}

func (t *tallyTx) Campaigns() iter.Seq2[report.Campaign, error] {
	return tallied(t.reads, "of Campaigns", t.Tx.Campaigns())
}

func (t *tallyTx) OpenCampaigns() iter.Seq2[report.Campaign, error] {
	return tallied(t.reads, "of OpenCampaigns", t.Tx.OpenCampaigns())
}

func (t *tallyTx) Answered(campaign string) iter.Seq2[storage.AnswerID, error] {
	return tallied(t.reads, "of Answered", t.Tx.Answered(campaign))
}

func (t *tallyTx) Answers(campaign string) iter.Seq2[report.Answer, error] {
	return tallied(t.reads, "of Answers", t.Tx.Answers(campaign))
}

func (t *tallyTx) Participations(campaign string) iter.Seq2[storage.Participation, error] {
	return tallied(t.reads, "of Participations", t.Tx.Participations(campaign))
}

func (t *tallyTx) DueReminders(now time.Time) iter.Seq2[storage.DueReminder, error] {
	return tallied(t.reads, "of DueReminders", t.Tx.DueReminders(now))
}

func (t *tallyTx) Conversations() iter.Seq2[storage.Conversation, error] {
	return tallied(t.reads, "of Conversations", t.Tx.Conversations())
}

// TestAnnounceReads: a busy minute reads no chat, but for those in which a campaign was closed.
func TestAnnounceReads(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	now := time.Date(2026, 5, 28, 7, 30, 0, 0, bot.ICT())
	c := school(t, s, staff("An"), staff("Bình"))
	update(t, s, func(tx storage.Tx) error {
		for _, name := range []string{"An", "Bình"} {
			p, err := tx.PersonByAddress(at(name))
			part := storage.Participation{Campaign: c.ID, Person: p.ID, Started: now}
			state := conversation.State{Campaign: c.ID}
			if err := errors.Join(err, tx.PutParticipation(part), tx.PutConversation(at(name), state.Encode())); err != nil {
				return err
			}
		}
		return nil
	})
	reads := map[string]int{}
	cfg := config(&tallyStore{s, reads})
	cfg.Transports, cfg.Now = []chat.Transport{newFake("fake")}, func() time.Time { return now }
	r := bot.New(cfg)
	minute := func() (chats, messages int) {
		t.Helper()
		clear(reads)
		before := len(outboxOf(t, s))
		update(t, s, func(tx storage.Tx) error { return tx.PutValue("busy", []byte(now.String())) })
		if err := r.Announce(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Minute)
		return reads["of Conversations"], len(outboxOf(t, s)) - before
	}
	if chats, messages := minute(); chats != 2 || messages != 0 {
		t.Errorf("at first %d chats were read, %d messages", chats, messages)
	}
	if chats, _ := minute(); chats != 0 {
		t.Errorf("nothing was closed, and %d chats were read", chats)
	}
	update(t, s, func(tx storage.Tx) error {
		_, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, now)
		return err
	})
	if chats, messages := minute(); chats != 2 || messages != 2 {
		t.Errorf("a campaign was closed, %d chats were read, %d messages", chats, messages)
	}
	if chats, messages := minute(); chats != 2 || messages != 0 { // whether all know
		t.Errorf("all were told, %d chats were read, %d messages", chats, messages)
	}
	if chats, _ := minute(); chats != 0 {
		t.Errorf("all know, and %d chats were read", chats)
	}
	now = now.Add(2 * time.Hour)
	if chats, _ := minute(); chats != 2 {
		t.Errorf("after two hours %d chats were read", chats)
	}
}

// TestTickReads: what a tick reads and writes grows with what is due, not with the people,
// the reports and the reminders that are stored.
func TestTickReads(t *testing.T) {
	t.Parallel()
	const due = 20
	now := time.Date(2026, 5, 28, 7, 30, 0, 0, bot.ICT()) // a Thursday
	measure := func(t *testing.T, others int) (reads map[string]int, commits int64) {
		s := newStore(t)
		tmpl := mustTemplate(t)
		team := func(name string, n int) (people []string) {
			for i := range n {
				people = append(people, fmt.Sprintf("%s%d", name, i))
			}
			return people
		}
		// give opens a report and gives all of it to people by name.
		give := func(tx storage.Tx, people []string) (report.Campaign, error) {
			c, err := bot.OpenCampaign(tx, tmpl, report.Campaign{Deadline: workday.Date{Year: 2026, Month: 5, Day: 29}}, now.AddDate(0, 0, -7))
			if err != nil {
				return c, err
			}
			for _, q := range tmpl.Questions() {
				c.Assignments = append(c.Assignments, report.Assignment{Question: q.ID, People: people})
			}
			for _, id := range people {
				part := storage.Participation{Campaign: c.ID, Person: id, Started: c.Opened}
				p := report.Person{ID: id, Name: id, Role: report.Staff, Joined: c.Opened, Addresses: []report.Contact{{Address: "fake:" + id}}}
				if err := tx.PutPerson(p); err != nil {
					return c, err
				}
				if err := tx.PutParticipation(part); err != nil {
					return c, err
				}
			}
			return c, tx.PutCampaign(c)
		}
		update(t, s, func(tx storage.Tx) error {
			c, err := give(tx, team("n", due))
			if err != nil {
				return err
			}
			for _, id := range team("n", due) {
				r := storage.Reminder{Campaign: c.ID, Person: id, Kind: "before-1", At: now, Until: now.Add(time.Hour)}
				if err := tx.PutReminder(r); err != nil {
					return err
				}
			}
			for i := range others {
				c, err := give(tx, team(fmt.Sprintf("o%d-", i), 10))
				if err != nil {
					return err
				}
				for _, id := range c.Assignments[0].People {
					r := storage.Reminder{Campaign: c.ID, Person: id, Kind: "late-1", At: now.AddDate(0, 0, 1), Until: now.AddDate(0, 0, 2)}
					if err := tx.PutReminder(r); err != nil {
						return err
					}
				}
				if i%2 == 0 { // it stays open
					continue
				}
				if _, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, now.AddDate(0, -3, 0)); err != nil {
					return err
				}
			}
			return nil
		})
		reads = map[string]int{}
		r := bot.New(bot.Config{
			Store: &tallyStore{s, reads}, Transports: []chat.Transport{newFake("fake")},
			Now: func() time.Time { return now }, Reminders: mustPlanner(t),
		})
		before := s.Stats().Commits
		if err := r.Remind(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := len(outboxOf(t, s)); n != due {
			t.Fatalf("%d messages, want %d", n, due)
		}
		return reads, s.Stats().Commits - before
	}
	few, commits := measure(t, 0)
	many, _ := measure(t, 20)
	if commits != 1 {
		t.Errorf("%d commits, want 1", commits)
	}
	if few["of OpenCampaigns"] != 1 || many["of OpenCampaigns"] != 11 {
		t.Errorf("%d and %d open campaigns were read", few["of OpenCampaigns"], many["of OpenCampaigns"])
	}
	delete(few, "of OpenCampaigns") // those of a school are few, and decoded only when they change
	delete(many, "of OpenCampaigns")
	if !maps.Equal(few, many) {
		t.Errorf("with others in the store it reads more:\n%v\n%v", few, many)
	}
}

// TestIdleTicksWriteNothing: a day on which nothing is due leaves the disk alone, but for the
// housekeeping of the night.
func TestIdleTicksWriteNothing(t *testing.T) {
	t.Parallel()
	bubble(t, "an idle day", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("An"), staff("Bình"))
		move(t, s, c.ID, "2001-06-01")
		f := newFake("fake")
		r := reminding(t, s, f)
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		before := s.Stats().Commits
		time.Sleep(3 * time.Hour)
		synctest.Wait()
		if n := s.Stats().Commits - before; n != 0 {
			t.Errorf("%d commits in 180 ticks", n)
		}
		r.stop()
	})
}
