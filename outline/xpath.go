package outline

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sort is what kind of value an expression of a form gives.
type sort int

const (
	unknown sort = iota
	number
	wording
	truth
	several // of a select_multiple
)

// term is a translated part of an expression.
type term struct {
	code    string
	sort    sort
	strong  int      // how tightly it holds together; 0 is a single value
	of      *element // the question it is, nil for none
	literal string   // of a string in quotation marks
	quoted  bool
}

// Strengths of operators, the tightest first.
const (
	single = iota
	negated
	product
	addition
	comparison
	conjunction
	disjunction
	conditional
)

// xpath reads the expressions of forms: the part of XPath that templates have, too.
type xpath struct {
	m      *builder
	self   *element
	tokens []string
	at     int
	depth  int
}

// maxDepth is how deep brackets may stand in each other.
const maxDepth = 40

// translate gives an expression of a form in the language of templates.
func (m *builder) translate(source string, self *element, want sort) (string, error) {
	code, got, err := m.translated(source, self)
	if err == nil && got != want && got != unknown {
		return "", errors.New(textWrongSort)
	}
	return code, err
}

func (m *builder) translated(source string, self *element) (string, sort, error) {
	tokens, err := cut(source)
	if err != nil {
		return "", unknown, err
	}
	if len(tokens) == 0 {
		return "", unknown, errors.New(textEmptyExpression)
	}
	x := &xpath{m: m, self: self, tokens: tokens}
	t, err := x.or()
	if err == nil && x.at < len(tokens) {
		err = errors.New(textStray(tokens[x.at]))
	}
	return t.code, t.sort, err
}

// cut cuts an expression into tokens.
func cut(source string) (tokens []string, err error) {
	for i := 0; i < len(source); {
		c := source[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '\'' || c == '"':
			end := strings.IndexByte(source[i+1:], c)
			if end < 0 {
				return nil, errors.New(textOpenQuote)
			}
			tokens = append(tokens, source[i:i+end+2])
			i += end + 2
		case strings.HasPrefix(source[i:], "${"):
			end := strings.IndexByte(source[i:], '}')
			if end < 0 {
				return nil, errors.New(textOpenBrace)
			}
			tokens = append(tokens, "${"+strings.TrimSpace(source[i+2:i+end]))
			i += end + 1
		case strings.HasPrefix(source[i:], "!="), strings.HasPrefix(source[i:], "<="), strings.HasPrefix(source[i:], ">="):
			tokens = append(tokens, source[i:i+2])
			i += 2
		case digit(c) || c == '.' && i+1 < len(source) && digit(source[i+1]):
			end := i
			for end < len(source) && (digit(source[end]) || source[end] == '.') {
				end++
			}
			tokens = append(tokens, source[i:end])
			i = end
		case nameByte(c):
			end := i
			for end < len(source) && (nameByte(source[end]) || digit(source[end]) || source[end] == '-' || source[end] == ':') {
				end++
			}
			tokens = append(tokens, source[i:end])
			i = end
		case strings.HasPrefix(source[i:], ".."):
			return nil, errors.New(textStray(".."))
		case strings.IndexByte("=<>+-*(),.", c) >= 0:
			tokens = append(tokens, source[i:i+1])
			i++
		default:
			r, _ := utf8.DecodeRuneInString(source[i:])
			return nil, errors.New(textStray(string(r)))
		}
	}
	return tokens, nil
}

func digit(c byte) bool    { return c >= '0' && c <= '9' }
func nameByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

func (x *xpath) peek() string {
	if x.at < len(x.tokens) {
		return x.tokens[x.at]
	}
	return ""
}

// accept takes the next token if it is one of these.
func (x *xpath) accept(any ...string) (string, bool) {
	if next := x.peek(); next != "" && slices.Contains(any, next) {
		x.at++
		return next, true
	}
	return "", false
}

// within gives the code of a part in brackets, where it holds less tightly than what
// stands around it.
func (t term) within(strong int) string {
	if t.strong > strong {
		return "(" + t.code + ")"
	}
	return t.code
}

// chain reads parts of one strength with operators between them.
func (x *xpath) chain(next func() (term, error), strong int, join func(op string, a, b term) (term, error), operators ...string) (term, error) {
	a, err := next()
	for err == nil {
		op, ok := x.accept(operators...)
		if !ok {
			return a, nil
		}
		var b term
		if b, err = next(); err == nil {
			if a, err = join(op, a, b); err == nil {
				a.strong = strong
			}
		}
	}
	return a, err
}

func (x *xpath) or() (term, error) {
	if x.depth++; x.depth > maxDepth {
		return term{}, errors.New(textDeep)
	}
	defer func() { x.depth-- }()
	return x.chain(x.and, disjunction, logic(disjunction), "or")
}

func (x *xpath) and() (term, error) {
	return x.chain(x.equality, conjunction, logic(conjunction), "and")
}

func logic(strong int) func(op string, a, b term) (term, error) {
	return func(op string, a, b term) (term, error) {
		for _, t := range []term{a, b} {
			if t.sort != truth && t.sort != unknown {
				return term{}, errors.New(textWrongSort)
			}
		}
		return term{code: a.within(strong) + " " + op + " " + b.within(strong-1), sort: truth}, nil
	}
}

func (x *xpath) equality() (term, error) {
	return x.chain(x.sum, comparison, x.compare, "=", "!=", "<", "<=", ">", ">=")
}

func (x *xpath) sum() (term, error) {
	return x.chain(x.product, addition, arithmetic(addition), "+", "-")
}

func (x *xpath) product() (term, error) {
	return x.chain(x.unary, product, arithmetic(product), "*", "div", "mod")
}

func arithmetic(strong int) func(op string, a, b term) (term, error) {
	return func(op string, a, b term) (term, error) {
		for _, t := range []term{a, b} {
			if t.sort != number && t.sort != unknown {
				return term{}, errors.New(textWrongSort)
			}
		}
		switch op {
		case "div":
			op = "/"
		case "mod":
			op = "%"
		}
		return term{code: a.within(strong) + " " + op + " " + b.within(strong-1), sort: number}, nil
	}
}

// compare writes a comparison. What a select is compared with becomes the label of the
// choice, and the empty text what is not answered.
func (x *xpath) compare(op string, a, b term) (term, error) {
	if a.quoted && !b.quoted { // the question first
		a, b = b, a
		op = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<="}[op] + map[string]string{"=": "=", "!=": "!="}[op]
	}
	if op == "=" {
		op = "=="
	}
	equal := op == "==" || op == "!="
	switch {
	case b.quoted && b.literal == "":
		if a.of == nil || !equal {
			return term{}, errors.New(textEmptyText)
		}
		return term{code: a.code + " " + op + " nil", sort: truth}, nil
	case a.sort == several || b.sort == several:
		return term{}, errors.New(textUseSelected)
	case a.of != nil && len(a.of.options) > 0 && b.quoted:
		if !equal {
			return term{}, errors.New(textWrongSort)
		}
		return x.picked(op, a.of, b.literal)
	case a.sort == number && b.quoted:
		if f, err := strconv.ParseFloat(strings.TrimSpace(b.literal), 64); err == nil {
			b = term{code: strconv.FormatFloat(f, 'f', -1, 64), sort: number}
			break
		}
		return term{}, errors.New(textWrongSort)
	case a.sort != b.sort && a.sort != unknown && b.sort != unknown, a.sort == truth && !equal:
		return term{}, errors.New(textWrongSort)
	}
	return term{code: a.within(addition) + " " + op + " " + b.within(addition), sort: truth}, nil
}

// picked says that a choice was or was not taken.
func (x *xpath) picked(op string, of *element, name string) (term, error) {
	for _, o := range of.options {
		if o.name != name {
			continue
		}
		switch {
		case of.Type == yesno:
			return term{code: of.ID + " " + op + " " + strconv.FormatBool(name == of.yes), sort: truth, strong: comparison}, nil
		case of.Type == choices:
			code := quote(o.label) + " in " + of.ID
			if op == "!=" {
				code = "not (" + code + ")"
			}
			return term{code: code, sort: truth, strong: comparison}, nil
		}
		return term{code: of.ID + " " + op + " " + quote(o.label), sort: truth, strong: comparison}, nil
	}
	return term{}, errors.New(textNoChoice(name, of.name))
}

func quote(s string) string { return strconv.Quote(s) }

func (x *xpath) unary() (term, error) {
	if _, ok := x.accept("-"); ok {
		if x.depth++; x.depth > maxDepth {
			return term{}, errors.New(textDeep)
		}
		defer func() { x.depth-- }()
		t, err := x.unary()
		if err == nil && t.sort != number && t.sort != unknown {
			err = errors.New(textWrongSort)
		}
		return term{code: "-" + t.within(single), sort: number, strong: negated}, err
	}
	return x.primary()
}

func (x *xpath) primary() (term, error) {
	next := x.peek()
	x.at++
	switch {
	case next == "":
		return term{}, errors.New(textCutOff)
	case next == "(":
		t, err := x.or()
		if err != nil {
			return t, err
		}
		if _, ok := x.accept(")"); !ok {
			return t, errors.New(textOpenBracket)
		}
		return t, nil
	case next == ".":
		return x.question(x.self)
	case strings.HasPrefix(next, "${"):
		of := x.m.names[next[2:]]
		if of == nil {
			return term{}, errors.New(textUnknownQuestion(next[2:]))
		}
		return x.question(of)
	case next[0] == '\'' || next[0] == '"':
		s := next[1 : len(next)-1]
		return term{code: quote(s), sort: wording, literal: s, quoted: true}, nil
	case digit(next[0]) || next[0] == '.':
		if _, err := strconv.ParseFloat(next, 64); err != nil {
			return term{}, errors.New(textStray(next))
		}
		if strings.HasPrefix(next, ".") {
			next = "0" + next
		}
		return term{code: strings.TrimSuffix(next, "."), sort: number}, nil
	case nameByte(next[0]):
		if _, ok := x.accept("("); ok {
			return x.call(next)
		}
	}
	return term{}, errors.New(textStray(next))
}

// question is the answer to a question.
func (x *xpath) question(of *element) (term, error) {
	t := term{code: of.ID, of: of}
	switch of.Type {
	case integer, decimal:
		t.sort = number
	case yesno:
		t.sort = truth
	case choices:
		t.sort = several
	default:
		t.sort = wording
	}
	if strings.EqualFold(x.m.cell(of.row, "type"), "calculate") {
		t.sort = unknown
	}
	return t, nil
}

// arguments reads what stands in the brackets of a call.
func (x *xpath) arguments() (all []term, err error) {
	if _, ok := x.accept(")"); ok {
		return nil, nil
	}
	for {
		t, err := x.or()
		if err != nil {
			return nil, err
		}
		all = append(all, t)
		if _, ok := x.accept(")"); ok {
			return all, nil
		}
		if _, ok := x.accept(","); !ok {
			return nil, errors.New(textOpenBracket)
		}
	}
}

// call translates a function.
func (x *xpath) call(name string) (term, error) {
	all, err := x.arguments()
	if err != nil {
		return term{}, err
	}
	is := func(function string, arguments int) bool { return name == function && len(all) == arguments }
	switch {
	case is("selected", 2) && all[0].of != nil && all[1].quoted:
		return x.picked("==", all[0].of, all[1].literal)
	case is("not", 1) && (all[0].sort == truth || all[0].sort == unknown):
		return term{code: "not (" + all[0].code + ")", sort: truth}, nil
	case is("true", 0), is("false", 0):
		return term{code: name, sort: truth}, nil
	case is("boolean", 1) && all[0].sort == truth:
		return all[0], nil
	case is("if", 3):
		of := all[1].sort
		if of == unknown {
			of = all[2].sort
		} else if all[2].sort != unknown && all[2].sort != of {
			return term{}, errors.New(textWrongSort)
		}
		return term{code: all[0].within(disjunction) + " ? " + all[1].within(disjunction) + " : " + all[2].within(disjunction), sort: of, strong: conditional}, nil
	case is("coalesce", 2) && all[0].of != nil:
		return term{code: all[0].code + " ?? " + all[1].within(single), sort: all[1].sort, strong: conditional}, nil
	case is("count-selected", 1) && all[0].sort == several:
		return term{code: "len(" + all[0].code + ")", sort: number}, nil
	case is("string-length", 1) && all[0].sort == wording:
		return term{code: "len(" + all[0].code + ")", sort: number}, nil
	case is("number", 1) && (all[0].sort == number || all[0].sort == unknown):
		return all[0], nil
	case is("string", 1):
		return term{code: "string(" + all[0].code + ")", sort: wording}, nil
	case is("date", 1) && all[0].quoted, is("date", 1) && all[0].of != nil && all[0].of.Type == date:
		return all[0], nil
	case name == "concat" && len(all) > 0:
		var parts []string
		for _, t := range all {
			if t.quoted {
				parts = append(parts, t.code)
				continue
			}
			parts = append(parts, "string("+t.code+")")
		}
		return term{code: strings.Join(parts, " + "), sort: wording, strong: addition}, nil
	}
	return x.arithmeticCall(name, all)
}

// sameName are functions of numbers that both languages have.
var sameName = map[string]string{"int": "int", "round": "round", "abs": "abs", "floor": "floor", "ceiling": "ceil"}

func (x *xpath) arithmeticCall(name string, all []term) (term, error) {
	for _, t := range all {
		if t.sort != number && t.sort != unknown {
			return term{}, errors.New(textFunction(name))
		}
	}
	if ours := sameName[name]; ours != "" && len(all) == 1 {
		return term{code: ours + "(" + all[0].code + ")", sort: number}, nil
	}
	if (name == "min" || name == "max") && len(all) > 1 {
		var parts []string
		for _, t := range all {
			parts = append(parts, t.code)
		}
		return term{code: name + "(" + strings.Join(parts, ", ") + ")", sort: number}, nil
	}
	return term{}, errors.New(textFunction(name))
}
