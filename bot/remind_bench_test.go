package bot_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// BenchmarkTick is a tick on a store with 100,000 reminders of which 100 are due, each
// for another person, from looking for them to the messages on disk.
func BenchmarkTick(b *testing.B) {
	const stored, due = 100_000, 100
	source, err := os.ReadFile("../templates/dan-van-6-thang.toml")
	if err != nil {
		b.Fatal(err)
	}
	tmpl, err := report.ReadTemplate("dan-van-6-thang.toml", source)
	if err != nil {
		b.Fatal(err)
	}
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 5, 28, 7, 30, 0, 0, bot.ICT())
	s := newStore(b)
	var c report.Campaign
	update(b, s, func(tx storage.Tx) (err error) {
		c, err = bot.OpenCampaign(tx, tmpl, report.Campaign{Period: "06 tháng đầu năm 2026", Deadline: workday.Date{Year: 2026, Month: 5, Day: 29}}, now)
		for i := 0; i < due && err == nil; i++ {
			name := fmt.Sprintf("n%d", i)
			err = tx.PutPerson(report.Person{ID: name, Name: name, Role: report.Staff, Addresses: []report.Contact{{Address: "fake:" + name}}})
			if err == nil {
				err = tx.PutParticipation(storage.Participation{Campaign: c.ID, Person: name, Started: now})
			}
			for j, q := range tmpl.Questions()[:8] { // what was answered so far
				if err == nil && !q.Computed() {
					err = tx.PutAnswer(report.Answer{
						Campaign: c.ID, Question: q.ID, Person: name, Author: name, Channel: "fake", At: now, Revision: 1,
						Value: report.TextValue("Nhà trường đã phối hợp với các tổ chức đoàn thể."), Parts: []report.Part{{Message: fmt.Sprint(j), Text: "Nhà trường đã phối hợp."}},
					})
				}
			}
		}
		return err
	})
	put := func(from, to int) {
		update(b, s, func(tx storage.Tx) error {
			for i := from; i < to; i++ {
				r := storage.Reminder{
					Campaign: fmt.Sprintf("cu-%d", i%50), Person: fmt.Sprintf("p%d", i/50), Kind: "late-1",
					At: now.Add(time.Duration(1+i%5000) * time.Minute), Until: now.AddDate(0, 1, 0),
				}
				if i < due {
					r = storage.Reminder{Campaign: c.ID, Person: fmt.Sprintf("n%d", i), Kind: "before-1", At: now, Until: now.Add(time.Hour)}
				}
				if err := tx.PutReminder(r); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for from := 0; from < stored; from += 10_000 {
		put(from, from+10_000)
	}
	r := bot.New(bot.Config{
		Store: s, Transports: []chat.Transport{newFake("fake")}, Now: func() time.Time { return now },
		Reminders: &remind.Planner{Policy: remind.Default(), Calendar: calendar, Zone: bot.ICT()},
	})
	run := func(b *testing.B, tick func()) {
		for b.Loop() {
			b.StopTimer()
			put(0, due)
			update(b, s, func(tx storage.Tx) error {
				for o, err := range tx.Outbox() {
					if err != nil {
						return err
					}
					if err := tx.DeleteOutgoing(o.Seq); err != nil {
						return err
					}
				}
				return nil
			})
			b.StartTimer()
			tick()
		}
		if n := len(outboxOf(b, s)); n != due {
			b.Fatalf("%d messages, want %d", n, due)
		}
	}
	b.Run("due", func(b *testing.B) {
		run(b, func() {
			if err := r.Remind(context.Background()); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("idle", func(b *testing.B) {
		for b.Loop() {
			if err := r.Remind(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
