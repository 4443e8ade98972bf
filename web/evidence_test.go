package web_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/evidence"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

const opening = `
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
  [[sections.questions]]
  id = "y_kien"
  type = "text"
  prompt = "Thầy/cô có ý kiến gì?"
`

func withEvidence(_ *web.Config, c *bot.Config) {
	c.Evidence = func(name string, data []byte) (storage.Evidence, report.File, report.FileRefusal) {
		k, refusal := evidence.Prepare(name, evidence.Names{Photo: "Ảnh", Document: "Tệp"}, data)
		return storage.Evidence{Hash: k.File.Hash, MIME: k.MIME, Size: k.File.Size, Data: k.Data, Thumb: k.Thumb}, k.File, refusal
	}
}

// photo makes a photo; every shade gives another one.
func photo(t testing.TB, shade uint8, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.Set(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), shade, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEvidence: photos are sent from a browser, seen small in the chat, among one's own
// answers and by whoever oversees the report, and by nobody else; documents are only saved.
func TestEvidence(t *testing.T) {
	t.Parallel()
	s := newSite(t, withEvidence, withWorkdays, withPaper)
	admin, b, other := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Staff, "Lê Thị Mai"), s.join(report.Staff, "Ngô Thị Lan")
	c := s.open(opening)
	for name, data := range map[string][]byte{"le<b>.jpg": photo(t, 10, 400, 300), "san.jpg": photo(t, 200, 300, 400)} {
		if got := b.upload("/tro-chuyen/tep", "tep", name, data); got.status != http.StatusOK {
			t.Fatalf("upload: got %d", got.status)
		}
		s.settle()
	}
	b.upload("/tro-chuyen/tep", "tep", "ke-hoach.pdf", []byte("%PDF-1.7 kế hoạch <script>"))
	s.settle()
	p := b.get("/tro-chuyen")
	thumbs := regexp.MustCompile(`src="(/tro-chuyen/anh/\d+/\d+)"`).FindAllStringSubmatch(p.body, -1)
	if len(thumbs) < 2 || !strings.Contains(p.body, "đã nhận 1 tệp") {
		t.Fatalf("the chat shows %d small pictures:\n%s", len(thumbs), p.body)
	}
	small := b.get(thumbs[len(thumbs)-1][1])
	if small.status != http.StatusOK || small.header.Get("Content-Type") != "image/jpeg" || small.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("small picture: %d %v", small.status, small.header)
	}
	if got := other.get(thumbs[0][1]); got.status != http.StatusNotFound {
		t.Errorf("a small picture of another chat: got %d", got.status)
	}
	p = b.say(p, "1: Lễ chào cờ")
	b.say(b.say(p, "xong"), "Không có")
	files := s.answer(c, "anh", "Lê Thị Mai").Value.Files
	if len(files) != 3 || files[0].Caption != "Lễ chào cờ" {
		t.Fatalf("stored: %+v", files)
	}
	jpg := files[slices.IndexFunc(files, report.File.Photo)]
	pdf := files[slices.IndexFunc(files, func(f report.File) bool { return f.Kind == "pdf" })]

	own := "/cua-toi/" + c.ID
	b.get(own).says(t, "own page", own+"/minh-chung/"+jpg.Hash+"/nho", "ke-hoach.pdf")
	page := "/quan-ly/bao-cao/" + c.ID
	question := admin.get(page + "/cau/anh")
	question.says(t, "question", page+"/minh-chung/"+jpg.Hash+"/nho", `href="`+page+"/minh-chung/"+pdf.Hash+`" download`, "Lễ chào cờ")
	admin.get(page).says(t, "campaign", page+"/minh-chung.zip")
	for _, tt := range []struct {
		who        *browser
		path       string
		status     int
		kind       string
		attachment bool
	}{
		{admin, page + "/minh-chung/" + jpg.Hash + "/nho", 200, "image/jpeg", false},
		{admin, page + "/minh-chung/" + jpg.Hash + "/anh", 200, "image/jpeg", false},
		{admin, page + "/minh-chung/" + jpg.Hash, 200, "image/jpeg", true},
		{admin, page + "/minh-chung/" + pdf.Hash, 200, "application/pdf", true},
		{admin, page + "/minh-chung/" + pdf.Hash + "/anh", 404, "", false},
		{admin, page + "/minh-chung/" + pdf.Hash + "/nho", 404, "", false},
		{admin, page + "/minh-chung/" + strings.Repeat("0", 64), 404, "", false},
		{admin, page + "/minh-chung/" + jpg.Hash + "/khac", 404, "", false},
		{b, own + "/minh-chung/" + jpg.Hash + "/nho", 200, "image/jpeg", false},
		{b, own + "/minh-chung/" + pdf.Hash, 200, "application/pdf", true},
		{b, page + "/minh-chung/" + jpg.Hash, 403, "", false},
		{other, own + "/minh-chung/" + jpg.Hash + "/nho", 404, "", false},
		{other, page + "/minh-chung.zip", 403, "", false},
	} {
		got := tt.who.get(tt.path)
		if got.status != tt.status {
			t.Errorf("%s: got %d, want %d", tt.path, got.status, tt.status)
			continue
		}
		if tt.status != 200 {
			continue
		}
		saved := strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment")
		if got.header.Get("Content-Type") != tt.kind || saved != tt.attachment || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", tt.path, got.header)
		}
	}

	archive := admin.get(page + "/minh-chung.zip")
	z, err := zip.NewReader(strings.NewReader(archive.body), int64(len(archive.body)))
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range z.File {
		paths = append(paths, f.Name)
	}
	if len(paths) != 4 || paths[0] != "01 Ảnh buổi lễ/01 Lễ chào cờ.jpg" || paths[3] != "Danh sách.txt" {
		t.Errorf("the archive has %q", paths)
	}

	admin.get(page+"/ban-thao/chu").says(t, "draft as text", `class="d-photo"`, page+"/minh-chung/"+jpg.Hash+"/anh", "Phụ lục", "ẢNH BUỔI LỄ")
	draft := admin.get(page + "/ban-thao/tai/docx")
	d, err := zip.NewReader(strings.NewReader(draft.body), int64(len(draft.body)))
	if err != nil {
		t.Fatalf("the draft: %d %v", draft.status, err)
	}
	pictures := 0
	for _, f := range d.File {
		if strings.HasPrefix(f.Name, "word/media/") {
			pictures++
		}
	}
	if pictures != 2 {
		t.Errorf("the draft has %d pictures, want 2", pictures)
	}

	mai := s.person("Lê Thị Mai").ID
	mark := hidden(t, question.body, "/sua", mai, "ban")
	admin.post(page+"/cau/anh/sua", "nguoi", mai, "ban", mark, "tep", jpg.Hash, "chu-thich-"+jpg.Hash, "Lễ khai giảng", "ly-do", "Bỏ ảnh mờ").says(t, "amended", "Đã sửa hộ", "Lễ khai giảng")
	a := s.answer(c, "anh", "Lê Thị Mai")
	if len(a.Value.Files) != 1 || a.Value.Files[0].Caption != "Lễ khai giảng" || a.Value.Files[0].Hash != jpg.Hash {
		t.Errorf("amended: %+v", a)
	}
	if got := admin.post(page+"/cau/anh/sua", "nguoi", mai, "ban", "2", "tep", strings.Repeat("0", 64), "ly-do", "x"); got.status < 400 {
		t.Errorf("a file that nobody sent: got %d", got.status)
	}
}
