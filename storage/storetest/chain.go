package storetest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/storage"
)

// Carried is a store that can be taken from one engine to another.
type Carried interface {
	storage.Store
	Dump(ctx context.Context, put func(storage.Raw) error) error
}

// TestChain checks that whatever is done to the audit behind the program's back is found,
// and that what the law asks for leaves it whole. open gives an empty store, load one that was
// filled with a dump, as migrate does.
func TestChain(t *testing.T, open func(t *testing.T) Carried, load func(t *testing.T, dump storage.Dump) Carried) {
	s := open(t)
	for i := range chained {
		update(t, s, func(tx storage.Tx) error { return tx.AddAudit(chainEntry(i)) })
	}
	written := rawsOf(t, s)
	noted := headOf(t, s)
	sound(t, "written", s, storage.AuditCheck{Entries: chained})

	update(t, s, func(tx storage.Tx) error {
		return tx.RewriteAudit(storage.AuditEntry{At: noon, Action: "why"}, eraseSome)
	})
	lawful := storage.AuditCheck{Entries: chained + 1 - 4, Erased: 2, Removed: 4}
	sound(t, "erased", s, lawful)
	erased := rawsOf(t, s)

	t.Run("carried", func(t *testing.T) {
		t.Parallel()
		for what, raws := range map[string][]storage.Raw{"written": written, "erased": erased} {
			other := load(t, dumpOf(raws))
			want := storage.AuditCheck{Entries: chained}
			if what == "erased" {
				want = lawful
			}
			sound(t, what, other, want)
			update(t, other, func(tx storage.Tx) error { return tx.AddAudit(chainEntry(99)) })
			want.Entries++
			sound(t, what+", and goes on", other, want)
			if got := rawsOf(t, other); len(got) != len(raws)+1 {
				t.Errorf("%s: %d records after one more entry, want %d", what, len(got), len(raws)+1)
			}
		}
	})
	t.Run("nothing left to guess", func(t *testing.T) {
		t.Parallel()
		before, after := audits(written), audits(erased)
		for _, n := range []uint64{3, 8} {
			if old, now := field(t, before[n].Value, "salt"), field(t, after[n].Value, "salt"); old == now {
				t.Errorf("entry %d was erased and its salt is still there", n)
			}
			if old, now := field(t, before[n].Value, "body"), field(t, after[n].Value, "body"); old != now {
				t.Errorf("entry %d was erased and its digest changed", n)
			}
		}
	})
	t.Run("from before the chain", func(t *testing.T) {
		t.Parallel()
		old := tampered(written, func(all map[uint64]*storage.Raw) {
			for _, r := range all {
				r.Value = plain(r.Value)
			}
		}, dropHead)
		s := load(t, dumpOf(old))
		sound(t, "old", s, storage.AuditCheck{Older: chained})
		same(t, "head", headOf(t, s), storage.AuditHead{})
		update(t, s, func(tx storage.Tx) error { return tx.AddAudit(chainEntry(99)) })
		sound(t, "begun", s, storage.AuditCheck{Older: chained, Entries: 1})
		same(t, "first", headOf(t, s).First, uint64(chained+1))
		update(t, s, func(tx storage.Tx) error {
			return tx.RewriteAudit(storage.AuditEntry{At: noon, Action: "why"}, eraseSome)
		})
		sound(t, "old, erased", s, storage.AuditCheck{Older: chained - 4, Entries: 2})
	})
	for _, c := range tamperings {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			from := written
			if c.erased {
				from = erased
			}
			s := load(t, dumpOf(tampered(from, func(all map[uint64]*storage.Raw) {
				if c.change != nil {
					c.change(all, audits(written))
				}
			}, c.also)))
			same(t, "found", found(t, s), c.want)
			// Adding goes on, whatever is found.
			update(t, s, func(tx storage.Tx) error { return tx.AddAudit(chainEntry(99)) })
			if got := found(t, s); len(got) == 0 {
				t.Error("after one more entry nothing is found")
			}
			// Erasing does not hide it.
			update(t, s, func(tx storage.Tx) error {
				return tx.RewriteAudit(storage.AuditEntry{At: noon, Action: "why"}, func(e *storage.AuditEntry) (storage.Rewrite, error) {
					e.Note = ""
					return storage.Change, nil
				})
			})
			if got := found(t, s); len(got) == 0 {
				t.Error("after erasing nothing is found")
			}
		})
	}
	t.Run("copies", func(t *testing.T) {
		t.Parallel()
		s := load(t, dumpOf(erased))
		same(t, "of before the erasing", found(t, s, noted), nil)
		same(t, "of a later time", found(t, s, storage.AuditHead{First: 1, Number: 40}), []string{fmt.Sprintf("behind %d-40", chained+1)})
		same(t, "of another chain", found(t, s, storage.AuditHead{First: 1, Number: 9, Hash: noted.Hash}), []string{"different 9"})
		empty := open(t)
		same(t, "of an empty store", found(t, empty, noted), []string{fmt.Sprintf("behind 0-%d", chained)})
	})
}

// chained is how many entries TestChain writes.
const chained = 12

// chainEntry is one of them; they belong to three campaigns, in turn.
func chainEntry(i int) storage.AuditEntry {
	return storage.AuditEntry{
		At: noon.Add(time.Duration(i) * time.Minute), Campaign: []string{"", "c", "d"}[i%3], Person: "p1", Channel: "terminal", Action: "answer",
		Note: fmt.Sprintf(`lời "thứ",%d "chain":{}`, i+1),
	}
}

// eraseSome takes the words out of the entries 3 and 8, and 1, 2, 6, 7 altogether.
func eraseSome(e *storage.AuditEntry) (storage.Rewrite, error) {
	switch int(e.At.Sub(noon)/time.Minute) + 1 {
	case 3, 8:
		e.Note = ""
		return storage.Change, nil
	case 1, 2, 6, 7:
		if e.Action != "why" {
			return storage.Drop, nil
		}
	}
	return storage.Leave, nil
}

type tampering struct {
	name   string
	erased bool // done to the store in which some was erased
	change func(all map[uint64]*storage.Raw, written map[uint64]storage.Raw)
	also   func(r *storage.Raw) (keep bool) // for the other records
	want   []string
}

var tamperings = []tampering{
	{name: "a word altered", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[5].Value = bytes.Replace(all[5].Value, []byte("thứ"), []byte("bậy"), 1)
	}, want: []string{"altered 5"}},
	{name: "the last altered", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[12].Value = bytes.Replace(all[12].Value, []byte("thứ"), []byte("bậy"), 1)
	}, want: []string{"altered 12"}},
	{name: "a space added", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[5].Value = append([]byte("{ "), all[5].Value[1:]...)
	}, want: []string{"altered 5"}},
	{name: "the link altered", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[5].Value = bytes.Replace(all[5].Value, []byte(`"prev":"`), []byte(`"prev":"A`), 1)
	}, want: []string{"altered 5"}},
	{name: "the link taken away", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[5].Value = plain(all[5].Value)
	}, want: []string{"altered 5"}},
	{name: "one removed", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 5) }, want: []string{"missing 5-5"}},
	{name: "two removed", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 5); delete(all, 6) }, want: []string{"missing 5-6"}},
	{name: "the first removed", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 1) }, want: []string{"missing 1-1"}},
	{name: "the end cut off", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 11); delete(all, 12) }, want: []string{"cut 11-12"}},
	{name: "all removed", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { clear(all) }, want: []string{"cut 1-12"}},
	{name: "two in the other order", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[2].Value, all[5].Value = all[5].Value, all[2].Value
	}, want: []string{"altered 2", "altered 5"}},
	{name: "moved to another report", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { all[5].Key = auditKey("d", 5) }, want: []string{"altered 5"}},
	{name: "one added at the end", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[13] = &storage.Raw{Kind: "audit", Key: auditKey("c", 13), Value: []byte(`{"at":"2024-05-31T12:00:00Z","channel":"x","action":"answer"}`)}
	}, want: []string{"inserted 13"}},
	{name: "one beside another", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[105] = &storage.Raw{Kind: "audit", Key: auditKey("d", 5), Value: all[5].Value}
	}, want: []string{"inserted 5"}},
	{name: "the head taken away", also: dropHead, want: []string{"head 0"}},
	{name: "the head spoiled", also: func(r *storage.Raw) bool {
		if isHead(r) {
			r.Value = []byte("x")
		}
		return true
	}, want: []string{"head 0"}},
	{name: "the end cut off and the head set back", change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 12) }, also: func(r *storage.Raw) bool {
		if isHead(r) {
			r.Value = bytes.Clone(r.Value)
			r.Value[16] = 11 // the last byte of the number
		}
		return true
	}, want: []string{"altered 11"}},
	{name: "an erased one altered", erased: true, change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) {
		all[8].Value = bytes.Replace(all[8].Value, []byte("p1"), []byte("p2"), 1)
	}, want: []string{"altered 8"}},
	{name: "an erased one put back", erased: true, change: func(all map[uint64]*storage.Raw, written map[uint64]storage.Raw) {
		all[8].Value = bytes.Clone(written[8].Value)
	}, want: []string{"erased 13"}},
	{name: "a removed one put back", erased: true, change: func(all map[uint64]*storage.Raw, written map[uint64]storage.Raw) {
		all[6] = &storage.Raw{Kind: "audit", Key: written[6].Key, Value: bytes.Clone(written[6].Value)}
	}, want: []string{"inserted 6"}},
	{name: "one more removed", erased: true, change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 5) }, want: []string{"missing 5-5"}},
	{name: "the voucher removed", erased: true, change: func(all map[uint64]*storage.Raw, _ map[uint64]storage.Raw) { delete(all, 13) }, want: []string{
		"erased 0", "missing 1-2", "missing 6-7", "cut 13-13",
	}},
}

func dropHead(r *storage.Raw) bool { return !isHead(r) }

func isHead(r *storage.Raw) bool { return r.Kind == "values" && string(r.Key) == "audit/head" }

func auditKey(campaign string, n uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(campaign), 0), n)
}

// plain is an entry as it was stored before there was a chain.
func plain(value []byte) []byte {
	i := bytes.LastIndex(value, []byte(`,"chain":{`))
	return append(slices.Clip(value[:i]), '}')
}

// field gives a text of the link of an entry.
func field(t *testing.T, value []byte, name string) string {
	t.Helper()
	_, link, ok := bytes.Cut(value, []byte(`,"chain":{"prev"`))
	_, after, found := strings.Cut(string(link), `"`+name+`":"`)
	if !ok || !found {
		t.Fatalf("no %s in %s", name, value)
	}
	text, _, _ := strings.Cut(after, `"`)
	return text
}

func rawsOf(t *testing.T, s Carried) (all []storage.Raw) {
	t.Helper()
	if err := s.Dump(t.Context(), func(r storage.Raw) error { all = append(all, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func dumpOf(all []storage.Raw) storage.Dump {
	return func(_ context.Context, put func(storage.Raw) error) error {
		for _, r := range all {
			if err := put(r); err != nil {
				return err
			}
		}
		return nil
	}
}

// audits are the entries by number.
func audits(all []storage.Raw) map[uint64]storage.Raw {
	entries := map[uint64]storage.Raw{}
	for _, r := range all {
		if r.Kind == "audit" {
			entries[binary.BigEndian.Uint64(r.Key[len(r.Key)-8:])] = r
		}
	}
	return entries
}

// tampered are records of which some were changed.
func tampered(all []storage.Raw, change func(map[uint64]*storage.Raw), also func(*storage.Raw) bool) (result []storage.Raw) {
	entries := map[uint64]*storage.Raw{}
	for n, r := range audits(all) {
		r.Value = bytes.Clone(r.Value)
		entries[n] = &r
	}
	change(entries)
	for _, r := range all {
		if r.Kind != "audit" && (also == nil || also(&r)) {
			result = append(result, r)
		}
	}
	for _, r := range entries {
		result = append(result, *r)
	}
	return result
}

func headOf(t *testing.T, s storage.Store) (h storage.AuditHead) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		h, err = tx.AuditHead()
		return err
	})
	return h
}

func checkAudit(t *testing.T, s storage.Store, copies ...storage.AuditHead) (c storage.AuditCheck) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		c, err = tx.CheckAudit(copies...)
		return err
	})
	return c
}

// found are the problems in short.
func found(t *testing.T, s storage.Store, copies ...storage.AuditHead) (all []string) {
	t.Helper()
	for _, p := range checkAudit(t, s, copies...).Problems {
		text := fmt.Sprint(p.Kind, " ", p.Number)
		if p.To != 0 {
			text += fmt.Sprint("-", p.To)
		}
		all = append(all, text)
	}
	return all
}

// sound compares the counts of a check, of which nothing else is looked at.
func sound(t *testing.T, what string, s storage.Store, want storage.AuditCheck) {
	t.Helper()
	got := checkAudit(t, s)
	same(t, what+": problems", got.Problems, nil)
	got.Head, got.Since, got.Problems = storage.AuditHead{}, time.Time{}, nil
	same(t, what, got, want)
}

// testChain: entries of many calls at once, of which some fail after they were added, make
// one chain.
func testChain(t *testing.T, s storage.Store) {
	sound(t, "empty", s, storage.AuditCheck{})
	var calls sync.WaitGroup
	const each = 8
	for i := range each {
		calls.Go(func() {
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				return errors.Join(tx.AddAudit(chainEntry(i)), tx.AddAudit(chainEntry(i+1)))
			})
			if err != nil {
				t.Error(err)
			}
		})
		calls.Go(func() {
			err := s.Update(t.Context(), func(tx storage.Tx) error { return errors.Join(tx.AddAudit(chainEntry(i)), errWanted) })
			wantError(t, "failing call", err, errWanted)
		})
	}
	calls.Wait()
	sound(t, "together", s, storage.AuditCheck{Entries: 2 * each})
	head := headOf(t, s)
	same(t, "head", storage.AuditHead{First: head.First, Number: head.Number}, storage.AuditHead{First: 1, Number: 2 * each})
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		return errors.Join(tx.RewriteAudit(chainEntry(0), eraseSome), errWanted)
	})
	wantError(t, "failing rewriting", err, errWanted)
	sound(t, "after a failure", s, storage.AuditCheck{Entries: 2 * each})
	same(t, "head after a failure", headOf(t, s), head)
}
