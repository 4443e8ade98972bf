package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"os"
	"slices"
	"strings"
	"testing"
)

const openingTemplate = `
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

// TestEvidence: files are sent in the terminal by their path, stand in every form of the
// draft, and come out as one archive.
func TestEvidence(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 80, 60)), nil); err != nil {
		t.Fatal(err)
	}
	jpg, pdf, bad := d.file("IMG 1.jpg", photo.String()), d.file("ke-hoach.pdf", "%PDF-1.7 kế hoạch"), d.file("ma.exe", "MZ\x90\x00")
	said := d.lines("/tep "+jpg, "/tep "+pdf, "/tep "+bad, "1: Lễ chào cờ", "xong", "Không", "1", "gửi").
		must("chat", "--template", d.file("khai-giang.toml", openingTemplate), "--as", "Lê Thị Mai", "--out", d.path("ban-thao"))
	for _, want := range []string{"IMG 1.jpg (ảnh)", "ke-hoach.pdf (tệp PDF)", "«ma.exe» vì không đúng loại", "Chú thích tệp 1: Lễ chào cờ"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q in\n%s", want, said)
		}
	}
	md := d.must("render", "--campaign", "khai-giang-2026-1", "--format", "md")
	for _, want := range []string{"Lễ chào cờ (ảnh 1, Phụ lục)", "ke-hoach.pdf (tệp PDF)", "**ẢNH BUỔI LỄ**"} {
		if !strings.Contains(md, want) {
			t.Errorf("no %q in the draft:\n%s", want, md)
		}
	}
	var tree struct {
		Blocks []struct{ Type, Name, SHA256 string }
	}
	if err := json.Unmarshal([]byte(d.must("render", "--campaign", "khai-giang-2026-1", "--format", "json")), &tree); err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(tree.Blocks, func(b struct{ Type, Name, SHA256 string }) bool { return b.Type == "photo" }); i < 0 || tree.Blocks[i].Name != "IMG 1.jpg" || len(tree.Blocks[i].SHA256) != 64 {
		t.Errorf("the photo in the tree: %+v", tree.Blocks)
	}
	docx := d.path("bao-cao.docx")
	d.must("render", "--campaign", "khai-giang-2026-1", "-o", docx)
	if names := entries(t, docx); !slices.Contains(names, "word/media/image1.jpg") {
		t.Errorf("the draft has %q", names)
	}
	archive := d.path("minh-chung.zip")
	d.must("campaign", "export", "khai-giang-2026-1", "--files", "-o", archive)
	if got, want := entries(t, archive), []string{"01 Ảnh buổi lễ/01 Lễ chào cờ.jpg", "01 Ảnh buổi lễ/02 ke-hoach.pdf", "Danh sách.txt"}; !slices.Equal(got, want) {
		t.Errorf("the archive has %q, want %q", got, want)
	}
}

// entries are the names in a zip file.
func entries(t *testing.T, path string) (names []string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	return names
}
