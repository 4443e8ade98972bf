package bot_test

import (
	"fmt"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// BenchmarkProgress asks for the progress of a report of 100 people.
func BenchmarkProgress(b *testing.B) {
	s := newStore(b)
	people := []report.Person{admin("Chi")}
	for i := range 100 {
		people = append(people, staff(fmt.Sprintf("Lê Thị Mận %d", i)))
	}
	c := school(b, s, people...)
	update(b, s, func(tx storage.Tx) error {
		for i := range 100 {
			id := fmt.Sprintf("p%d", i+2)
			if err := tx.PutParticipation(storage.Participation{Campaign: c.ID, Person: id, Started: time.Now()}); err != nil {
				return err
			}
			for _, q := range []string{"sach", "ban"} {
				if err := tx.PutAnswer(report.Answer{Campaign: c.ID, Question: q, Person: id, Author: id, Value: report.TextValue("một"), Revision: 1}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	r := bot.New(bot.Config{Store: s, Draft: plainDraft})
	for b.Loop() {
		if err := r.Accept(b.Context(), []chat.Update{says("Chi", "tiến độ")}); err != nil {
			b.Fatal(err)
		}
	}
}
