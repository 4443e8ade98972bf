package render

import (
	"cmp"
	"slices"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// standing is how far a question has come.
type standing int

const (
	open    standing = iota // nothing answered yet
	refused                 // required, skipped, and nobody has accepted it
	settled                 // nothing to print: optional and skipped, or accepted
	given                   // there is something to print
	absent                  // its `when` is false
)

// reply is what all persons together said to one question.
type reply struct {
	empty    bool // worked out to be an empty text: prints as nothing, also within a sentence
	standing standing
	given    []report.Answer // with a value, in printed order
	skipped  []report.Answer
	reasons  []string // of the skips nobody has accepted
	pending  bool     // some skip of a required question is not accepted
	value    report.Value
	known    bool   // value is one that expressions can count with
	text     string // as {{id}} prints it
	bare     string // with the unit
	written  bool   // text is a person's own words, where stars make italics
}

// replies sorts the answers by question and joins them. Whether questions apply
// and what is computed is found afterwards, because it rests on these.
func (b *builder) replies() {
	type key struct{ question, person string }
	latest := make(map[key]report.Answer, len(b.in.Answers))
	for _, a := range b.in.Answers {
		k := key{a.Question, a.Person}
		if old, ok := latest[k]; !ok || newer(a, old) {
			latest[k] = a
		}
	}
	byQuestion := make(map[string][]report.Answer, len(latest))
	for _, a := range latest {
		byQuestion[a.Question] = append(byQuestion[a.Question], a)
	}
	questions := b.t.Questions()
	b.reply = make(map[string]*reply, len(questions))
	for _, q := range questions {
		r := &reply{}
		b.reply[q.ID] = r
		if q.Computed() {
			continue
		}
		answers := byQuestion[q.ID]
		place := func(a report.Answer) int { // those without one stand last
			if i := slices.Index(b.in.Order[q.ID], a.Person); i >= 0 {
				return i
			}
			return len(b.in.Order[q.ID])
		}
		slices.SortFunc(answers, func(x, y report.Answer) int {
			return cmp.Or(place(x)-place(y), x.At.Compare(y.At), strings.Compare(x.Person, y.Person))
		})
		for _, a := range answers {
			switch {
			case a.Skipped:
				r.skipped = append(r.skipped, a)
			case strings.TrimSpace(vntext.Clean(q.Format(a.Value))) != "":
				r.given = append(r.given, a)
			}
		}
		r.join(q)
	}
	for _, q := range questions {
		r := b.reply[q.ID]
		switch {
		case !b.t.Applies(q, b.lookup):
			r.standing = absent
		case q.Computed():
			v, ok := b.t.Compute(q, b.lookup)
			switch text := q.Format(v); {
			case ok && text != "":
				r.standing, r.value, r.text, r.bare = given, v, text, q.Bare(v)
			case ok: // worked out to be an empty text: nothing to print, and no gap
				r.standing, r.value, r.empty = settled, v, true
			}
		}
	}
	for _, q := range questions {
		if r := b.reply[q.ID]; q.Computed() && r.standing == open && b.operandsSettled(q) {
			r.standing = settled
		}
	}
}

// newer tells whether a replaces old, both of one person to one question.
func newer(a, old report.Answer) bool {
	return cmp.Or(cmp.Compare(a.Revision, old.Revision), a.At.Compare(old.At)) > 0
}

// lookup gives expressions the joined answers.
func (b *builder) lookup(id string) (report.Value, bool) {
	r := b.reply[id]
	if r == nil || !r.known {
		return report.Value{}, false
	}
	return r.value, true
}

// operandsSettled tells whether a computed question has no value for good: all
// that it needs is there or will not come, and something will not come.
func (b *builder) operandsSettled(q *report.Question) bool {
	gone := !q.Needed()
	for _, other := range b.t.Questions() {
		r := b.reply[other.ID]
		if other.ID == q.ID || other.Computed() || r.standing == given || !slices.Contains(b.t.ChecksNaming(other), q) {
			continue
		}
		if r.standing == open || r.standing == refused {
			return false
		}
		gone = true
	}
	return gone
}

// join settles what the answers come to.
func (r *reply) join(q *report.Question) {
	if q.Needed() {
		for _, a := range r.skipped {
			if a.Accepted {
				continue
			}
			r.pending = true
			if reason := oneLine(a.Reason); reason != "" && !slices.Contains(r.reasons, reason) {
				r.reasons = append(r.reasons, reason)
			}
		}
	}
	switch {
	case len(r.given) > 0:
		r.standing = given
		r.combine(q)
	case r.pending:
		r.standing = refused
	case len(r.skipped) > 0:
		r.standing = settled
	}
}

// combine joins the values of several persons; what cannot be one value is listed.
func (r *reply) combine(q *report.Question) {
	r.written = q.Type == "text" || q.Type == "longtext" || (q.Type == "table" || q.Type == "files") && r.noList()
	if v, ok := report.Combine(q, r.given); ok {
		r.take(q, v)
		return
	}
	var list []string // the printed forms, each once
	for _, a := range r.given {
		if text := vntext.Clean(q.Format(a.Value)); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	r.text = strings.Join(list, ", ")
	r.bare = r.text
}

// noList tells whether everybody who was asked for a table or files has nothing to list.
func (r *reply) noList() bool {
	return !slices.ContainsFunc(r.given, func(a report.Answer) bool { return a.Value.Table != nil || a.Value.Files != nil })
}

func (r *reply) take(q *report.Question, v report.Value) {
	r.value, r.known = v, true
	r.text = vntext.Clean(q.Format(v))
	r.bare = vntext.Clean(q.Bare(v))
}

// nilText gives the words of a reply that is nothing but "Không".
func (r *reply) nilText() (string, bool) {
	if r.standing != given || !r.written || r.pending {
		return "", false
	}
	var list []string
	for _, a := range r.given {
		if a.Value.Text == nil || !report.NilText(*a.Value.Text) {
			return "", false
		}
		if text := oneLine(*a.Value.Text); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return strings.Join(list, "; "), true
}

// oneLine cleans a text and joins its lines.
func oneLine(text string) string {
	text = strings.TrimSpace(vntext.Clean(text))
	if strings.IndexByte(text, '\n') < 0 {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' }), " ")
}
