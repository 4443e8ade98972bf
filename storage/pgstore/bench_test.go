package pgstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
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

// handle stores what one answered question takes: the nth update. It is that of boltstore.
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

// benchStores opens one school in so many replicas.
func benchStores(b *testing.B, n int) []*Store {
	b.Helper()
	url := pgtest.New(b)
	var all []*Store
	for range n {
		d, err := Connect(context.Background(), url, Options{})
		if err != nil {
			b.Fatal(err)
		}
		s, err := d.Open(context.Background(), "truong")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { s.Close(); d.Close() })
		all = append(all, s)
	}
	return all
}

// figures reports what was done since the beginning.
func figures(b *testing.B, all []*Store, n int, commits, trips int64) {
	for _, s := range all {
		commits -= s.commits.Load()
		trips -= s.trips.Load()
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "updates/s")
	b.ReportMetric(float64(-commits)/float64(n), "commits/update")
	b.ReportMetric(float64(-trips)/float64(n), "trips/update")
}

func benchmarkUpdate(b *testing.B, batch int) {
	all := benchStores(b, 1)
	s := all[0]
	seed(b, s)
	n := 0
	commits, trips := s.commits.Load(), s.trips.Load()
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
	figures(b, all, n, commits, trips)
}

// A store batch of one typical update and of a hundred, each made durable.
func BenchmarkUpdate1(b *testing.B)   { benchmarkUpdate(b, 1) }
func BenchmarkUpdate100(b *testing.B) { benchmarkUpdate(b, 100) }

// benchmarkShared has 100 callers at once, as with webhooks, spread over replicas.
func benchmarkShared(b *testing.B, replicas int) {
	all := benchStores(b, replicas)
	seed(b, all[0])
	var commits, trips int64
	for _, s := range all {
		commits += s.commits.Load()
		trips += s.trips.Load()
	}
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
			s := all[n%replicas]
			err := s.Update(context.Background(), func(tx storage.Tx) error { return handle(tx, n) })
			if err == nil && n%1000 == 999 {
				err = s.Update(context.Background(), sent)
			}
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
	figures(b, all, b.N, commits, trips)
}

func BenchmarkUpdateShared1(b *testing.B) { benchmarkShared(b, 1) }
func BenchmarkUpdateShared2(b *testing.B) { benchmarkShared(b, 2) }

// BenchmarkView is a page that reads a few records.
func BenchmarkView(b *testing.B) {
	s := benchStores(b, 1)[0]
	seed(b, s)
	b.ReportAllocs()
	for b.Loop() {
		err := s.View(context.Background(), func(tx storage.Tx) error {
			_, err := tx.PersonByAddress(chat.Address{Platform: "telegram", ID: "7"})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDueReminders looks for what is due among many stored reminders: the
// reading part of a tick.
func BenchmarkDueReminders(b *testing.B) {
	s := benchStores(b, 1)[0]
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
