package cli_test

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/cli"
)

// onTelegram starts a fake platform and points the desk at it.
func (d *desk) onTelegram(opts telegramtest.Options) *telegramtest.Server {
	d.t.Helper()
	s := telegramtest.New(opts)
	wiretest.CloseStrict(d.t, s)
	d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+s.URL, "THUKY_TELEGRAM_TOKEN="+s.Token,
		"THUKY_TELEGRAM_MESSAGES_PER_SECOND=0", "THUKY_METRICS_LISTEN=127.0.0.1:0", "THUKY_LOG_FORMAT=json")
	return s
}

// series reads a scrape: the value of every series of ours.
func series(t *testing.T, text string) map[string]float64 {
	t.Helper()
	all := map[string]float64{}
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), "} ")
		if name += "}"; !ok {
			name, value, _ = strings.Cut(lines.Text(), " ")
		}
		if !strings.HasPrefix(name, "thuky_") {
			continue
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		all[name] = v
	}
	return all
}

// today runs a command by the clock that serve goes by.
func (d *desk) today(args ...string) {
	d.t.Helper()
	var errs strings.Builder
	if code := cli.Run(d.t.Context(), args, cli.Env{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &errs, Environ: d.env, Now: time.Now}); code != 0 {
		d.t.Fatalf("thuky %s: exit %d\n%s", strings.Join(args, " "), code, &errs)
	}
}

// invited makes a list of people and gives their codes in its order.
func (d *desk) invited(from, n int) (codes []string) {
	d.t.Helper()
	var list strings.Builder
	list.WriteString("Họ tên,Vai trò\n")
	for i := range n {
		fmt.Fprintf(&list, "Nguyễn %c%c%c Mẫu,staff\n", 'A'+(from+i)/26%26, 'a'+(from+i)%26, 'n')
	}
	out := d.path(fmt.Sprintf("codes-%d.csv", from))
	d.today("person", "import", d.file(fmt.Sprintf("people-%d.csv", from), list.String()), "--codes", out)
	data, err := os.ReadFile(out)
	if err != nil {
		d.t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		d.t.Fatal(err)
	}
	at := slices.IndexFunc(rows[0], func(head string) bool { return strings.Contains(head, "mã") || strings.Contains(head, "Mã") })
	for _, row := range rows[1:] {
		codes = append(codes, row[at])
	}
	return codes
}

// TestScrape: after a campaign over HTTP the figures are what happened; with many more people
// and a second campaign there are not more series; /readyz tells the same, and names nobody.
func TestScrape(t *testing.T) {
	t.Parallel()
	const few, many, joined = 3, 200, 5 // people, and the steps that most take
	d := newDesk(t)
	d.env = slices.DeleteFunc(d.env, func(v string) bool { return strings.HasPrefix(v, "PATH=") }) // pictures of drafts take their time
	platform := d.onTelegram(telegramtest.Options{})
	d.today("campaign", "open", "--template", d.file("hai-cau.toml", twoQuestions), "--deadline", "2099-12-31")
	codes := d.invited(1, many)
	s := d.serve()
	at := "http://" + s.until(t, metricsAddress)[1]
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	steps := [][2]string{{"", "có đồng ý không"}, {"dong y", "phải không"}, {"đúng", "xưng hô"}, {"cô", "mấy lớp"}, {"12", "hình thức nào"}, {"2", "Xem lại"}, {"gửi", "đã nhận đủ"}}
	talk := func(chat int64, code string, n int) error {
		for _, step := range steps[:n] {
			platform.UserSays(chat, cmp.Or(step[0], "/start "+code))
			if _, err := platform.WaitText(ctx, chat, step[1]); err != nil {
				return fmt.Errorf("%q: %w\n%+v", step[0], err, platform.BotMessages(chat))
			}
		}
		return nil
	}
	for i := range few {
		if err := talk(int64(100+i), codes[i], len(steps)); err != nil {
			t.Fatalf("%v\n%s", err, s.errs)
		}
	}
	said := few * len(steps)
	scrape := func() map[string]float64 {
		t.Helper()
		code, text := get(t, at+"/metrics")
		if code != 200 {
			t.Fatalf("%d %s", code, text)
		}
		for _, secret := range []string{"Mẫu", "hai-cau", codes[0], platform.Token} {
			if strings.Contains(text, secret) {
				t.Errorf("%q among the metrics", secret)
			}
		}
		return series(t, text)
	}
	// What is counted after the answer has gone out may be a moment later than the answer.
	settled := func() map[string]float64 {
		for {
			got := scrape()
			sent := 0
			for chat := range int64(many) {
				sent += len(platform.BotMessages(100 + chat))
			}
			if got[`thuky_sends_total{outcome="sent",platform="telegram"}`] >= float64(sent) && got[`thuky_outbox_messages{platform="telegram"}`] == 0 && got[`thuky_jobs_waiting{kind="draft"}`] == 0 && got[`thuky_jobs_total{kind="draft",outcome="done"}`] == few || ctx.Err() != nil {
				return got
			}
		}
	}
	got := settled()
	sent, drafts := 0, 0
	for chat := range int64(few) {
		for _, m := range platform.BotMessages(100 + chat) {
			sent++
			if m.Document != nil {
				drafts++
			}
		}
	}
	for name, want := range map[string]int{
		`thuky_updates_total{outcome="handled",platform="telegram"}`: said,
		`thuky_update_seconds_count{platform="telegram"}`:            said,
		`thuky_sends_total{outcome="sent",platform="telegram"}`:      sent,
		`thuky_send_wait_seconds_count{platform="telegram"}`:         sent,
		`thuky_reply_seconds_count{platform="telegram"}`:             few * len(steps),
		`thuky_outbox_messages{platform="telegram"}`:                 0,
		`thuky_jobs_total{kind="draft",outcome="done"}`:              few,
		`thuky_jobs_waiting{kind="draft"}`:                           0,
		`thuky_jobs_given_up{kind="draft"}`:                          0,
		`thuky_platform_failing_seconds{platform="telegram"}`:        0,
		`thuky_dead_letters`:                                         0, `thuky_failed_updates`: 0, `thuky_config_reload_ok`: 1, `thuky_leads`: 1, `thuky_ready`: 1, `thuky_look_failed`: 0,
	} {
		if v, ok := got[name]; !ok || v != float64(want) {
			t.Errorf("%s is %v (%v), want %d", name, v, ok, want)
		}
	}
	for _, name := range []string{"thuky_tick_age_seconds", "thuky_config_age_seconds", `thuky_platform_contact_age_seconds{platform="telegram"}`} {
		if v, ok := got[name]; !ok || v < -1 || v > 300 {
			t.Errorf("%s is %v (%v)", name, v, ok)
		}
	}
	var all sync.WaitGroup
	for i := few; i < many; i++ {
		all.Go(func() {
			if err := talk(int64(100+i), codes[i], joined); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	said += (many - few) * joined
	more := settled()
	if more[`thuky_updates_total{outcome="handled",platform="telegram"}`] != float64(said) {
		t.Errorf("%v updates, want %d", more[`thuky_updates_total{outcome="handled",platform="telegram"}`], said)
	}
	for _, name := range slices.Sorted(maps.Keys(more)) {
		if _, was := got[name]; !was && strings.Contains(name, "{") { // the first backup may come meanwhile
			t.Errorf("a series that came with more people: %s", name)
		}
	}
	t.Logf("%d series after %d people, %d after %d", len(got), few, len(more), many)

	code, body := get(t, at+"/readyz")
	var now struct {
		Ready, Leads bool
		LastTick     time.Time `json:"last_tick"`
		Platforms    map[string]struct {
			LastUpdate time.Time `json:"last_update"`
			LastPoll   time.Time `json:"last_poll"`
			LastSent   time.Time `json:"last_sent"`
			Failing    time.Time `json:"failing_since"`
			Waiting    int
		}
		Store int64 `json:"store_bytes"`
	}
	if err := json.Unmarshal([]byte(body), &now); err != nil || code != 200 {
		t.Fatalf("%d %v %s", code, err, body)
	}
	p := now.Platforms["telegram"]
	if !now.Ready || !now.Leads || now.LastTick.IsZero() || now.Store == 0 || p.LastUpdate.IsZero() || p.LastPoll.IsZero() || p.LastSent.IsZero() || !p.Failing.IsZero() || p.Waiting != 0 {
		t.Errorf("got %s", body)
	}
	for _, secret := range []string{"Mẫu", "100", codes[0], platform.Token} {
		if secret != "100" && strings.Contains(body, secret) {
			t.Errorf("%q in %s", secret, body)
		}
	}
	s.end(t)
}
