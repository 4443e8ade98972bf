package endtoend

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
)

// schoolNames are the schools of a province, by their ids.
var schoolNames = map[string]string{"hoa-sen": "Trường Tiểu học Hoa Sen", "sen-hong": "Trường THCS Sen Hồng"}

// province is an installation with two schools, each with a bot and a host of its own.
type province struct {
	*office
	url      string // storage.url of all
	telegram map[string]*telegramtest.Server
	front    *hosts
	measured string // where the metrics are, once it serves
}

// newProvince writes the configuration; more stands at its end, in the school sen-hong.
func newProvince(t *testing.T, url, more string) *province {
	t.Helper()
	p := &province{office: newOffice(t), url: url, telegram: map[string]*telegramtest.Server{}, front: &hosts{}}
	for i, id := range []string{"hoa-sen", "sen-hong"} {
		p.telegram[id] = newTelegram(t, telegramtest.Options{Token: fmt.Sprintf("%d:token-of-school-number-%d-0123456789abc", 700+i, i)})
	}
	p.configure(t, more)
	return p
}

func (p *province) configure(t *testing.T, more string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "[storage]\nurl = %q\n[web]\nlisten = \"127.0.0.1:0\"\n[metrics]\nlisten = \"127.0.0.1:0\"\n[backups]\nat = \"\"\n[telegram]\nmessages_per_second = 0.0\n", p.url)
	for _, id := range []string{"hoa-sen", "sen-hong"} {
		fmt.Fprintf(&b, "\n[[school]]\nid = %q\nname = %q\nhost = \"%s.xa.example\"\n[school.web]\npublic_url = \"http://%s.xa.example\"\n[school.telegram]\ntoken = %q\napi_endpoint = %q\n",
			id, schoolNames[id], id, id, p.telegram[id].Token, p.telegram[id].URL)
	}
	if err := os.WriteFile(filepath.Join(p.dir, "config.toml"), []byte(b.String()+more), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (p *province) cmd(args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Env = p.dir, p.env
	return cmd
}

// must runs a command that has to succeed, and gives what it printed.
func (p *province) must(t *testing.T, args ...string) string {
	t.Helper()
	cmd := p.cmd(args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("thuky %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// code invites somebody.
func (p *province) code(t *testing.T, school, role string) string {
	t.Helper()
	return decode[struct{ Code string }](t, p.must(t, "--school", school, "person", "invite", "--role", role, "--json")).Code
}

var measuredAt = regexp.MustCompile(`msg=metrics address=(\S+)`)

// serveAll starts the program and waits until it says how many schools it serves.
func (p *province) serveAll(t *testing.T, served string) *server {
	t.Helper()
	s := p.start(t, p.cmd("serve"))
	s.stdout.until(t, "Đang chạy "+served)
	address := <-s.address
	p.front.at.Store(&address)
	p.measured = "http://" + measuredAt.FindStringSubmatch(s.stderr.String())[1]
	return s
}

// store opens what a school keeps.
func (p *province) store(t *testing.T, school string) storage.Store {
	t.Helper()
	var s storage.Store
	var err error
	if strings.HasPrefix(p.url, "postgres:") {
		s, err = pgstore.Open(t.Context(), p.url, school, pgstore.Options{})
	} else {
		s, err = boltstore.Open(filepath.Join(p.dir, "kho", school, "thuky.db"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// killed gives back what a process held that did not end in order.
func (p *province) killed(t *testing.T) {
	t.Helper()
	if !strings.HasPrefix(p.url, "postgres:") {
		return
	}
	for id := range schoolNames {
		s := p.store(t, id)
		err := s.Update(t.Context(), func(tx storage.Tx) error {
			lead, err := storage.ReadLease(tx, "lead")
			if err != nil || lead.Holder == "" {
				return err
			}
			return storage.EndLease(tx, "lead", lead.Holder)
		})
		if err := errors.Join(err, s.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// everything is all text that a store holds.
func everything(t *testing.T, s storage.Store) string {
	t.Helper()
	var b strings.Builder
	err := s.(interface {
		Dump(ctx context.Context, put func(storage.Raw) error) error
	}).Dump(t.Context(), func(r storage.Raw) error {
		fmt.Fprintf(&b, "%s\n", r.Value)
		return nil
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// talker is the person with the same chat in both schools.
func (p *province) talker(t *testing.T, bot *server, school string) *ear {
	return &ear{t: t, ctx: patience(t), telegram: p.telegram[school], bot: bot, heard: map[int64]int{}}
}

// get gives what an address answers, which must be with one of some codes.
func (p *province) get(t *testing.T, address, cookie string, want ...int) string {
	t.Helper()
	req, err := http.NewRequestWithContext(patience(t), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if cookie != "" {
		req.Header.Set("Cookie", cookie)
	}
	via := http.RoundTripper(p.front)
	if strings.HasPrefix(address, p.measured) {
		via = http.DefaultTransport
	}
	resp, err := via.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range want {
		if resp.StatusCode == code {
			return string(body)
		}
	}
	t.Errorf("%s: HTTP %d, want %v\n%s", address, resp.StatusCode, want, body)
	return string(body)
}

// ready waits until a school is served.
func (p *province) ready(t *testing.T, host string) {
	t.Helper()
	for ctx := patience(t); ctx.Err() == nil; {
		if p.get(t, "http://"+host+"/readyz", "", http.StatusOK, http.StatusServiceUnavailable) == "ok\n" {
			return
		}
	}
	t.Fatalf("%s is not served", host)
}

// standing is how the schools are doing, as operators are told.
func (p *province) standing(t *testing.T) string {
	t.Helper()
	told := decode[struct {
		Ready   bool
		Schools []struct {
			School, Why string
			Ready       bool
		}
	}](t, p.get(t, p.measured+"/readyz", "", http.StatusOK))
	var all []string
	for _, s := range told.Schools {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %t %s", s.School, s.Ready, s.Why)))
	}
	return strings.Join(all, ", ")
}
