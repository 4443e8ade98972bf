package cli_test

import (
	"strings"
	"testing"
)

// letter is a notice as an office sends it; all names are invented.
const letter = `ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TÂN LẬP                   Độc lập - Tự do - Hạnh phúc

Số: 764/UBND-HC                 Tân Lập, ngày 28 tháng 5 năm 2024
V/v báo cáo kết quả thực hiện công tác dân vận
06 tháng đầu năm 2024

Kính gửi: Các trường trực thuộc.

Thực hiện chương trình công tác năm 2024, Ủy ban nhân dân huyện Tân Lập đề nghị các trường báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2024, gửi về Phòng Nội vụ trước ngày 31/5/2024 để tổng hợp.

Nơi nhận:
- Như trên;
- Lưu: VT.
`

// TestCampaignFromNotice opens a campaign from the file of a notice.
func TestCampaignFromNotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.file("cong-van.txt", letter)
	type row struct{ ID, Template, Period, Deadline string }
	got := decode[row](t, d.must("campaign", "open", "--notice", file, "--json"))
	want := row{"dan-van-6-thang-2024-1", "dan-van-6-thang", "06 tháng đầu năm 2024", "2024-05-31"}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if draft := d.must("render", "--campaign", want.ID, "--format", "md"); !strings.Contains(draft,
		"Thực hiện Công văn số 764/UBND-HC ngày 28 tháng 5 năm 2024 của Ủy ban nhân dân huyện Tân Lập về việc báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2024.") {
		t.Errorf("the opening does not cite the notice:\n%s", draft)
	}
	// The same notice again is stopped, with a pointer to the first.
	code, _, stderr := d.run("campaign", "open", "--notice", file)
	if code != 1 || !strings.Contains(stderr, want.ID) {
		t.Errorf("the same notice again: code %d\n%s", code, stderr)
	}
	// In the chat it leads to its campaign.
	if out := d.lines("tạm dừng").must("chat", "--notice", file); !strings.Contains(out, "Câu 1/") {
		t.Errorf("chat did not go to the campaign of the notice:\n%s", out)
	}
	if list := decode[[]row](t, d.must("campaign", "list", "--json")); len(list) != 1 {
		t.Errorf("campaigns: %+v", list)
	}
}

func TestChatFromNotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	out := d.lines("tạm dừng").must("chat", "--notice", d.file("cong-van.txt", letter), "--template", d.file("hop-nho.toml", small))
	if !strings.Contains(out, "hạn nộp thứ Sáu 31/5/2024") {
		t.Errorf("the deadline of the notice is not told:\n%s", out)
	}
}

// TestNoticeNotUnderstood: flags fill in what cannot be read, and what was wrong is said.
func TestNoticeNotUnderstood(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no notice":   {[]string{"campaign", "open", "--notice", d.file("a.txt", "Chúc mừng năm mới.")}, "--notice-number"},
		"no template": {[]string{"campaign", "open", "--notice", d.file("b.txt", strings.ReplaceAll(letter, "công tác dân vận", "công tác thư viện"))}, "--template"},
		"secret":      {[]string{"campaign", "open", "--notice", d.file("c.txt", "MẬT\n"+letter)}, "MẬT"},
		"missing":     {[]string{"chat", "--notice", d.path("khong-co.txt")}, "khong-co.txt"},
	} {
		code, _, stderr := d.run(tt.args...)
		if code != 1 || !strings.Contains(stderr, tt.want) {
			t.Errorf("%s: code %d, want 1 and %q:\n%s", name, code, tt.want, stderr)
		}
	}
	got := decode[struct{ Period, Deadline string }](t, d.must("campaign", "open", "--json", "--notice", d.file("d.txt", letter),
		"--period", "quý II năm 2024", "--deadline", "30/5/2024"))
	if got.Period != "quý II năm 2024" || got.Deadline != "2024-05-30" {
		t.Errorf("the flags do not take the place of what was read: %+v", got)
	}
}
