package conversation_test

import (
	"os"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestClosedHalfWritten: messages of a long answer are acknowledged one by one,
// so they are kept when the campaign is closed before "xong"; an answer that
// stands already is not replaced by half a new one.
func TestClosedHalfWritten(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/nua-chung.txt")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ before, want string }{
		"nothing yet":    {"", "Đoạn một.\nĐoạn hai."},
		"an answer":      {"> Bản cũ.\n> xong\n> sửa 2\n", "Bản cũ."},
		"told by a word": {"", "Đoạn một.\nĐoạn hai."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlay(t, txtar.Parse(data))
			p.run("! opened thu-vien-1\n> 12\n" + c.before + "> Đoạn một.\n> Đoạn hai.\n! close thu-vien-1\n")
			if name == "told by a word" {
				p.run("> Đoạn ba.\n")
			} else {
				p.run("! ended thu-vien-1\n")
			}
			a := p.world.answers["nhan_xet"]
			if a.Value.Text == nil || *a.Value.Text != c.want {
				t.Errorf("the answer after closing is %+v, want %q", a.Value, c.want)
			}
		})
	}
}
