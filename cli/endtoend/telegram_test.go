package endtoend

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
)

// schemaFile is the Bot API as published; without it the fake checks against
// the methods that it knows itself.
const schemaFile = "../../../shared/data/botapi/api.json"

// newTelegram starts a strict fake, or a loose one for load.
func newTelegram(t testing.TB, opts telegramtest.Options) *telegramtest.Server {
	t.Helper()
	if raw, err := os.ReadFile(schemaFile); err == nil && !opts.Loose {
		if opts.Schema, err = telegramtest.ReadSchema(raw); err != nil {
			t.Fatal(err)
		}
	}
	s := telegramtest.New(opts)
	t.Cleanup(s.Close)
	return s
}

// telegramSettings point an installation at the fake.
func telegramSettings(s *telegramtest.Server) []string {
	return []string{
		"THUKY_TELEGRAM_TOKEN=" + s.Token,
		"THUKY_TELEGRAM_API_ENDPOINT=" + s.URL,
		"THUKY_TELEGRAM_MESSAGES_PER_SECOND=0",
		"THUKY_WEB_LISTEN=127.0.0.1:0",
	}
}

// server is a running "thuky serve".
type server struct {
	cmd    *exec.Cmd
	stderr *lockedBuilder
	ended  chan error
	// address is where its web server listens, sent once when that is known; door is the
	// link of the first admin, where the program prints one.
	address, door chan string
	stdout        *lockedBuilder
}

type lockedBuilder struct {
	mu      sync.Mutex
	b       strings.Builder
	changed chan struct{} // under mu: closed at the next change; nil = nobody waits
}

func (l *lockedBuilder) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
	return l.b.Write(p)
}

// until waits for words.
func (l *lockedBuilder) until(t testing.TB, words string) {
	t.Helper()
	ctx := patience(t)
	for {
		l.mu.Lock()
		if l.changed == nil {
			l.changed = make(chan struct{})
		}
		text, changed := l.b.String(), l.changed
		l.mu.Unlock()
		if strings.Contains(text, words) {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("the program does not log %q:\n%s", words, text)
		}
	}
}

func (l *lockedBuilder) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// What serve prints.
var (
	printedAddress = regexp.MustCompile(`^Địa chỉ trên máy này: http://(\S+)$`)
	printedDoor    = regexp.MustCompile(`(http\S+/moi/\S+)$`)
)

// serve starts the program. stdout is read so that it never blocks.
func (o *office) serve(t testing.TB, wrap ...string) *server {
	t.Helper()
	cmd := o.command("serve")
	if len(wrap) > 0 {
		path, err := exec.LookPath(wrap[0])
		if err != nil {
			t.Fatal(err)
		}
		cmd.Path, cmd.Args = path, append(append([]string(nil), wrap...), cmd.Args...)
	}
	return o.start(t, cmd)
}

// start starts a serve.
func (o *office) start(t testing.TB, cmd *exec.Cmd) *server {
	t.Helper()
	s := &server{cmd: cmd, stderr: &lockedBuilder{}, ended: make(chan error, 1), stdout: &lockedBuilder{}, address: make(chan string, 1), door: make(chan string, 1)}
	cmd.Stderr = s.stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for scan := bufio.NewScanner(out); scan.Scan(); {
			_, _ = s.stdout.Write([]byte(scan.Text() + "\n")) // it never fails
			if m := printedAddress.FindStringSubmatch(scan.Text()); m != nil {
				s.address <- m[1]
			} else if m := printedDoor.FindStringSubmatch(scan.Text()); m != nil {
				select {
				case s.door <- m[1]:
				default: // each of several schools prints one
				}
			}
		}
		s.ended <- cmd.Wait()
	}()
	return s
}

// kill ends the program without warning.
func (s *server) kill() {
	_ = s.cmd.Process.Signal(syscall.SIGKILL)
	<-s.ended
}

// stop ends the program as an operator does, which must succeed.
func (s *server) stop(t testing.TB) {
	t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-s.ended:
		if err != nil {
			t.Errorf("serve ended with %v\n%s", err, s.stderr)
		}
	case <-patience(t).Done():
		s.kill()
		t.Errorf("serve did not end\n%s", s.stderr)
	}
}

// counted is what the program said about a count when it ended.
func (s *server) counted(t testing.TB, what string) int {
	t.Helper()
	m := regexp.MustCompile(`msg=stopped .*\b` + what + `=(\d+)`).FindStringSubmatch(s.stderr.String())
	if m == nil {
		t.Fatalf("the program does not say its %s\n%s", what, s.stderr)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// invite gives a code that n people can use.
func (o *office) invite(t *testing.T, role, n string) string {
	t.Helper()
	return decode[struct{ Code string }](t, o.run(t, "", "person", "invite", "--role", role, "--uses", n, "--json")).Code
}

// patience ends shortly before the time that "go test" gives to the package: no test
// here depends on how fast the machine is.
func patience(t testing.TB) context.Context {
	limited, ok := t.(interface{ Deadline() (time.Time, bool) })
	if !ok { // a benchmark
		return context.Background()
	}
	end, ok := limited.Deadline()
	if !ok {
		return context.Background()
	}
	ctx, cancel := context.WithDeadline(context.Background(), end.Add(-20*time.Second))
	t.Cleanup(cancel)
	return ctx
}

// TestReferenceReportOnTelegram answers the whole reference report in a chat and
// reads the .docx that the bot sends.
func TestReferenceReportOnTelegram(t *testing.T) {
	t.Parallel()
	s := readSeed(t)
	said := make(chan string, 100)
	telegram := newTelegram(t, telegramtest.Options{Sent: func(m telegramtest.Sent) { said <- m.Text }})
	o := newOffice(t, append(s.settings(), telegramSettings(telegram)...)...)
	s.open(t, o)
	code := o.invite(t, "staff", "1")
	script := append([]string{"/start " + code, "đồng ý", "Nguyễn Thị Hoa", "cô"}, s.script(t, o.questions(t, "dan-van-6-thang"))...)
	bot := o.serve(t)
	const teacher = 71
	ctx := patience(t)
	for _, line := range script {
		telegram.UserSays(teacher, line)
		select {
		case <-said:
		case <-ctx.Done():
			t.Fatalf("no answer to %.60q\n%s", line, bot.stderr)
		}
	}
	if err := telegram.WaitRequests(ctx, "sendDocument", 1); err != nil {
		t.Fatalf("%v\n%s", err, bot.stderr)
	}
	bot.stop(t)
	var file *telegramtest.Document
	for _, m := range telegram.Messages(teacher) {
		if m.Document != nil {
			file = m.Document
		}
	}
	if file == nil {
		t.Fatal("no document in the chat")
	}
	if filepath.Ext(file.Name) != ".docx" || strings.ContainsAny(file.Name, `/\`) {
		t.Errorf("the draft is called %q", file.Name)
	}
	s.check(t, readDocx(t, file.Data))
	for _, v := range telegram.Violations() {
		t.Errorf("against the Bot API: %s", v)
	}
	if log := bot.stderr.String(); strings.Contains(log, telegram.Token) {
		t.Error("the token is in the log")
	}
}

// TestOneAnswerHoweverOftenDelivered delivers the same updates 1, 2 and 10 times,
// also after a restart.
func TestOneAnswerHoweverOftenDelivered(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	o.run(t, "", "campaign", "open", "--template", o.template(t, 3))
	code := o.invite(t, "staff", "1")
	bot := o.serve(t)
	ctx := patience(t)
	const teacher = 5
	waitMessages := func(n int) {
		t.Helper()
		if err := telegram.WaitRequests(ctx, "sendMessage", n); err != nil {
			t.Fatalf("%v\n%s", err, bot.stderr)
		}
	}
	for i, line := range []string{"/start " + code, "đồng ý", "Nguyễn Thị Hoa", "cô", "trả lời một", "trả lời hai"} {
		telegram.UserSays(teacher, line)
		waitMessages(i + 1)
	}
	again := func(times int) {
		t.Helper()
		for range times {
			telegram.Redeliver(3)
			if err := telegram.WaitConfirmed(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	again(1)
	again(9)
	bot.stop(t)
	bot = o.serve(t)
	again(10)
	telegram.UserSays(teacher, "trả lời ba")
	waitMessages(7)
	bot.stop(t)
	if got := telegram.Requests("sendMessage"); got != 7 {
		t.Errorf("the bot spoke %d times, want 7", got)
	}
	answers := o.answers(t)
	if len(answers) != 3 {
		t.Errorf("got %d answers, want 3", len(answers))
	}
	for key, a := range answers {
		if a.Revision != 1 {
			t.Errorf("%s was stored %d times", key, a.Revision)
		}
	}
}

// TestWrongToken: where nothing else can go on, serve says what is wrong and ends; with the
// pages it goes on without the platform.
func TestWrongToken(t *testing.T) {
	t.Parallel()
	for _, listen := range []string{"", "127.0.0.1:0"} {
		t.Run("web "+listen, func(t *testing.T) {
			t.Parallel()
			telegram := newTelegram(t, telegramtest.Options{})
			o := newOffice(t, telegramSettings(telegram)...)
			o.env = append(o.env, "THUKY_TELEGRAM_TOKEN=42:wrong-token-of-nobody-at-all-000000000", "THUKY_WEB_LISTEN="+listen)
			bot := o.serve(t)
			if listen != "" {
				w := &webSeat{browser: newBrowser(t, "http://"+<-bot.address, nil)}
				w.enter(<-bot.door)
				bot.stderr.until(t, "token is refused")
				w.open("/quan-ly/tin-nhan")
				w.press(w.page, "Đồng ý", nil) // the notice on data comes before all pages
				w.open("/quan-ly/tin-nhan")
				if words := w.page.text(); !strings.Contains(words, "Telegram") {
					t.Errorf("the page of messages says nothing of Telegram:\n%s", words)
				}
				bot.stop(t)
			} else {
				select {
				case err := <-bot.ended:
					var exit *exec.ExitError
					if !errors.As(err, &exit) || exit.ExitCode() != 1 {
						t.Errorf("serve ended with %v, want exit code 1", err)
					}
				case <-patience(t).Done():
					bot.kill()
					t.Fatalf("serve goes on with a token that %d refused\n%s", http.StatusUnauthorized, bot.stderr)
				}
			}
			bot.stderr.until(t, "token is refused")
			if log := bot.stderr.String(); strings.Contains(log, "wrong-token") {
				t.Errorf("the token is in the log:\n%s", log)
			}
		})
	}
}

// TestAdminAlone: where nobody else was invited, the admin is asked, answers, and
// gets the draft.
func TestAdminAlone(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	o.run(t, "", "campaign", "open", "--template", o.template(t, 2))
	code := o.invite(t, "admin", "1")
	bot := o.serve(t)
	defer bot.stop(t)
	ctx := patience(t)
	const head = 9
	for i, line := range []string{"/start " + code, "đồng ý", "Nguyễn Thị Hoa", "cô", "trả lời một", "trả lời hai", "gửi"} {
		telegram.UserSays(head, line)
		m, err := telegram.WaitReply(ctx, head)
		if err != nil {
			t.Fatalf("after %q: %v\n%s", line, err, bot.stderr)
		}
		if i == 3 && !strings.Contains(m.Text, "Câu 1/2") {
			t.Errorf("on joining the admin got %q", m.Text)
		}
	}
	if err := telegram.WaitRequests(ctx, "sendDocument", 1); err != nil {
		t.Fatalf("%v\n%s", err, bot.stderr)
	}
}
