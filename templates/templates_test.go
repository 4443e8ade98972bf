package templates

import "testing"

func TestBuiltin(t *testing.T) {
	l, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range l {
		t.Log(x.ID, len(x.Questions()))
	}
}
