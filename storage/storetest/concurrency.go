package storetest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"thuky/report"
	"thuky/storage"
)

// add counts in a conversation's state.
func add(tx storage.Tx, counter string) error {
	a := mustAddress("x:" + counter)
	state, err := tx.Conversation(a)
	if err != nil {
		return err
	}
	n := 0
	if state != nil {
		if n, err = strconv.Atoi(string(state)); err != nil {
			return err
		}
	}
	return tx.PutConversation(a, strconv.AppendInt(nil, int64(n+1), 10))
}

func count(t *testing.T, s storage.Store, counter string) (n int) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		state, err := tx.Conversation(mustAddress("x:" + counter))
		if state != nil {
			n, err = strconv.Atoi(string(state))
		}
		return err
	})
	return n
}

func testCounters(t *testing.T, s storage.Store) {
	const workers, each = 40, 25
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for range each {
				if err := s.Update(context.Background(), func(tx storage.Tx) error { return add(tx, "all") }); err != nil {
					t.Errorf("update: %v", err)
				}
				_ = s.View(context.Background(), func(tx storage.Tx) error {
					_, err := tx.Conversation(mustAddress("x:all"))
					return err
				})
			}
		})
	}
	group.Wait()
	same(t, "counter", count(t, s, "all"), workers*each)
}

// testFailuresBeside has calls that fail, panic and succeed side by side. Whatever
// shares a transaction, a failure takes nobody else with it.
func testFailuresBeside(t *testing.T, s storage.Store) {
	const calls = 300
	var group sync.WaitGroup
	for i := range calls {
		group.Go(func() {
			defer func() {
				if r := recover(); (r != nil) != (i%3 == 1) {
					t.Errorf("call %d: got panic %v", i, r)
				}
			}()
			err := s.Update(context.Background(), func(tx storage.Tx) error {
				if i%6 == 0 { // without having written
					return errWanted
				}
				if err := errors.Join(add(tx, "all"), add(tx, fmt.Sprint(i))); err != nil {
					return err
				}
				switch i % 3 {
				case 0:
					return errWanted
				case 1:
					panic(i)
				}
				return nil
			})
			if i%3 == 0 {
				wantError(t, "failing call", err, errWanted)
			} else if err != nil {
				t.Errorf("call %d: %v", i, err)
			}
		})
	}
	group.Wait()
	same(t, "counter", count(t, s, "all"), calls/3)
	for i := range calls {
		want := 0
		if i%3 == 2 {
			want = 1
		}
		same(t, fmt.Sprintf("counter %d", i), count(t, s, fmt.Sprint(i)), want)
	}
}

// testSequencesBeside: numbers are unique and in order although some calls fail.
func testSequencesBeside(t *testing.T, s storage.Store) {
	const calls = 100
	var group sync.WaitGroup
	seqs := make([]uint64, calls)
	for i := range calls {
		group.Go(func() {
			err := s.Update(context.Background(), func(tx storage.Tx) error {
				o := outgoing(fmt.Sprintf("k%d", i))
				if err := errors.Join(tx.Enqueue(&o), tx.AddAudit(storage.AuditEntry{Campaign: "c", Note: o.Key})); err != nil {
					return err
				}
				seqs[i] = o.Seq
				if i%5 == 0 {
					return errWanted
				}
				return nil
			})
			if i%5 != 0 && err != nil {
				t.Errorf("call %d: %v", i, err)
			}
		})
	}
	group.Wait()
	view(t, s, func(tx storage.Tx) error {
		all := list(t, tx.Outbox())
		same(t, "messages", len(all), calls*4/5)
		for _, o := range all {
			i, _ := strconv.Atoi(o.Key[1:])
			same(t, "seq of "+o.Key, o.Seq, seqs[i])
		}
		same(t, "audit", names(list(t, tx.Audit("c")), func(e storage.AuditEntry) string { return e.Note }),
			names(all, func(o storage.Outgoing) string { return o.Key }))
		return nil
	})
}

func testStats(t *testing.T, s storage.Store) {
	before := s.Stats()
	const n = 10
	for i := range n {
		update(t, s, func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: fmt.Sprint(i)}) })
	}
	_ = s.Update(context.Background(), func(tx storage.Tx) error { return errors.Join(Samples().Put(tx), errWanted) })
	after := s.Stats()
	same(t, "updates", after.Updates-before.Updates, n)
	same(t, "commits", after.Commits-before.Commits, n) // one after the other share none
	if after.Size <= 0 {
		t.Errorf("size: got %d", after.Size)
	}
}

func testClosed(t *testing.T, s storage.Store) {
	update(t, s, Samples().Put)
	for range 2 {
		wantError(t, "close", s.Close(), nil)
	}
	never := func(storage.Tx) error { t.Error("fn ran"); return nil }
	wantError(t, "update", s.Update(context.Background(), never), storage.ErrClosed)
	wantError(t, "view", s.View(context.Background(), never), storage.ErrClosed)
	wantError(t, "backup", s.Backup(context.Background(), t.TempDir()+"/copy"), storage.ErrClosed)
	s.Stats()
}

// testCloseWhileBusy: what runs is finished, what comes late is refused.
func testCloseWhileBusy(t *testing.T, s storage.Store) {
	var group sync.WaitGroup
	begun := make(chan struct{}, 100)
	for range 20 {
		group.Go(func() {
			for {
				err := s.Update(context.Background(), func(tx storage.Tx) error {
					select {
					case begun <- struct{}{}:
					default:
					}
					return add(tx, "all")
				})
				view := s.View(context.Background(), func(tx storage.Tx) error {
					_, err := tx.Conversation(mustAddress("x:all"))
					return err
				})
				if view != nil {
					wantError(t, "view", view, storage.ErrClosed)
				}
				if err != nil {
					wantError(t, "update", err, storage.ErrClosed)
					return
				}
			}
		})
	}
	<-begun
	wantError(t, "close", s.Close(), nil)
	group.Wait()
}
