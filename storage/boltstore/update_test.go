package boltstore

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/queue"
)

func put(id string) func(storage.Tx) error {
	return func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: id}) }
}

func ids(t *testing.T, s *Store) (ids []string) {
	t.Helper()
	err := s.View(t.Context(), func(tx storage.Tx) error {
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			ids = append(ids, p.ID)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// busy holds the writer in a transaction until the returned function is called
// and its Update has returned.
func busy(t *testing.T, s *Store) (release func()) {
	t.Helper()
	begun, end := make(chan struct{}), make(chan struct{})
	var first sync.WaitGroup
	first.Go(func() {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			close(begun)
			<-end
			return put("first")(tx)
		})
		if err != nil {
			t.Errorf("first update: %v", err)
		}
	})
	<-begun
	return func() { close(end); first.Wait() }
}

// queued waits until n calls queue.
func queued(s *Store, n int) {
	for have := -1; have != n; have, _ = s.queue.State() {
		runtime.Gosched()
	}
}

func TestUpdate_whileCommitting_sharesTheNext(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ calls, commits int }{{0, 1}, {1, 2}, {50, 2}, {queue.MaxGroup, 2}, {queue.MaxGroup + 1, 3}, {2*queue.MaxGroup + 1, 4}} {
		t.Run(fmt.Sprint(test.calls), func(t *testing.T) {
			t.Parallel()
			s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
			release := busy(t, s)
			var calls sync.WaitGroup
			for i := range test.calls {
				calls.Go(func() {
					if err := s.Update(context.Background(), put(fmt.Sprint(i))); err != nil {
						t.Errorf("update %d: %v", i, err)
					}
				})
			}
			queued(s, test.calls)
			release()
			calls.Wait()
			stats := s.Stats()
			if stats.Commits != int64(test.commits) || stats.Updates != int64(test.calls+1) {
				t.Errorf("got %d commits of %d updates, want %d of %d", stats.Commits, stats.Updates, test.commits, test.calls+1)
			}
			if got := len(ids(t, s)); got != test.calls+1 {
				t.Errorf("got %d records, want %d", got, test.calls+1)
			}
		})
	}
}

// TestUpdate_inAGroup_keepsTheOrder queues calls one by one: they run in that
// order, and those after a failed one see nothing of it.
func TestUpdate_inAGroup_keepsTheOrder(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	release := busy(t, s)
	var calls sync.WaitGroup
	seen := make([][]string, 6)
	failed := errors.New("wanted")
	end := []func() error{
		func() error { return nil },
		func() error { return failed },
		func() error { return nil },
		func() error { panic("boom") },
		func() error { runtime.Goexit(); return nil },
		func() error { return nil },
	}
	for i := range seen {
		calls.Go(func() {
			defer func() {
				if r := recover(); (r != nil) != (i == 3) {
					t.Errorf("call %d: panic %v", i, r)
				}
			}()
			err := s.Update(context.Background(), func(tx storage.Tx) error {
				seen[i] = nil
				for p := range tx.People() {
					seen[i] = append(seen[i], p.ID)
				}
				if err := put(fmt.Sprint(i))(tx); err != nil {
					return err
				}
				return end[i]()
			})
			if (i == 1) != errors.Is(err, failed) {
				t.Errorf("call %d: got error %v", i, err)
			}
		})
		queued(s, i+1)
	}
	release()
	calls.Wait()
	for i, want := range [][]string{{"first"}, {"0", "first"}, {"0", "first"}, {"0", "2", "first"}, {"0", "2", "first"}, {"0", "2", "first"}} {
		if !slices.Equal(seen[i], want) {
			t.Errorf("call %d saw %q, want %q", i, seen[i], want)
		}
	}
	if got, want := ids(t, s), []string{"0", "2", "5", "first"}; !slices.Equal(got, want) {
		t.Errorf("stored: got %q, want %q", got, want)
	}
	if got := s.Stats().Commits; got != 2 {
		t.Errorf("got %d commits, want 2", got)
	}
}

func TestUpdate_whenCancelledInTheQueue_neverRuns(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	release := busy(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	var calls sync.WaitGroup
	for range 3 {
		calls.Go(func() {
			err := s.Update(ctx, func(storage.Tx) error { t.Error("a cancelled call ran"); return nil })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled call: got error %v", err)
			}
		})
	}
	queued(s, 3)
	cancel()
	calls.Wait() // while the writer is still busy
	release()
	if got, want := ids(t, s), []string{"first"}; !slices.Equal(got, want) {
		t.Errorf("stored: got %q, want %q", got, want)
	}
}

// TestUpdate_whenCancelledInTheGroup: a call that waits for its turn in the
// transaction under way is skipped, and one that had its turn is stored.
func TestUpdate_whenCancelledInTheGroup(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	release := busy(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	want := []error{nil, nil, context.Canceled}
	fns := []func(storage.Tx) error{
		put("0"),
		func(tx storage.Tx) error { cancel(); return put("1")(tx) },
		put("2"),
	}
	var calls sync.WaitGroup
	for i, fn := range fns {
		calls.Go(func() {
			own := ctx
			if i == 0 {
				own = context.Background()
			}
			if err := s.Update(own, fn); !errors.Is(err, want[i]) {
				t.Errorf("call %d: got error %v, want %v", i, err, want[i])
			}
		})
		queued(s, i+1)
	}
	release()
	calls.Wait()
	if got, want := ids(t, s), []string{"0", "1", "first"}; !slices.Equal(got, want) {
		t.Errorf("stored: got %q, want %q", got, want)
	}
}

func TestUpdate_thatWritesNothing_needsNoCommit(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	if err := s.Update(t.Context(), func(tx storage.Tx) error { _, err := tx.Hold("x"); return err }); err != nil {
		t.Fatal(err)
	}
	if got := s.Stats().Commits; got != 0 {
		t.Errorf("got %d commits, want none", got)
	}
}

func TestClose_whileCallsQueue_refusesThem(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	release := busy(t, s)
	var calls, closing sync.WaitGroup
	for range 3 {
		calls.Go(func() {
			if err := s.Update(context.Background(), put("late")); !errors.Is(err, storage.ErrClosed) {
				t.Errorf("queued call: got error %v, want ErrClosed", err)
			}
		})
	}
	queued(s, 3)
	closing.Go(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	for closed := false; !closed; _, closed = s.queue.State() { // until Close has begun to wait for the first
		runtime.Gosched()
	}
	release()
	calls.Wait()
	closing.Wait()
	s = mustOpen(t, s.path)
	if got, want := ids(t, s), []string{"first"}; !slices.Equal(got, want) {
		t.Errorf("stored: got %q, want %q", got, want)
	}
}

func TestTx_afterItsEnd_panicsCleanly(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	for what, do := range map[string]func(context.Context, func(storage.Tx) error) error{"update": s.Update, "view": s.View} {
		var kept storage.Tx
		err := do(t.Context(), func(tx storage.Tx) error {
			kept = tx
			_, err := tx.Hold("x")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", what)
				}
			}()
			_, _ = kept.Hold("x")
		}()
	}
}
