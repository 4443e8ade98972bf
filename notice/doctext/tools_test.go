package doctext

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"thuky/pdfium/pdfiumtest"
)

// need skips a test where a program is not installed; the machine that decides must have it.
func need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("CI must have %s; “make test” installs it", tool)
		}
		t.Skipf("%s is not installed; what needs it is not tested", tool)
	}
}

func call(t testing.TB, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// convert turns a file into others with LibreOffice, by their filters.
func convert(t testing.TB, name string, data []byte, to string) []byte {
	t.Helper()
	need(t, "soffice")
	dir := t.TempDir()
	source := filepath.Join(dir, name)
	if err := os.WriteFile(source, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	call(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", out, source)
	made, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(made) != 1 {
		t.Fatalf("LibreOffice made %v (%v) for %s", made, err, to)
	}
	return content(t, made[0])
}

func content(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestMain(m *testing.M) { os.Exit(pdfiumtest.Main(m)) }

// letter is the notice that becomes a PDF, a scan and an old Word file.
var letter = sync.OnceValue(func() []string {
	lines := []string{
		"ỦY BAN NHÂN DÂN HUYỆN SEN HỒNG", "Số: 215/UBND-VP", "V/v báo cáo kết quả công tác dân vận 06 tháng đầu năm 2024",
		"Kính gửi: Các trường trực thuộc.",
		"Thực hiện Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2024, Ủy ban nhân dân huyện đề nghị các trường báo cáo theo đề cương sau đây, gửi về Phòng Nội vụ trước ngày 31 tháng 5 năm 2024.",
	}
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("Nội dung thứ %d: nêu rõ kết quả đạt được, khó khăn, vướng mắc và kiến nghị của đơn vị.", i+1))
	}
	return lines
})

// letterDocx is the notice in Word; its last lines are a numbered list.
func letterDocx(t testing.TB) []byte {
	t.Helper()
	var body strings.Builder
	for _, line := range letter() {
		body.WriteString(p(line))
	}
	body.WriteString(item(1, 0, "KHÁI QUÁT CHUNG") + item(1, 0, "KẾT QUẢ THỰC HIỆN") + item(1, 1, "Công tác chỉ đạo"))
	return pack(t, word(body.String(), shape(0, lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%2.", ""))+num(1, 0, ""), ""))
}

var letterEnd = []string{"I. KHÁI QUÁT CHUNG", "II. KẾT QUẢ THỰC HIỆN", "1. Công tác chỉ đạo"}

// squeeze makes texts comparable that differ in line ends only.
func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// picturesOf draws the pages of a PDF.
func picturesOf(t testing.TB, pdf []byte, kind string) [][]byte {
	t.Helper()
	need(t, "pdftoppm")
	dir := t.TempDir()
	file := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	call(t, "pdftoppm", "-r", "150", "-gray", "-"+kind, file, filepath.Join(dir, "page"))
	names, err := filepath.Glob(filepath.Join(dir, "page*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var all [][]byte
	for _, n := range names {
		all = append(all, content(t, n))
	}
	return all
}

// scanPDF makes a PDF of JPEG pictures, with a line of text on top of each.
func scanPDF(t testing.TB, stamp string, pages ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+3*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, p := range pages {
		c, _, err := image.DecodeConfig(bytes.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		space := "DeviceRGB"
		if c.ColorModel == color.GrayModel {
			space = "DeviceGray"
		}
		draw := fmt.Sprintf("q 595 0 0 842 0 0 cm /I Do Q BT /F 8 Tf 30 20 Td (%s) Tj ET", stamp)
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>/Font<</F 3 0 R>>>>>>", 5+3*i, 6+3*i)
		object("<</Length %d>>stream\n%s\nendstream", len(draw), draw)
		object("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream", c.Width, c.Height, space, len(p), p)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}
