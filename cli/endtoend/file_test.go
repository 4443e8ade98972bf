package endtoend

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
)

// TestFileOnTelegram: an admin sends a notice as a file, whose download fails at first,
// and a secret one, of which nothing is kept. What staff send is not fetched.
func TestFileOnTelegram(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	admin, staff := o.invite(t, "admin", "1"), o.invite(t, "staff", "1")
	bot := o.serve(t)
	e := &ear{t: t, ctx: patience(t), telegram: telegram, bot: bot, heard: map[int64]int{}}
	const chi, man = 21, 11
	paper := strings.ReplaceAll(notice764, "---8<---\n", "")
	telegram.SetName(chi, "Chi", "")
	telegram.SetName(man, "Mận", "")
	for chat, words := range map[int64][]string{chi: {"/start " + admin, "Chi"}, man: {"/start " + staff, "Mận"}} {
		e.say(chat, words[0], "có đồng ý không")
		e.say(chat, "đồng ý", "ghi họ tên")
		e.say(chat, words[1], "thầy")
		e.say(chat, "cô", "")
	}

	telegram.UserSendsFile(man, "rieng.txt", "text/plain", []byte("tệp của Mận"), "")
	e.until(man, "")
	telegram.UserSendsFile(chi, "mat.txt", "text/plain", []byte("TỐI MẬT\nBí danh Hoa Phượng\n"+paper), "")
	e.until(chi, "độ mật")
	if n := telegram.Requests(telegramtest.Download); n != 1 {
		t.Errorf("%d downloads, want 1", n)
	}
	telegram.Fail(telegramtest.Fault{Kind: telegramtest.CutBody, Method: telegramtest.Download})
	telegram.UserSendsFile(chi, `..\cong van/Công văn 764.txt`, "text/plain", []byte(paper), "")
	e.until(chi, "đang đọc «Công văn 764.txt»")
	e.until(chi, "764/UBND-HC")
	bot.stop(t)
	for _, v := range telegram.Violations() {
		t.Error(v)
	}
	data, err := os.ReadFile(filepath.Join(o.dir, "thuky.db"))
	if err != nil || bytes.Contains(data, []byte("Hoa Phượng")) || bytes.Contains(data, []byte("tệp của Mận")) || !bytes.Contains(data, []byte("764/UBND-HC")) {
		t.Errorf("the store holds a secret, or not the notice (%v)", err)
	}
	if strings.Contains(bot.stderr.String(), telegram.Token) || strings.Contains(bot.stderr.String(), "Công văn 764") {
		t.Errorf("the log shows the token or the name of a file:\n%s", bot.stderr)
	}
}
