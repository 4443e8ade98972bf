package endtoend

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/bot/telegram/telegramtest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
	"thuky/chat"
	"thuky/conversation"
	"thuky/evidence"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

const openingReport = `
id = "khai-giang"
title = "Báo cáo khai giảng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả khai giảng"
[[sections]]
id = "a"
heading = "KẾT QUẢ"
  [[sections.questions]]
  id = "anh"
  type = "files"
  heading = "Ảnh buổi lễ"
  prompt = "Thầy/cô gửi ảnh và kế hoạch?"
`

// shot is a photo as a telephone writes it, with the place where it was taken.
func shot(t testing.TB, shade uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 160, 120))
	for i := range m.Pix {
		m.Pix[i] = shade + uint8(i/160)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	place := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00 GPS 10.7769 106.7009"
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(place) + 2)}, place...)
	return slices.Concat(b.Bytes()[:2], segment, b.Bytes()[2:])
}

// media counts the pictures in a Word file.
func media(t testing.TB, docx []byte) (n int) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "word/media/") {
			n++
		}
	}
	return n
}

// TestEvidenceOnTelegram: an album, a document that fails to come at first and a file of
// iPhones; the program is killed while files are on their way. What is approved holds the
// photos, and nothing is kept of where they were taken.
func TestEvidenceOnTelegram(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	path := filepath.Join(o.dir, "khai-giang.toml")
	if err := os.WriteFile(path, []byte(openingReport), 0o600); err != nil {
		t.Fatal(err)
	}
	o.run(t, "", "campaign", "open", "--template", path, "--deadline", "2099-12-31")
	staff, approver := o.invite(t, "staff", "1"), o.invite(t, "approver", "1")
	program := o.serve(t)
	e := &ear{t: t, ctx: patience(t), telegram: telegram, bot: program, heard: map[int64]int{}}
	const man, dung = 11, 31
	join := func(chat int64, code, name, call, want string) {
		t.Helper()
		e.say(chat, "/start "+code, "có đồng ý không")
		e.say(chat, "đồng ý", "ghi họ tên")
		e.say(chat, name, "xưng hô")
		e.say(chat, call, want)
	}
	join(man, staff, "Lê Thị Mận", "cô", "Câu 1/1")
	join(dung, approver, "Hồ Văn Dũng", "thầy", "Báo cáo đang mở")
	telegram.UserSendsPhotos(man, "Lễ chào cờ", shot(t, 10), shot(t, 60), shot(t, 120))
	if err := telegram.WaitConfirmed(e.ctx); err != nil {
		t.Fatal(err)
	}
	program.kill() // some are fetched, others not
	program = o.serve(t)
	e.bot = program
	e.until(man, "Câu này có 3 ảnh")
	telegram.Fail(telegramtest.Fault{Kind: telegramtest.CutBody, Method: telegramtest.Download})
	telegram.UserSendsFile(man, "Kế hoạch.pdf", "application/pdf", []byte("%PDF-1.7 kế hoạch"), "Kế hoạch khai giảng")
	e.until(man, "3 ảnh, 1 tệp PDF")
	telegram.UserSendsFile(man, "IMG_1.HEIC", "image/heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "")
	e.until(man, "ảnh HEIC của iPhone")
	e.say(man, "xóa 2", "Đã bỏ 1 tệp")
	e.say(man, "xong", "Xem lại")
	e.say(man, "gửi", "đã nhận đủ")
	e.until(dung, "chờ thầy duyệt")
	e.say(dung, "duyet", "duyệt bản 1")
	if _, found := telegram.UserPressesLabel(dung, "Duyệt bản 1"); !found {
		t.Fatal("no button to approve")
	}
	m := e.until(dung, "SHA-256")
	if m.Document == nil || media(t, m.Document.Data) != 2 {
		t.Errorf("what was approved has no two photos: %+v", m.Document != nil)
	}
	program.stop(t)
	for _, v := range telegram.Violations() {
		t.Errorf("against the Bot API: %s", v)
	}
	if data, err := os.ReadFile(filepath.Join(o.dir, "thuky.db")); err != nil || bytes.Contains(data, []byte("106.7009")) {
		t.Errorf("the store knows where the photos were taken (%v)", err)
	}
	files := 0
	for _, a := range o.answers(t) {
		files += len(a.Value.Files)
	}
	if files != 3 {
		t.Errorf("%d files are stored, want two photos and the plan", files)
	}
}

// TestEvidenceOnZalo: photos of a Zalo bot are links that are fetched when they come; for a
// document there is a page, of which the chat gives the link.
func TestEvidenceOnZalo(t *testing.T) {
	t.Parallel()
	platform := zalotest.New(zalotest.Options{Offline: true})
	t.Cleanup(platform.Close)
	transport, err := zalo.New(zalo.Config{Token: platform.Token, APIEndpoint: platform.URL, HTTP: platform.RoundTripper(), Photos: platform.Photos(), Mode: zalo.ModePoll, Budget: 3000})
	if err != nil {
		t.Fatal(err)
	}
	s, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	tmpl, err := report.ReadTemplate("khai-giang.toml", []byte(openingReport))
	if err != nil {
		t.Fatal(err)
	}
	var c report.Campaign
	err = s.Update(t.Context(), func(tx storage.Tx) (err error) {
		if c, err = bot.OpenCampaign(tx, tmpl, report.Campaign{}, time.Now()); err != nil {
			return err
		}
		_, err = bot.AddPerson(tx, report.Person{Name: "Lê Thị Mận", Role: report.Staff, Call: "cô", Addresses: []report.Contact{{Address: "zalo:man"}}}, time.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	runtime := bot.New(bot.Config{
		Store: s, School: report.School{Name: "Trường Tiểu học Hoa Sen"}, Zone: bot.ICT(), Log: slog.New(slog.DiscardHandler), Now: time.Now,
		Step: conversation.Step, Transports: []chat.Transport{transport},
		UploadLink: func(chat.Address) string { return publicURL + "/nop/abc" },
		Evidence: func(name string, data []byte) (storage.Evidence, report.File, report.FileRefusal) {
			k, refusal := evidence.Prepare(name, evidence.Names{Photo: "Ảnh", Document: "Tệp"}, data)
			return storage.Evidence{Hash: k.File.Hash, MIME: k.MIME, Size: k.File.Size, Data: k.Data, Thumb: k.Thumb}, k.File, refusal
		},
	})
	ctx, stop := context.WithCancel(patience(t))
	ended := make(chan error, 1)
	go func() { ended <- runtime.Run(ctx) }()
	hear := func(words string) {
		t.Helper()
		if _, err := platform.WaitText(patience(t), "man", words); err != nil {
			t.Fatalf("nothing says %q: %v; %+v", words, err, platform.BotMessages("man"))
		}
	}
	platform.UserSays("man", "tiếp")
	hear("gửi ảnh và kế hoạch")
	for i, shade := range []uint8{10, 90} {
		platform.UserSendsPhoto("man", fmt.Sprintf("Ảnh số %d", i+1), shot(t, shade))
	}
	hear("Câu này có 2 ảnh")
	platform.UserSendsFile("man", true)
	hear(publicURL + "/nop/abc")
	platform.UserSays("man", "xong")
	hear("Xem lại")
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, v := range platform.Violations() {
		t.Errorf("against the platform: %s", v)
	}
	err = s.View(t.Context(), func(tx storage.Tx) error {
		p, err := tx.PersonByAddress(chat.Address{Platform: "zalo", ID: "man"})
		if err != nil {
			return err
		}
		a, err := tx.Answer(c.ID, "anh", p.ID)
		if err != nil {
			return err
		}
		if len(a.Value.Files) != 2 || a.Value.Files[0].Caption != "Ảnh số 1" || a.Value.Files[1].Caption != "Ảnh số 2" {
			t.Errorf("stored: %+v", a.Value.Files)
		}
		for _, f := range a.Value.Files {
			if e, err := tx.Evidence(c.ID, f.Hash); err != nil || bytes.Contains(e.Data, []byte("106.7009")) || len(e.Thumb) == 0 {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
