package endtoend

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
)

// ear hears what the bot says in each chat, each message once.
type ear struct {
	t        *testing.T
	ctx      context.Context
	telegram *telegramtest.Server
	bot      *server
	heard    map[int64]int
}

// until waits for a message that holds the words, and that was not heard before.
func (e *ear) until(chat int64, words string) telegramtest.Message {
	e.t.Helper()
	for {
		all, err := e.telegram.WaitMessages(e.ctx, chat, e.heard[chat]+1)
		if err != nil {
			e.t.Fatalf("no %q in chat %d: %v\n%s", words, chat, err, e.bot.stderr)
		}
		m := all[e.heard[chat]]
		e.heard[chat]++
		if strings.Contains(m.Text, words) {
			return m
		}
	}
}

func (e *ear) say(chat int64, text, want string) {
	e.t.Helper()
	e.telegram.UserSays(chat, text)
	e.until(chat, want)
}

// TestApproveOnTelegram: two staff answer, one question is returned and answered
// again, the approver approves, and all who may have it receive the same bytes,
// which the command line gives later.
func TestApproveOnTelegram(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	o.run(t, "", "campaign", "open", "--template", o.template(t, 2), "--deadline", "2099-12-31")
	codes := map[string]string{}
	for _, role := range []string{"staff", "admin", "approver"} {
		codes[role] = o.invite(t, role, "2")
	}
	bot := o.serve(t)
	e := &ear{t: t, ctx: patience(t), telegram: telegram, bot: bot, heard: map[int64]int{}}
	const man, do, chi, em, dung = 11, 12, 21, 22, 31
	join := func(chat int64, role, name, call, want string) {
		t.Helper()
		e.say(chat, "/start "+codes[role], "có đồng ý không")
		e.say(chat, "đồng ý", "ghi họ tên")
		e.say(chat, name, "xưng hô")
		e.say(chat, call, want)
	}
	// Before there is any staff an admin is asked; that counts for nothing later.
	join(chi, "admin", "Bùi Kim Chi", "cô", "Câu 1/2")
	join(man, "staff", "Lê Thị Mận", "cô", "Câu 1/2")
	e.until(chi, "cô Lê Thị Mận vừa vào")
	join(em, "admin", "Đào Văn Em", "thầy", "Báo cáo đang mở")
	join(dung, "approver", "Hồ Văn Dũng", "thầy", "Báo cáo đang mở")
	join(do, "staff", "Trần Văn Đỗ", "thầy", "Câu 1/2")
	for _, staff := range []int64{man, do} {
		e.say(staff, "trả lời một", "Câu 2/2")
		e.say(staff, "trả lời hai", "Xem lại")
	}
	e.say(man, "gui", "đã nhận đủ")
	e.say(chi, "tien do", "1/2 người đã gửi")
	e.say(chi, "tra lai cau 2 man: viet ro hon", "đã trả lại câu 2")
	e.until(man, "viet ro hon")
	e.say(man, "trả lời hai, viết rõ", "Xem lại")
	e.until(chi, "trả lời hai, viết rõ")
	e.say(do, "gui", "đã nhận đủ")
	e.say(dung, "duyet", "còn 1 người chưa gửi")
	e.say(dung, "2", "chưa duyệt")
	e.say(man, "gui", "đã nhận đủ")
	e.until(chi, "đã đủ: 2/2 người đã gửi")
	e.until(dung, "chờ thầy duyệt")
	e.say(dung, "duyet", "duyệt bản 1")
	if _, found := telegram.UserPressesLabel(dung, "Duyệt bản 1"); !found {
		t.Fatal("no button to approve")
	}
	var files [][]byte
	for _, chat := range []int64{chi, em, dung} {
		m := e.until(chat, "SHA-256")
		if m.Document == nil {
			t.Fatalf("no file in chat %d", chat)
		}
		files = append(files, m.Document.Data)
	}
	e.say(man, "sửa 1", "Câu 1/2")
	e.say(man, "trả lời một, sửa sau", "Xem lại")
	e.say(dung, "tien do", "cần duyệt bản 2")
	bot.stop(t)

	for _, file := range files {
		if !bytes.Equal(file, files[0]) {
			t.Error("not all received the same bytes")
		}
	}
	id := decode[[]struct{ ID string }](t, o.run(t, "", "campaign", "list", "--json"))[0].ID
	list := decode[struct {
		Versions []struct {
			Number int
			SHA256 string
		}
	}](t, o.run(t, "", "campaign", "show", id, "--json")).Versions
	sum := sha256.Sum256(files[0])
	if len(list) != 1 || list[0].Number != 1 || list[0].SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("versions: %+v", list)
	}
	out := filepath.Join(t.TempDir(), "duyet.docx")
	o.run(t, "", "render", "--campaign", id, "--version", "1", "-o", out)
	if data, err := os.ReadFile(out); err != nil || !bytes.Equal(data, files[0]) {
		t.Errorf("render writes other bytes: %v", err)
	}
	for _, v := range telegram.Violations() {
		t.Errorf("against the Bot API: %s", v)
	}
}
