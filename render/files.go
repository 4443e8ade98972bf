package render

import (
	"encoding/json"
	"slices"
	"strings"

	"thuky/report"
)

// Appendix begins a Phụ lục, on a page of its own behind the signature.
type Appendix struct {
	Source    Source
	Label     string // "Phụ lục", of several "Phụ lục I"
	Title     []Run  // in capitals
	Reference string // "(Kèm theo Báo cáo số …)"
}

// Photo is a picture of an appendix with its caption under it. The writers find its bytes in
// Document.Pictures.
type Photo struct {
	Source  Source
	Label   string // "Ảnh 1"
	Caption []Run  // nil for none
	File    report.File
}

// From says where the text comes from.
func (b *Appendix) From() Source { return b.Source }

// From says where the text comes from.
func (b *Photo) From() Source { return b.Source }

// Text gives the label, the title and what it belongs to.
func (b *Appendix) Text() string { return lines(b.Label, Plain(b.Title), b.Reference) }

// Text gives the label and the caption.
func (b *Photo) Text() string { return Plain(b.Runs()) }

// Runs are the words under the picture.
func (b *Photo) Runs() []Run {
	if len(b.Caption) == 0 {
		return []Run{{Text: b.Label, Bold: true}}
	}
	return append([]Run{{Text: b.Label + ". ", Bold: true}}, b.Caption...)
}

func (*Appendix) block() {}
func (*Photo) block()    {}

// MarshalJSON gives the block as one object.
func (b *Appendix) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Label     string `json:"label"`
		Title     []Run  `json:"title"`
		Reference string `json:"reference"`
	}{commonOf("appendix", b), b.Label, b.Title, b.Reference})
}

// MarshalJSON gives the block as one object.
func (b *Photo) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Label   string `json:"label"`
		Caption []Run  `json:"caption,omitempty"`
		Name    string `json:"name"`
		SHA256  string `json:"sha256"`
		Width   int    `json:"width"`
		Height  int    `json:"height"`
	}{commonOf("photo", b), b.Label, b.Caption, b.File.Name, b.File.Hash, b.File.Width, b.File.Height})
}

// Photos are the hashes of the pictures that the document shows, each once.
func (d *Document) Photos() []string {
	var all []string
	for _, b := range d.Blocks {
		if p, ok := b.(*Photo); ok && !slices.Contains(all, p.File.Hash) {
			all = append(all, p.File.Hash)
		}
	}
	return all
}

// findAppendices gives every question whose photos are printed in an appendix its label. One
// alone has no number.
func (b *builder) findAppendices() {
	b.appendices = map[string]string{}
	var ids []string
	for _, q := range b.t.Questions() {
		r := b.reply[q.ID]
		if r.standing == given && hasAppendix(q) && slices.ContainsFunc(r.value.Files, report.File.Photo) {
			ids = append(ids, q.ID)
		}
	}
	for i, id := range ids {
		if b.appendices[id] = appendixLabel; len(ids) > 1 {
			b.appendices[id] += " " + roman(i+1)
		}
	}
}

// hasAppendix: a question that prints nothing has an appendix only where the template says so.
func hasAppendix(q *report.Question) bool {
	if q.Appendix != nil {
		return strings.TrimSpace(*q.Appendix) != ""
	}
	return !silent(q)
}

// files lists the files of a question.
func (b *builder) files(q *report.Question, r *reply, place string) {
	n := 0
	b.eachFile(q, r, place, func(f report.File, photo int, source Source) {
		n++
		b.add(&Paragraph{source, fileItem(n, f, photo, b.appendices[q.ID])})
	})
	if problem := q.CheckFiles(r.value); problem != nil && problem.Code == report.TooFewFiles {
		gap := Gap{Place: place, Question: q.ID, Kind: Unanswered, Text: fewFilesMark(b.what(q), n, problem.Min)}
		b.gaps = append(b.gaps, gap)
		b.add(&Paragraph{Source{Place: place, Campaign: b.in.Campaign.ID, Question: q.ID}, []Run{{Text: gap.Text, Mark: true}}})
	}
}

// eachFile goes through the files of all people; photo counts the photos from 1 and is 0 for
// documents.
func (b *builder) eachFile(q *report.Question, r *reply, place string, see func(f report.File, photo int, source Source)) {
	photo := 0
	for _, a := range r.given {
		for _, f := range a.Value.Files {
			part := b.part(q, a)
			part.Text = oneLine(f.Label())
			source := Source{Place: place, Campaign: b.in.Campaign.ID, Question: q.ID, Persons: []string{a.Person}, Parts: []Part{part}}
			if !f.Photo() {
				see(f, 0, source)
				continue
			}
			photo++
			see(f, photo, source)
		}
	}
}

// printAppendices prints the photos, an appendix for each question.
func (b *builder) printAppendices() {
	for _, q := range b.t.Questions() {
		label := b.appendices[q.ID]
		if label == "" {
			continue
		}
		b.add(&Appendix{Source{Place: "questions." + q.ID + ".appendix"}, label, b.appendixTitle(q), b.appendixReference()})
		b.eachFile(q, b.reply[q.ID], "questions."+q.ID, func(f report.File, photo int, source Source) {
			if photo == 0 {
				return
			}
			p := &Photo{Source: source, Label: photoLabel(photo), File: f}
			if f.Caption != "" {
				p.Caption = emphasis(oneLine(f.Caption))
			}
			b.add(p)
		})
	}
}

func (b *builder) appendixTitle(q *report.Question) []Run {
	title := q.Heading
	if q.Appendix != nil {
		title = *q.Appendix
	}
	if strings.TrimSpace(title) == "" {
		title = photosTitle
	}
	f := b.fill(title)
	if q.Appendix != nil { // of a heading it is noted where that stands
		b.note(f, "questions."+q.ID+".appendix", q.ID)
	}
	runs := headingRuns(f.runs)
	for i := range runs {
		runs[i].Text = strings.ToUpper(runs[i].Text)
	}
	return runs
}

// appendixReference says which document the appendix belongs to.
func (b *builder) appendixReference() string {
	kind := strings.ToLower(oneLine(b.t.Kind))
	if first, rest := cutLetter(kind); first != "" {
		kind = strings.ToUpper(first) + rest
	}
	number, symbol := b.number()
	return appendixWith(kind, number+"/"+symbol, b.dateWords(), oneLine(b.in.School.Name))
}

// cutLetter takes the first letter off.
func cutLetter(text string) (first, rest string) {
	for i := range text {
		if i > 0 {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// fileItem is a file in the list: where its photo is, or what kind of document it is.
func fileItem(n int, f report.File, photo int, appendix string) []Run {
	label, what := fileLabel(f), f.KindText()
	switch {
	case photo > 0 && appendix != "" && f.Caption == "":
		label, what = []Run{{Text: photoLabel(photo)}}, appendix
	case photo > 0 && appendix != "":
		what = photoLabelIn(photo) + ", " + appendix
	}
	runs := append([]Run{{Text: itemNumber(n)}}, label...)
	return joinRuns(append(runs, Run{Text: " (" + what + ")."}))
}

// fileLabel is the caption, without a full stop of its own, else the name.
func fileLabel(f report.File) []Run {
	if f.Caption == "" {
		return []Run{{Text: oneLine(f.Name)}}
	}
	return emphasis(strings.TrimRight(oneLine(f.Caption), " ."))
}
