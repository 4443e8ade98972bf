// Package storetest is the conformance suite of storage engines: what passes Test
// and TestReopen may stand behind storage.Store.
//
// An engine calls both from its own tests, with a function that opens an empty
// store for the test and closes it in t.Cleanup (a second Close is harmless).
package storetest

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"thuky/storage"
)

// errWanted is what tests let a transaction fail with.
var errWanted = errors.New("a failure that the test wants")

// Test runs the suite; open gives an empty store.
func Test(t *testing.T, open func(t *testing.T) storage.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s storage.Store)
	}{
		{"round trip", testRoundTrip},
		{"replace", testReplace},
		{"not found", testNotFound},
		{"conflict", testConflict},
		{"delete", testDelete},
		{"few", testFew},
		{"copies", testCopies},
		{"taken", testTaken},
		{"odd ids", testOddIDs},
		{"ids that join alike", testJoinedIDs},
		{"refused ids", testRefusedIDs},
		{"long values", testLongValues},
		{"zero times", testZeroTimes},
		{"once", testOnce},
		{"once/prune", testPruneOnce},
		{"order", testOrder},
		{"leave early", testLeaveEarly},
		{"write while reading", testWriteWhileReading},
		{"addresses", testAddresses},
		{"outbox", testOutbox},
		{"outbox/dead", testDead},
		{"holds", testHolds},
		{"jobs/order", testClaimOrder},
		{"jobs/lease", testLease},
		{"versions", testVersions},
		{"evidence", testEvidence},
		{"erase", testErase},
		{"audit chain", testChain},
		{"reminders", testReminders},
		{"reminders/while reading", testRemindersWhileReading},
		{"days", testDays},
		{"groups", testGroups},
		{"sessions", testSessions},
		{"lines", testLines},
		{"values", testValues},
		{"leases", testLeases},
		{"prune", testPrune},
		{"failure undoes", testFailureUndoes},
		{"panic undoes", testPanicUndoes},
		{"goexit undoes", testGoexitUndoes},
		{"reads own writes", testOwnWrites},
		{"view cannot write", testViewCannotWrite},
		{"view is a snapshot", testSnapshot},
		{"context", testContext},
		{"counters", testCounters},
		{"failures beside others", testFailuresBeside},
		{"sequences beside others", testSequencesBeside},
		{"stats", testStats},
		{"closed", testClosed},
		{"close while busy", testCloseWhileBusy},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
	t.Run("model", func(t *testing.T) {
		t.Parallel()
		testModel(t, open)
	})
}

// TestReopen checks that a store keeps what it acknowledged. open gives an empty
// store and a function that opens it again after it was closed.
func TestReopen(t *testing.T, open func(t *testing.T) (s storage.Store, reopen func() storage.Store)) {
	s, reopen := open(t)
	want := Samples()
	update(t, s, want.Put)
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	s = reopen()
	var got Records
	view(t, s, func(tx storage.Tx) (err error) {
		got, err = want.Read(tx)
		return err
	})
	if diff := Diff(want, got); diff != "" {
		t.Errorf("after reopening (-want +got):\n%s", diff)
	}
	// The sequence goes on where it was, so that no number is used twice.
	next := outgoing("after")
	update(t, s, func(tx storage.Tx) error {
		fresh, err := tx.Once(want.Once[0], noon)
		if fresh {
			t.Errorf("update key %q is new again", want.Once[0])
		}
		return errors.Join(err, tx.Enqueue(&next))
	})
	if last := want.Outgoing[len(want.Outgoing)-1].Seq; next.Seq <= last {
		t.Errorf("Seq after reopening is %d, want more than %d", next.Seq, last)
	}
}

// noon is the present of the suite.
var noon = time.Date(2024, 5, 31, 12, 0, 0, 123456789, time.UTC)

func update(t testing.TB, s storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func view(t testing.TB, s storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatalf("view: %v", err)
	}
}

// collect reads a sequence to its end.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// list is collect for tests.
func list[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	all, err := collect(seq)
	if err != nil {
		t.Errorf("read: %v", err)
	}
	return all
}

// names gives one field of each record.
func names[T, N any](records []T, name func(T) N) []N {
	all := make([]N, 0, len(records))
	for _, r := range records {
		all = append(all, name(r))
	}
	return all
}

func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func wantError(t testing.TB, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got error %v, want %v", what, got, want)
	}
}

// Diff compares records; times are the same when they are the same instant, and a
// missing list is the same as an empty one.
func Diff[T any](want, got T) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}
