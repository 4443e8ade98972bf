package records

import (
	"bytes"
	"testing"
)

func testSeal(t testing.TB, key byte) *Seal {
	t.Helper()
	s, err := NewSeal(bytes.Repeat([]byte{key}, SealKeySize))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSealedKeys: a part is sealed to the same bytes again, to others in another kind or with another
// key, and the beginning of a key becomes that of the stored one.
func TestSealedKeys(t *testing.T) {
	t.Parallel()
	one, two := testSeal(t, 1), testSeal(t, 2)
	line := append([]byte("telegram:42\x00"), 0, 0, 0, 0, 0, 0, 0, 7)
	stored := one.key(Lines, line)
	for _, other := range [][]byte{line, two.key(Lines, line), one.key(LineKeys, line)} {
		if bytes.Equal(stored, other) || bytes.Contains(stored, []byte("42")) {
			t.Errorf("stored as %q, like %q", stored, other)
		}
	}
	if !bytes.Equal(stored, one.key(Lines, line)) || !bytes.HasPrefix(stored, one.key(Lines, line[:len(line)-8])) {
		t.Error("it would not be found again")
	}
	if _, err := two.openKey(Lines, stored); err == nil {
		t.Error("another key opens it")
	}
	if _, err := NewSeal(make([]byte, SealKeySize-1)); err == nil {
		t.Error("a short key was taken")
	}
}

// FuzzSeal: all keys and values come back, and nothing else does.
func FuzzSeal(f *testing.F) {
	f.Add(uint8(Lines), []byte("telegram:42\x00\x00\x00\x00\x00\x00\x00\x00\x07"), []byte(`{"x":1}`))
	f.Add(uint8(Values), []byte(MarkKey), []byte("x"))
	f.Add(uint8(LineKeys), []byte("a\x00b"), []byte{})
	f.Add(uint8(JobQueue), make([]byte, 14), []byte("x"))
	s := testSeal(f, 1)
	f.Fuzz(func(t *testing.T, kind uint8, key, value []byte) {
		k := Kind(int(kind) % int(Kinds))
		stored := s.key(k, key)
		if got, err := s.openKey(k, stored); err != nil || !bytes.Equal(got, key) {
			t.Errorf("%s: key %q came back as %q, %v", k, key, got, err)
		}
		sealed := s.value(k, stored, value)
		if got, err := s.openValue(k, stored, sealed); err != nil || !bytes.Equal(got, value) {
			t.Errorf("%s: value %q came back as %q, %v", k, value, got, err)
		}
		// Whatever stands there: no panic, and no foreign bytes taken for ours.
		_, _ = s.openKey(k, key)
		if layouts[k].value != open && !bare(k, key) {
			if _, err := s.openValue(k, key, value); err == nil {
				t.Errorf("%s: %q opens without having been sealed", k, value)
			}
		}
	})
}
