package cli_test

import (
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
)

type invitation struct {
	Code, Role, Expires string
	Uses                int
	Links               map[string]*string
}

func TestInvite(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	got := decode[invitation](t, d.must("person", "invite", "--role", "staff", "--uses", "30", "--expires", "2w", "--json"))
	if len(got.Code) < 12 || got.Role != "staff" || got.Uses != 30 || got.Expires != "2026-12-08T12:00:00+07:00" {
		t.Errorf("got %+v", got)
	}
	for _, platform := range []string{"telegram", "zalo"} {
		if link, there := got.Links[platform]; !there || link != nil {
			t.Errorf("link of %s: got %v, %v, want null", platform, link, there)
		}
	}
	if again := decode[invitation](t, d.must("person", "invite", "--role", "staff", "--json")); again.Code == got.Code || again.Uses != 1 {
		t.Errorf("second: got %+v", again)
	}
	for listen, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080/moi/", "0.0.0.0:80": "http://localhost:80/moi/", ":8080": "http://localhost:8080/moi/",
		"": "", "127.0.0.1:0": "",
	} {
		at := *d
		at.env = append(slices.Clone(d.env), "THUKY_WEB_LISTEN="+listen)
		made := decode[invitation](t, at.must("person", "invite", "--role", "staff", "--json"))
		link := made.Links["web"]
		if want == "" && link != nil || want != "" && (link == nil || *link != want+made.Code) {
			t.Errorf("listening at %q: the web link is %v", listen, link)
		}
	}
	d.env = append(d.env, "THUKY_TELEGRAM_USERNAME=@HoaSenBot", "THUKY_WEB_PUBLIC_URL=https://hoasen.example")
	named := decode[invitation](t, d.must("person", "invite", "--role", "admin", "--json"))
	if link := named.Links["telegram"]; link == nil || *link != "https://t.me/HoaSenBot?start="+named.Code {
		t.Errorf("link: got %v", link)
	}
	if link := named.Links["web"]; link == nil || *link != "https://hoasen.example/moi/"+named.Code {
		t.Errorf("web link: got %v", link)
	}
	if text := d.must("person", "invite", "--role", "admin"); !strings.Contains(text, "https://t.me/HoaSenBot?start=") || !strings.Contains(text, "12:00 1/12/2026") {
		t.Errorf("text: %s", text)
	}
}

const secretToken = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"

// fakeTelegram answers getMe, and refuses any token but ours.
func fakeTelegram(t *testing.T) string {
	t.Helper()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case "/bot" + secretToken + "/getMe":
			_, _ = w.Write([]byte(`{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Thư ký","username":"ThuKyBot"}}`))
		case "/bot" + secretToken + "/getUpdates":
			select { // a poll whose body nobody reads is not told that the other side has gone
			case <-r.Context().Done():
			case <-over:
			}
		default:
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"ok":false,"error_code":401,"description":"Unauthorized"}`))
		}
	}))
	t.Cleanup(func() {
		close(over)
		server.Close()
	})
	return server.URL
}

func TestInviteAsksForTheName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT="+fakeTelegram(t), "THUKY_TELEGRAM_TOKEN="+secretToken)
	got := decode[invitation](t, d.must("person", "invite", "--role", "admin", "--json"))
	if link := got.Links["telegram"]; link == nil || *link != "https://t.me/ThuKyBot?start="+got.Code {
		t.Errorf("link: got %v", link)
	}
	d.env = append(d.env, "THUKY_TELEGRAM_TOKEN=654321:wrong-token-wrong-token-wrong")
	got = decode[invitation](t, d.must("person", "invite", "--role", "admin", "--json"))
	if link := got.Links["telegram"]; link != nil {
		t.Errorf("link with a wrong token: got %v", *link)
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.lines("25", "tạm dừng").must("chat", "--template", d.file("hop-nho.toml", small), "--as", "Lê Thị Mận")
	type person struct {
		ID, Name, Role, Unit string
		Platforms            []string
	}
	list := decode[[]person](t, d.must("person", "list", "--json"))
	if len(list) != 1 || list[0].Name != "Lê Thị Mận" || list[0].Role != "admin" || len(list[0].Platforms) != 1 || list[0].Platforms[0] != "terminal" {
		t.Fatalf("got %+v", list)
	}
	if text := d.must("person", "list"); !strings.Contains(text, "Lê Thị Mận") || !strings.Contains(text, "quản trị") {
		t.Errorf("list: %s", text)
	}
	code, _, stderr := d.run("person", "remove", "Lê thị mận")
	if code != 1 {
		t.Errorf("remove by name: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"“" + list[0].ID + "”"})
	code, _, stderr = d.run("person", "remove", list[0].ID)
	if code != 1 || !strings.Contains(stderr, "quản trị duy nhất") || !strings.Contains(stderr, "person invite --role admin") {
		t.Errorf("the last admin was removed: exit %d, %s", code, stderr)
	}
	d.lines("tạm dừng").must("chat", "--as", "Trần Văn Đỗ")
	d.must("person", "remove", list[0].ID)
	if got := d.must("person", "list", "--json"); strings.Contains(got, "Mận") || !strings.Contains(got, "Trần Văn Đỗ") {
		t.Errorf("after removing: %s", got)
	}
	if show := d.must("campaign", "show", "hop-nho-2026-1", "--json"); !strings.Contains(show, `"text": "25"`) {
		t.Errorf("the answer of a removed person is gone: %s", show)
	}
	if code, _, _ := d.run("person", "remove", list[0].ID); code != 1 {
		t.Errorf("remove again: exit %d", code)
	}
}

// TestInviteQR: the picture is a square of black and white with a quiet border, and
// an invitation whose picture cannot be written is told all the same.
func TestInviteQR(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.path("moi.png")
	d.must("person", "invite", "--role", "staff", "--qr", path)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	size := picture.Bounds().Size()
	if size.X != size.Y || size.X < 100 {
		t.Errorf("the picture is %v", size)
	}
	dark := func(x, y int) bool { r, _, _, _ := picture.At(x, y).RGBA(); return r < 0x8000 }
	step := size.X / 29 // 21 modules or more, and 4 of border on each side
	if dark(step, step) || !dark(4*step+step/2, 4*step+step/2) {
		t.Error("no quiet border, or no finder in the corner")
	}
	code, out, stderr := d.run("person", "invite", "--role", "staff", "--qr", path)
	if code != 1 || !strings.Contains(stderr, "moi.png") || !strings.Contains(out, "Mã mời") {
		t.Errorf("the file is there already: code %d\n%s%s", code, out, stderr)
	}
}
