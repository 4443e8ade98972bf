package wordform_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thuky/render"
	"thuky/render/wordform"
	"thuky/render/wordml"
	"thuky/render/wordml/wordmltest"
)

// maker makes a form and, beside it, what must come out of it byte for byte: it knows
// where every letter goes, the filler does not.
type maker struct {
	rt       *rapid.T
	form     strings.Builder
	want     strings.Builder
	values   map[string]string
	items    []string
	bookmark int
}

// foreign is mark-up that is none of our business.
var foreign = []string{
	`<w:proofErr w:type="spellStart"/>`, `<!-- ghi chú {x} -->`, "\r\n  ", `<w:bookmarkStart w:id="900" w:name="a" /><w:bookmarkEnd w:id='900'></w:bookmarkEnd>`,
	`<w:r w:rsidR="00AB12CD"><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline distT="0"><wp:docPr id="3" name="Hình &gt; 1" descr='a > b'/></wp:inline></w:drawing></w:r>`,
	`<w:customXml w:element="x"/>`, `<?mso-application progid="Word.Document"?>`, `<w:hyperlink r:id="rId9"><w:r><w:t>trường.example</w:t></w:r></w:hyperlink>`,
	`<w:smartTag w:element="place"><w:r><w:t xml:space="preserve"> nơi </w:t></w:r></w:smartTag>`, `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`, `<w:ins w:id="5" w:author="b"></w:ins>`,
}

var looks = []string{
	"", `<w:rPr><w:b/></w:rPr>`, `<w:rPr><w:rFonts w:ascii='Times New Roman' w:hAnsi="Times New Roman"/><w:i w:val="0"/><w:sz w:val="26" /></w:rPr>`,
	`<w:rPr><w:color w:val="FF0000"/><w14:glow w14:rad="1"/></w:rPr>`, `<w:rPr></w:rPr>`, `<w:rPr><w:lang w:val="vi-VN"/><w:rPrChange w:id="1" w:author="a"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>`,
}

func (m *maker) both(s string) {
	m.form.WriteString(s)
	m.want.WriteString(s)
}

// letter is one letter of a paragraph: what stands in the form, and what comes of it.
type letter struct {
	form, want string
	inside     bool // a placeholder has begun before it
}

func (m *maker) letters(inBlock bool, item string) (all []letter) {
	literal := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ệ", " ", "{", "&amp;", "&lt;", ".", "}", "Đ", "&#x1EC7;"}), 0, 6)
	for range rapid.IntRange(0, 3).Draw(m.rt, "pieces") {
		for _, s := range literal.Draw(m.rt, "literal") {
			all = append(all, letter{form: s, want: s})
		}
		all = append(all, letter{form: ".", want: "."}) // so that braces do not meet those of the placeholder
		names := []string{"period", "school", "place", "symbol"}
		if inBlock {
			names = append(names, ".")
		}
		name := rapid.SampledFrom(names).Draw(m.rt, "name")
		value := m.values[name]
		if name == "." {
			value = item
		}
		written := name
		if rapid.Bool().Draw(m.rt, "capitals") {
			written = " " + strings.ToUpper(name) + " "
		}
		for i, c := range "{{" + written + "}}" {
			l := letter{form: string(c), inside: i > 0}
			if i == 0 {
				l.want = string(wordml.AppendEscaped(nil, value))
			}
			all = append(all, l)
		}
		all = append(all, letter{form: ".", want: "."})
	}
	return all
}

// splits is how the letters of a paragraph are divided into runs, and what stands around.
type splits struct {
	ends         []bool
	looks, other []string
}

func (m *maker) splits(all []letter) splits {
	n := len(all)
	s := splits{ends: make([]bool, n), looks: make([]string, n+1), other: make([]string, n+1)}
	for i := range n {
		s.ends[i] = rapid.IntRange(0, 5).Draw(m.rt, "end") == 0
	}
	for i := range n + 1 {
		if i == 0 || s.ends[i-1] {
			s.looks[i] = rapid.SampledFrom(looks).Draw(m.rt, "look")
			if rapid.Bool().Draw(m.rt, "foreign") {
				s.other[i] = rapid.SampledFrom(foreign).Draw(m.rt, "other")
				if i < n && all[i].inside && (strings.Contains(s.other[i], "<w:r>") || strings.Contains(s.other[i], "<w:r ")) {
					s.other[i] = "" // words or a picture in the middle of it: then it is none
				}
			}
		}
	}
	return s
}

// paragraph writes letters as runs.
func (m *maker) paragraph(to *strings.Builder, all []letter, s splits, text func(letter) string) {
	to.WriteString(`<w:p w:rsidR="00112233" >`)
	open := false
	for i, l := range all {
		if !open {
			to.WriteString(s.other[i] + `<w:r>` + s.looks[i] + `<w:t xml:space="preserve">`)
			open = true
		}
		to.WriteString(text(l))
		if s.ends[i] {
			to.WriteString(`</w:t></w:r>`)
			open = false
		}
	}
	if open {
		to.WriteString(`</w:t></w:r>`)
	}
	to.WriteString("</w:p>")
}

func (m *maker) plain() {
	all := m.letters(false, "")
	s := m.splits(all)
	for _, c := range []struct {
		to   *strings.Builder
		text func(letter) string
	}{{&m.form, func(l letter) string { return l.form }}, {&m.want, func(l letter) string { return l.want }}} {
		m.paragraph(c.to, all, s, c.text)
	}
}

// block writes a block of one paragraph that is repeated.
func (m *maker) block() {
	m.form.WriteString(p("{{#recip", "ients}}"))
	all := m.letters(true, "\x00")
	s := m.splits(all)
	m.bookmark++
	mark := fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="m%d"/>`, m.bookmark, m.bookmark)
	m.form.WriteString(mark)
	for i := range s.other { // what may not stand twice is tested elsewhere
		if strings.Contains(s.other[i], "drawing") || strings.Contains(s.other[i], "bookmark") || strings.Contains(s.other[i], "w:ins") {
			s.other[i] = ""
		}
	}
	m.paragraph(&m.form, all, s, func(l letter) string { return l.form })
	m.form.WriteString(p("{{/recipients}}"))
	for i, item := range m.items {
		if i == 0 {
			m.want.WriteString(mark)
		}
		m.paragraph(&m.want, all, s, func(l letter) string {
			return strings.ReplaceAll(l.want, "\x00", string(wordml.AppendEscaped(nil, item)))
		})
	}
}

// TestOnlyPlaceholdersChange is the promise of the package: a filled form differs from
// the form in the places of its placeholders, and nowhere else.
func TestOnlyPlaceholdersChange(t *testing.T) {
	t.Parallel()
	in := small(t)
	in.School.Place = `Hoa "Sen" & <bạn>'`
	values := map[string]string{"period": in.Campaign.Period, "school": in.School.Name, "place": in.School.Place, "symbol": "BC-THHS"}
	items := []string{"- Như trên;", "- Phòng Văn hóa - Xã hội (báo cáo);", "- BGH, Công đoàn (để biết);", "- Lưu: VT."}
	rapid.Check(t, func(rt *rapid.T) {
		m := &maker{rt: rt, values: values, items: items}
		for range rapid.IntRange(1, 6).Draw(rt, "paragraphs") {
			switch rapid.IntRange(0, 4).Draw(rt, "what") {
			case 0:
				m.both(rapid.SampledFrom(foreign).Draw(rt, "between"))
			case 1:
				m.block()
			case 2:
				m.both(`<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:tcW w:w="1"/></w:tcPr>`)
				m.plain()
				m.both("</w:tc></w:tr></w:tbl>")
			default:
				m.plain()
			}
		}
		m.plain()
		form := newFile("")
		start := `<?xml version="1.0"?>` + "\n" + `<w:document ` + wordSpaces + `><w:body>`
		end := section + "</w:body></w:document>\r\n"
		form.put("word/document.xml", start+m.form.String()+end)
		data := form.bytes(t)
		filled := fill(t, data, in)
		_, before := partsOf(t, data)
		_, after := partsOf(t, filled)
		if diff := cmp.Diff(start+m.want.String()+end, string(after["word/document.xml"])); diff != "" {
			rt.Fatalf("the text (-want +got):\n%s\nof the form %s", diff, m.form.String())
		}
		for name := range before {
			if name != "word/document.xml" && !bytes.Equal(before[name], after[name]) {
				rt.Fatalf("%s has changed", name)
			}
		}
		if again := fill(t, data, in); !bytes.Equal(filled, again) {
			rt.Fatal("the same report gives other bytes")
		}
	})
}

// TestBodyLeavesTheRest: what stands around the text of the report stays, whatever it is.
func TestBodyLeavesTheRest(t *testing.T) {
	t.Parallel()
	in := small(t)
	rapid.Check(t, func(rt *rapid.T) {
		props := rapid.SampledFrom([]string{
			"", `<w:pPr><w:pStyle w:val="a"/><w:keepNext/><w:spacing w:after="60"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr>`,
			`<w:pPr><w:pageBreakBefore/><w:rPr><w:sz w:val="26"/></w:rPr></w:pPr>`, `<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`,
		}).Draw(rt, "props")
		before, after := rapid.SampledFrom(foreign).Draw(rt, "before"), rapid.SampledFrom(foreign).Draw(rt, "after")
		look := rapid.SampledFrom(looks).Draw(rt, "look")
		inner := rapid.SampledFrom([]string{"", `<w:bookmarkStart w:id="8" w:name="x"/><w:bookmarkEnd w:id="8"/>`, foreign[4]}).Draw(rt, "inner")
		form := newFile(p("Trước") + before + `<w:p>` + props + inner + `<w:r>` + look + `<w:t>{{noi_</w:t></w:r><w:r><w:t>dung}}</w:t></w:r></w:p>` + after + p("Sau"))
		data := fill(t, form.bytes(t), in)
		_, parts := partsOf(t, data)
		got := string(parts["word/document.xml"])
		head, rest, ok := strings.Cut(form.data["word/document.xml"], "<w:p>"+props)
		_, tail, ok2 := strings.Cut(rest, "dung}}</w:t></w:r></w:p>")
		if !ok || !ok2 || !strings.HasPrefix(got, head) || !strings.HasSuffix(got, tail) || !strings.Contains(got, inner) {
			rt.Fatalf("something else has changed:\n%s", got)
		}
		for _, problem := range wordmltest.Problems(wordmltest.Parse(t, "document", parts["word/document.xml"])) {
			if !strings.HasSuffix(problem, "in body") { // of what stands beside it
				rt.Errorf("%s in\n%s", problem, got)
			}
		}
		lines := textOf(t, parts["word/document.xml"])
		d := render.Build(in)
		var want []string
		for _, b := range d.Blocks {
			switch b.(type) {
			case *render.Heading, *render.Paragraph, *render.ListItem:
				want = append(want, b.Text())
			}
		}
		if !strings.Contains(strings.Join(lines, "\n"), strings.Join(want, "\n")) {
			rt.Errorf("want %q in %q", want, lines)
		}
	})
}

// TestAnyAnswer: no answer breaks a form.
func TestAnyAnswer(t *testing.T) {
	t.Parallel()
	form := newFile(p("{{nhan_xet}}") + p("x {{nhan_xet}} y {{school}}") + p("{{#nhan_xet}}") + p("{{.}} của {{person}}") + p("{{/nhan_xet}}") + p("{{noi_dung}}")).bytes(t)
	letters := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("aăệ &<>\"']]>\t\n-*.{}#\x00\x01\ufffe\u200b\u0301👍")), rapid.Rune()))
	rapid.Check(t, func(rt *rapid.T) {
		text := letters.Draw(rt, "text")
		in := small(t)
		in.Answers[0].Value.Text = &text
		in.School.Name, in.Names["p1"] = text, text
		var b bytes.Buffer
		if err := wordform.Write(&b, built(t, form, in)); err != nil {
			rt.Fatal(err)
		}
		_, parts := partsOf(t, b.Bytes())
		for _, problem := range wordmltest.Problems(wordmltest.Parse(t, "document", parts["word/document.xml"])) {
			rt.Errorf("%s", problem)
		}
	})
}
