package pgstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

// replicas are stores of one school in several processes: each call goes to the next of them.
type replicas struct {
	all  []*Store
	next atomic.Int64
}

func (r *replicas) one() *Store { return r.all[int(r.next.Add(1))%len(r.all)] }

func (r *replicas) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return r.one().Update(ctx, fn)
}

func (r *replicas) View(ctx context.Context, fn func(storage.Tx) error) error {
	return r.one().View(ctx, fn)
}

func (r *replicas) Backup(ctx context.Context, path string) error { return r.one().Backup(ctx, path) }

func (r *replicas) Stats() (sum storage.Stats) {
	for _, s := range r.all {
		one := s.Stats()
		sum.Commits, sum.Updates, sum.Size = sum.Commits+one.Commits, sum.Updates+one.Updates, one.Size
	}
	return sum
}

func (r *replicas) Close() error {
	var errs []error
	for _, s := range r.all {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// TestConformanceOfReplicas: what one of them wrote the others see in their next transaction,
// whatever they knew before.
func TestConformanceOfReplicas(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	a, b := mustConnect(t, url), mustConnect(t, url)
	var n atomic.Int64
	storetest.Test(t, func(t *testing.T) storage.Store {
		school := fmt.Sprintf("truong-%d", n.Add(1))
		return &replicas{all: []*Store{mustOpen(t, a, school), mustOpen(t, b, school), mustOpen(t, a, school)}}
	})
}

// TestLastTwoAnswers: two people give the last two answers at once, each to another replica.
// One of them, and one only, finds the report complete.
func TestLastTwoAnswers(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	d := mustConnect(t, url)
	all := &replicas{all: []*Store{mustOpen(t, d, "truong"), mustOpen(t, mustConnect(t, url), "truong")}}
	const rounds = 40
	for round := range rounds {
		campaign := fmt.Sprintf("c%d", round)
		complete := make([]bool, 2)
		var group sync.WaitGroup
		for i, s := range all.all {
			group.Go(func() {
				err := s.Update(t.Context(), func(tx storage.Tx) error {
					a := report.Answer{Campaign: campaign, Question: strconv.Itoa(i), Person: "p", Value: report.TextValue("x")}
					if err := tx.PutAnswer(a); err != nil {
						return err
					}
					n := 0
					for _, err := range tx.Answered(campaign) {
						if err != nil {
							return err
						}
						n++
					}
					complete[i] = n == 2
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if complete[0] == complete[1] {
			t.Fatalf("round %d: complete says %v", round, complete)
		}
	}
}

// TestSerialOverReplicas: a counter loses no step, and a job is claimed once.
func TestSerialOverReplicas(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	all := &replicas{all: []*Store{
		mustOpen(t, mustConnect(t, url), "truong"), mustOpen(t, mustConnect(t, url), "truong"), mustOpen(t, mustConnect(t, url), "truong"),
	}}
	const workers, each = 12, 25
	now := time.Date(2024, 5, 31, 12, 0, 0, 0, time.UTC)
	if err := all.Update(t.Context(), func(tx storage.Tx) error {
		for i := range workers * each {
			if err := tx.AddJob(storage.Job{Key: strconv.Itoa(i), Payload: []byte("1"), Created: now}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	counter := chat.Address{Platform: "x", ID: "1"}
	var claimed sync.Map
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for range each {
				var job storage.Job
				err := all.Update(t.Context(), func(tx storage.Tx) (err error) {
					state, err := tx.Conversation(counter)
					if err != nil {
						return err
					}
					n := 0
					if state != nil {
						n, _ = strconv.Atoi(string(state))
					}
					if err := tx.PutConversation(counter, strconv.AppendInt(nil, int64(n+1), 10)); err != nil {
						return err
					}
					job, err = tx.ClaimJob(now, now.Add(1000))
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				if _, twice := claimed.LoadOrStore(job.Key, true); twice {
					t.Errorf("job %s was claimed twice", job.Key)
				}
			}
		})
	}
	group.Wait()
	for i, s := range all.all {
		if err := s.View(t.Context(), func(tx storage.Tx) error {
			state, err := tx.Conversation(counter)
			if string(state) != strconv.Itoa(workers*each) {
				t.Errorf("replica %d counts %s, want %d", i, state, workers*each)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	}
}
