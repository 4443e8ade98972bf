package chat

import "testing"

// FuzzParseAddress: what is read as an address is written as it was read.
func FuzzParseAddress(f *testing.F) {
	f.Add("telegram:42")
	f.Add("zalo::")
	f.Add(":")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAddress(text)
		if err != nil {
			return
		}
		written, err := a.MarshalText()
		if err != nil || string(written) != text {
			t.Errorf("%q is written as %q, %v", text, written, err)
		}
	})
}
