package boltstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/records"
	"thuky/storage/storetest"
)

var benchNow = time.Date(2024, 5, 31, 9, 30, 0, 0, time.UTC)

const benchPeople = 100

// seed stores the people of the benchmarks.
func seed(b *testing.B, s *Store) {
	b.Helper()
	err := s.Update(context.Background(), func(tx storage.Tx) error {
		for i := range benchPeople {
			err := tx.PutPerson(report.Person{
				ID: fmt.Sprintf("p%d", i), Name: "Nguyễn Thị Mai Ươm", Role: report.Staff, Unit: "Tổ 1", Joined: benchNow,
				Addresses: []report.Contact{{Address: fmt.Sprintf("telegram:%d", i)}},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

var (
	benchState  = json.RawMessage(`{"v":1,"campaign":"dan-van-2024-1","at":"ket_qua_5","collecting":["` + strings.Repeat("x", 600) + `"]}`)
	benchAnswer = strings.Repeat("Nhà trường đã phối hợp với các tổ chức đoàn thể. ", 6)
)

// handle stores what one answered question takes: the nth update.
func handle(tx storage.Tx, n int) error {
	key := fmt.Sprintf("telegram/%d", n)
	from := chat.Address{Platform: "telegram", ID: fmt.Sprint(n % benchPeople)}
	if _, err := tx.Once(key, benchNow.Add(time.Duration(n)*time.Second)); err != nil {
		return err
	}
	if _, err := tx.Conversation(from); err != nil {
		return err
	}
	p, err := tx.PersonByAddress(from)
	if err != nil {
		return err
	}
	a := report.Answer{
		Campaign: "dan-van-2024-1", Question: fmt.Sprintf("ket_qua_%d", n/benchPeople%20), Person: p.ID, Value: report.TextValue(benchAnswer),
		Parts: []report.Part{{Message: "77", Text: benchAnswer}}, Author: p.ID, Channel: "telegram", At: benchNow, Revision: 1,
	}
	entry := storage.AuditEntry{
		At: benchNow, Campaign: a.Campaign, Question: a.Question, Person: p.ID, Channel: "telegram", Action: "answer", New: &a.Value,
	}
	if old, err := tx.Answer(a.Campaign, a.Question, a.Person); err == nil {
		a.Revision = old.Revision + 1
		entry.Old = &old.Value
	} else if !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if err := tx.PutAnswer(a); err != nil {
		return err
	}
	if err := tx.AddAudit(entry); err != nil {
		return err
	}
	if err := tx.PutConversation(from, benchState); err != nil {
		return err
	}
	return tx.Enqueue(&storage.Outgoing{Key: key + "/1", To: from, Created: benchNow, Message: chat.Message{
		Head: "Câu 6/21", Text: strings.Repeat("Thầy/cô cho biết kết quả ạ? ", 5), Choices: []chat.Choice{
			{ID: "skip:ket_qua_6", Label: "Bỏ qua", Word: "bỏ qua"},
			{ID: "back:ket_qua_6", Label: "Quay lại", Word: "quay lại"},
			{ID: "help:ket_qua_6", Label: "Giúp", Word: "giúp", Row: true},
		},
	}})
}

// sent empties the outbox, as the sender would.
func sent(tx storage.Tx) error {
	for o, err := range tx.Outbox() {
		if err != nil {
			return err
		}
		if err := tx.DeleteOutgoing(o.Seq); err != nil {
			return err
		}
	}
	return nil
}

func benchmarkUpdate(b *testing.B, batch int) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "thuky.db"))
	seed(b, s)
	n := 0
	before := s.Stats().Commits
	b.ReportAllocs()
	for b.Loop() {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			for i := range batch {
				if err := handle(tx, n+i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		if n += batch; n%1000 < batch {
			if err := s.Update(context.Background(), sent); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "updates/s")
	b.ReportMetric(float64(s.Stats().Commits-before)/float64(n), "commits/update")
}

// A store batch of one typical update and of a hundred, each made durable.
func BenchmarkUpdate1(b *testing.B)   { benchmarkUpdate(b, 1) }
func BenchmarkUpdate100(b *testing.B) { benchmarkUpdate(b, 100) }

// BenchmarkUpdateShared has 100 callers at once, as with webhooks.
func BenchmarkUpdateShared(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "thuky.db"))
	seed(b, s)
	before := s.Stats()
	next := make(chan int)
	go func() {
		defer close(next)
		for n := range b.N {
			next <- n
		}
	}()
	b.ResetTimer()
	b.SetParallelism(50)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := <-next
			if err := s.Update(context.Background(), func(tx storage.Tx) error { return handle(tx, n) }); err != nil {
				b.Fatal(err)
			}
		}
	})
	after := s.Stats()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
	b.ReportMetric(float64(after.Commits-before.Commits)/float64(after.Updates-before.Updates), "commits/update")
}

// BenchmarkHandle is the work inside the transaction, without the commit.
func BenchmarkHandle(b *testing.B) { benchmarkHandle(b, nil) }

// BenchmarkHandleSealed is the same with a key.
func BenchmarkHandleSealed(b *testing.B) { benchmarkHandle(b, storetest.SealOf(b, 1)) }

func benchmarkHandle(b *testing.B, seal *records.Seal) {
	s := mustOpenSealed(b, filepath.Join(b.TempDir(), "thuky.db"), seal)
	seed(b, s)
	b.ReportAllocs()
	n := 0
	for n < b.N {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			b.StartTimer()
			defer b.StopTimer()
			for end := min(n+1000, b.N); n < end; n++ {
				if err := handle(tx, n); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Update(context.Background(), sent); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpenMillion opens a store with a million answers.
func BenchmarkOpenMillion(b *testing.B) {
	const campaigns, people, questions = 100, 500, 20
	path := filepath.Join(b.TempDir(), "thuky.db")
	s := mustOpen(b, path)
	for c := range campaigns {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			for n := range people * questions {
				err := tx.PutAnswer(report.Answer{
					Campaign: fmt.Sprintf("c%d", c), Question: fmt.Sprintf("q%02d", n/people), Person: fmt.Sprintf("p%04d", n%people),
					Value: report.TextValue(benchAnswer[:100]), Author: "p", Channel: "telegram", At: benchNow, Revision: 1,
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	size := s.Stats().Size
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		err = s.View(context.Background(), func(tx storage.Tx) error {
			_, err := tx.Answer("c50", "q10", "p0250")
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size)/(1<<20), "MiB")
}

// BenchmarkDueReminders looks for what is due among many stored reminders: the
// reading part of a tick.
func BenchmarkDueReminders(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "thuky.db"))
	const stored, due = 100_000, 100
	for from := 0; from < stored; from += 10_000 {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			for i := from; i < from+10_000; i++ {
				r := storage.Reminder{
					Campaign: fmt.Sprintf("dan-van-2024-%d", i%50), Person: fmt.Sprintf("p%d", i/50), Kind: "before-1",
					At: benchNow.Add(time.Duration(i-due+1) * time.Second), Until: benchNow.AddDate(0, 1, 0),
				}
				if err := tx.PutReminder(r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		n := 0
		err := s.View(context.Background(), func(tx storage.Tx) error {
			for _, err := range tx.DueReminders(benchNow) {
				if err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil || n != due {
			b.Fatal(n, err)
		}
	}
}
