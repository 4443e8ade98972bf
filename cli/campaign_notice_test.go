package cli_test

import (
	"os"
	"strings"
	"testing"
)

// TestCampaignNotice: a campaign that was opened without its notice is given one, field by
// field or from a file, and the draft cites it.
func TestCampaignNotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must("campaign", "open", "--template", d.file("hop-nho.toml", small))
	type view struct {
		Notice *struct{ Kind, Number, Issued, Issuer, Subject string }
	}
	got := d.must("campaign", "notice", "hop-nho-2026-1", "--notice-number", "12/UBND", "--notice-date", "2/11/2026", "--notice-issuer", "UBND xã Hoa Sen")
	if want := "Công văn số 12/UBND ngày 02 tháng 11 năm 2026 của UBND xã Hoa Sen"; !strings.Contains(got, want) {
		t.Errorf("set: %s", got)
	}
	shown := decode[view](t, d.must("campaign", "notice", "hop-nho-2026-1", "--notice-subject", "báo cáo họp", "--json"))
	if n := shown.Notice; n == nil || n.Number != "12/UBND" || n.Subject != "báo cáo họp" || n.Kind != "công văn" {
		t.Errorf("one field more: %+v", n)
	}
	d.must("campaign", "open", "--template", d.path("hop-nho.toml"), "--notice-number", "13/UBND", "--notice-issuer", "UBND xã Hoa Sen")
	for _, c := range []struct {
		name, args string
		exit       int
		want       []string
	}{
		{"nothing said", "hop-nho-2026-1", 2, []string{"--notice-number", "--notice"}},
		{"bad day", "hop-nho-2026-1 --notice-date 31/2/2026", 2, []string{"--notice-date", "31/2/2026"}},
		{"taken", "hop-nho-2026-1 --notice-number 13/ubnd", 1, []string{"hop-nho-2026-2"}},
		{"unknown", "hop-nho-2026-9 --notice-number 1", 1, []string{"hop-nho-2026-9"}},
		{"no file", "hop-nho-2026-1 --notice khong.pdf", 1, []string{"khong.pdf"}},
	} {
		code, _, stderr := d.run(append([]string{"campaign", "notice"}, strings.Fields(c.args)...)...)
		if code != c.exit {
			t.Errorf("%s: exit %d", c.name, code)
		}
		checkFirstLine(t, stderr, c.want)
	}
	if n := decode[view](t, d.must("campaign", "show", "hop-nho-2026-1", "--json")).Notice; n == nil || n.Number != "12/UBND" {
		t.Errorf("after refusals: %+v", n)
	}
	d.must("campaign", "close", "hop-nho-2026-1")
	code, _, stderr := d.run("campaign", "notice", "hop-nho-2026-1", "--notice-number", "1")
	if code != 1 {
		t.Errorf("closed: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"đã đóng"})
	if err := os.WriteFile(d.path("x.txt"), []byte("không có gì"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := d.run("campaign", "notice", "hop-nho-2026-2", "--notice", d.path("x.txt")); code != 1 {
		t.Errorf("a file that is no notice: exit %d", code)
	}
}
