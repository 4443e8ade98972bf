package outline

import (
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// Lengths of ids; a template takes 40, some are left for a number behind.
const (
	maxID       = 30
	maxFormName = 36
)

// emptyWords say nothing at the beginning of an id.
var emptyWords = map[string]bool{"cac": true, "nhung": true, "viec": true, "ve": true, "mot": true, "cua": true, "phan": true, "muc": true}

// reserved are ids that mean something else in expressions, or print something else.
var reserved = []string{
	"and", "or", "not", "in", "matches", "contains", "startswith", "endswith", "true", "false", "nil", "let", "if", "else",
	"all", "none", "any", "one", "filter", "map", "count", "sum", "len", "abs", "ceil", "floor", "round", "int", "float", "max", "min",
	"mean", "median", "trim", "upper", "lower", "join", "first", "last", "string", "find", "reduce", "env", "get", "now", "date", "type",
}

// newID makes an id of a text that nothing in the draft has yet.
func (d *draft) newID(text, fallback string) string {
	return d.unique(slug(text, "_", maxID, emptyWords), fallback)
}

func (d *draft) unique(id, fallback string) string {
	switch {
	case id == "":
		id = fallback
	case id[0] >= '0' && id[0] <= '9', slices.Contains(reserved, id), slices.Contains(report.FixedNames(), id):
		id = "c_" + id
	}
	return free(d.ids, id)
}

// free takes an id that is not taken yet.
func free(taken map[string]bool, id string) string {
	unused := id
	for n := 2; taken[unused]; n++ {
		unused = id + "_" + strconv.Itoa(n)
	}
	taken[unused] = true
	return unused
}

// emptySubject are words that say nothing at the beginning of the id of a template, or
// of the words by which its notice is known.
var emptySubject = map[string]bool{
	"bao": true, "cao": true, "ket": true, "qua": true, "thuc": true, "hien": true, "cong": true, "tac": true, "ve": true, "viec": true, "tinh": true,
	"hinh": true, "to": true, "chuc": true, "trien": true, "khai": true, "so": true, "tong": true, "danh": true, "gia": true, "nhanh": true, "cac": true,
}

// nameTemplate settles the id of the template.
func (d *draft) nameTemplate() {
	id := d.opts.ID
	if id == "" {
		id = slug(strings.ReplaceAll(d.subject, "{{period}}", " "), "-", maxID, emptySubject)
	}
	if id == "" {
		id = slug(d.opts.Name, "-", maxID, nil)
	}
	if id == "" {
		id = "mau-moi"
	}
	d.id = id
	if d.opts.Taken == nil || d.opts.ID != "" {
		return
	}
	for n := 2; d.opts.Taken(d.id); n++ {
		d.id = id + "-" + strconv.Itoa(n)
	}
	if d.id != id {
		d.note(0, textIDTaken(id, d.id))
	}
}

// matching gives the words by which a notice that asks for this report is known: those of
// the subject that say what it is about.
func matching(subject string) []string {
	words := vntextWords(subject)
	for len(words) > 0 && emptySubject[vntext.Fold(words[0])] {
		words = words[1:]
	}
	for i, w := range words {
		if i > 0 && (stopWords[strings.ToLower(w)] || i == 5) {
			words = words[:i]
			break
		}
	}
	if len(words) < 2 {
		return nil
	}
	return []string{lower(joinWords(words), false)}
}
