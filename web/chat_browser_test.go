package web_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thuky/storage"
	"thuky/web/browsertest"
)

// TestBrowserChat: a teacher answers a whole report on a phone.
func TestBrowserChat(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t)
	s.open(small)
	code := s.invited("Nguyễn Thị Hoa", "cô")
	p := b.Tab(t, browsertest.Phone)
	p.Go(s.url + "/moi/" + code)
	p.ClickText("Vào trang")
	p.WaitPath("/tro-chuyen")
	p.ClickText("Đúng")
	p.Wait("Câu 1/5")
	look(t, p, checker, "chat-1-360")
	p.Type("#text", "32")
	p.Click("#soan button")
	p.Wait("Câu 2/5")
	p.Click(`li:last-child button[value$="o"]`)
	p.Wait("Câu 3/5")
	look(t, p, checker, "chat-3-360")
	p.ClickText("Phát thanh")
	p.Wait("☑ Phát thanh")
	look(t, p, checker, "chat-3b-360")
	p.ClickText("Xong")
	p.Wait("Câu 4/5")
	p.Type("#text", "Nhà trường đã tổ chức tuyên truyền về *an toàn giao thông* cho toàn thể học sinh.\n\nPhối hợp với công an xã tổ chức 02 buổi.")
	p.Click("#soan button")
	p.Wait("em đã ghi 1 tin")
	p.ClickText("Xong")
	p.Wait("Câu 5/5")
	p.Click(`li:last-child button[value$=".s"]`)
	p.Wait("Xem lại")
	look(t, p, checker, "chat-review-360")
	p.Click(`li:last-child button[value$=".g"]`)
	p.Wait("em đã nhận đủ báo cáo")
	s.settle()
	photo := filepath.Join(t.TempDir(), "Ảnh buổi tuyên truyền.png")
	if err := os.WriteFile(photo, onePixel, 0o600); err != nil {
		t.Fatal(err)
	}
	p.ClickText("Gửi ảnh hoặc tệp")
	p.Upload("#tep", photo)
	p.Wait("Ảnh buổi tuyên truyền.png PNG · 71 byte")
	p.Wait("em chưa nhận được hình ảnh")
	look(t, p, checker, "chat-sent-360")
	d := b.Tab(t, browsertest.Desktop)
	d.Go(s.url + "/moi/" + s.codeFor("Nguyễn Thị Hoa"))
	d.ClickText("Vào trang")
	d.WaitPath("/tro-chuyen")
	look(t, d, checker, "chat-sent-1280")
}

// enterAs signs a tab in as somebody on the list.
func (s *site) enterAs(p *browsertest.Tab, name string) {
	s.t.Helper()
	p.Go(s.url + "/moi/" + s.codeFor(name))
	p.ClickText("Vào trang")
	p.WaitPath("/tro-chuyen")
}

// TestBrowserLost: the network goes, the answers to what was sent get lost, the page is loaded
// again: all that was written arrives, once and in its order.
func TestBrowserLost(t *testing.T) {
	t.Parallel()
	b := browsertest.Open(t)
	s := newSite(t)
	s.signedIn("Lê Thị Mai")
	s.open(small)
	p := b.Tab(t, browsertest.Phone)
	s.enterAs(p, "Lê Thị Mai")
	p.Wait("Câu 1/5")

	p.Offline(true)
	for _, words := range []string{"mười hai", "tin thứ hai"} {
		p.Type("#text", words)
		p.Click("#soan button")
	}
	p.Wait("Mất kết nối")
	if shown := p.Shown(); !strings.Contains(shown, "mười hai đang gửi…") || !strings.Contains(shown, "tin thứ hai đang gửi…") {
		t.Errorf("what waits is not shown: %s", shown)
	}
	if folder := os.Getenv("THUKY_SCREENS"); folder != "" {
		p.Screenshot(filepath.Join(folder, "chat-lost-360.png"))
	}
	p.Type("#text", "đang viết tin thứ ba")
	p.Offline(false)
	p.Until("all arrive", func() bool { return len(s.mine("Lê Thị Mai")) == 2 })
	p.Until("nothing waits", func() bool {
		return !strings.Contains(p.Shown(), "đang gửi") && !strings.Contains(p.Shown(), "Mất kết nối")
	})
	if got := p.Value("#text"); got != "đang viết tin thứ ba" {
		t.Errorf("the editor holds %q", got)
	}

	s.lose.Store(3) // taken, but nobody hears of it
	p.Click("#soan button")
	p.Until("the third arrives", func() bool { return len(s.mine("Lê Thị Mai")) == 3 })
	p.Until("nothing waits", func() bool { return !strings.Contains(p.Shown(), "đang gửi") })

	s.lose.Store(1000)
	p.Type("#text", "tin thứ tư")
	p.Click("#soan button")
	p.Type("#text", "chưa gửi")
	p.Wait("Mất kết nối")
	p.Go(s.url + "/tro-chuyen") // loaded again while it waits
	if got := p.Value("#text"); got != "chưa gửi" {
		t.Errorf("after loading the editor holds %q", got)
	}
	s.lose.Store(0)
	p.Until("nothing waits", func() bool { return !strings.Contains(p.Shown(), "đang gửi") })
	s.settle()
	want := []string{"mười hai", "tin thứ hai", "đang viết tin thứ ba", "tin thứ tư"}
	if got := s.mine("Lê Thị Mai"); !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
	if n := s.bot.Stats().Failed; n != 0 {
		t.Errorf("%d updates failed", n)
	}
}

// TestBrowserDevices: what is written on one device is on the other, and what was sent from
// one is not sent from the other once more.
func TestBrowserDevices(t *testing.T) {
	t.Parallel()
	b := browsertest.Open(t)
	s := newSite(t)
	s.signedIn("Lê Thị Mai")
	s.open(small)
	phone, desk := b.Tab(t, browsertest.Phone), b.Tab(t, browsertest.Desktop)
	s.enterAs(phone, "Lê Thị Mai")
	phone.Type("#text", "tám buổi")
	phone.Until("the draft is kept", func() bool {
		kept := ""
		s.view(func(tx storage.Tx) error {
			raw, err := tx.Value(storage.DraftKey(s.chat("Lê Thị Mai")))
			if errors.Is(err, storage.ErrNotFound) {
				return nil
			}
			kept = string(raw)
			return err
		})
		return strings.Contains(kept, "tám buổi")
	})
	s.enterAs(desk, "Lê Thị Mai")
	if got := desk.Value("#text"); got != "tám buổi" {
		t.Fatalf("the other device holds %q", got)
	}
	desk.Click("#soan button")
	phone.Wait("tám buổi 09:00")
	phone.Until("the editor is empty", func() bool { return phone.Value("#text") == "" })
	phone.Wait("Câu 1/5")
	phone.Fill("#text", "8")
	phone.Eval(`document.getElementById("text").dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true}))`)
	desk.Wait("Câu 2/5")
	desk.Click(`li:last-child button[value$=".o"]`)
	phone.Wait("✓ Có")
	desk.Wait("✓ Có")
}
