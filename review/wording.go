package review

import (
	"regexp"
	"strings"
)

// wordings are turns that say something twice, or not what is meant.
var wordings = []struct {
	form    *regexp.Regexp
	hold    string // what every match holds; found faster
	message string
}{
	{regexp.MustCompile(`[Ss]ố (?:lượng )?[^.;]{2,60}(?:tăng|giảm)[^.;]{0,60}(?:về|và) số lượng`), "số lượng", textCountOfCount},
	{regexp.MustCompile(`[Tt]ỷ lệ[^.;,]{0,40}(?:tăng|giảm) (?:về )?tỷ lệ`), "tỷ lệ", textCountOfCount},
	{regexp.MustCompile(`(?:tối ưu|duy nhất|lý tưởng) nhất`), " nhất", textSuperlative},
	{regexp.MustCompile(`[Cc]òn một số ít (?:bộ phận )?nhỏ`), "số ít", textSaidTwice},
	{regexp.MustCompile(`[Ll]ý do (?:là )?(?:vì|do)\s`), "ý do", textSaidTwice},
	{regexp.MustCompile(`[Nn]guyên nhân (?:là )?(?:vì|do bởi|do vì)\s`), "guyên nhân", textSaidTwice},
}

// checkWordings looks for turns of speech that went wrong.
func checkWordings(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for _, w := range wordings {
			if !strings.Contains(p.Text, w.hold) {
				continue
			}
			for _, m := range w.form.FindAllStringIndex(p.Text, -1) {
				d.add(Wording, i, m[0], m[1], w.message, "")
			}
		}
	}
	for k := range d.cites {
		c := &d.cites[k]
		text := d.paras[c.para].Text
		if before := text[:c.start]; c.kind != "" && strings.HasSuffix(before, "ổ chức ") {
			from := c.start - len("tổ chức ")
			f := d.add(Wording, c.para, from, c.to, textOrganise, text[from:c.start]+"thực hiện "+text[c.start:c.to])
			f.Edit = d.edit(c.para, c.start, c.start, "thực hiện ")
		}
	}
}
