package endtoend

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
)

// TestGroupOnTelegram: the bot in the staff group, with privacy mode off, which is the
// worst case: it announces and counts, takes no answer and keeps no words.
func TestGroupOnTelegram(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{ReadAll: true})
	o := newOffice(t, append(telegramSettings(telegram), "THUKY_GROUP_NAME_LATE=true")...)
	o.run(t, "", "campaign", "open", "--template", o.template(t, 2), "--deadline", "2020-01-31")
	codes := map[string]string{}
	for _, role := range []string{"staff", "admin"} {
		codes[role] = o.invite(t, role, "2")
	}
	bot := o.serve(t)
	e := &ear{t: t, ctx: patience(t), telegram: telegram, bot: bot, heard: map[int64]int{}}
	const man, chi, stranger, room, other, upgraded = 11, 21, 99, -500, -600, -1_000_000_000_500
	telegram.SetName(man, "Mận", "")
	telegram.SetName(chi, "Chi", "")
	e.say(man, "/start "+codes["staff"], "có đồng ý không")
	e.say(man, "dong y", "ghi họ tên")
	e.say(man, "Mận", "thầy")
	e.say(man, "cô", "Câu 1/2")
	e.say(chi, "/start "+codes["admin"], "có đồng ý không")
	e.say(chi, "dong y", "ghi họ tên")
	e.say(chi, "Chi", "thầy")
	e.say(chi, "cô", "Báo cáo đang mở")

	telegram.AddToGroup(other, stranger, "Nhóm lạ")
	e.until(other, "gõ /nhom")
	telegram.AddToGroup(room, chi, "Hội đồng trường")
	e.until(room, "em chào cả nhà")
	e.until(room, "https://t.me/"+telegramtest.DefaultUsername)
	for _, id := range []int64{room, other} {
		telegram.GroupSays(id, man, "chuyện riêng một", 0)
		telegram.GroupSays(id, stranger, "chuyện riêng hai @"+telegramtest.DefaultUsername, 0)
	}
	e.until(room, "không ghi câu trả lời")
	answered := telegram.BotMessages(room)[0].ID
	telegram.GroupSays(room, man, "chuyện riêng ba", answered)
	telegram.GroupSays(room, chi, "/tiendo@"+telegramtest.DefaultUsername, 0)
	e.until(room, "chưa gửi: Mận")

	telegram.MigrateGroup(room, upgraded, "Hội đồng trường")
	telegram.GroupSays(upgraded, chi, "/tiendo", 0)
	e.until(upgraded, "0/1 người đã gửi")
	e.say(man, "trả lời trong tin riêng", "Câu 2/2")
	if err := telegram.WaitConfirmed(e.ctx); err != nil {
		t.Fatal(err)
	}
	bot.stop(t)
	for _, m := range telegram.BotMessages(other) {
		if !strings.Contains(m.Text, "/nhom") {
			t.Errorf("the other group heard %q", m.Text)
		}
	}
	data, err := os.ReadFile(filepath.Join(o.dir, "thuky.db"))
	if err != nil || bytes.Contains(data, []byte("chuyện riêng")) || !bytes.Contains(data, []byte("trong tin riêng")) {
		t.Errorf("the store holds words of a group, or not those of the private chat (%v)", err)
	}
	if strings.Contains(bot.stderr.String(), "chuyện riêng") {
		t.Error("the log holds words of a group")
	}

	// After a restart nothing is said again, and a group that put the bot out is forgotten.
	before := len(telegram.BotMessages(upgraded))
	bot = o.serve(t)
	e.bot = bot
	telegram.RemoveFromGroup(upgraded, chi)
	e.say(man, "trả lời hai", "Xem lại")
	if err := telegram.WaitConfirmed(e.ctx); err != nil {
		t.Fatal(err)
	}
	bot.stop(t)
	if now := len(telegram.BotMessages(upgraded)); now != before {
		t.Errorf("%d messages after the restart, %d before", now, before)
	}
	for _, v := range telegram.Violations() {
		t.Error(v)
	}
}
