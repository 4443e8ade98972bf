package records

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"thuky/storage"
)

// memory is what the chain needs, without an engine.
type memory struct {
	last   uint64
	rows   map[uint64]auditRow
	newest []byte
}

func (m *memory) head() ([]byte, error)      { return m.newest, nil }
func (m *memory) putHead(value []byte) error { m.newest = value; return nil }
func (m *memory) next() (uint64, error)      { m.last++; return m.last, nil }
func (m *memory) put(r auditRow) error       { m.rows[r.number] = r; return nil }
func (m *memory) drop(_ string, number uint64) error {
	delete(m.rows, number)
	return nil
}

func (m *memory) all() iter.Seq2[auditRow, error] {
	return func(yield func(auditRow, error) bool) {
		for _, n := range slices.Sorted(maps.Keys(m.rows)) {
			if !yield(m.rows[n], nil) {
				return
			}
		}
	}
}

// written has entries 1 to 10, of which 5 and 6 were taken out, and the voucher 11.
func written(t *testing.T) *memory {
	t.Helper()
	m := &memory{rows: map[uint64]auditRow{}}
	at := time.Date(2024, 5, 31, 12, 0, 0, 0, time.UTC)
	for i := range 10 {
		if err := addEntry(m, storage.AuditEntry{At: at.Add(time.Duration(i) * time.Hour), Channel: "terminal", Action: "answer", Note: fmt.Sprint(i + 1)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := rewriteRows(m, storage.AuditEntry{At: at, Action: "why"}, func(e *storage.AuditEntry) (storage.Rewrite, error) {
		if e.Note == "5" || e.Note == "6" {
			return storage.Drop, nil
		}
		return storage.Leave, nil
	}); err != nil {
		t.Fatal(err)
	}
	return m
}

// forge gives an entry other words and all digests anew, as somebody would who knows the program,
// up to a number and, where that is the last, the head.
func (m *memory) forge(t *testing.T, from, to uint64) {
	t.Helper()
	prev := storage.Digest{}
	for n := uint64(1); n <= to; n++ {
		row, ok := m.rows[n]
		if !ok {
			continue
		}
		content, l, s, _, err := splitRow(row.doc)
		if err != nil {
			t.Fatal(err)
		}
		if n > from && prev != (storage.Digest{}) {
			l.Prev = prev
		}
		if n == from {
			content = []byte(`{"at":"2024-05-31T12:00:00Z","channel":"terminal","action":"forged"}`)
		}
		if n >= from {
			l.Body = bodyDigest(s, "", n, content)
			prev = l.hash(n)
			row.doc = joinRow(content, l)
			m.rows[n] = row
		}
	}
	if to == m.last {
		m.newest = headValue(storage.AuditHead{First: 1, Number: to, Hash: prev})
	}
}

// TestForged: who computes digests anew must do so up to the head, over every gap; only a copy
// elsewhere tells of that.
func TestForged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what     string
		from, to uint64
		want     []uint64
	}{
		{"one", 2, 2, []uint64{2}},
		{"some", 2, 3, []uint64{3}},
		{"all below the gap", 2, 4, []uint64{4}},
		{"one above the gap", 8, 8, []uint64{8}},
		{"up to the head, over the gap", 2, 11, []uint64{4}},
		{"all after the gap, and the head", 8, 11, nil},
	} {
		m := written(t)
		noted, err := readHead(m)
		if err != nil {
			t.Fatal(err)
		}
		m.forge(t, c.from, c.to)
		got, err := checkRows(m)
		if err != nil {
			t.Fatal(err)
		}
		var numbers []uint64
		for _, p := range got.Problems {
			if p.Kind != storage.AuditAltered {
				t.Errorf("%s: found %v", c.what, p)
			}
			numbers = append(numbers, p.Number)
		}
		if !slices.Equal(numbers, c.want) {
			t.Errorf("%s: found %v altered, want %v", c.what, numbers, c.want)
		}
		if got, err = checkRows(m, noted); err != nil || c.to == m.last && !slices.ContainsFunc(got.Problems, func(p storage.AuditProblem) bool { return p.Kind == storage.AuditOther }) {
			t.Errorf("%s: beside an older head: found %v, %v", c.what, got.Problems, err)
		}
	}
}

// TestDoubt: what was altered before it was erased is told of afterwards.
func TestDoubt(t *testing.T) {
	t.Parallel()
	m := written(t)
	m.forge(t, 8, 8)
	at := time.Date(2024, 6, 30, 0, 0, 0, 0, time.UTC)
	if err := rewriteRows(m, storage.AuditEntry{At: at, Action: "why"}, func(*storage.AuditEntry) (storage.Rewrite, error) { return storage.Drop, nil }); err != nil {
		t.Fatal(err)
	}
	got, err := checkRows(m)
	if err != nil || len(got.Problems) != 1 {
		t.Fatalf("found %v, %v", got.Problems, err)
	}
	p := got.Problems[0]
	if p.Kind != storage.AuditDoubted || p.Number != 8 || p.Was != storage.AuditAltered || !p.At.Equal(at) {
		t.Errorf("found %+v", p)
	}
	if got.Removed != 11 || got.Entries != 1 {
		t.Errorf("got %+v, want one entry after 11", got)
	}
}

// FuzzCheckAudit: whatever stands in the rows, a check ends and finds it.
func FuzzCheckAudit(f *testing.F) {
	f.Add([]byte(`{"at":"2024-05-31T12:00:00Z"}`), []byte("\x01"))
	f.Add([]byte(`{,"chain":{}`), []byte("x"))
	f.Add([]byte(`{"a":1,"chain":{"prev":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","body":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","salt":"AAAAAAAAAAAAAAAAAAAAAA","vouch":{"gone":[{"from":18446744073709551615,"to":0}]}}}`), headValue(storage.AuditHead{First: 1, Number: ^uint64(0)}))
	f.Fuzz(func(t *testing.T, doc, head []byte) {
		m := written(t)
		was := m.rows[9].doc
		m.rows[9] = auditRow{number: 9, doc: doc}
		got, err := checkRows(m)
		if err != nil || len(got.Problems) == 0 && string(was) != string(doc) {
			t.Errorf("found %v, %v", got.Problems, err)
		}
		m.newest = head
		if _, err := checkRows(m); err != nil {
			t.Error(err)
		}
		content, l, _, linked, err := splitRow(doc)
		if linked && err == nil {
			if again, _, _, _, err := splitRow(joinRow(content, l)); err != nil || string(again) != string(content) {
				t.Errorf("%q came apart as %q, %v", content, again, err)
			}
		}
	})
}
