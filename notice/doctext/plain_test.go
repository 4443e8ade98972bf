package doctext

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

const sample = "ỦY BAN NHÂN DÂN HUYỆN SEN HỒNG\nSố: 12/UBND-VP\nV/v báo cáo kết quả công tác dân vận “06 tháng đầu năm”\nĐề nghị các trường gửi báo cáo trước ngày 31/5/2024./.\n"

func encodeUTF16(text string, order binary.AppendByteOrder) []byte {
	b := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// encode1258 writes text as Windows-1258 does: vowels whole, tones after them.
func encode1258(t *testing.T, text string) []byte {
	t.Helper()
	const tones = "\u0300\u0301\u0303\u0309\u0323"
	var b strings.Builder
	for _, r := range text {
		var rest, tone string
		for _, d := range norm.NFD.String(string(r)) {
			if strings.ContainsRune(tones, d) {
				tone += string(d)
			} else {
				rest += string(d)
			}
		}
		b.WriteString(norm.NFC.String(rest) + tone)
	}
	data, err := charmap.Windows1258.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPlain(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file string
		data       []byte
		want       string
		kind       string
		note       string
	}{
		{"UTF-8", "a.txt", []byte(sample), sample, KindText, ""},
		{"Markdown", "a.MD", []byte(sample), sample, KindMarkdown, ""},
		{"byte order mark", "a.txt", []byte("\xef\xbb\xbf" + sample), sample, KindText, ""},
		{"UTF-16 LE", "a.txt", encodeUTF16(sample, binary.LittleEndian), sample, KindText, ""},
		{"UTF-16 BE", "a.txt", encodeUTF16(sample, binary.BigEndian), sample, KindText, ""},
		{"Windows-1258", "a.txt", encode1258(t, sample), sample, KindText, "Windows-1258"},
		{"cut in a letter", "a.txt", []byte(sample + "đề nghị ế"[:len("đề nghị ế")-1]), sample + "đề nghị \ufffd", KindText, "ký tự hỏng"},
		{"a broken byte", "a.txt", []byte(strings.Replace(sample, "Đề nghị", "Đề\xff nghị", 1)), strings.Replace(sample, "Đề nghị", "Đề\ufffd nghị", 1), KindText, "ký tự hỏng"},
		{"decomposed", "a.txt", []byte(norm.NFD.String(sample)), sample, KindText, ""},
		{"line ends", "a.txt", []byte(strings.ReplaceAll(sample, "\n", "\r\n")), sample, KindText, ""},
		{"what else is there stays", "a", []byte("Số:\u00a012\u200b"), "Số:\u00a012\u200b", KindText, ""},
		{"old font", "a.txt", []byte("\xd1\xb6 ngh\xde c\xb8c tr\xad\xeang b\xb8o c\xb8o"), "Ñ¶ nghÞ c¸c tr\u00adêng b¸o c¸o", KindText, "Windows-1252"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Text(t.Context(), tt.file, tt.data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Text != tt.want {
				t.Errorf("got %q, want %q", got.Text, tt.want)
			}
			if got.Kind != tt.kind || !strings.Contains(got.Note, tt.note) || tt.note == "" && got.Note != "" {
				t.Errorf("kind %q, note %q; want %q, %q", got.Kind, got.Note, tt.kind, tt.note)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	ole := func(stream string) []byte {
		data := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...)
		return append(data, encodeUTF16(stream, binary.LittleEndian)[2:]...)
	}
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(i*i*7 + i>>3)
	}
	tests := []struct {
		name   string
		data   []byte
		reason Reason
		want   string
	}{
		{"empty", nil, Empty, "rỗng"},
		{"spaces", []byte(" \n\t\n"), NoText, "không tìm thấy chữ"},
		{"too large", make([]byte, MaxBytes+1), TooLarge, "20 MB"},
		{"noise", noise, Unsupported, "không phải tệp văn bản"},
		{"zeros", make([]byte, 100), Unsupported, "không phải tệp văn bản"},
		{"half a UTF-16", []byte("\xff\xfea"), Unsupported, "không phải tệp văn bản"},
		{"a program", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00"), Unsupported, "không phải tệp văn bản"},
		{"some zip", pack(t, parts{"a.txt": "x"}), Unsupported, "tệp nén"},
		{"empty zip", []byte("PK\x05\x06" + strings.Repeat("\x00", 18)), Unsupported, "tệp nén"},
		{"torn zip", pack(t, word(p("A"), "", ""))[:200], Damaged, "tải về chưa hết"},
		{"spreadsheet", pack(t, parts{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), Unsupported, "Excel"},
		{"slides", pack(t, parts{"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), Unsupported, "PowerPoint"},
		{"calc", pack(t, parts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Unsupported, "Excel"},
		{"book", pack(t, parts{"mimetype": "application/epub+zip"}), Unsupported, "tệp nén"},
		{"docx with password", ole("EncryptedPackage"), Protected, "mật khẩu"},
		{"old Excel", ole("Workbook"), Unsupported, "Excel"},
		{"old PowerPoint", ole("PowerPoint Document"), Unsupported, "PowerPoint"},
		{"unknown container", ole("Thumbs"), Unsupported, "không phải tệp văn bản"},
		{"doc without LibreOffice", ole("WordDocument"), NeedsTool, "LibreOffice"},
		{"rtf without LibreOffice", []byte(`{\rtf1 x}`), NeedsTool, ".docx"},
		{"odt without LibreOffice", pack(t, parts{"mimetype": "application/vnd.oasis.opendocument.text"}), NeedsTool, "LibreOffice"},
		{"rar", []byte("Rar!\x1a\x07\x00"), Unsupported, "tệp nén"},
		{"iPhone photo", []byte("\x00\x00\x00\x18ftypheic\x00\x00"), Unsupported, ".jpg"},
		{"tiff", []byte("II*\x00\x08"), Unsupported, ".jpg"},
		{"web page", []byte("\n<!DOCTYPE html><html>"), Unsupported, "HTML"},
		{"torn png", []byte("\x89PNG\r\n\x1a\n\x00\x00"), Damaged, "hỏng"},
		{"torn jpeg", []byte("\xff\xd8\xff\xe0\x00"), Damaged, "hỏng"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Text(t.Context(), "/thư mục/tệp.bin", tt.data, Options{Environ: []string{}})
			checkError(t, err, tt.reason, "tệp.bin: ", tt.want)
		})
	}
}

func TestShortName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"": textNameless, "-": textNameless, "/": textNameless, "a/b.docx": "b.docx", `C:\x\y.pdf`: "y.pdf", "a\nb.txt": "a b.txt",
		strings.Repeat("x", 100): strings.Repeat("x", 79) + "…",
	} {
		if got := shortName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// checkFuzzed: foreign bytes give text that is whole, or an error for people.
func checkFuzzed(t *testing.T, got Result, err error) {
	t.Helper()
	var e *Error
	switch {
	case err != nil && !errors.As(err, &e):
		t.Fatalf("an error without words: %v", err)
	case err != nil && (e.Error() == "" || !utf8.ValidString(e.Error()) || e.Reason == 0):
		t.Fatalf("a poor error: %q, %d", e.Error(), e.Reason)
	case err == nil && (!utf8.ValidString(got.Text) || !norm.NFC.IsNormalString(got.Text) || strings.Contains(got.Text, "\r") || got.Kind == ""):
		t.Fatalf("a poor text: %+v", got)
	}
}

func FuzzText(f *testing.F) {
	f.Add("a.txt", []byte(sample))
	f.Add("a.md", []byte("\xff\xfea\x00"))
	f.Add("a", []byte("PK\x03\x04"))
	f.Add("a", pack(f, parts{"mimetype": "application/vnd.oasis.opendocument.text"}))
	f.Add("a", pack(f, word(p("A"), "", "")))
	f.Add("a", []byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00"))
	f.Add("a", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if sniff(data) == formatPDF {
			return // PDFium reads it; it runs behind a wall and is too slow to fuzz from here
		}
		got, err := Text(t.Context(), name, data, Options{Environ: []string{}})
		checkFuzzed(t, got, err)
	})
}

// TestOrientation: what EXIF says about how a photo was held.
func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := orientation(data); got < 1 || got > 8 {
			t.Errorf("got %d", got)
		}
	})
}
