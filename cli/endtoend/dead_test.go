package endtoend

import (
	"slices"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo/zalotest"
)

// TestDeadPlatform: Zalo takes every call and answers none, while people write on all
// platforms. Those of the others notice nothing, the end is in order, and when Zalo
// answers again what waited comes in its order.
func TestDeadPlatform(t *testing.T) {
	t.Parallel()
	at := &front{}
	zalo := newZalo(t, at, zalotest.Options{})
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, append(telegramSettings(telegram), zaloSettings(zalo, "webhook")...)...)
	o.run(t, "", "campaign", "open", "--template", o.template(t, 3), "--deadline", "2099-12-31")
	admin, staff := o.invite(t, "admin", "2"), o.invite(t, "staff", "3")
	bot := o.serve(t)
	at.opens(t, bot)
	c := newCast(t, bot)
	c.chi.seat = &webSeat{browser: newBrowser(t, publicURL, at)}
	c.em.seat = &zaloSeat{zalo, at, "u22"}
	c.man.seat = &telegramSeat{telegram, 11}
	c.do.seat = &zaloSeat{zalo, at, "u12"}
	c.lan.seat = &webSeat{browser: newBrowser(t, publicURL, at)}
	c.join = c.joinAnywhere
	c.arrive(c.man, staff)
	c.arrive(c.do, staff)
	c.arrive(c.chi, admin)
	c.arrive(c.em, admin)
	c.man.until("Câu 1/3")
	c.do.until("Câu 1/3")
	c.em.until("Báo cáo đang mở")
	if err := zalo.WaitTaken(c.em.ctx); err != nil {
		t.Fatal(err)
	}

	before := zalo.Requests("sendMessage")
	zalo.Fail(zalotest.Fault{Kind: zalotest.FaultKind(wiretest.Silent), Times: -1})
	c.arrive(c.lan, staff) // which an admin on Zalo does not hear
	c.lan.until("Câu 1/3")
	answer := func(p *person) {
		t.Helper()
		p.say("một của "+p.name, "Câu 2/3")
		p.say("hai của "+p.name, "Câu 3/3")
		p.say("ba của "+p.name, "Xem lại")
		p.say("gửi", "đã nhận đủ")
	}
	for _, text := range []string{"một của Đỗ", "hai của Đỗ", "ba của Đỗ", "gửi"} {
		c.do.write(text)
	}
	answer(c.man)
	answer(c.lan)
	c.chi.until("đã đủ: 3/3 người đã gửi") // Zalo's calls came in all the time
	if n := c.do.unread() + c.em.unread(); n != 0 {
		t.Errorf("Zalo shows %d messages and answers nothing", n)
	}
	if zalo.Requests("sendMessage") == before {
		t.Error("nothing was sent to Zalo meanwhile")
	}
	bot.stop(t)
	if got := bot.counted(t, "queued"); got < 5 {
		t.Errorf("%d messages wait, want those for Đỗ and Em", got)
	}

	zalo.Recover()
	bot = o.serve(t)
	at.opens(t, bot)
	c.do.until("đã nhận đủ")
	c.em.until("đã đủ: 3/3 người đã gửi")
	inOrder(t, c.do, "✓ Đã ghi câu 1: một của Đỗ", "✓ Đã ghi câu 2: hai của Đỗ", "✓ Đã ghi câu 3: ba của Đỗ", "đã nhận đủ")
	inOrder(t, c.em, "cô Vũ Thị Lan vừa vào", "đã đủ: 3/3")
	bot.stop(t)
	for _, v := range append(zalo.Violations(), telegram.Violations()...) {
		t.Errorf("against the platform: %s", v)
	}
	var texts []string
	for _, a := range o.answers(t) {
		texts = append(texts, *a.Value.Text)
		if a.Revision != 1 {
			t.Errorf("%q was stored %d times", *a.Value.Text, a.Revision)
		}
	}
	if len(texts) != 9 || !slices.Contains(texts, "ba của Đỗ") {
		t.Errorf("answers: %q", texts)
	}
}

// inOrder tells whether somebody was told these words, each once and in this order.
func inOrder(t testing.TB, p *person, words ...string) {
	t.Helper()
	all, _ := p.hear(p.ctx, 0)
	var whole strings.Builder
	for _, m := range all {
		whole.WriteString(m.text + "\n")
	}
	from := 0
	for _, w := range words {
		i := strings.Index(whole.String()[from:], w)
		if n := strings.Count(whole.String(), w); i < 0 || n != 1 {
			t.Errorf("%s hears %q %d times, or too early:\n%s", p.name, w, n, whole.String())
			return
		}
		from += i + len(w)
	}
}
