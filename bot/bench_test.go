package bot_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// answering is the least that a dialogue does: it looks up who writes, saves an
// answer and asks the next question.
func answering(campaign string) bot.StepFunc {
	return func(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
		p, _ := e.World.Person()
		c, _ := e.World.Campaign(campaign)
		_, _ = e.World.Template(c)
		old, _ := e.World.Answer(campaign, "sach")
		s.Seq++
		return s, []conversation.Effect{
			conversation.Save{Answer: report.Answer{
				Campaign: campaign, Question: "sach", Person: p.ID, Author: p.ID, Channel: "fake",
				Value: report.TextValue(e.Text), At: e.At, Revision: old.Revision + 1,
			}},
			conversation.Say{Message: chat.Message{Head: "Câu 5/21", Text: "Trường có bao nhiêu viên chức ạ?"}},
		}
	}
}

func benchmark(b *testing.B, batch int, s func(storage.Store) storage.Store, step func(campaign string) bot.StepFunc) {
	const chats = 100
	store := newStore(b)
	people := make([]report.Person, chats)
	for i := range people {
		people[i] = staff(fmt.Sprintf("n%d", i))
	}
	c := school(b, store, people...)
	cfg := bot.Config{Store: s(store), Step: step(c.ID)}
	r := bot.New(cfg)
	updates := make([]chat.Update, batch)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		for i := range updates {
			n++
			name := fmt.Sprintf("n%d", n%chats)
			updates[i] = chat.Update{
				Key: fmt.Sprintf("fake/%d", n), Kind: chat.Text, Address: at(name), Name: name,
				Text: "Không có khó khăn gì", Message: fmt.Sprint(n),
			}
		}
		if err := r.Accept(context.Background(), updates); err != nil && !errors.Is(err, errUndo) {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*batch), "ns/update")
}

// undone rolls every Update back: what is left is the work without the commit.
type undone struct{ storage.Store }

var errUndo = errors.New("undo")

func (u undone) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return u.Store.Update(ctx, func(tx storage.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errUndo
	})
}

func durable(s storage.Store) storage.Store     { return s }
func uncommitted(s storage.Store) storage.Store { return undone{s} }

func BenchmarkAccept1(b *testing.B)              { benchmark(b, 1, durable, answering) }
func BenchmarkAccept100(b *testing.B)            { benchmark(b, 100, durable, answering) }
func BenchmarkAccept100Uncommitted(b *testing.B) { benchmark(b, 100, uncommitted, answering) }

// BenchmarkRuntime is Accept and the sending of the replies: 100 chats that
// answer as soon as they are asked, each update accepted by itself as from a
// webhook.
func BenchmarkRuntime(b *testing.B) {
	const chats = 100
	store := newStore(b)
	people := make([]report.Person, chats)
	for i := range people {
		people[i] = staff(fmt.Sprintf("n%d", i))
	}
	c := school(b, store, people...)
	f := newFake("fake")
	replied := map[string]chan struct{}{}
	for _, p := range people {
		replied[p.Name] = make(chan struct{}, 2)
	}
	f.send = func(_ context.Context, to chat.Address, m chat.Message) error {
		if m.Head != "" {
			replied[to.ID] <- struct{}{}
		}
		return nil
	}
	r := bot.New(bot.Config{Store: store, Step: answering(c.ID), Transports: []chat.Transport{f}})
	ctx, stop := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() {
		if err := r.Run(ctx); err != nil {
			b.Error(err)
		}
	})
	if err := r.Settle(ctx); err != nil {
		b.Fatal(err)
	}
	for _, p := range people {
		for len(replied[p.Name]) > 0 { // the announcement
			<-replied[p.Name]
		}
	}
	before := store.Stats().Commits
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	var chatting sync.WaitGroup
	for _, p := range people {
		chatting.Go(func() {
			for left.Add(-1) >= 0 {
				if err := r.Accept(ctx, []chat.Update{says(p.Name, "Không có khó khăn gì")}); err != nil {
					b.Error(err)
				}
				<-replied[p.Name]
			}
		})
	}
	chatting.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
	b.ReportMetric(float64(b.N)/float64(max(1, store.Stats().Commits-before)), "updates/commit")
	stop()
	all.Wait()
}
