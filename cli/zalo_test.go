package cli_test

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
)

const twoQuestions = `id = "hai-cau"
title = "Báo cáo hai câu"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Hai câu"
recipients = ["Lưu: VT"]
[[sections]]
id = "mot"
heading = "PHẦN MỘT"
  [[sections.questions]]
  id = "so_lop"
  type = "integer"
  prompt = "Trường có mấy lớp?"
  [[sections.questions]]
  id = "hinh_thuc"
  type = "choice"
  prompt = "Họp bằng hình thức nào?"
  choices = ["Họp", "Bảng tin"]
`

// outside leads what is called at the public address to a server of this machine, once
// that is known.
type outside struct{ local atomic.Pointer[string] }

func (o *outside) RoundTrip(r *http.Request) (*http.Response, error) {
	inner := r.Clone(r.Context())
	inner.URL.Scheme = "http"
	if local := o.local.Load(); local != nil {
		inner.URL.Host = strings.TrimPrefix(*local, "http://")
	} else {
		inner.URL.Host = "127.0.0.1:1"
	}
	return http.DefaultTransport.RoundTrip(inner)
}

// onZalo starts a fake platform and points the desk at it.
func (d *desk) onZalo(opts zalotest.Options, more ...string) *zalotest.Server {
	d.t.Helper()
	s := zalotest.New(opts)
	wiretest.CloseStrict(d.t, s)
	d.env = append(append(d.env, "THUKY_ZALO_API_ENDPOINT="+s.URL, "THUKY_ZALO_TOKEN="+s.Token, "THUKY_LOG_LEVEL=debug"), more...)
	return s
}

func TestServeZalo(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{zalo.ModeWebhook, zalo.ModePoll} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			front := &outside{}
			platform := d.onZalo(zalotest.Options{WebhookTransport: front}, "THUKY_ZALO_MODE="+mode, "THUKY_WEB_PUBLIC_URL=https://hoasen.example",
				"THUKY_ZALO_WEBHOOK_SECRET=geheim-geheim")
			d.must("campaign", "open", "--template", d.file("hai-cau.toml", twoQuestions), "--deadline", "2099-12-31")
			s := d.serve()
			local := address.FindString(s.out.String())
			front.local.Store(&local)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			says := func(text, want string) {
				t.Helper()
				platform.UserSays("u1", text)
				if _, err := platform.WaitText(ctx, "u1", want); err != nil {
					t.Fatalf("%v: %+v\n%s", err, platform.BotMessages("u1"), s.errs)
				}
			}
			found := code.FindStringSubmatch(s.out.String())
			if found == nil || !strings.Contains(s.out.String(), "Zalo: bật") {
				t.Fatalf("printed:\n%s", s.out)
			}
			says(found[1], "có đồng ý không")
			says("dong y", "ghi họ tên")
			says("Bùi Kim Chi", "xưng hô")
			says("cô", "Câu 1/2")
			says("12", "2. Bảng tin") // there are no buttons
			says("2", "Xem lại")
			platform.UserSendsSticker("u1")
			if _, err := platform.WaitText(ctx, "u1", "nhãn dán"); err != nil {
				t.Error(err)
			}
			says("gửi", "đã nhận đủ")
			s.end(t)
			for _, text := range []string{s.out.String(), s.errs.String()} {
				if strings.Contains(text, platform.Token[20:]) || strings.Contains(text, "geheim-geheim") {
					t.Errorf("a secret was shown:\n%s", text)
				}
			}
			shown := d.must("campaign", "list")
			if !strings.Contains(shown, "2/2") {
				t.Errorf("campaigns:\n%s", shown)
			}
		})
	}
}

func TestServeZaloRefusals(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		env  []string
		want string
	}{
		"token of a wrong form":   {[]string{"THUKY_ZALO_TOKEN=hai từ"}, "[zalo]"},
		"webhook without web":     {[]string{"THUKY_ZALO_MODE=webhook", "THUKY_WEB_LISTEN="}, "web.listen"},
		"webhook without address": {[]string{"THUKY_ZALO_MODE=webhook"}, "[zalo]"},
		"short secret":            {[]string{"THUKY_ZALO_MODE=webhook", "THUKY_WEB_PUBLIC_URL=https://a.example", "THUKY_ZALO_WEBHOOK_SECRET=geheim"}, "8 to 256"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.onZalo(zalotest.Options{}, tt.env...)
			exit, _, stderr := d.run("serve")
			if exit != 1 || !strings.Contains(stderr, tt.want) || strings.Contains(stderr, "geheim") || strings.Contains(stderr, "hai từ") {
				t.Errorf("exit %d:\n%s", exit, stderr)
			}
		})
	}
}

func TestDoctorZalo(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		prepare func(*desk, *zalotest.Server)
		exit    int
		want    []string
	}{
		"fine":        {func(*desk, *zalotest.Server) {}, 0, []string{"✓ Zalo: mã bot đúng, tên bot là Bot Thư ký, vào được nhóm\n"}},
		"no link":     {func(d *desk, _ *zalotest.Server) { d.env = append(d.env, "THUKY_ZALO_LINK=") }, 0, []string{"! Zalo: mã bot đúng", "zalo.link"}},
		"webhook set": {func(_ *desk, s *zalotest.Server) { s.SetWebhookFor("https://khac.example/x") }, 0, []string{"! Zalo", "https://khac.example/x", "poll"}},
		"webhook of another": {func(d *desk, s *zalotest.Server) {
			s.SetWebhookFor("https://khac.example/x")
			d.env = append(d.env, "THUKY_ZALO_MODE=webhook", "THUKY_WEB_PUBLIC_URL=https://hoasen.example")
		}, 0, []string{"! Zalo", "webhook đang là https://khac.example/x"}},
		"webhook not set": {func(d *desk, _ *zalotest.Server) {
			d.env = append(d.env, "THUKY_ZALO_MODE=webhook", "THUKY_WEB_PUBLIC_URL=https://hoasen.example")
		}, 0, []string{"! Zalo", "chưa đặt webhook"}},
		"refused": {func(_ *desk, s *zalotest.Server) {
			s.Fail(zalotest.Fault{Kind: zalotest.Unauthorized, Times: -1})
		}, 1, []string{"✗ Zalo: Zalo không nhận mã bot", "Zalo Bot Manager"}},
		"unreachable": {func(d *desk, _ *zalotest.Server) {
			d.env = append(d.env, "THUKY_ZALO_API_ENDPOINT=http://127.0.0.1:1")
		}, 1, []string{"✗ Zalo: không hỏi được Zalo", "zalo.proxy"}},
		"wrong settings": {func(d *desk, _ *zalotest.Server) { d.env = append(d.env, "THUKY_ZALO_MODE=webhook") }, 1, []string{"✗ Zalo", "[zalo]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			s := d.onZalo(zalotest.Options{WebhookTransport: &outside{}}, "THUKY_ZALO_LINK=https://zalo.me/s/bot-thu-ky")
			tt.prepare(d, s)
			exit, stdout, _ := d.run("doctor")
			if exit != tt.exit {
				t.Errorf("exit %d, want %d", exit, tt.exit)
			}
			for _, want := range tt.want {
				if !strings.Contains(stdout, want) {
					t.Errorf("lacks %q:\n%s", want, stdout)
				}
			}
			if strings.Contains(stdout, s.Token[20:]) {
				t.Errorf("the token was shown:\n%s", stdout)
			}
		})
	}
}

func TestInviteOnZalo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.onZalo(zalotest.Options{}, "THUKY_ZALO_LINK=https://zalo.me/s/bot-thu-ky")
	made := decode[invitation](t, d.must("person", "invite", "--role", "staff", "--json"))
	if link := made.Links["zalo"]; link == nil || *link != "https://zalo.me/s/bot-thu-ky" {
		t.Errorf("link %v", link)
	}
	if text := d.must("person", "invite", "--role", "staff"); !strings.Contains(text, "Zalo: mở https://zalo.me/s/bot-thu-ky rồi gửi mã mời cho bot") {
		t.Errorf("text: %s", text)
	}
}
