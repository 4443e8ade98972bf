package cli_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"thuky/bot/zalooa"
	"thuky/bot/zalooa/zalooatest"
)

const account = "2512523625412515777" // of a person

// onOA starts a fake Official Account and points the desk at it.
func (d *desk) onOA(opts zalooatest.Options, more ...string) *zalooatest.Server {
	d.t.Helper()
	s := zalooatest.New(opts)
	d.t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			d.t.Errorf("violation: %s", v)
		}
	})
	d.env = append(append(d.env, "THUKY_ZALOOA_APP_ID="+zalooatest.AppID, "THUKY_ZALOOA_APP_SECRET="+zalooatest.AppSecret, "THUKY_ZALOOA_OA_SECRET="+zalooatest.OASecret,
		"THUKY_ZALOOA_ACCESS_TOKEN="+zalooatest.FirstAccess, "THUKY_ZALOOA_REFRESH_TOKEN="+zalooatest.FirstRefresh,
		"THUKY_ZALOOA_API_ENDPOINT="+s.URL, "THUKY_ZALOOA_UPLOAD_ENDPOINT="+s.URL, "THUKY_ZALOOA_OAUTH_ENDPOINT="+s.URL,
		"THUKY_WEB_PUBLIC_URL=https://hoasen.example", "THUKY_LOG_LEVEL=debug"), more...)
	return s
}

// showsNoToken looks for secrets of the fake.
func showsNoToken(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{zalooatest.AppSecret, zalooatest.OASecret, "access-token-of-the-fake", "refresh-token-of-the-fake"} {
		if strings.Contains(text, secret) {
			t.Errorf("a secret was shown:\n%s", text)
		}
	}
}

func TestServeZaloOA(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	front := &outside{}
	platform := d.onOA(zalooatest.Options{Hook: "https://hoasen.example" + zalooa.WebhookPath, HookTransport: front})
	d.must("campaign", "open", "--template", d.file("hai-cau.toml", twoQuestions), "--deadline", "2099-12-31")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := d.serve()
	local := address.FindString(s.out.String())
	front.local.Store(&local)
	says := func(text, want string) {
		t.Helper()
		platform.UserSays(account, text)
		if _, err := platform.WaitText(ctx, account, want); err != nil {
			t.Fatalf("%v: %+v\n%s", err, platform.Messages(account), s.errs)
		}
	}
	found := code.FindStringSubmatch(s.out.String())
	if found == nil || !strings.Contains(s.out.String(), "Zalo OA: bật") {
		t.Fatalf("printed:\n%s", s.out)
	}
	says(found[1], "có đồng ý không")
	says("đồng ý", "ghi họ tên")
	says("Bùi Kim Chi", "xưng hô")
	says("cô", "Câu 1/2")
	platform.Revoke() // the tokens are renewed on the way
	says("12", "hình thức nào")
	if !platform.UserPresses(account, "Bảng tin") {
		t.Fatalf("no such button: %+v", platform.Messages(account))
	}
	if _, err := platform.WaitText(ctx, account, "Xem lại"); err != nil {
		t.Fatalf("%v: %+v", err, platform.Messages(account))
	}
	says("gửi", "đã nhận đủ")
	s.end(t)
	showsNoToken(t, s.out.String()+s.errs.String())
	if shown := d.must("campaign", "list"); !strings.Contains(shown, "2/2") {
		t.Errorf("campaigns:\n%s", shown)
	}

	// The renewed tokens are in the store: a later start goes on with them.
	d.bare()
	renewals := platform.Requests(zalooatest.Token)
	if exit, stdout, _ := d.run("doctor"); !strings.Contains(stdout, "✓ Zalo OA: mã truy cập đúng, OA là “Trường Hoa Sen”") {
		t.Errorf("exit %d:\n%s", exit, stdout)
	}
	if n, reused := platform.Requests(zalooatest.Token), platform.Reused(); n != renewals || reused != 0 {
		t.Errorf("%d renewals more, %d with a spent token", n-renewals, reused)
	}
}

func TestServeZaloOARefusals(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ env, want string }{
		"token of a wrong form": {"THUKY_ZALOOA_ACCESS_TOKEN=hai từ", "[zalooa]"},
		"no OA secret":          {"THUKY_ZALOOA_OA_SECRET=", "OA secret"},
		"no web server":         {"THUKY_WEB_LISTEN=", "web.listen"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.onOA(zalooatest.Options{}, tt.env)
			exit, _, stderr := d.run("serve")
			if exit != 1 || !strings.Contains(stderr, tt.want) || strings.Contains(stderr, "hai từ") {
				t.Errorf("exit %d:\n%s", exit, stderr)
			}
			showsNoToken(t, stderr)
		})
	}
}

func TestDoctorZaloOA(t *testing.T) {
	t.Parallel()
	refuse := func(request string, code int) zalooatest.Fault {
		return zalooatest.Fault{Kind: zalooatest.Refuse, Request: request, Code: code, Times: -1}
	}
	for name, tt := range map[string]struct {
		prepare func(*desk, *zalooatest.Server)
		exit    int
		want    []string
		renewed int
	}{
		"fine": {func(*desk, *zalooatest.Server) {}, 0, []string{"✓ Zalo OA: mã truy cập đúng", zalooatest.AccountID, "https://hoasen.example/zalooa/webhook"}, 0},
		"off":  {func(d *desk, _ *zalooatest.Server) { d.env = append(d.env, "THUKY_ZALOOA_APP_ID=") }, 0, []string{"✓ Zalo OA: không dùng"}, 0},
		"no public address": {func(d *desk, _ *zalooatest.Server) { d.env = append(d.env, "THUKY_WEB_PUBLIC_URL=") }, 0, []string{
			"! Zalo OA: mã truy cập đúng", "web.public_url",
		}, 0},
		"an old access token, and no store": {func(_ *desk, s *zalooatest.Server) { s.Revoke() }, 0, []string{"! Zalo OA", "sẽ đổi mã mới"}, 0},
		"an old access token, and a store": {func(d *desk, s *zalooatest.Server) {
			d.must("person", "invite", "--role", "staff")
			s.Revoke()
		}, 0, []string{"✓ Zalo OA: mã truy cập đúng"}, 1},
		"a spent refresh token": {func(d *desk, s *zalooatest.Server) {
			d.must("person", "invite", "--role", "staff")
			s.RevokeAll()
		}, 1, []string{"✗ Zalo OA: Zalo từ chối", "Cấp quyền lại", "tắt đúng lúc đổi mã"}, 1},
		"not registered": {func(_ *desk, s *zalooatest.Server) { s.Fail(refuse(zalooatest.Info, -212)) }, 1, []string{"✗ Zalo OA", "-212", "Official Account API"}, 0},
		"unreachable": {func(d *desk, _ *zalooatest.Server) {
			d.env = append(d.env, "THUKY_ZALOOA_API_ENDPOINT=http://127.0.0.1:1")
		}, 1, []string{"✗ Zalo OA: không hỏi được Zalo", "zalooa.proxy"}, 0},
		"wrong settings": {func(d *desk, _ *zalooatest.Server) { d.env = append(d.env, "THUKY_ZALOOA_APP_SECRET=") }, 1, []string{"✗ Zalo OA", "[zalooa]"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t).bare()
			s := d.onOA(zalooatest.Options{})
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
			if n := s.Requests(zalooatest.Token); n != tt.renewed {
				t.Errorf("%d renewals, want %d", n, tt.renewed)
			}
			showsNoToken(t, stdout)
		})
	}
	t.Run("while serve runs", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t).bare()
		d.onOA(zalooatest.Options{})
		s := d.serve()
		defer s.end(t)
		_, stdout, _ := d.run("doctor")
		if want := fmt.Sprintf("! %s: “thuky serve” đang chạy", "Zalo OA"); !strings.Contains(stdout, want) {
			t.Errorf("lacks %q:\n%s", want, stdout)
		}
	})
}
