package endtoend

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage/pgstore/pgtest"
)

// notice764 is a notice with the facts that the reference report cites; all else is invented.
const notice764 = `ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TÂN HỒNG                   Độc lập - Tự do - Hạnh phúc

Số: 764/UBND-HC                 Tân Hồng, ngày 28 tháng 5 năm 2024
V/v báo cáo kết quả thực hiện công tác dân vận
06 tháng đầu năm 2024

Kính gửi:
- Các phòng, ban trực thuộc;
- Các trường trên địa bàn huyện.
---8<---
Thực hiện chương trình công tác năm 2024, Ủy ban nhân dân huyện đề nghị các phòng, ban và các trường báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2024 theo đề cương gửi kèm.
---8<---
Báo cáo gửi về Phòng Nội vụ trước ngày 31/5/2024 để tổng hợp.

Nơi nhận:
- Như trên;
- Lưu: VT, NV.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn Ví`

// smallReport takes the place of the shipped template of its id.
const smallReport = `id = "dan-van-6-thang"
title = "Báo cáo công tác dân vận 6 tháng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả thực hiện công tác dân vận ở đơn vị {{period}}"
match = ["dân vận"]
recipients = ["Lưu: VT"]
opening = ["Thực hiện {{notice}}."]

[[sections]]
id = "ket_qua"
heading = "KẾT QUẢ"

  [[sections.questions]]
  id = "ket_qua_thuc_hien"
  type = "longtext"
  prompt = "Thầy/cô viết kết quả thực hiện trong kỳ."
  role = "văn thư"

  [[sections.questions]]
  id = "vien_chuc"
  type = "integer"
  prompt = "Trường có bao nhiêu viên chức?"
  print = "Trường có {{vien_chuc}} viên chức."
  role = "văn thư"

[[sections]]
id = "kien_nghi"
heading = "KIẾN NGHỊ"

  [[sections.questions]]
  id = "kien_nghi"
  type = "longtext"
  prompt = "Thầy/cô có kiến nghị gì?"
  role = "tổ 1"
`

// TestFromNoticeToApproval: an admin pastes a notice in pieces, corrects what was read
// and opens the campaign; each of the staff is asked what is theirs, one question goes
// back and comes again, the approver approves, and both admins receive the same bytes.
func TestFromNoticeToApproval(t *testing.T) {
	t.Parallel()
	fromNoticeToApproval(t, func(*office) {})
}

// TestFromNoticeToApprovalOnPostgres: storage.url is all that is different.
func TestFromNoticeToApprovalOnPostgres(t *testing.T) {
	t.Parallel()
	fromNoticeToApproval(t, func(o *office) { o.db = pgtest.New(t) })
}

func fromNoticeToApproval(t *testing.T, furnish func(*office)) *office {
	t.Helper()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	furnish(o)
	folder := filepath.Join(o.dir, "mau")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "dan-van.toml"), []byte(smallReport), 0o600); err != nil {
		t.Fatal(err)
	}
	o.env = append(o.env, "THUKY_TEMPLATES_FOLDER="+folder)
	codes := map[string]string{}
	for _, role := range []string{"staff", "admin", "approver"} {
		codes[role] = o.invite(t, role, "2")
	}
	bot := o.serve(t)
	e := &ear{t: t, ctx: patience(t), telegram: telegram, bot: bot, heard: map[int64]int{}}
	const man, do, chi, em, dung = 70010011, 70010012, 70010021, 70010022, 70010031
	join := func(chat int64, role, name, call string) {
		t.Helper()
		e.say(chat, "/start "+codes[role], "có đồng ý không")
		e.say(chat, "đồng ý", "ghi họ tên")
		e.say(chat, name, "xưng hô")
		e.say(chat, call, "chưa có báo cáo")
	}
	join(chi, "admin", "Bùi Kim Chi", "cô")
	join(em, "admin", "Đào Văn Em", "thầy")
	join(dung, "approver", "Hồ Văn Dũng", "thầy")
	join(man, "staff", "Lê Thị Mận", "cô")
	join(do, "staff", "Trần Văn Đỗ", "thầy")
	e.say(chi, "cô Mận thuộc văn thư", "văn thư")
	e.say(chi, "thay Do thuoc to 1", "tổ 1")

	for _, part := range strings.Split(notice764, "---8<---\n") { // as a forwarded text comes
		telegram.UserSays(chi, strings.TrimSpace(part))
	}
	e.until(chi, "em thấy đây là một công văn")
	e.until(chi, "3 phần của công văn")
	telegram.UserSays(chi, "xong")
	list := e.until(chi, "764/UBND-HC").Text
	for _, want := range []string{
		"1. Loại văn bản: công văn", "3. Ngày ban hành: 28/5/2024", "4. Cơ quan ban hành: Ủy ban nhân dân huyện Tân Hồng",
		"5. Trích yếu: báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2024", "6. Kỳ báo cáo: 06 tháng đầu năm 2024",
		"7. Hạn nộp: thứ Sáu 31/5/2024 ← «trước ngày 31/5/2024»", "hạn này đã qua", "8. Hạn nội bộ: không đặt",
		"9. Chốt số liệu: 31/5/2024", "10. Mẫu báo cáo: Báo cáo công tác dân vận 6 tháng", "Lê Thị Mận 2 câu", "Trần Văn Đỗ 1 câu",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("the list has no %q:\n%s", want, list)
		}
	}
	e.say(chi, "han 31/5/2024 16 gio", "Hạn nộp: 16:00 thứ Sáu 31/5/2024")
	if n := len(telegram.BotMessages(man)); n != e.heard[man] {
		t.Errorf("Mận hears %d messages before anything is confirmed", n-e.heard[man])
	}
	if _, found := telegram.UserPressesLabel(chi, "Mở báo cáo"); !found {
		t.Fatal("no button to open")
	}
	e.until(chi, "Đã mở báo cáo")
	if m := e.until(man, "Câu 1/2"); !strings.Contains(m.Text, "theo Công văn số 764/UBND-HC của Ủy ban nhân dân huyện Tân Hồng") || !strings.Contains(m.Text, "16 giờ") {
		t.Errorf("Mận hears %q", m.Text)
	}
	e.until(do, "Câu 1/1")
	e.say(em, notice764, "một công văn")
	e.say(em, "xong", "đã có báo cáo")

	e.say(man, "Trường đã triển khai.", "đã ghi 1 tin")
	e.say(man, "xong", "Câu 2/2")
	e.say(man, "32", "Xem lại")
	e.say(man, "gui", "đã nhận đủ")
	e.say(do, "Cần thêm kinh phí.", "đã ghi 1 tin")
	e.say(do, "xong", "Xem lại")
	e.say(do, "gui", "đã nhận đủ")
	e.until(chi, "đã đủ: 2/2 người đã gửi")
	e.say(chi, "tra lai cau 1: viet ro hon", "đã trả lại câu 1")
	e.until(man, "viet ro hon")
	e.say(man, "Trường đã triển khai đến 32 viên chức.", "đã ghi 1 tin")
	e.say(man, "xong", "Xem lại")
	e.until(chi, "đến 32 viên chức")
	e.say(man, "gui", "đã nhận đủ")
	e.until(dung, "chờ thầy duyệt")
	e.say(dung, "duyet", "duyệt bản 1")
	e.say(dung, "1", "SHA-256")
	var files [][]byte
	for _, chat := range []int64{chi, em} {
		m := e.until(chat, "SHA-256")
		if m.Document == nil {
			t.Fatalf("no file in chat %d", chat)
		}
		files = append(files, m.Document.Data)
	}
	bot.stop(t)

	if !bytes.Equal(files[0], files[1]) {
		t.Error("the admins received different bytes")
	}
	got := text(readDocx(t, files[0]))
	citation := "Thực hiện Công văn số 764/UBND-HC ngày 28 tháng 5 năm 2024 của Ủy ban nhân dân huyện Tân Hồng về việc báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2024."
	for _, want := range []string{citation, "Trường đã triển khai đến 32 viên chức.", "Trường có 32 viên chức.", "Cần thêm kinh phí."} {
		if !strings.Contains(got, want) {
			t.Errorf("the report has no %q:\n%s", want, got)
		}
	}
	if _, err := os.Stat(seedFile); err == nil {
		if s := readSeed(t); len(s.opening) == 0 || s.opening[0] != citation {
			t.Errorf("the reference report opens with %q", s.opening)
		}
	}
	for _, v := range telegram.Violations() {
		t.Errorf("against the Bot API: %s", v)
	}
	return o
}
