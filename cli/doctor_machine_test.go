package cli_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
	"thuky/storage/boltstore"
)

// finding is one check of doctor --json.
type finding struct{ Subject, State, Found, Advice string }

func (d *desk) finding(subject string, args ...string) finding {
	d.t.Helper()
	_, out, _ := d.run(append([]string{"doctor", "--json"}, args...)...)
	for _, f := range decode[[]finding](d.t, out) {
		if f.Subject == subject {
			return f
		}
	}
	d.t.Fatalf("no check of %s in %s", subject, out)
	return finding{}
}

func (f finding) check(t *testing.T, state, found, advice string) {
	t.Helper()
	if f.State != state || !strings.Contains(f.Found, found) || !strings.Contains(f.Advice, advice) {
		t.Errorf("got %+v, want %s, %q, %q", f, state, found, advice)
	}
}

// TestDoctor_whileServing: the store is held by serve, which is asked how things stand.
func TestDoctor_whileServing(t *testing.T) {
	t.Parallel()
	d := newDesk(t).bare()
	d.finding("Chương trình").check(t, "ok", "serve chưa chạy", "")
	s := d.serve()
	d.finding("Kho dữ liệu").check(t, "ok", "đang được serve dùng", "")
	limit := time.Now().Add(time.Minute)
	for f := d.finding("Chương trình"); f.State != "ok"; f = d.finding("Chương trình") { // its first round goes on beside
		if time.Now().After(limit) {
			t.Fatalf("got %+v", f)
		}
	}
	d.finding("Chương trình").check(t, "ok", "serve đang chạy", "")
	port := strings.TrimPrefix(address.FindString(s.out.String()), "http://")
	d.env = append(d.env, "THUKY_WEB_LISTEN="+port)
	d.finding("Cổng mạng").check(t, "ok", port+" đang được serve dùng", "")
	s.end(t)
	d.finding("Cổng mạng").check(t, "ok", port+" còn trống", "")
}

func TestDoctor_stuck(t *testing.T) {
	t.Parallel()
	d := newDesk(t).bare()
	store, err := boltstore.Open(d.path("thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = store.Update(context.Background(), func(tx storage.Tx) error {
		o := storage.Outgoing{Key: "k", To: chat.Address{Platform: "zalo", ID: "1"}, Created: noon.Add(-26 * time.Hour), Dead: true}
		return errorsJoin(tx.Enqueue(&o), tx.PutFailed(storage.Failed{Key: "u", At: noon}), tx.PutValue("reload", []byte("config.toml:3: sai giờ")))
	})
	if err := errorsJoin(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	f := d.finding("Chương trình")
	f.check(t, "warning", "1 tin không gửi được, 1 tin nhận vào không xử lý được", "“Tin nhắn”")
	f.check(t, "warning", "config.toml:3: sai giờ", "reload thuky")
}

func TestDoctor_ports(t *testing.T) {
	t.Parallel()
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	stranger := httptest.NewServer(http.NotFoundHandler())
	defer stranger.Close()
	for _, tt := range []struct{ listen, state, found, advice string }{
		{"", "ok", "không mở cổng nào", ""},
		{"127.0.0.1:0", "ok", "còn trống", ""},
		{strings.TrimPrefix(stranger.URL, "http://"), "error", "chương trình khác", "ss -ltnp | grep :"},
		{"127.0.0.1", "error", "web.listen 127.0.0.1 không mở được", "ví dụ 127.0.0.1:8080"},
		{"127.0.0.1:99999", "error", "không mở được", "web.listen"},
		{"203.0.113.7:8080", "error", "không mở được", "web.listen"}, // not of this machine
	} {
		d := newDesk(t).bare()
		d.env = append(d.env, "THUKY_WEB_LISTEN="+tt.listen)
		d.finding("Cổng mạng").check(t, tt.state, tt.found, tt.advice)
	}
}

func TestDoctor_public(t *testing.T) {
	t.Parallel()
	d := newDesk(t).bare()
	d.finding("Địa chỉ công khai").check(t, "ok", "chưa đặt web.public_url", "")
	d.env = append(d.env, "THUKY_WEB_PUBLIC_URL=https://thuky.invalid")
	d.finding("Địa chỉ công khai").check(t, "ok", "serve chưa chạy", "")
	s := d.serve()
	ours := address.FindString(s.out.String())
	d.env = append(d.env, "THUKY_WEB_LISTEN="+strings.TrimPrefix(ours, "http://"))
	stranger := httptest.NewServer(http.NotFoundHandler())
	defer stranger.Close()
	secure := httptest.NewTLSServer(http.NotFoundHandler()) // its certificate is nobody's
	defer secure.Close()
	for _, tt := range []struct{ public, state, found, advice string }{
		{"https://thuky.invalid", "error", "không tìm thấy tên miền này", "DNS"},
		{ours, "ok", "mở được", ""},
		{stranger.URL, "error", "không dẫn tới thuky", "Caddy"},
		{secure.URL, "error", "chứng chỉ https hết hạn hoặc không hợp lệ (tls: ", "chứng chỉ"},
		{"http://127.0.0.1:1", "error", "máy ở địa chỉ ấy không nhận kết nối", "443"},
	} {
		d.env = append(d.env, "THUKY_WEB_PUBLIC_URL="+tt.public)
		d.finding("Địa chỉ công khai").check(t, tt.state, tt.found, tt.advice)
	}
	s.end(t)
}

func TestDoctor_clock(t *testing.T) {
	t.Parallel()
	at := noon
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", at.UTC().Format(http.TimeFormat))
	}))
	defer server.Close()
	d := newDesk(t).bare()
	d.finding("Đồng hồ").check(t, "ok", "chưa có nơi nào để so", "")
	d.env = append(d.env, "THUKY_WEB_PUBLIC_URL="+server.URL)
	d.finding("Đồng hồ").check(t, "ok", "đúng, ", "")
	at = noon.Add(3 * time.Hour)
	d.finding("Đồng hồ").check(t, "warning", "chậm 3 giờ", "set-ntp true")
	at = noon.Add(-5 * time.Minute)
	d.finding("Đồng hồ").check(t, "warning", "nhanh 5 phút", "timedatectl")
}

func TestDoctor_secrecy(t *testing.T) {
	t.Parallel()
	d := newDesk(t).bare()
	if err := os.Chmod(d.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	look := func(config string) finding {
		t.Helper()
		path := d.file("config.toml", config)
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		return d.finding("Quyền xem tệp", "--config", path)
	}
	d.env = append(d.env, "THUKY_TELEGRAM_API_ENDPOINT=http://127.0.0.1:1")
	look("[school]\nname = \"Trường Tiểu học Sen Hồng\"\n").check(t, "ok", "không xem được", "")
	look("[telegram]\ntoken = \""+secretToken+"\"\n").check(t, "warning", "config.toml", "chmod o-rwx "+d.path("config.toml"))
	if err := os.Chmod(d.folder, 0o700); err != nil { // nobody comes as far as the file
		t.Fatal(err)
	}
	d.finding("Quyền xem tệp", "--config", d.path("config.toml")).check(t, "ok", "không xem được", "")
}

// TestServe_settled: a start that has nothing to say of the settings says nothing.
func TestServe_settled(t *testing.T) {
	t.Parallel()
	s := newDesk(t).bare().serve()
	s.end(t)
	if strings.Contains(s.errs.String(), "WARN") {
		t.Errorf("log:\n%s", s.errs)
	}
}
