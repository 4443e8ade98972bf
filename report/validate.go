package report

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"thuky/vntext"
)

var (
	templateIDs = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	ids         = regexp.MustCompile(`^[a-z0-9_]+$`)
)

// validate checks what a template means, once its keys and shapes are right.
func (r *reader) validate() {
	t := r.template
	r.templateHead(t)
	if len(t.Sections) == 0 {
		if !r.dropped["sections"] {
			r.say("", noSections)
		}
		return
	}
	if len(t.questions) == 0 {
		if len(r.dropped) == 0 {
			r.say("sections", noQuestions)
		}
		return
	}
	if len(t.questions) > maxQuestions {
		r.say("sections", tooManyQuestions(maxQuestions))
		return // the rest would take its time
	}
	r.sections(t)
	for i := range t.Sections {
		for j := range t.Sections[i].Questions {
			q := &t.Sections[i].Questions[j]
			r.question(element(element("sections", i)+".questions", j), q)
		}
	}
	if len(r.problems) == 0 {
		r.cycles(t)
	}
}

// missing notes that a required key is not there, or is empty.
func (r *reader) missing(path, key, example string) {
	if !r.dropped[join(path, key)] {
		r.say(join(path, key), missingKey(key, example))
	}
}

func (r *reader) templateHead(t *Template) {
	for _, required := range []struct{ key, value, example string }{
		{"id", t.ID, `id = "cong-tac-thu-vien"`},
		{"title", t.Title, `title = "Báo cáo công tác thư viện"`},
		{"kind", t.Kind, `kind = "BÁO CÁO"`},
		{"symbol", t.Symbol, `symbol = "BC"`},
		{"subject", t.Subject, `subject = "Kết quả công tác thư viện {{period}}"`},
	} {
		if strings.TrimSpace(required.value) == "" {
			r.missing("", required.key, required.example)
		}
	}
	if t.ID != "" && (!templateIDs.MatchString(t.ID) || len(t.ID) > maxID) {
		r.say("id", badTemplateID(t.ID))
	}
	r.placeholders("subject", t.Subject)
	for _, list := range []struct {
		key   string
		texts []string
	}{{"match", t.Match}, {"addressees", t.Addressees}, {"recipients", t.Recipients}, {"opening", t.Opening}, {"closing", t.Closing}} {
		for i, text := range list.texts {
			if strings.TrimSpace(text) == "" {
				r.say(element(list.key, i), emptyKey(list.key))
			}
			if list.key != "match" {
				r.placeholders(element(list.key, i), text)
			}
		}
	}
}

func (r *reader) sections(t *Template) {
	sections := map[string]int{}
	questions := map[string]int{}
	for i, s := range t.Sections {
		path := element("sections", i)
		r.uniqueID(path, s.ID, sections)
		r.placeholders(path+".heading", s.Heading)
		if len(s.Questions) == 0 && !r.dropped[path+".questions"] {
			r.say(path, noHeadingToPrint)
		}
		for j, q := range s.Questions {
			at := element(path+".questions", j)
			if q.ID == "" {
				r.missing(at, "id", `id = "so_hoc_sinh"`)
				continue
			}
			if slices.Contains(FixedNames(), q.ID) {
				r.say(at+".id", fixedID(q.ID))
			}
			r.uniqueID(at, q.ID, questions)
		}
	}
}

// uniqueID checks an id and that no line before has the same. No id is fine.
func (r *reader) uniqueID(path, id string, taken map[string]int) {
	if id == "" {
		return
	}
	if !ids.MatchString(id) || len(id) > maxID {
		r.say(path+".id", badID(id))
		return
	}
	if line, ok := taken[id]; ok {
		r.say(path+".id", duplicateID(id, line))
		return
	}
	taken[id] = r.lines.of(path + ".id")
}

// question checks one question and compiles its expressions.
func (r *reader) question(path string, q *Question) {
	k := kindOf(q.Type)
	switch {
	case q.Type == "":
		r.missing(path, "type", `type = "text"; các loại: `+strings.Join(Types(), ", "))
		return
	case k == nil:
		r.say(path+".type", unknownType(q.Type, vntext.Nearest(q.Type, Types()), Types()))
		return
	}
	if strings.TrimSpace(q.Prompt) == "" && !q.Computed() && !r.dropped[path+".compute"] {
		r.missing(path, "prompt", `prompt = "Thầy/cô cho biết số học sinh của trường?"`)
	}
	if q.CheckMessage != "" && q.Check == "" && !r.dropped[path+".check"] {
		r.say(path+".check_message", checkWithout)
	}
	r.keysOfType(path, q, k)
	r.listedKeys(path, q)
	r.columns(path, q)
	r.fileKeys(path, q)
	r.limits(path, q)
	r.choices(path, q)
	r.pattern(path, q)
	if q.Default != nil && !q.listed() {
		if _, ok := k.literal(q, q.Default); !ok {
			r.say(path+".default", badDefault(q.Type, defaultExample(q)))
		}
	}
	r.placeholders(path+".heading", q.Heading)
	r.placeholders(path+".prompt", q.Prompt)
	r.placeholders(path+".help", q.Help)
	r.placeholders(path+".check_message", q.CheckMessage)
	if q.Print != nil {
		r.placeholders(path+".print", *q.Print)
	}
	r.expressions(path, q, k)
}

// keysOfType refuses keys that the question's type would silently not look at.
func (r *reader) keysOfType(path string, q *Question, k kind) {
	for _, key := range []struct {
		name string
		set  bool
	}{
		{"min", q.Min != nil},
		{"max", q.Max != nil},
		{"pattern", q.Pattern != ""},
		{"choices", q.Choices != nil},
		{"columns", q.Columns != nil},
		{"kinds", q.Kinds != nil},
		{"max_mb", q.MaxMB != 0},
		{"appendix", q.Appendix != nil},
	} {
		if key.set && !slices.Contains(k.keys(), key.name) {
			r.say(path+"."+key.name, keyNotForType(key.name, q.Type, typesWith(key.name)))
		}
	}
}

// typesWith lists the types that understand a key.
func typesWith(key string) []string {
	var names []string
	for _, k := range kinds {
		if slices.Contains(k.keys(), key) {
			names = append(names, k.name())
		}
	}
	return names
}

func (r *reader) limits(path string, q *Question) {
	if !slices.Contains(kindOf(q.Type).keys(), "min") {
		return
	}
	good := func(key string, written any) bool {
		if written == nil {
			return false
		}
		n, number := numberOf(written)
		number = number && !math.IsNaN(n) && !math.IsInf(n, 0)
		_, day := dateOf(written)
		if q.Type == "date" && day || q.Type != "date" && number {
			return true
		}
		r.say(path+"."+key, badLimit(key, q.Type))
		return false
	}
	low, high := good("min", q.Min), good("max", q.Max)
	if !low || !high {
		return
	}
	a, isNumber := numberOf(q.Min)
	b, _ := numberOf(q.Max)
	from, _ := dateOf(q.Min)
	to, _ := dateOf(q.Max)
	if isNumber && a > b || !isNumber && from.Compare(to) > 0 {
		r.say(path+".min", minAboveMax)
	}
}

func (r *reader) choices(path string, q *Question) {
	if !slices.Contains(kindOf(q.Type).keys(), "choices") {
		return
	}
	if len(q.Choices) < 2 && !r.dropped[path+".choices"] {
		r.say(path+".choices", fewChoices(q.Type))
	}
	if len(q.Choices) > maxChoices {
		r.say(path+".choices", manyChoices(maxChoices))
		return
	}
	for i, label := range q.Choices {
		at := element(path+".choices", i)
		q.Choices[i] = strings.TrimSpace(label)
		if q.Choices[i] == "" {
			r.say(at, emptyKey("choices"))
		} else if slices.Contains(q.Choices[:i], q.Choices[i]) {
			r.say(at, duplicateChoice(q.Choices[i]))
		}
	}
}

func (r *reader) pattern(path string, q *Question) {
	if q.Pattern == "" {
		return
	}
	if _, err := regexp.Compile(q.Pattern); err != nil {
		detail := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		r.say(path+".pattern", badPattern(detail))
		return
	}
	whole, err := regexp.Compile(`\A(?:` + q.Pattern + `)\z`)
	if err != nil { // its size doubles at most; near the limit of the package
		r.say(path+".pattern", badPattern(err.Error()))
		return
	}
	q.program.pattern = whole
}

// placeholders checks the names in a printed text.
func (r *reader) placeholders(path, text string) {
	if strayBraces(text) {
		r.say(path, strayBracesText)
	}
	names := Placeholders(text)
	if len(names) == 0 {
		return
	}
	for _, name := range names {
		_, body := OrganisationID(name)
		switch q := r.template.Question(name); {
		case q == nil && !body && !slices.Contains(FixedNames(), name):
			r.say(path, unknownPlaceholder(name, vntext.Nearest(name, r.template.Names())))
		case q != nil && q.listed():
			r.say(path, listedPlaceholder(name, q.Type))
		}
	}
}

// expressions compiles when, check and compute.
func (r *reader) expressions(path string, q *Question, k kind) {
	for _, e := range []struct {
		key, source string
		wanted      reflect.Kind
		into        **program
	}{
		{"when", q.When, reflect.Bool, &q.program.when},
		{"check", q.Check, reflect.Bool, &q.program.check},
		{"compute", q.Compute, reflect.TypeOf(k.sample()).Kind(), &q.program.compute},
	} {
		if e.source == "" || e.key == "compute" && q.listed() {
			continue
		}
		p, err := compile(e.source, e.wanted, e.key == "compute" && q.Type == "integer", r.usable, r.template.questionIDs())
		if err != nil {
			r.say(path+"."+e.key, badExpression(e.key, err.Error()))
			continue
		}
		*e.into = p
	}
}

// usable gives a question that expressions can name: one of a known type.
func (r *reader) usable(id string) *Question {
	q := r.template.Question(id)
	if q == nil || kindOf(q.Type) == nil {
		return nil
	}
	return q
}

func (t *Template) questionIDs() []string {
	list := make([]string, len(t.questions))
	for i, q := range t.questions {
		list[i] = q.ID
	}
	return list
}

// cycles refuses questions whose when and compute need each other.
func (r *reader) cycles(t *Template) {
	const (
		open = 1
		done = 2
	)
	state := map[string]int{}
	var path []string
	var visit func(q *Question)
	visit = func(q *Question) {
		switch state[q.ID] {
		case done:
			return
		case open:
			from := slices.Index(path, q.ID)
			at := t.questions[t.index[q.ID]]
			r.say(r.pathOf(at), cyclic(append(slices.Clone(path[from:]), q.ID)))
			return
		}
		state[q.ID] = open
		path = append(path, q.ID)
		for _, p := range []*program{q.program.when, q.program.compute} {
			if p == nil {
				continue
			}
			for _, name := range p.names {
				visit(t.Question(name))
			}
		}
		path = path[:len(path)-1]
		state[q.ID] = done
	}
	for _, q := range t.questions {
		visit(q)
	}
}

// pathOf gives the path of the expression that makes q part of a cycle.
func (r *reader) pathOf(q *Question) string {
	s := &r.template.Sections[q.section]
	for j := range s.Questions {
		if &s.Questions[j] == q {
			path := element(element("sections", q.section)+".questions", j)
			if q.Compute != "" {
				return path + ".compute"
			}
			return path + ".when"
		}
	}
	return "" // unreachable: every question stands in its section
}

func defaultExample(q *Question) string {
	switch q.Type {
	case "integer":
		return "default = 26"
	case "decimal", "percent":
		return "default = 98.5"
	case "date":
		return `default = "2024-05-31"`
	case "yesno":
		return "default = true"
	case "choices":
		return `default = ["` + strings.Join(q.Choices[:min(2, len(q.Choices))], `", "`) + `"]`
	case "choice":
		if len(q.Choices) > 0 {
			return `default = "` + q.Choices[0] + `"`
		}
	}
	return `default = "…"`
}
