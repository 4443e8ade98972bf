package web_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/web/browsertest"
)

// TestBrowserLooks: the pages around the chat, as people meet them.
func TestBrowserLooks(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, public)
	mai := s.signedIn("Lê Thị Mai")
	c := s.open(small)
	p := mai.say(mai.get("/tro-chuyen"), "32")
	p = mai.choose(p, "Có")
	p = mai.choose(p, "Tờ rơi, pa-nô")
	p = mai.choose(p, "Xong")
	p = mai.say(p, strings.Repeat("Nhà trường đã phối hợp với công an xã và hội phụ nữ tổ chức các buổi tuyên truyền về *an toàn giao thông*, phòng chống đuối nước. ", 8)+"\nxong")
	mai.say(p, "sửa 1")
	mai.say(mai.get("/tro-chuyen"), "33")
	mai.upload("/tro-chuyen/tep", "tep", "Ảnh buổi tuyên truyền ngày 20 tháng 11.png", onePixel)
	a := s.chat("Lê Thị Mai")
	s.later(20 * time.Hour)
	line := storage.Line{Chat: a, Key: "out/copy", At: s.clock(), Message: chat.Message{Text: "Nội dung cũ của kỳ trước.", Copy: true}}
	shot := storage.Line{Chat: a, Key: "out/shot", At: s.clock(), Message: chat.Message{
		Text: "Dạ, em gửi bản thảo ạ.", Picture: &chat.File{Name: "trang-1.png", Artifact: "p"}, File: &chat.File{Name: "Báo cáo công tác tuyên truyền quý IV.docx", Artifact: "p"},
	}}
	s.update(func(tx storage.Tx) error {
		part, err := tx.Participation(c.ID, s.person("Lê Thị Mai").ID)
		if err != nil {
			return err
		}
		part.Returns = []report.Return{{Campaign: c.ID, Question: "so_buoi", Comment: "Thầy/cô tính cả buổi chào cờ giúp ạ.", At: s.clock(), Revision: 2}}
		return errors.Join(tx.PutParticipation(part), tx.PutArtifact("p", storage.Artifact{Name: "p", MIME: "image/png", Created: s.clock(), Data: drawing}),
			tx.AddLine(&line), tx.AddLine(&shot))
	})
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		s.enterAs(p, "Lê Thị Mai")
		p.Wait("Đưa vào ô trả lời")
		p.ClickText("Gửi ảnh hoặc tệp")
		look(t, p, checker, "chat-files-"+name)
		p.ClickText("Đưa vào ô trả lời")
		p.Until("the words are in the editor", func() bool { return strings.Contains(p.Value("#text"), "Nội dung cũ của kỳ trước.") })
		p.ClickText("Xem cả tin")
		p.Wait("Về trò chuyện")
		look(t, p, checker, "line-"+name)
		p.Go(s.url + "/cua-toi")
		p.Wait("Câu trả lời của tôi")
		look(t, p, checker, "own-"+name)
		p.ClickText("Báo cáo công tác tuyên truyền")
		p.Wait("Được nhờ viết lại")
		p.ClickText("Các bản trước (1)")
		look(t, p, checker, "record-"+name)
		p.Go(s.url + linkPath(t, s.web.UploadLink(a)))
		p.Wait("Gửi ảnh, tệp cho thư ký")
		look(t, p, checker, "handin-"+name)
	}
}
