package report

import "thuky/workday"

// filesKind is photos and documents that prove something; its value is the list of them,
// or the words of a lone nil answer ("Không") as Text.
type filesKind struct{}

func (filesKind) name() string   { return "files" }
func (filesKind) keys() []string { return []string{"min", "max", "kinds", "max_mb", "appendix"} }

// parse takes nothing but a nil answer: files do not come as words.
func (filesKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	switch {
	case !nilTable(text):
		return Reading{}, q.filesProblem(NotFiles)
	case q.MinFiles() > 0:
		return Reading{}, q.filesProblem(TooFewFiles)
	}
	return parseText(q, text, MaxText)
}

// format lists the files.
func (filesKind) format(_ *Question, v Value) string {
	if v.Files != nil {
		return FileList(v.Files)
	}
	if text := textOf(v); NilText(text) {
		return text
	}
	return ""
}

func (filesKind) example(*Question) string { return "" }
func (filesKind) sample() any              { return []string{} }

// operand gives what the files are called: len(…) counts them. A lone nil answer is a list
// without files.
func (filesKind) operand(v Value) any {
	if v.Files == nil && !NilText(textOf(v)) {
		return nil
	}
	labels := make([]string, len(v.Files))
	for i, f := range v.Files {
		labels[i] = f.Label()
	}
	return labels
}

func (filesKind) result(*Question, any) (Value, bool) { return Value{}, false }

// literal takes the files of an earlier version of the template, if this one takes them
// all. Template files give files no default.
func (filesKind) literal(q *Question, written any) (Value, bool) {
	if text, ok := written.(string); ok {
		return TextValue(text), nilTable(text) && q.MinFiles() == 0
	}
	files, ok := written.([]File)
	for _, f := range files {
		ok = ok && q.Takes(f, 0) == ""
	}
	return FilesValue(files), ok && len(files) <= q.MaxFiles()
}
