package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"thuky/vntext"
)

// The limits of a template file.
const (
	maxTemplate  = 1 << 20 // bytes
	maxQuestions = 1000
	maxChoices   = 100
	maxID        = 40 // a button carries the id in 64 bytes
	maxProblems  = 50 // more are not listed
)

// TemplateError is everything that is wrong with a template file, in the order
// of its lines.
type TemplateError struct {
	Name     string // the file, as given to ReadTemplate
	Problems []FileProblem
}

// FileProblem is one thing that is wrong, in Vietnamese.
type FileProblem struct {
	Line    int
	Message string
}

// Error gives one line for each problem: "file:line: what; what would be right".
func (e *TemplateError) Error() string {
	list := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		list[i] = fmt.Sprintf("%s:%d: %s", e.Name, p.Line, p.Message)
	}
	return strings.Join(list, "\n")
}

// reader collects the problems of one file.
type reader struct {
	lines    *lines
	problems []FileProblem
	template *Template
	dropped  map[string]bool // paths already complained about
	broken   bool            // a table is no table: nothing more can be checked
}

// say notes a problem at the line of a path ("" is the file).
func (r *reader) say(path, message string) {
	r.sayAt(r.lines.of(path), message)
}

func (r *reader) sayAt(line int, message string) {
	p := FileProblem{line, message}
	if !slices.Contains(r.problems, p) {
		r.problems = append(r.problems, p)
	}
}

func (r *reader) err(name string) error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b FileProblem) int { return a.Line - b.Line })
	return &TemplateError{Name: name, Problems: r.problems[:min(len(r.problems), maxProblems)]}
}

// ReadTemplate reads a template file strictly. name stands in messages only.
// A file that is wrong gives a *TemplateError with every problem found.
func ReadTemplate(name string, source []byte) (*Template, error) {
	r := &reader{lines: &lines{}, dropped: map[string]bool{}}
	words, ok := r.decodable(source)
	if !ok {
		return nil, r.err(name)
	}
	var tree map[string]any
	if err := toml.Unmarshal(words, &tree); err != nil {
		r.syntax(err)
		return nil, r.err(name)
	}
	r.lines = findLines(words)
	r.walkTable("", tree, templateFields)
	if len(r.problems) > 0 {
		if r.broken {
			return nil, r.err(name)
		}
		var err error
		if words, err = toml.Marshal(tree); err != nil { // go on with what is right
			return nil, r.err(name)
		}
	}
	t := &Template{}
	if err := toml.NewDecoder(bytes.NewReader(words)).DisallowUnknownFields().Decode(t); err != nil {
		r.syntax(err)
		return nil, r.err(name)
	}
	sum := sha256.Sum256(source)
	t.Version = hex.EncodeToString(sum[:])
	t.source = bytes.Clone(source)
	t.settle()
	r.template = t
	r.validate()
	if err := r.err(name); err != nil {
		return nil, err
	}
	return t, nil
}

// decodable checks what must hold before a TOML reader may see the bytes, and
// gives them in NFC without a byte order mark.
func (r *reader) decodable(source []byte) ([]byte, bool) {
	switch zero := bytes.IndexByte(source, 0); {
	case len(source) > maxTemplate:
		r.sayAt(1, fileTooLarge)
	case zero >= 0 && !bytes.HasPrefix(source, []byte("\xff\xfe")) && !bytes.HasPrefix(source, []byte("\xfe\xff")):
		r.sayAt(lineOf(source, zero), fileZero)
	case !utf8.Valid(source):
		at := 0
		for at < len(source) {
			c, size := utf8.DecodeRune(source[at:])
			if c == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		r.sayAt(lineOf(source, at), fileNotUTF8)
	case len(bytes.TrimSpace(bytes.TrimPrefix(source, []byte("\ufeff")))) == 0:
		r.sayAt(1, fileEmpty)
	}
	if len(r.problems) > 0 {
		return nil, false
	}
	return []byte(vntext.NFC(string(bytes.TrimPrefix(source, []byte("\ufeff"))))), true
}

func lineOf(source []byte, offset int) int { return bytes.Count(source[:offset], []byte("\n")) + 1 }

var alreadyDefined = regexp.MustCompile(`^toml: .*?key (\S+) .*(already|defined|redefin|duplicate)`)

// syntax notes what go-toml says about the file.
func (r *reader) syntax(err error) {
	line := 1
	var at *toml.DecodeError
	var missing *toml.StrictMissingError
	switch {
	case errors.As(err, &at):
		line, _ = at.Position()
	case errors.As(err, &missing) && len(missing.Errors) > 0:
		line, _ = missing.Errors[0].Position()
	}
	if m := alreadyDefined.FindStringSubmatch(err.Error()); m != nil {
		r.sayAt(line, twiceDefined(m[1]))
		return
	}
	r.sayAt(line, notTOML(strings.TrimPrefix(err.Error(), "toml: ")))
}

// settle fills in what the file may leave out and gives every question its place.
func (t *Template) settle() {
	for _, list := range []*[]string{&t.Match, &t.Addressees, &t.Recipients, &t.Opening, &t.Closing} {
		if *list == nil {
			*list = []string{}
		}
	}
	t.index = make(map[string]int)
	for i := range t.Sections {
		s := &t.Sections[i]
		if s.Questions == nil {
			s.Questions = []Question{}
		}
		for j := range s.Questions {
			q := &s.Questions[j]
			q.section = i
			q.makeCells()
			if q.Required == nil {
				yes := true
				q.Required = &yes
			}
			for _, written := range []*any{&q.Min, &q.Max, &q.Default} {
				if day, ok := (*written).(toml.LocalDate); ok {
					*written = day.String()
				}
			}
			if _, taken := t.index[q.ID]; !taken {
				t.index[q.ID] = len(t.questions)
			}
			t.questions = append(t.questions, q)
		}
	}
}
