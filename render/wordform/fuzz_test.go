package wordform_test

import (
	"bytes"
	"errors"
	"testing"

	"thuky/render"
	"thuky/render/wordform"
	"thuky/render/wordml/wordmltest"
	"thuky/report"
)

// FuzzRead: no file breaks the reader, and what it takes can be checked and filled.
func FuzzRead(f *testing.F) {
	f.Add(starter(f))
	for _, c := range awkward() {
		f.Add(c.file.bytes(f))
	}
	in := small(f)
	f.Fuzz(func(t *testing.T, data []byte) { try(t, in, data) })
}

// FuzzText is FuzzRead with the text of the file, which is hard to come by through a zip.
func FuzzText(f *testing.F) {
	for _, c := range awkward() {
		f.Add(c.file.data["word/document.xml"])
	}
	f.Add(`<w:document ` + wordSpaces + `><w:body><w:p><w:r><w:t>{{#viec}}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>{{/viec}}</w:t></w:r></w:p></w:body></w:document>`)
	in := small(f)
	f.Fuzz(func(t *testing.T, text string) { try(t, in, newFile("").put("word/document.xml", text).bytes(t)) })
}

// try reads, checks and fills a file. What Check finds usable is well-formed when it is
// filled.
func try(t *testing.T, in render.Input, data []byte) {
	t.Helper()
	var refused *wordform.Refused
	form, err := wordform.Read(data)
	if err != nil {
		if !errors.As(err, &refused) {
			t.Fatalf("not a refusal: %v", err)
		}
		return
	}
	in.Form = &report.WordForm{Data: data, Fields: form.Fields()}
	result, err := wordform.Check(data, []*report.Template{in.Template})
	if err != nil && !errors.As(err, &refused) {
		t.Fatalf("not a refusal: %v", err)
	}
	var b bytes.Buffer
	if fillErr := form.Fill(&b, built(t, data, in)); fillErr != nil || err != nil || !result.Usable() {
		return // a part may be damaged that is only copied
	}
	_, parts := partsOf(t, b.Bytes())
	if _, err := wordmltest.Read(parts["word/document.xml"]); err != nil && parts["word/document.xml"] != nil {
		t.Errorf("usable, and then: %v\n%s", err, parts["word/document.xml"])
	}
}
