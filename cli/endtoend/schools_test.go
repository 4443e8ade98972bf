package endtoend

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore/pgtest"
)

// TestSchools: the same chat in two schools of one program. Nothing that is said, made, linked
// or counted in one is seen in the other, also after the program was killed.
func TestSchools(t *testing.T) {
	t.Parallel()
	t.Run("bolt", func(t *testing.T) {
		t.Parallel()
		twoSchools(t, newProvince(t, "bolt:kho/thuky.db", ""))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		twoSchools(t, newProvince(t, pgtest.New(t), ""))
	})
}

func twoSchools(t *testing.T, p *province) {
	const head = 9
	template := p.template(t, 2)
	codes, pages := map[string]string{}, map[string]string{}
	for id := range schoolNames {
		p.must(t, "--school", id, "campaign", "open", "--template", template, "--deadline", "2099-12-31")
		codes[id], pages[id] = p.code(t, id, "admin"), p.code(t, id, "admin")
	}
	bot := p.serveAll(t, "2/2")
	ears := map[string]*ear{}
	for id := range schoolNames {
		ears[id] = p.talker(t, bot, id)
	}
	other := map[string]string{"hoa-sen": "sen-hong", "sen-hong": "hoa-sen"}
	for id, e := range ears {
		e.say(head, "/start "+codes[other[id]], "chưa nhận ra mã") // the invitation of the other school
		e.say(head, "/start "+codes[id], "có đồng ý không")
		e.say(head, "đồng ý", "ghi họ tên")
		e.say(head, "Nguyễn Thị Hoa", "xưng hô")
		e.say(head, "cô", "Câu 1/2")
		e.say(head, "một của "+id, "Câu 2/2")
	}
	p.checkPages(t, pages)
	bot.kill()
	p.killed(t)
	bot = p.serveAll(t, "2/2")
	for id, e := range ears {
		e.bot = bot
		e.say(head, "hai của "+id, "Xem lại")
		e.telegram.UserSays(head, "gửi")
		if err := e.telegram.WaitRequests(e.ctx, "sendDocument", 1); err != nil {
			t.Fatalf("%v\n%s", err, bot.stderr)
		}
	}
	figures := p.get(t, p.measured+"/metrics", "", http.StatusOK)
	for id := range schoolNames {
		for _, want := range []string{
			fmt.Sprintf("thuky_updates_total{outcome=\"handled\",platform=\"telegram\",school=%q} 2\n", id), // since the kill
			fmt.Sprintf("thuky_ready{school=%q} 1\n", id),
		} {
			if !strings.Contains(figures, want) {
				t.Errorf("the metrics lack %s", want)
			}
		}
	}
	if got := p.standing(t); got != "hoa-sen true, sen-hong true" {
		t.Errorf("readiness: %s", got)
	}
	p.must(t, "backup", "ban-sao")
	bot.stop(t)
	for id := range schoolNames {
		copied, err := boltstore.Open(filepath.Join(p.dir, "ban-sao", id+".thuky.db"))
		if err != nil {
			t.Fatal(err)
		}
		for where, held := range map[string]string{"the store": everything(t, p.store(t, id)), "the copy": everything(t, copied)} {
			for _, answer := range []string{"một của ", "hai của "} {
				if !strings.Contains(held, answer+id) || strings.Contains(held, answer+other[id]) {
					t.Errorf("%s of %s has not %q, or that of the other", where, id, answer+id)
				}
			}
		}
		p.checkDraft(t, id, other[id])
		for _, v := range p.telegram[id].Violations() {
			t.Errorf("%s: against the Bot API: %s", id, v)
		}
	}
	for line := range strings.Lines(bot.stderr.String()) {
		if !strings.Contains(line, "school=") && !strings.Contains(line, "msg=metrics") {
			t.Errorf("a line of the log says no school: %s", line)
		}
	}
}

// checkDraft looks at all that a bot said and at the draft that it sent.
func (p *province) checkDraft(t *testing.T, id, other string) {
	t.Helper()
	var said strings.Builder
	for _, m := range p.telegram[id].BotMessages(9) {
		said.WriteString(m.Text + "\n")
		if m.Document == nil {
			continue
		}
		for _, p := range readDocx(t, m.Document.Data) {
			said.WriteString("bản thảo: " + p.text + "\n")
		}
	}
	for _, want := range []string{"bản thảo: một của " + id, "bản thảo: hai của " + id} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("%s: no %q", id, want)
		}
	}
	for _, foreign := range []string{"của " + other, schoolNames[other], other + ".xa.example"} {
		if strings.Contains(said.String(), foreign) {
			t.Errorf("%s: %q of the other school is shown", id, foreign)
		}
	}
}

// checkPages enters both schools in a browser, and tries the links and the session of each at the
// other.
func (p *province) checkPages(t *testing.T, codes map[string]string) {
	t.Helper()
	home := func(id string) string { return "http://" + id + ".xa.example" }
	seats := map[string]*webSeat{}
	for id, code := range codes {
		w := &webSeat{browser: newBrowser(t, home(id), p.front)}
		w.enter(home(id) + "/moi/" + code)
		seats[id] = w
		w.say(t, "đồng ý")
	}
	for id, w := range seats {
		other := map[string]string{"hoa-sen": "sen-hong", "sen-hong": "hoa-sen"}[id]
		if text := p.get(t, home(other)+"/moi/"+codes[id], "", http.StatusNotFound, http.StatusGone, http.StatusForbidden, http.StatusOK); strings.Contains(text, "Vào trang") {
			// The page asks before it looks: what counts is that the code lets nobody in.
			p.tryCode(t, home(other), codes[id])
		}
		u, err := http.NewRequest(http.MethodGet, home(id), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		cookie := ""
		for _, c := range w.client.Jar.Cookies(u.URL) {
			cookie = c.Name + "=" + c.Value
		}
		if cookie == "" {
			t.Fatalf("%s: no session", id)
		}
		p.get(t, home(id)+"/tro-chuyen", cookie, http.StatusOK)
		p.get(t, home(other)+"/tro-chuyen", cookie, http.StatusUnauthorized)
	}
	for _, host := range []string{"khac.example", "xa.example", "127.0.0.1"} {
		for path, want := range map[string]int{"/": 404, "/moi/ABC": 404, "/webhook/telegram": 404, "/healthz": 200, "/readyz": 200} {
			text := p.get(t, "http://"+host+path, "", want)
			for id, name := range schoolNames {
				if strings.Contains(text, id) || strings.Contains(text, name) {
					t.Errorf("%s%s names a school: %s", host, path, text)
				}
			}
		}
	}
}

// tryCode presses the button of an invitation that must not let anybody in.
func (p *province) tryCode(t *testing.T, home, code string) {
	t.Helper()
	req, err := http.NewRequestWithContext(patience(t), http.MethodPost, home+"/moi/"+code, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := p.front.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if len(resp.Cookies()) > 0 || resp.StatusCode < 400 {
		t.Errorf("%s lets in by a code of another school: HTTP %d", home, resp.StatusCode)
	}
}

// TestSchoolDead: the platform of one school takes every call and answers none; the other
// finishes its report meanwhile, and the end is in order.
func TestSchoolDead(t *testing.T) {
	t.Parallel()
	p := newProvince(t, "bolt:kho/thuky.db", "")
	template := p.template(t, 2)
	for id := range schoolNames {
		p.must(t, "--school", id, "campaign", "open", "--template", template, "--deadline", "2099-12-31")
	}
	code := p.code(t, "sen-hong", "admin")
	dead := p.telegram["hoa-sen"]
	dead.Fail(telegramtest.Fault{Kind: telegramtest.SlowBody, Times: -1})
	bot := p.serveAll(t, "2/2")
	dead.UserSays(9, "có ai không")
	e := p.talker(t, bot, "sen-hong")
	for _, step := range [][2]string{
		{"/start " + code, "có đồng ý không"},
		{"đồng ý", "ghi họ tên"},
		{"Nguyễn Thị Hoa", "xưng hô"},
		{"cô", "Câu 1/2"},
		{"một", "Câu 2/2"},
		{"hai", "Xem lại"},
	} {
		e.say(9, step[0], step[1])
	}
	e.telegram.UserSays(9, "gửi")
	if err := e.telegram.WaitRequests(e.ctx, "sendDocument", 1); err != nil {
		t.Fatalf("%v\n%s", err, bot.stderr)
	}
	bot.stop(t)
}

// TestSchoolFails: a school whose store cannot be used is told, in the log and to whoever probes;
// the other is served. Once it is mended, an order to read the configuration again has it
// served at once. Where none can be served the program ends.
func TestSchoolFails(t *testing.T) {
	t.Parallel()
	p := newProvince(t, "bolt:kho/thuky.db", "")
	for id := range schoolNames {
		path := filepath.Join(p.dir, "kho", id, "thuky.db")
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("chỉ là chữ"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	all := p.start(t, p.cmd("serve"))
	var exit *exec.ExitError
	if err := <-all.ended; !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(all.stderr.String(), "Không trường nào chạy được") {
		t.Errorf("with no school that can be served: %v\n%s", err, all.stderr)
	}

	if err := os.Remove(filepath.Join(p.dir, "kho", "sen-hong", "thuky.db")); err != nil {
		t.Fatal(err)
	}
	bot := p.serveAll(t, "1/2")
	bot.stderr.until(t, "school=hoa-sen")
	p.ready(t, "sen-hong.xa.example")
	if got := p.standing(t); got != "hoa-sen false failing, tried again; see the log, sen-hong true" {
		t.Errorf("readiness: %s", got)
	}
	p.get(t, "http://hoa-sen.xa.example/", "", http.StatusServiceUnavailable)
	p.get(t, "http://sen-hong.xa.example/", "", http.StatusOK)
	if got := p.get(t, "http://khac.example/readyz", "", http.StatusOK); got != "ok\n" {
		t.Errorf("readiness for strangers: %q", got)
	}
	if err := os.Remove(filepath.Join(p.dir, "kho", "hoa-sen", "thuky.db")); err != nil {
		t.Fatal(err)
	}
	p.configure(t, "[school.reminders]\nlate = 2\n[[school]]\nid = \"ba\"\nname = \"Ba\"\nhost = \"ba.example\"\ntelegram.token = \"\"\n")
	if err := bot.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	bot.stdout.until(t, "[hoa-sen] Telegram: bật")
	bot.stderr.until(t, "changed=reminders.late")
	p.ready(t, "hoa-sen.xa.example")
	bot.stderr.until(t, "a school was added")
	p.get(t, "http://hoa-sen.xa.example/", "", http.StatusOK)
	bot.stop(t)
	if log := bot.stderr.String(); strings.Contains(log, "token-of-school") {
		t.Errorf("a token is in the log:\n%s", log)
	}
}

// TestWhichSchool: no command guesses the school.
func TestWhichSchool(t *testing.T) {
	t.Parallel()
	p := newProvince(t, "bolt:kho/thuky.db", "")
	for _, line := range []string{
		"chat", "campaign list", "person list", "template list", "restore", "privacy list", "export --person p1", "erase --person p1 --yes",
		"render", "workdays list 2026", "read x", "migrate --from bolt:a --to bolt:b",
	} {
		cmd := p.cmd(strings.Fields(line)...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 2 || !strings.Contains(stderr.String(), "--school hoa-sen") || !strings.Contains(stderr.String(), "hoa-sen, sen-hong") {
			t.Errorf("%s: %v\n%s", line, err, stderr.String())
		}
	}
	for _, args := range [][]string{{"--school", "ba", "campaign", "list"}, {"serve", "--db", "x.db"}, {"backup", "x", "--db", "x.db"}} {
		if out, err := p.cmd(args...).CombinedOutput(); err == nil || !strings.Contains(string(out), "--school") {
			t.Errorf("%s: %v\n%s", args, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(p.dir, "kho")); err == nil {
		t.Error("a store was made")
	}
	p.env = append(p.env, "THUKY_SCHOOL=sen-hong")
	p.must(t, "person", "invite", "--role", "admin")
	if _, err := os.Stat(filepath.Join(p.dir, "kho", "sen-hong", "thuky.db")); err != nil {
		t.Error(err)
	}
	if out := p.must(t, "campaign", "list", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("got %s", out)
	}
}
