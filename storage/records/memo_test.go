package records

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestMemo: a record is decoded once as long as its bytes stay the same, and what a caller
// does with it changes nothing for the next.
func TestMemo(t *testing.T) {
	t.Parallel()
	count := 0
	broken := errors.New("broken")
	decode := func(b []byte) ([]string, error) {
		count++
		if string(b) == "!" {
			return nil, broken
		}
		return strings.Fields(string(b)), nil
	}
	m := newMemo(10, slices.Clone[[]string])
	for _, step := range []struct {
		key, stored string
		count       int
	}{
		{"a", "1 2", 1},
		{"a", "1 2", 1},
		{"b", "3 4", 2},
		{"a", "1 3", 3},
		{"a", "1 3", 3},
		{"b", "3 4", 3},
		{"c", "12345", 4}, // too many: all are forgotten
		{"a", "1 3", 5},
		{"d", "12345678901", 6},
		{"d", "12345678901", 7}, // never kept
		{"a", "1 3", 7},
	} {
		stored := []byte(step.stored)
		got, err := m.read([]byte(step.key), stored, decode)
		if want := strings.Fields(step.stored); err != nil || !slices.Equal(got, want) || count != step.count {
			t.Fatalf("%s of %q: got %q, %v after %d decoded, want %q after %d", step.key, step.stored, got, err, count, want, step.count)
		}
		got[0] = "spoiled"
		clear(stored)
	}
	m.forget([]byte("a"))
	m.forget([]byte("a"))
	if _, left := m.entries["a"]; left || m.size != len("12345") {
		t.Errorf("%d bytes are left beside one that was forgotten, want those of c", m.size)
	}
	for range 2 {
		if _, err := m.read([]byte("a"), []byte("!"), decode); !errors.Is(err, broken) {
			t.Errorf("got error %v", err)
		}
	}
}
