package pgstore

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
)

// TestFailover: the server dies under load and its standby takes over. Writers wait and go on
// there; every acknowledged write is there once, and none twice.
func TestFailover(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	database := server.Database(t)
	standby := server.Standby(t)
	url := server.Either(database, standby)
	all := []*Store{mustOpen(t, mustConnect(t, url), "truong"), mustOpen(t, mustConnect(t, url), "truong")}
	for _, s := range all {
		s.db.patience = time.Minute
	}
	done := make(chan struct{})
	var acknowledged atomic.Int64
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := all[i%2].Update(context.Background(), count); err != nil {
					t.Errorf("update: %v", err)
					return
				}
				acknowledged.Add(1)
			}
		})
	}
	progress := func() {
		t.Helper()
		for from := acknowledged.Load(); acknowledged.Load() < from+50; {
			if err := t.Context().Err(); err != nil || t.Failed() {
				t.Fatalf("no progress: %v", err)
			}
			_ = all[0].View(t.Context(), func(storage.Tx) error { return nil }) // may fail between the two servers
		}
	}
	progress()
	server.Crash()
	standby.Promote(t)
	progress()
	close(done)
	writers.Wait()
	for _, s := range all {
		wantCount(t, s, int(acknowledged.Load()))
	}
}
