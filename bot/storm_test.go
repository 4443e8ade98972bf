package bot_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// The storm: teachers who answer a form of short questions on Zalo at the end of a month of
// which hardly any message is left.
const (
	stormTeachers  = 45
	stormQuestions = 20
	stormBudget    = 3000
	stormReserve   = 200
	stormUsed      = 1990
)

func stormTemplate(t *testing.T) *report.Template {
	t.Helper()
	var b strings.Builder
	b.WriteString("id = \"nhieu-cau\"\ntitle = \"Báo cáo nhiều câu\"\nkind = \"BÁO CÁO\"\nsymbol = \"BC\"\nsubject = \"Nhiều câu hỏi\"\nrecipients = [\"Lưu: VT\"]\n\n[[sections]]\nid = \"mot\"\nheading = \"MỘT\"\n")
	for i := range stormQuestions {
		fmt.Fprintf(&b, "\n  [[sections.questions]]\n  id = \"cau_%d\"\n  type = \"text\"\n  prompt = \"Câu hỏi số %d?\"\n", i+1, i+1)
	}
	tmpl, err := report.ReadTemplate("nhieu-cau.toml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// TestStormAtTheEndOfTheBudget: every call of the webhook comes ten times, flat and wrapped
// and out of order, while the last messages of the month are used up. Every update is
// handled once and every answer kept; what is sent, dropped and put off is what the rules
// say; and the admins hear of it in time, once.
func TestStormAtTheEndOfTheBudget(t *testing.T) {
	t.Parallel()
	bubble(t, "3,000 messages", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		web := &wiretest.Web{}
		calls := &zalotest.Storm{Via: wiretest.RoundTripper(web), Times: 10}
		fakeZalo := zalotest.New(zalotest.Options{Offline: true, WebhookTransport: calls, Quota: stormBudget - stormUsed})
		defer fakeZalo.Close()
		log := &wiretest.Log{}
		onZalo, err := zalo.New(zalo.Config{
			Token: fakeZalo.Token, APIEndpoint: fakeZalo.URL, HTTP: fakeZalo.RoundTripper(), Photos: fakeZalo.Photos(), Mode: zalo.ModeWebhook,
			PublicURL: "https://thuky.invalid", Budget: stormBudget, Reserve: stormReserve, Logger: log.Logger(),
		})
		if err != nil {
			t.Fatal(err)
		}
		telegram := newFake("telegram")
		people := stormPeople(fakeZalo)
		update(t, s, func(tx storage.Tx) error {
			for _, p := range people {
				if _, err := bot.AddPerson(tx, p, time.Now()); err != nil {
					return err
				}
			}
			_, err := bot.OpenCampaign(tx, stormTemplate(t), report.Campaign{Period: "năm 2026"}, time.Now())
			return errors.Join(err, tx.PutValue(storage.SentKey(zalo.Platform, "2026-11"), fmt.Append(nil, stormUsed)))
		})
		r := startWith(t, bot.Config{
			Store: s, Draft: plainDraft, Log: log.Logger(), Transports: []chat.Transport{&wiretest.Hooked{HookTransport: onZalo, Web: web}},
			Limits: map[string]int{zalo.Platform: 50}, WebLink: func(code string) string { return "https://thuky.invalid/moi/" + code },
		}, telegram)
		settle := func() {
			t.Helper()
			if err := errors.Join(fakeZalo.WaitTaken(t.Context()), r.Settle(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
		settle()
		for i := range stormQuestions {
			for _, p := range people[2:] {
				fakeZalo.UserSays(p.Unit, stormAnswer(p, i+1))
			}
			settle()
			time.Sleep(2 * time.Minute) // of the clock that looks after the budgets
		}
		for _, p := range people[2:] {
			fakeZalo.UserSays(p.Unit, "gửi")
		}
		settle()

		// An admin, who has Telegram, too, returns more than the reserve is for.
		for i := range 4 {
			for _, p := range people[2:] {
				r.take(from("telegram", "em", fmt.Sprintf("trả lại câu %d %s: viết rõ hơn lần %d", i+1, p.Name, i+1)))
			}
		}
		settle()
		calls.Calm()
		settle()
		stats := r.Stats()
		checkStorm(t, s, fakeZalo, people, stats)
		different, taken := calls.Counts()
		if want := stormTeachers * (stormQuestions + 1); different != want || taken != 10*want || stats.Updates != int64(want+4*stormTeachers) || stats.Duplicates != int64(9*want) {
			t.Errorf("%d calls, %d taken, stats %+v; want %d calls, each once handled and nine times known", different, taken, stats, want)
		}
		checkWarnings(t, telegram.texts("em"))
		checkWarnings(t, textsOf(fakeZalo, people[0]))

		until(t, "2026-12-01 00:00") // Zalo's own month ends a little later
		fakeZalo.NewMonth()
		time.Sleep(10 * time.Minute)
		settle()
		r.stop()
		if n := r.Stats().Queued; n != 0 {
			t.Errorf("%d messages still wait", n)
		}
		for _, p := range people[2:] {
			last := 0
			for _, text := range textsOf(fakeZalo, p) {
				for i := range 4 {
					if strings.Contains(text, fmt.Sprintf("viết rõ hơn lần %d", i+1)) && i+1 < last {
						t.Errorf("%s: what waited comes out of order", p.Name)
					}
				}
			}
		}
		if v := fakeZalo.Violations(); len(v) > 0 {
			t.Errorf("against the Zalo Bot Platform: %q", v)
		}
	})
}

func stormAnswer(p report.Person, question int) string {
	return fmt.Sprintf("%s trả lời câu %d", p.Name, question)
}

func textsOf(z *zalotest.Server, p report.Person) (texts []string) {
	for _, m := range z.BotMessages(p.Unit) {
		texts = append(texts, m.Text)
	}
	return texts
}

// stormPeople are two admins and the teachers; Unit is their chat on Zalo. The second admin
// is on Telegram, too.
func stormPeople(z *zalotest.Server) (all []report.Person) {
	for i := range stormTeachers + 2 {
		p := staff("Lê " + []string{"Bảo", "Cẩm", "Diệu", "Gia", "Hồng", "Khánh", "Mỹ", "Ngọc", "Thu"}[i%9] + " " + []string{"An", "Bình", "Chi", "Duyên", "Hà", "Lan"}[i/9])
		if i < 2 {
			p = admin([]string{"Bùi Kim Chi", "Đào Văn Em"}[i])
		}
		p.Unit = fmt.Sprintf("zalo%02d", i)
		p.Addresses = []report.Contact{{Address: "zalo:" + p.Unit}}
		if i == 1 {
			p.Addresses = append(p.Addresses, report.Contact{Address: "telegram:em"})
		}
		z.SetName(p.Unit, p.Name)
		all = append(all, p)
	}
	return all
}

// checkStorm looks at the end of the month: what was kept, sent, dropped and put off.
func checkStorm(t *testing.T, s storage.Store, z *zalotest.Server, people []report.Person, stats bot.Stats) {
	t.Helper()
	answers := 0
	view(t, s, func(tx storage.Tx) error {
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			for a, err := range tx.Answers(c.ID) {
				if err != nil {
					return err
				}
				p, err := tx.Person(a.Person)
				if err != nil {
					return err
				}
				var n int
				if _, err := fmt.Sscanf(a.Question, "cau_%d", &n); err != nil || a.Revision != 1 || *a.Value.Text != stormAnswer(p, n) {
					t.Errorf("%s of %s, revision %d: %q", a.Question, p.Name, a.Revision, *a.Value.Text)
				}
				answers++
			}
		}
		return nil
	})
	if answers != stormTeachers*stormQuestions {
		t.Errorf("%d answers are kept, want %d", answers, stormTeachers*stormQuestions)
	}
	var all []zalotest.Message
	for _, p := range people {
		all = append(all, z.BotMessages(p.Unit)...)
	}
	slices.SortFunc(all, func(a, b zalotest.Message) int { return strings.Compare(a.ID, b.ID) })
	if sent := counted(t, s, storage.SentKey, zalo.Platform); sent != stormBudget || len(all) != stormBudget-stormUsed {
		t.Errorf("%d counted, %d shown: want %d and %d", sent, len(all), stormBudget, stormBudget-stormUsed)
	}
	for _, m := range all[stormBudget-stormReserve-stormUsed:] {
		if !slices.ContainsFunc([]string{"đã dùng gần hết số tin", "em đã gửi", "viết rõ hơn lần"}, func(w string) bool { return strings.Contains(m.Text, w) }) {
			t.Errorf("out of the reserve was sent: %q", m.Text)
		}
	}
	if dropped := counted(t, s, storage.DroppedKey, zalo.Platform); int64(dropped) != stats.Dropped || dropped == 0 {
		t.Errorf("%d counted as dropped, stats %+v", dropped, stats)
	}
	for _, p := range people[2:] {
		told, next := 0, 1
		for _, text := range textsOf(z, p) {
			if strings.Contains(text, "đã dùng gần hết số tin") {
				told++
			}
			if strings.Contains(text, fmt.Sprintf("Câu hỏi số %d?", next)) && told == 0 {
				next++
			}
		}
		if told != 1 || next < 17 {
			t.Errorf("%s was told %d times that the month is used up, and asked %d questions before", p.Name, told, next-1)
		}
	}
	t.Logf("of %d answers all are kept; shown %d, dropped %d, waiting %d", answers, len(all), stats.Dropped, stats.Queued)
}

// checkWarnings tells whether an admin was warned of each stage once, and in time.
func checkWarnings(t *testing.T, texts []string) {
	t.Helper()
	var got []string
	for _, text := range texts {
		if _, rest, ok := strings.Cut(text, "tháng này em đã gửi "); ok {
			got = append(got, rest[:min(len(rest), 40)])
		}
	}
	if len(got) != 3 || !strings.Contains(got[0], "(70 %)") || !strings.Contains(got[1], "(90 %)") || !strings.Contains(got[2], "/3.000 tin Zalo. ") {
		t.Errorf("an admin was warned by %q, want once at 70 and 90 %% and when the reserve is reached", got)
	}
}
