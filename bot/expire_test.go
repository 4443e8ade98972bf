package bot

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

// closedReports adds reports that were closed years ago, with answers and entries of the audit.
func closedReports(t testing.TB, s storage.Store, now time.Time, reports, answers, entries int) (ids []string) {
	t.Helper()
	for i := range reports {
		id := fmt.Sprintf("bao-cao-%d", i)
		ids = append(ids, id)
		if err := s.Update(t.Context(), func(tx storage.Tx) error {
			if err := tx.PutCampaign(report.Campaign{ID: id, Status: report.Closed, ClosedAt: now.AddDate(-2, 0, 0)}); err != nil {
				return err
			}
			v := report.TextValue("Nhà trường đã phối hợp với các tổ chức đoàn thể.")
			for j := range entries {
				q := fmt.Sprintf("c%d", j%answers)
				e := storage.AuditEntry{At: now.AddDate(-2, 0, -1), Campaign: id, Question: q, Person: "p1", Channel: "web", Action: "answer", Old: &v, New: &v}
				if err := tx.AddAudit(e); err != nil {
					return err
				}
				if j < answers {
					if err := tx.PutAnswer(report.Answer{Campaign: id, Question: q, Person: "p1", Value: v}); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return ids
}

// rewrites counts how often the audit is gone through.
type rewrites struct {
	storage.Store
	n, deletes int
	// fail ends a transaction that deletes an answer, once so many were deleted.
	fail int
}

var errEnd = errors.New("the program ends")

func (r *rewrites) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return r.Store.Update(ctx, func(tx storage.Tx) error { return fn(rewritesTx{tx, r}) })
}

type rewritesTx struct {
	storage.Tx
	r *rewrites
}

func (t rewritesTx) RewriteAudit(note storage.AuditEntry, change func(*storage.AuditEntry) (storage.Rewrite, error)) error {
	t.r.n++
	return t.Tx.RewriteAudit(note, change)
}

func (t rewritesTx) DeleteAnswer(campaign, question, person string) error {
	if t.r.deletes++; t.r.fail > 0 && t.r.deletes > t.r.fail {
		return errEnd
	}
	return t.Tx.DeleteAnswer(campaign, question, person)
}

// TestExpire: however many reports are too old at once, the audit is gone through once; what a
// program that ended left undone the next night does.
func TestExpire(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 28, 3, 30, 0, 0, ICT())
	open := func(t *testing.T) (*rewrites, *Runtime, []string) {
		s, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		counted := &rewrites{Store: s}
		ids := closedReports(t, counted, now, 7, 3, 5)
		return counted, New(Config{Store: counted, Now: func() time.Time { return now }, Retention: Retention{AnswerMonths: 12}}), ids
	}
	check := func(t *testing.T, s storage.Store, ids []string, notes int) {
		t.Helper()
		if err := s.View(t.Context(), func(tx storage.Tx) error {
			for _, id := range ids {
				for a := range tx.Answered(id) {
					t.Errorf("%s: there still is %+v", id, a)
				}
				told := 0
				for e, err := range tx.Audit(id) {
					if err != nil || e.Old != nil || e.New != nil {
						t.Errorf("%s: there still is %+v, %v", id, e, err)
					}
					if e.Action == auditExpired {
						told++
					}
				}
				if told != notes {
					t.Errorf("%s: it was noted %d times, want %d", id, told, notes)
				}
			}
			found, err := tx.CheckAudit()
			if len(found.Problems) > 0 || found.Erased != 7*5 {
				t.Errorf("the chain: %+v", found)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("a night", func(t *testing.T) {
		t.Parallel()
		s, r, ids := open(t)
		for range 2 {
			if err := r.retain(t.Context()); err != nil {
				t.Fatal(err)
			}
			if s.n != 1 {
				t.Errorf("the audit was gone through %d times, want once", s.n)
			}
			check(t, s, ids, 1)
		}
	})
	t.Run("the program ends in the middle", func(t *testing.T) {
		t.Parallel()
		s, r, ids := open(t)
		s.fail = 8 // in the third
		if err := r.retain(t.Context()); !errors.Is(err, errEnd) {
			t.Fatalf("got %v", err)
		}
		s.fail = 0
		if err := r.retain(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, s, ids[:2], 1)
		check(t, s, ids[2:], 2)
	})
	t.Run("more than one transaction may change", func(t *testing.T) {
		t.Parallel()
		s, _, ids := open(t)
		var sizes []int
		for left := ids; len(left) > 0; {
			sizes = append(sizes, len(left))
			if err := s.Update(t.Context(), func(tx storage.Tx) (err error) {
				left, err = expireAudit(tx, left, 12, now) // three campaigns of 5
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(sizes, []int{7, 4, 1}) {
			t.Errorf("waiting were %v", sizes)
		}
		for _, id := range ids {
			if err := s.Update(t.Context(), func(tx storage.Tx) error { return deleteAnswers(tx, id) }); err != nil {
				t.Fatal(err)
			}
		}
		check(t, s, ids, 1)
	})
}

// BenchmarkExpire is a night in which the answers of 200 reports become too old at once, with
// 200,000 entries in the audit.
func BenchmarkExpire(b *testing.B) {
	now := time.Date(2026, 5, 28, 3, 30, 0, 0, ICT())
	for b.Loop() {
		b.StopTimer()
		s, err := boltstore.Open(filepath.Join(b.TempDir(), "thuky.db"))
		if err != nil {
			b.Fatal(err)
		}
		closedReports(b, s, now, 200, 20, 1000)
		r := New(Config{Store: s, Now: func() time.Time { return now }, Retention: Retention{AnswerMonths: 12}})
		b.StartTimer()
		if err := r.retain(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
