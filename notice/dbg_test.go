package notice

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestDebug(t *testing.T) {
	id := os.Getenv("NID")
	if id == "" {
		t.Skip("no id")
	}
	for _, s := range loadSamples(t) {
		if strings.Contains(s.ID, id) {
			r := s.read(t)
			b, _ := json.MarshalIndent(r, "", " ")
			t.Logf("%s\n%s", s.ID, b)
			sh := newSheet(s.Text)
			for _, in := range sh.sentences() {
				t.Logf("[%c p%d] %s", in.mark|0x20, in.para, sh.text(in.from, in.to))
			}
		}
	}
}
