package cli_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// order is an invented notice.
const order = `ỦY BAN NHÂN DÂN
HUYỆN SEN HỒNG
Số: 215/UBND-VP
V/v báo cáo kết quả công tác dân vận 06 tháng đầu năm 2024

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sen Hồng, ngày 27 tháng 5 năm 2024

Kính gửi: Các trường trực thuộc.

Ủy ban nhân dân huyện đề nghị các trường báo cáo kết quả công tác dân vận 06 tháng đầu năm 2024 theo đề cương gửi kèm.

Báo cáo gửi về Phòng Nội vụ trước ngày 02/6/2024 để tổng hợp./.

ĐỀ CƯƠNG BÁO CÁO
I. KHÁI QUÁT CHUNG
II. KẾT QUẢ THỰC HIỆN
1. Công tác chỉ đạo
2. Công tác tuyên truyền
III. KIẾN NGHỊ
`

// reading is what "read --json" prints, as far as these tests look at it.
type reading struct {
	Number    *string
	Issued    *string
	Issuer    *string
	Deadlines []struct{ Date, Time, Rule, Quote, Effective *string }
	Evidence  map[string]struct{ Start, End int }
	Doubts    []struct{ Field, Why string }
}

func checkOrder(t *testing.T, got reading) {
	t.Helper()
	if got.Number == nil || *got.Number != "215/UBND-VP" || got.Issued == nil || *got.Issued != "2024-05-27" {
		t.Errorf("number %v, issued %v", got.Number, got.Issued)
	}
	if len(got.Deadlines) != 1 || got.Deadlines[0].Date == nil || *got.Deadlines[0].Date != "2024-06-02" {
		t.Fatalf("deadlines %+v", got.Deadlines)
	}
	if e := got.Deadlines[0].Effective; e == nil || *e != "2024-05-31" { // 2 June is a Sunday
		t.Errorf("effective %v, want the Friday before", e)
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, data := range map[string]string{
		"a.txt": order, "b.md": order, "nfd.txt": norm.NFD.String(order), "crlf.txt": strings.ReplaceAll(order, "\n", "\r\n"),
		"bom.txt": "\ufeff" + order, "c.docx": wordFile(t, order),
	} {
		t.Run(name, func(t *testing.T) {
			file := d.file(name, data)
			got := decode[reading](t, d.must("read", "--json", file))
			checkOrder(t, got)
			if e := got.Evidence["number"]; name != "c.docx" && string([]rune(order)[e.Start:e.End]) != "215/UBND-VP" {
				t.Errorf("the evidence of the number is %q", string([]rune(order)[e.Start:e.End]))
			}
		})
	}
	t.Run("standard input", func(t *testing.T) {
		d.stdin = strings.NewReader(order)
		checkOrder(t, decode[reading](t, d.must("read", "--json", "-")))
	})
	if _, err := os.Stat(d.path("thuky.db")); err == nil {
		t.Error("reading made a store")
	}
}

// wordFile is a Word file of paragraphs.
func wordFile(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	body := ""
	for line := range strings.Lines(text) {
		body += "<w:p><w:r><w:t>" + strings.TrimSpace(line) + "</w:t></w:r></w:p>"
	}
	if _, err := w.Write([]byte(`<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadForPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	got := d.must("read", d.file("a.txt", order))
	for _, want := range []string{
		"Loại văn bản: công văn\n", "Số, ký hiệu: 215/UBND-VP\n", "Ngày ban hành: 27/5/2024\n    ← “ngày 27 tháng 5 năm 2024”\n",
		"Thời hạn: Chủ nhật 2/6/2024", "ngày làm việc cuối cùng: thứ Sáu 31/5/2024", "← “trước ngày 02/6/2024”", "Đề cương:\n  I. KHÁI QUÁT CHUNG\n  II. KẾT QUẢ THỰC HIỆN\n    1. Công tác chỉ đạo\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	nothing := d.must("read", d.file("b.txt", "Xin chào thầy cô."))
	if strings.Count(nothing, "(không thấy trong văn bản)") < 7 {
		t.Errorf("what is not said must be told:\n%s", nothing)
	}
}

func TestReadReceived(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.file("a.txt", "Kính gửi: Các trường\n\nĐề nghị các trường gửi báo cáo về Phòng Nội vụ trước ngày 05/6.\n")
	for _, day := range []string{"2024-05-29", "29/5/2024"} {
		got := decode[reading](t, d.must("read", "--json", "--received", day, file))
		if len(got.Deadlines) != 1 || got.Deadlines[0].Date == nil || *got.Deadlines[0].Date != "2024-06-05" {
			t.Errorf("received on %s: %+v", day, got.Deadlines)
		}
	}
	got := decode[reading](t, d.must("read", "--json", file))
	if len(got.Deadlines) != 1 || got.Deadlines[0].Date != nil || got.Deadlines[0].Rule == nil || *got.Deadlines[0].Rule != "no-year:06-05" {
		t.Errorf("without a year: %+v", got.Deadlines)
	}
}

// TestReadOldFont: a text of .VnTime, saved as letters of Unicode or as bytes, is converted and said to be.
func TestReadOldFont(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const old = "\u00f1y ban nh\u00a9n d\u00a9n huy\u00d6n Sen H\u00e5ng \u00ae\u00d2 ngh\u00de c\u00b8c tr\u00ad\u00eang g\u00f6i b\u00b8o c\u00b8o v\u00d2 Phßng Gi\u00b8o dôc tr\u00ad\u00edc ngµy 02/6/2024.\n"
	var bytes []byte
	for _, r := range old {
		bytes = append(bytes, byte(r)) // all of them are Latin-1
	}
	for name, data := range map[string]string{"a.txt": old, "b.txt": string(bytes)} {
		file := d.file(name, data)
		got := decode[reading](t, d.must("read", "--json", file))
		if len(got.Deadlines) != 1 || got.Deadlines[0].Quote == nil || *got.Deadlines[0].Quote != "trước ngày 02/6/2024" {
			t.Errorf("%s: deadlines %+v", name, got.Deadlines)
		}
		if n := len(got.Doubts); n == 0 || !strings.Contains(got.Doubts[n-1].Why, "phông chữ cũ (TCVN3)") {
			t.Errorf("%s: doubts %+v", name, got.Doubts)
		}
		if shown := d.must("read", file); !strings.Contains(shown, "Cần xem lại:") || !strings.Contains(shown, "Văn bản: Văn bản dùng phông chữ cũ (TCVN3)") {
			t.Errorf("%s: no hint in\n%s", name, shown)
		}
	}
}

func TestReadSecret(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, data := range map[string]string{"a.txt": "MẬT\n" + order, "b.docx": wordFile(t, "TỐI MẬT\n"+order)} {
		code, stdout, stderr := d.run("read", "--json", d.file(name, data))
		if code != 1 || stdout != "" || !strings.Contains(stderr, "MẬT") || !strings.Contains(stderr, "không có gì được lưu") || strings.Contains(stderr, "215") {
			t.Errorf("%s: exit %d, %q, %q", name, code, stdout, stderr)
		}
	}
	made, err := filepath.Glob(d.path("*"))
	if err != nil || len(made) != 2 {
		t.Errorf("something was kept: %v, %v", made, err)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = append(d.env, "PATH=") // no LibreOffice, no tesseract
	d.file("empty.txt", "")
	d.file("huge.txt", strings.Repeat("Công văn ", 3<<20))
	d.file("noise.bin", "\x7fELF\x00\x01\x02\x00\xff\xfe")
	d.file("locked.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)+"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	d.file("torn.docx", wordFile(t, order)[:150])
	d.file("other.docx", "PK\x05\x06"+strings.Repeat("\x00", 18))
	d.file("old.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)+"W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00")
	d.file("photo.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU")
	for args, want := range map[string][]string{
		"{}/none.docx":   {"none.docx", "không có tệp"},
		"{}":             {"đây là thư mục"},
		"{}/empty.txt":   {"empty.txt", "rỗng"},
		"{}/huge.txt":    {"huge.txt", "20 MB"},
		"{}/noise.bin":   {"noise.bin", "không phải tệp văn bản"},
		"{}/locked.docx": {"locked.docx", "mật khẩu"},
		"{}/torn.docx":   {"torn.docx", "hỏng"},
		"{}/other.docx":  {"other.docx", "không phải văn bản Word"},
		"{}/old.doc":     {"old.doc", "LibreOffice", ".docx"},
		"{}/photo.png":   {"photo.png", "cài tesseract-ocr tesseract-ocr-vie", "dán chữ của công văn"},
		"-":              {"tệp đã gửi", "rỗng"},
		"--json {}/none": {"none", "không có tệp"},
	} {
		t.Run(args, func(t *testing.T) {
			d := &desk{t: t, folder: d.folder, env: d.env}
			code, stdout, stderr := d.run(append([]string{"read"}, strings.Fields(strings.ReplaceAll(args, "{}", d.folder))...)...)
			if code != 1 || stdout != "" {
				t.Errorf("exit %d, stdout %q; want 1 and nothing\n%s", code, stdout, stderr)
			}
			checkFirstLine(t, stderr, want)
		})
	}
	for args, want := range map[string][]string{
		"": {"thiếu TỆP"}, "a b": {"thừa “b”"}, "--received 31/2/2024 a": {"--received", "31/2/2024"}, "--received= a": {"--received"}, "--recieved 1/1/2024 a": {"--received"},
	} {
		code, stdout, stderr := newDesk(t).run(append([]string{"read"}, strings.Fields(args)...)...)
		if code != 2 || stdout != "" {
			t.Errorf("%s: exit %d, stdout %q; want 2 and nothing", args, code, stdout)
		}
		checkFirstLine(t, stderr, want)
	}
}

// A name that a Mac wrote, with letters and marks apart, is the name that is typed, and the
// other way round.
func TestRead_namesOfMacs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	apart, whole := "co\u0302ng va\u0306n.txt", "công văn.txt"
	d.file(apart, "Số: 12/UBND-VX")
	d.must("read", d.path(whole))
	d.must("read", d.path(apart))
	if err := os.Rename(d.path(apart), d.path(whole)); err != nil {
		t.Fatal(err)
	}
	d.must("read", d.path(apart))
	if code, _, stderr := d.run("read", d.path("cong van.txt")); code != 1 || !strings.Contains(stderr, "cong van.txt") {
		t.Errorf("another name: exit %d\n%s", code, stderr)
	}
}
