package docx_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thuky/render"
	"thuky/report"
)

const twoAppendices = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả tổ chức lễ khai giảng {{period}}"
closing = ["Trên đây là báo cáo của {{school}}."]
[[sections]]
id = "a"
heading = "KẾT QUẢ"
  [[sections.questions]]
  id = "anh"
  type = "files"
  heading = "Hình ảnh lễ khai giảng"
  prompt = "Ảnh?"
  [[sections.questions]]
  id = "san"
  type = "files"
  heading = "Sân trường và khuôn viên sau khi sửa chữa"
  prompt = "Ảnh?"
`

// shot makes a photo of a size; every number gives another one.
func shot(t testing.TB, n, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.Set(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), uint8(n * 60), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photos is a report with photos of all shapes in two appendices, and a document.
func photos(t testing.TB) *render.Document {
	t.Helper()
	in := render.Input{Template: readTemplate(t, []byte(twoAppendices)), Campaign: campaign, School: school}
	pictures := map[string][]byte{}
	file := func(n, width, height int, caption string) report.File {
		hash := fmt.Sprintf("%064x", n)
		pictures[hash] = shot(t, n, width, height)
		return report.File{Hash: hash, Name: "anh.jpg", Kind: "jpg", Caption: caption, Width: width, Height: height}
	}
	long := strings.Repeat("Toàn cảnh buổi lễ với sự tham dự của đại biểu, phụ huynh và học sinh. ", 2)
	first := []report.File{
		file(1, 800, 600, "Lễ chào cờ"), file(2, 600, 800, long), file(3, 1200, 300, `Băng rôn "Chào mừng" <năm học> & hoa`),
		{Hash: strings.Repeat("f", 64), Name: "ke-hoach.pdf", Kind: "pdf", Caption: "Kế hoạch khai giảng"},
		file(4, 200, 150, ""), file(5, 800, 600, "Trao học bổng"),
	}
	second := []report.File{file(6, 800, 600, "Sân trường"), first[0]}
	for id, files := range map[string][]report.File{"anh": first, "san": second} {
		in.Answers = append(in.Answers, report.Answer{Campaign: "c1", Question: id, Person: "p1", Value: report.FilesValue(files), Revision: 1})
	}
	d := render.Build(in)
	d.Pictures = pictures
	return d
}

// TestPhotos: pictures are parts of the file, each once, with words for whoever does not see
// them, and the same document gives the same bytes.
func TestPhotos(t *testing.T) {
	t.Parallel()
	d := photos(t)
	data := write(t, d)
	if !bytes.Equal(data, write(t, photos(t))) {
		t.Error("the same document gave other bytes")
	}
	checkParts(t, data)
	parts := openParts(t, data)
	var media []string
	for name := range parts {
		if strings.HasPrefix(name, "word/media/") {
			media = append(media, name)
		}
	}
	if len(media) != 6 {
		t.Errorf("got %d pictures %q, want 6: the one that stands twice is there once", len(media), media)
	}
	if !bytes.Equal(parts["word/media/image1.jpg"], d.Pictures[fmt.Sprintf("%064x", 1)]) {
		t.Error("the first picture is another one")
	}
	body := string(parts["word/document.xml"])
	for _, want := range []string{`descr="Ảnh 1. Lễ chào cờ"`, `descr="Ảnh 3. Băng rôn &quot;Chào mừng&quot; &lt;năm học&gt; &amp; hoa"`, `r:embed="rIdAnh6"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if n := strings.Count(body, `r:embed="rIdAnh1"`); n != 2 {
		t.Errorf("the picture that stands twice is shown %d times", n)
	}
	ids := regexp.MustCompile(`<wp:docPr id="(\d+)"`).FindAllStringSubmatch(body, -1)
	for i, id := range ids {
		if id[1] != fmt.Sprint(i+1) {
			t.Errorf("picture %d has the id %s", i+1, id[1])
		}
	}
	for _, m := range regexp.MustCompile(`<wp:extent cx="(\d+)" cy="(\d+)"`).FindAllStringSubmatch(body, -1) {
		var wide, high int
		fmt.Sscan(m[1], &wide)
		fmt.Sscan(m[2], &high)
		if wide > 165*36000+1000 || high > 95*36000 || wide < 36000 || high < 36000 {
			t.Errorf("a picture of %d × %d mm", wide/36000, high/36000)
		}
	}
	lost := photos(t)
	lost.Pictures = nil
	data = write(t, lost)
	checkParts(t, data)
	if body := string(openParts(t, data)["word/document.xml"]); strings.Contains(body, "drawing") || strings.Count(body, render.PhotoLost) != 7 {
		t.Error("photos without bytes are not marked")
	}
}

// TestPhotoPages: an appendix begins on a page of its own after the signature, counts pages
// anew without a number on its first, has two pictures a page, and none without its caption.
func TestPhotoPages(t *testing.T) {
	t.Parallel()
	dir := convert(t, map[string]*render.Document{"photos": photos(t)})
	file := filepath.Join(dir, "photos.pdf")
	all := pages(t, file)
	var flat []string
	for _, page := range all {
		flat = append(flat, strings.Join(strings.Fields(page), " "))
	}
	for page, wants := range map[int][]string{
		0: {"1) Lễ chào cờ (ảnh 1, Phụ lục I).", "4) Kế hoạch khai giảng (tệp PDF).", "5) Ảnh 4 (Phụ lục I).", "Nơi nhận:"},
		1: {"Phụ lục I HÌNH ẢNH LỄ KHAI GIẢNG (Kèm theo Báo cáo số", "Ảnh 1. Lễ chào cờ", "Ảnh 2. Toàn cảnh"},
		2: {"2 Ảnh 3. Băng rôn", "Ảnh 4", "Ảnh 5. Trao học bổng"},
		3: {"Phụ lục II SÂN TRƯỜNG VÀ KHUÔN VIÊN", "Ảnh 1. Sân trường", "Ảnh 2. Lễ chào cờ"},
	} {
		if page >= len(flat) {
			t.Fatalf("%d pages, want 4:\n%s", len(flat), strings.Join(flat, "\n---\n"))
		}
		for _, want := range wants {
			if !strings.Contains(flat[page], want) {
				t.Errorf("page %d: no %q in\n%s", page+1, want, flat[page])
			}
		}
	}
	if _, err := exec.LookPath("pdfimages"); err == nil {
		var got []string
		for _, line := range strings.Split(run(t, "pdfimages", "-list", file), "\n")[2:] {
			if fields := strings.Fields(line); len(fields) > 3 && fields[2] == "image" {
				got = append(got, fields[0])
			}
		}
		if want := strings.Fields("2 2 3 3 3 4 4"); !slices.Equal(got, want) {
			t.Errorf("pictures stand on the pages %v, want %v", got, want)
		}
	}
}
