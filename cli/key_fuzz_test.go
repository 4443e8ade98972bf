package cli

import (
	"bytes"
	"testing"
)

// FuzzKey: what is read as a key is one of 32 bytes, and is read again as it is written.
func FuzzKey(f *testing.F) {
	key := bytes.Repeat([]byte{0xab, 1}, 16)
	f.Add([]byte(keyFile(key)))
	f.Add(key)
	f.Add([]byte("# \n=\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := parseKey(data)
		if err != nil {
			return
		}
		if again, err := parseKey([]byte(keyFile(got))); err != nil || len(got) != 32 || !bytes.Equal(again, got) {
			t.Errorf("%x came back as %x, %v", got, again, err)
		}
	})
}
