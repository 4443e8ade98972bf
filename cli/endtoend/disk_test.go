//go:build linux

package endtoend

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage/boltstore"
)

// smallDisk mounts a disk of its own for the office. Where that is not allowed it gives false.
func (o *office) smallDisk(t *testing.T) bool {
	t.Helper()
	folder := filepath.Join(o.dir, "disk")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", folder, "tmpfs", 0, "size=8m,mode=0700"); err != nil {
		t.Logf("no disk of its own (%v): the size of files is limited instead", err)
		return false
	}
	t.Cleanup(func() {
		if err := unix.Unmount(folder, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	o.db = filepath.Join(folder, "thuky.db")
	return true
}

// fill writes a file until there is no room, and gives what makes room again.
func fill(t *testing.T, folder string) (room func()) {
	t.Helper()
	path := filepath.Join(folder, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for block := bytes.Repeat([]byte("x"), 4096); ; {
		if _, err = f.Write(block); err != nil {
			break
		}
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}

// limitFiles lets a running program write nothing beyond the first page of any file, as a full
// disk would not, and gives what ends that.
func limitFiles(t *testing.T, pid int) (room func()) {
	t.Helper()
	var before unix.Rlimit
	limit := unix.Rlimit{Cur: 4096, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &limit, &before); err != nil {
		t.Skipf("the program cannot be limited here: %v", err)
	}
	return func() {
		if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &before, nil); err != nil {
			t.Error(err)
		}
	}
}

// TestDiskFull: while there is no room nothing is confirmed and nobody is told that it is, a
// browser keeps what was typed; with room again all goes on by itself, and every answer is
// there once.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if o.smallDisk(t) {
		fullDisk(t, o, false, func(*server) func() { return fill(t, filepath.Dir(o.db)) })
	} else {
		fullDisk(t, o, true, func(s *server) func() { return limitFiles(t, s.cmd.Process.Pid) })
	}
}

// TestWritesRefused is TestDiskFull for the errors of a disk that cannot be written at all: the
// kernel refuses every write of the program.
func TestWritesRefused(t *testing.T) {
	t.Parallel()
	fullDisk(t, newOffice(t), true, func(s *server) func() { return limitFiles(t, s.cmd.Process.Pid) })
}

// diskQuestions are asked in TestDiskFull; the answers to most of them come while there is no
// room, and are long: a full disk goes on taking what fits into the pages that are free.
const diskQuestions = 40

// fullDisk plays with two people. atAll: nothing can be written at all.
func fullDisk(t *testing.T, o *office, atAll bool, full func(*server) (room func())) {
	t.Helper()
	telegram := newTelegram(t, telegramtest.Options{})
	at := &front{}
	o.env = append(o.env, telegramSettings(telegram)...)
	o.env = append(o.env, "THUKY_WEB_PUBLIC_URL="+publicURL, "THUKY_BACKUPS_AT=")
	o.run(t, "", "campaign", "open", "--template", o.template(t, diskQuestions))
	code := o.invite(t, "staff", "2")
	bot := o.serve(t)
	at.opens(t, bot)
	c := newCast(t, bot)
	c.join = c.joinAnywhere
	c.man.seat = &telegramSeat{telegram, 11}
	page := &webSeat{browser: newBrowser(t, publicURL, at)}
	c.lan.seat = page
	c.arrive(c.man, code)
	c.arrive(c.lan, code)
	c.man.until("Câu 1/40")
	c.lan.until("Câu 1/40")
	c.man.say("một của Mận", "Câu 2/40")
	c.lan.say("một của Lan", "Câu 2/40")

	room := full(bot)
	long := strings.Repeat(" chăm chỉ", 300)
	for n := 2; n < diskQuestions; n++ {
		c.man.write(fmt.Sprintf("Mận trả lời câu %d:%s", n, long))
	}
	bot.stderr.until(t, "will try again") // Telegram's updates were not confirmed
	if atAll {
		page.open("/tro-chuyen")
		body := page.refused(t, "Gửi", url.Values{"text": {"hai của Lan"}})
		for _, want := range []string{"chưa ghi được", "hai của Lan"} {
			if !strings.Contains(body, want) {
				t.Errorf("a browser is not shown %q:\n%s", want, body)
			}
		}
		if n := c.man.unread(); n != 0 {
			t.Errorf("%d messages came while nothing could be stored", n)
		}
	}
	select {
	case err := <-bot.ended:
		t.Fatalf("the program ended: %v\n%s", err, bot.stderr)
	default:
	}

	room()
	c.man.until("Câu 40/40") // by itself
	c.lan.say("hai của Lan", "Câu 3/40")
	c.man.say("hết", "Xem lại")
	c.man.say("gửi", "đã nhận đủ")
	bot.stop(t)
	answers := o.answers(t)
	if len(answers) != diskQuestions+2 {
		t.Errorf("%d answers are stored, want %d", len(answers), diskQuestions+2)
	}
	for key, a := range answers {
		if a.Revision != 1 {
			t.Errorf("%s was stored %d times", key, a.Revision)
		}
		var n int
		if fmt.Sscanf(*a.Value.Text, "Mận trả lời câu %d:", &n); n > 0 && key != fmt.Sprintf("cau_%d of telegram:11", n) {
			t.Errorf("%s holds the answer to question %d", key, n)
		}
	}
	if _, err := boltstore.Inspect(t.Context(), o.db); err != nil {
		t.Errorf("the store: %v", err)
	}
}

// refused presses a button of the chat page, which must fail as what can be tried again, and
// gives the page that comes.
func (b *browser) refused(t *testing.T, label string, values url.Values) string {
	t.Helper()
	for _, form := range b.page.all("form") {
		for _, button := range form.all("button") {
			if strings.TrimSpace(button.text()) != label {
				continue
			}
			fields := form.fields()
			for name, value := range values {
				fields[name] = value
			}
			req, err := http.NewRequestWithContext(patience(t), http.MethodPost, b.base+form.attr["action"], strings.NewReader(fields.Encode()))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Origin", b.base)
			resp, err := b.client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err != nil || resp.StatusCode != http.StatusServiceUnavailable {
				t.Fatalf("got %s, %v, want 503\n%s", resp.Status, err, body)
			}
			return string(body)
		}
	}
	t.Fatalf("no button %q", label)
	return ""
}

// TestReadOnlyDisk: on a disk that may not be written serve says so and stops, and the store on
// it stays as it is.
func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if !o.smallDisk(t) {
		t.Skip("needs to mount a disk, which only root may")
	}
	o.run(t, "", "campaign", "open", "--template", o.template(t, 1))
	before, err := os.ReadFile(o.db)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("", filepath.Dir(o.db), "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	cmd := o.command("serve")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("serve ended with %v", err)
	}
	if !strings.Contains(stderr.String(), "chỉ cho đọc") || strings.Contains(stderr.String(), "bị hỏng") {
		t.Errorf("serve says %s", stderr.String())
	}
	after, err := os.ReadFile(o.db)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store was changed, %v", err)
	}
}
