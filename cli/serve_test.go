package cli_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/cli"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

// watched is output that can be waited for.
type watched struct {
	mu      sync.Mutex
	buffer  bytes.Buffer
	changed chan struct{}
}

func newWatched() *watched { return &watched{changed: make(chan struct{}, 1)} }

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.changed <- struct{}{}:
	default:
	}
	return w.buffer.Write(p)
}

func (w *watched) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buffer.String()
}

// serving is a serve that runs in the background.
type serving struct {
	out, errs *watched
	stop      context.CancelFunc
	code      chan int
}

func (d *desk) serve() *serving {
	d.t.Helper()
	ctx, cancel := context.WithCancel(d.t.Context())
	s := &serving{out: newWatched(), errs: newWatched(), stop: cancel, code: make(chan int, 1)}
	go func() {
		s.code <- cli.Run(ctx, []string{"serve"}, cli.Env{
			Stdin: strings.NewReader(""), Stdout: s.out, Stderr: s.errs, Environ: d.env, Now: time.Now,
		})
	}()
	for !strings.Contains(s.out.String(), "Đang chạy") {
		select {
		case <-s.out.changed:
		case code := <-s.code:
			d.t.Fatalf("serve ended with %d:\n%s\n%s", code, s.out, s.errs)
		}
	}
	d.t.Cleanup(cancel)
	return s
}

func (s *serving) end(t *testing.T) {
	t.Helper()
	s.stop()
	if code := <-s.code; code != 0 {
		t.Errorf("serve ended with %d:\n%s", code, s.errs)
	}
}

var (
	address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	code    = regexp.MustCompile(`: ([A-Z2-9]{16})\n`)
)

func TestServe(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.serve()
	out := s.out.String()
	if code.FindString(out) == "" {
		t.Errorf("no invitation for the first admin:\n%s", out)
	}
	for path, want := range map[string]int{"/healthz": 200, "/": 200, "/quan-ly": 401, "/khong-co": 404, "/webhook/telegram": 404} {
		response, err := http.Get(address.FindString(out) + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err := errorsJoin(err, response.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != want {
			t.Errorf("%s: got %d %q, want %d", path, response.StatusCode, body, want)
		}
	}

	// The store is held: others are told so, and a backup is made all the same.
	exit, _, stderr := d.run("campaign", "list")
	if exit != 1 {
		t.Errorf("list while serving: exit %d", exit)
	}
	checkFirstLine(t, stderr, []string{"thuky.db", "đang được", "serve"})
	exit, _, stderr = d.run("chat")
	if exit != 1 {
		t.Errorf("chat while serving: exit %d: %s", exit, stderr)
	}
	copied := d.path("copy.db")
	d.must("backup", copied)
	exit, _, stderr = d.run("backup", copied)
	if exit != 1 {
		t.Errorf("backup over a file: exit %d", exit)
	}
	checkFirstLine(t, stderr, []string{"copy.db", "trùng tên"})
	if exit, _, _ = d.run("backup", d.path("nowhere/copy.db")); exit != 1 {
		t.Errorf("backup to nowhere: exit %d", exit)
	}
	s.end(t)
	store, err := boltstore.Open(copied)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(d.path("*.sock")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}

	// Who is on the list, or tried the terminal, has not made anybody an admin of the bot.
	d.lines("có").must("chat")
	d.must("person", "import", d.file("people.csv", "họ tên,vai\nLê Thị Mận,quản trị\n"))
	again := d.serve()
	if out := again.out.String(); code.FindString(out) == "" {
		t.Errorf("no invitation for the first admin after an import:\n%s", out)
	}
	again.end(t)

	// An admin has joined: no more invitations.
	if store, err = boltstore.Open(d.path("thuky.db")); err != nil {
		t.Fatal(err)
	}
	err = store.Update(t.Context(), func(tx storage.Tx) error {
		return tx.PutPerson(report.Person{
			ID: "chi", Name: "Bùi Kim Chi", Role: report.Admin, Joined: time.Now(),
			Addresses: []report.Contact{{Address: "telegram:21"}},
		})
	})
	if err := errorsJoin(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	again = d.serve()
	if out := again.out.String(); code.FindString(out) != "" {
		t.Errorf("an invitation on a store with an admin:\n%s", out)
	}
	again.end(t)
}

func errorsJoin(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestServe_endedWhileItStarts: who stops it before it runs has stopped it all the same.
func TestServe_endedWhileItStarts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := cli.Run(ctx, []string{"serve"}, cli.Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Environ: d.env, Now: time.Now,
	})
	if code != 0 || strings.Contains(errs.String(), "lỗi") {
		t.Errorf("serve ended with %d:\n%s", code, &errs)
	}
}

func TestServeTelegram(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+fakeTelegram(t), "THUKY_TELEGRAM_TOKEN="+secretToken, "THUKY_LOG_LEVEL=debug")
	s := d.serve()
	if out := s.out.String(); !strings.Contains(out, "https://t.me/ThuKyBot?start=") {
		t.Errorf("no link for the first admin:\n%s", out)
	}
	s.end(t)
	for _, text := range []string{s.out.String(), s.errs.String()} {
		if strings.Contains(text, secretToken[7:]) {
			t.Errorf("the token was shown:\n%s", text)
		}
	}
}

func TestServeRefusals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		env  []string
		want []string
	}{
		{"token refused and nothing else", []string{"THUKY_WEB_LISTEN=", "THUKY_TELEGRAM_TOKEN=654321:wrong-token-wrong-token-wrong"}, []string{"doctor"}},
		{"token of a wrong form", []string{"THUKY_TELEGRAM_TOKEN=hai từ"}, []string{"[telegram]"}},
		{"webhook without web", []string{"THUKY_TELEGRAM_TOKEN=" + secretToken, "THUKY_TELEGRAM_MODE=webhook", "THUKY_WEB_PUBLIC_URL=https://bao-cao.example", "THUKY_WEB_LISTEN="}, []string{"web.listen"}},
		{"webhook without address", []string{"THUKY_TELEGRAM_TOKEN=" + secretToken, "THUKY_TELEGRAM_MODE=webhook"}, []string{"[telegram]"}},
		{"address in use", []string{"THUKY_WEB_LISTEN=256.0.0.1:x"}, []string{"256.0.0.1:x", "web.listen"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+fakeTelegram(t))
			d.env = append(d.env, tt.env...)
			exit, _, stderr := d.run("serve")
			if exit != 1 {
				t.Errorf("exit %d, want 1\n%s", exit, stderr)
			}
			for _, want := range tt.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("stderr lacks %q:\n%s", want, stderr)
				}
			}
			if strings.Contains(stderr, "wrong-token") || strings.Contains(stderr, secretToken[7:]) {
				t.Errorf("the token was shown:\n%s", stderr)
			}
		})
	}
}

// TestServeRefusedBeside: a token that is refused is told, and the pages go on.
func TestServeRefusedBeside(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+fakeTelegram(t), "THUKY_TELEGRAM_TOKEN=654321:wrong-token-wrong-token-wrong")
	s := d.serve()
	for !strings.Contains(s.errs.String(), "cannot go on") {
		<-s.errs.changed
	}
	response, err := http.Get(address.FindString(s.out.String()) + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("the pages: %d, %v", response.StatusCode, err)
	}
	if strings.Contains(s.errs.String(), "wrong-token") {
		t.Errorf("the token was shown:\n%s", s.errs)
	}
	s.end(t) // who ends it is told no failure
}

// TestLocked: a store that another process holds without taking orders.
func TestLocked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store, err := boltstore.Open(d.path("thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	for _, command := range []string{"campaign list", "chat", "serve", "backup {}/copy.db", "person invite --role staff"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			other := newDesk(t)
			other.env[0] = d.env[0]
			exit, stdout, stderr := other.run(strings.Fields(strings.ReplaceAll(command, "{}", other.folder))...)
			if exit != 1 || stdout != "" {
				t.Errorf("exit %d, stdout %q", exit, stdout)
			}
			checkFirstLine(t, stderr, []string{"thuky.db", "đang được", "--db"})
		})
	}
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	type found struct{ Subject, State, Found, Advice string }
	states := func(t *testing.T, text string) map[string]string {
		all := map[string]string{}
		for _, f := range decode[[]found](t, text) {
			all[f.Subject] = f.State
		}
		return all
	}
	t.Run("fresh", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t).bare()
		got := states(t, d.must("doctor", "--json"))
		if got["Kho dữ liệu"] != "ok" || got["Telegram"] != "warning" || got["Zalo"] != "warning" || got["Zalo OA"] != "ok" || got["Mẫu báo cáo"] != "ok" || got["Lịch nghỉ"] != "warning" || got["Tên cơ quan"] != "ok" || got["Dữ liệu cá nhân"] != "ok" || got["Ổ đĩa"] == "" || got["Sao lưu"] != "ok" || got["Chương trình"] != "ok" || got["Cổng mạng"] != "ok" || got["Quyền xem tệp"] != "ok" || got["Nhật ký"] != "ok" || got["Khóa của kho"] != "ok" || len(got) != 22 {
			t.Errorf("got %v", got)
		}
		if _, err := os.Stat(d.path("thuky.db")); err == nil {
			t.Error("doctor made a store")
		}
		if _, err := os.Stat(d.path("drafts")); err == nil {
			t.Error("doctor made a folder")
		}
	})
	t.Run("in use", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t).bare()
		d.lines("có").must("chat")
		d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+fakeTelegram(t), "THUKY_TELEGRAM_TOKEN="+secretToken, "THUKY_SCHOOL_NAME=Trường Tiểu học Sen Hồng")
		text := d.must("doctor")
		for _, want := range []string{"✓ Cấu hình", "✓ Kho dữ liệu", "@ThuKyBot", "Mọi thứ cần thiết"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q:\n%s", want, text)
			}
		}
	})
	t.Run("broken", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t).bare()
		d.file("thuky.db", "chỉ là chữ, không phải kho")
		d.file("bad.toml", "id = 1")
		d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+fakeTelegram(t), "THUKY_TELEGRAM_TOKEN=654321:wrong-token-wrong-token-wrong",
			"THUKY_TEMPLATES_FOLDER="+d.folder, "THUKY_DRAFTS_FOLDER="+d.path("bad.toml"))
		exit, stdout, _ := d.run("doctor")
		if exit != 1 {
			t.Errorf("exit %d", exit)
		}
		for _, want := range []string{"✗ Kho dữ liệu", "✗ Mẫu báo cáo", "bad.toml:1", "✗ Thư mục bản dự thảo", "✗ Telegram", "Có 4 mục lỗi"} {
			if !strings.Contains(stdout, want) {
				t.Errorf("lacks %q:\n%s", want, stdout)
			}
		}
		if strings.Contains(stdout, "wrong-token") {
			t.Errorf("the token was shown:\n%s", stdout)
		}
	})
	t.Run("unreachable", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t).bare()
		d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT=http://127.0.0.1:1", "THUKY_TELEGRAM_TOKEN="+secretToken)
		exit, stdout, _ := d.run("doctor")
		if exit != 1 || !strings.Contains(stdout, "telegram.proxy") || strings.Contains(stdout, secretToken[7:]) {
			t.Errorf("exit %d:\n%s", exit, stdout)
		}
	})
	t.Run("configuration", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t).bare()
		exit, stdout, stderr := d.run("doctor", "--config", d.file("slip.toml", "[school]\nnmae = \"x\"\n"))
		if exit != 1 || !strings.Contains(stdout, "slip.toml:2") || stderr != "" {
			t.Errorf("exit %d:\n%s\n%s", exit, stdout, stderr)
		}
	})
}
