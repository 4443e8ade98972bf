package wordform_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/jpeg"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thuky/render"
	"thuky/render/wordform"
	"thuky/report"
)

const withPhotos = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Việc"
[[sections]]
id = "a"
heading = "NỘI DUNG"
  [[sections.questions]]
  id = "anh"
  type = "files"
  heading = "Ảnh buổi lễ"
  prompt = "Ảnh?"
`

// photographed is a report with two photos and a document, in a form.
func photographed(t testing.TB, form []byte) *render.Document {
	t.Helper()
	tmpl, err := report.ReadTemplate("t.toml", []byte(withPhotos))
	if err != nil {
		t.Fatal(err)
	}
	pictures := map[string][]byte{}
	var files []report.File
	for i, size := range []image.Point{{400, 300}, {300, 400}} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, image.NewGray(image.Rectangle{Max: size}), nil); err != nil {
			t.Fatal(err)
		}
		hash := fmt.Sprintf("%064x", i+1)
		pictures[hash] = b.Bytes()
		files = append(files, report.File{Hash: hash, Name: "a.jpg", Kind: "jpg", Width: size.X, Height: size.Y, Caption: fmt.Sprintf("Cảnh %d <*đẹp*> & \"vui\"", i+1)})
	}
	files = append(files, report.File{Hash: strings.Repeat("f", 64), Name: "ke-hoach.pdf", Kind: "pdf", Caption: "Kế hoạch"})
	f, err := wordform.Read(form)
	if err != nil {
		t.Fatal(err)
	}
	d := render.Build(render.Input{
		Template: tmpl, School: school, Form: &report.WordForm{Data: form, Fields: f.Fields()},
		Answers: []report.Answer{{Question: "anh", Person: "p1", Value: report.FilesValue(files)}},
	})
	d.Pictures = pictures
	return d
}

// TestAppendices: the photos stand behind all that a form has, whoever wrote it and however;
// nothing else changes, and the same document gives the same bytes.
func TestAppendices(t *testing.T) {
	t.Parallel()
	forms := map[string][]byte{"starter": starter(t)}
	for name, c := range awkward() {
		forms[name] = c.file.bytes(t)
	}
	for name, form := range forms {
		var out, again bytes.Buffer
		d := photographed(t, form)
		if err := wordform.Write(&out, d); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := wordform.Write(&again, photographed(t, form)); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: other bytes of the same document (%v)", name, err)
		}
		_, before := partsOf(t, form)
		_, after := partsOf(t, out.Bytes())
		for n := range 2 {
			if part := after[fmt.Sprintf("word/media/thuky-anh%d.jpg", n+1)]; !bytes.Equal(part, d.Pictures[fmt.Sprintf("%064x", n+1)]) {
				t.Errorf("%s: picture %d is %d bytes", name, n+1, len(part))
			}
		}
		for part, data := range before {
			switch {
			case part == "word/document.xml":
			case part == "[Content_Types].xml" || part == "word/_rels/document.xml.rels":
				var x struct{ XMLName xml.Name }
				if err := xml.Unmarshal(after[part], &x); err != nil {
					t.Errorf("%s: %s: %v", name, part, err)
				}
				if len(after[part]) <= len(data) {
					t.Errorf("%s: %s says nothing of the pictures", name, part)
				}
			}
		}
		old, now := problemsOf(t, before["word/document.xml"]), problemsOf(t, after["word/document.xml"])
		for problem, count := range now {
			if count > old[problem] {
				t.Errorf("%s: %s (%d times, was %d)", name, problem, count, old[problem])
			}
		}
		text := textOf(t, after["word/document.xml"])
		end := strings.Join(text[max(0, len(text)-7):], "\n")
		for _, want := range []string{"Phụ lục", "ẢNH BUỔI LỄ", "Ảnh 1. Cảnh 1 <đẹp> & \"vui\"", "Ảnh 2. Cảnh 2"} {
			if !strings.Contains(end, want) {
				t.Errorf("%s: the file does not end with %q:\n%s", name, want, end)
			}
		}
	}
}

// TestAppendixPages: LibreOffice shows the appendix on a page of its own.
func TestAppendixPages(t *testing.T) {
	t.Parallel()
	needOffice(t)
	form := starter(t)
	var out bytes.Buffer
	if err := wordform.Write(&out, photographed(t, form)); err != nil {
		t.Fatal(err)
	}
	dir := convert(t, "pdf", map[string][]byte{"photos": out.Bytes()})
	file := filepath.Join(dir, "photos.pdf")
	pages := strings.Split(run(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-"), "\f")
	if len(pages) != 3 || !strings.Contains(pages[0], "1) Cảnh 1") || !strings.Contains(pages[1], "Phụ lục") || !strings.Contains(pages[1], "Ảnh 2. Cảnh 2") {
		t.Errorf("pages: %q", pages)
	}
	if _, err := exec.LookPath("pdfimages"); err == nil {
		if list := run(t, "pdfimages", "-list", file); strings.Count(list, " image ") != 2 {
			t.Errorf("pictures:\n%s", list)
		}
	}
}
