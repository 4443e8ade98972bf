package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
	"thuky/workday"
)

// small is a report of five questions, one of each kind of answering.
const small = `
id = "tuyen-truyen"
title = "Báo cáo công tác tuyên truyền"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác tuyên truyền {{period}}"
match = ["tuyên truyền"]
addressees = []
recipients = ["Lưu: VT"]
opening = ["{{school}} báo cáo như sau:"]
closing = ["Trên đây là báo cáo của {{school}}."]

[[sections]]
id = "so_lieu"
heading = "SỐ LIỆU"

  [[sections.questions]]
  id = "so_buoi"
  type = "integer"
  prompt = "Tổ của thầy/cô đã tổ chức mấy buổi tuyên truyền ạ?"
  unit = "buổi"
  help = "Tính cả các buổi lồng ghép trong giờ chào cờ."
  print = "Đã tổ chức {{so_buoi}} buổi tuyên truyền."

  [[sections.questions]]
  id = "phu_huynh"
  type = "yesno"
  prompt = "Có phụ huynh tham gia không ạ?"
  print = ""

  [[sections.questions]]
  id = "hinh_thuc"
  type = "choices"
  prompt = "Tổ đã dùng những hình thức nào ạ?"
  choices = ["Phát thanh", "Sinh hoạt dưới cờ", "Tờ rơi, pa-nô", "Nhóm Zalo của lớp"]
  print = "Hình thức: {{hinh_thuc}}."

[[sections]]
id = "ket_qua"
heading = "KẾT QUẢ"

  [[sections.questions]]
  id = "mo_ta"
  type = "longtext"
  heading = "Kết quả đạt được"
  prompt = "Thầy/cô viết vài câu về kết quả của tổ ạ."

  [[sections.questions]]
  id = "kien_nghi"
  type = "longtext"
  heading = "Kiến nghị"
  prompt = "Thầy/cô có kiến nghị gì không ạ?"
  required = false
`

func mustTemplate(t testing.TB, source string) *report.Template {
	t.Helper()
	tmpl, err := report.ReadTemplate("x.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// open opens a report of a template, and waits until everybody has heard of it.
func (s *site) open(source string) report.Campaign {
	s.t.Helper()
	tmpl := mustTemplate(s.t, source)
	var c report.Campaign
	s.update(func(tx storage.Tx) (err error) {
		c, err = bot.OpenCampaign(tx, tmpl, report.Campaign{
			Period: "quý IV năm 2026", Deadline: workday.Date{Year: 2026, Month: 12, Day: 4},
		}, s.clock())
		return err
	})
	if err := s.bot.Announce(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
	return c
}

// invited puts somebody on the list of the school and gives their personal code.
func (s *site) invited(name, call string) string {
	s.t.Helper()
	s.update(func(tx storage.Tx) error {
		return tx.PutPerson(report.Person{ID: "p-" + name, Name: name, Role: report.Staff, Call: call})
	})
	return s.codeFor(name)
}

// codeFor gives a personal code of somebody on the list.
func (s *site) codeFor(name string) string {
	s.t.Helper()
	code := bot.NewCode()
	s.update(func(tx storage.Tx) error {
		return tx.PutInvitation(report.Invitation{
			Hash: report.HashCode(code), Role: report.Staff, Uses: 1, Person: "p-" + name, Created: s.clock(), Expires: s.clock().Add(time.Hour),
		})
	})
	return code
}

// signedIn puts somebody on the list with a web chat that is open in a browser.
func (s *site) signedIn(name string) *browser {
	s.t.Helper()
	a := chat.Address{Platform: web.Platform, ID: "chat-of-" + name}
	s.update(func(tx storage.Tx) error {
		return errors.Join(
			tx.PutPerson(report.Person{
				ID: "p-" + name, Name: name, Role: report.Staff, Joined: s.clock(), Addresses: []report.Contact{{Address: a.String()}},
			}),
			tx.PutSession(storage.Session{
				Hash: hashed("secret of " + name), Address: a, Created: s.clock(), Seen: s.clock(), Expires: s.clock().Add(1000 * time.Hour),
			}))
	})
	b := s.browser()
	at, err := url.Parse(s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	b.client.Jar.SetCookies(at, []*http.Cookie{{Name: "thuky", Value: url.QueryEscape("secret of " + name)}})
	return b
}

func hashed(secret string) string {
	sum := sha256.Sum256([]byte(url.QueryEscape(secret)))
	return hex.EncodeToString(sum[:])
}

// keyed is how a nonce is bound to what is sent with it.
func keyed(nonce, what string) string {
	sum := sha256.Sum256([]byte(what))
	return nonce + "." + hex.EncodeToString(sum[:4])
}

func seq(l storage.Line) string { return strconv.FormatUint(l.Seq, 10) }

// onePixel is a PNG.
var onePixel = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

// drawing is a PNG like a page.
var drawing = func() []byte {
	var b bytes.Buffer
	page := image.NewGray(image.Rect(0, 0, 420, 594))
	for i := range page.Pix {
		page.Pix[i] = 0xFF
		if y := i / 420; y%24 > 18 && i%420 > 40 && i%420 < 380 {
			page.Pix[i] = 0x60
		}
	}
	if err := png.Encode(&b, page); err != nil {
		panic(err)
	}
	return b.Bytes()
}()
