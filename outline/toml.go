package outline

import (
	"fmt"
	"strconv"
	"strings"

	"thuky/report"
)

// written is a template file, and of every line which key of which question it holds.
type written struct {
	b    strings.Builder
	line int
	at   map[int]place
}

// place is a key of the file.
type place struct {
	section  int // -1 for the head
	question int // -1 for what belongs to the section
	key      string
}

// keyValue is one key with its value: a string, a list of strings, a number or a bool.
type keyValue struct {
	key   string
	value any
}

func (w *written) say(line string) {
	w.b.WriteString(line)
	w.b.WriteByte('\n')
	w.line += 1 + strings.Count(line, "\n")
}

// comment writes notes in front of what they are about.
func (w *written) comment(indent string, notes []Note) {
	for _, n := range notes {
		w.say(indent + "# " + strings.Join(strings.Fields(n.String()), " "))
	}
}

// keys writes keys in one column, without those that are empty.
func (w *written) keys(indent string, section, question int, all []keyValue) {
	width := 0
	kept := all[:0]
	for _, kv := range all {
		if !emptyValue(kv.value) {
			kept = append(kept, kv)
			width = max(width, len(kv.key))
		}
	}
	for _, kv := range kept {
		from := w.line
		w.say(fmt.Sprintf("%s%-*s = %s", indent, width, kv.key, tomlValue(kv.value, indent)))
		for l := from + 1; l <= w.line; l++ {
			w.at[l] = place{section, question, kv.key}
		}
	}
}

func emptyValue(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case *string:
		return v == nil
	case *bool:
		return v == nil
	case []string:
		return v == nil
	case []report.Column:
		return v == nil
	}
	return false
}

func tomlValue(v any, indent string) string {
	switch v := v.(type) {
	case string:
		return tomlString(v)
	case *string:
		return tomlString(*v)
	case *bool:
		return strconv.FormatBool(*v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.ContainsRune(s, '.') {
			s += ".0"
		}
		return s
	case []string:
		return tomlList(v, indent)
	case []report.Column:
		return tomlColumns(v, indent)
	}
	return `""` // unreachable: nothing else is put into a draft
}

// shortList is how long a list on one line may be.
const shortList = 80

func tomlList(list []string, indent string) string {
	quoted := make([]string, len(list))
	size := 0
	for i, s := range list {
		quoted[i] = basicString(s)
		size += len(quoted[i])
	}
	if size <= shortList {
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	return "[\n" + indent + "  " + strings.Join(quoted, ",\n"+indent+"  ") + ",\n" + indent + "]"
}

// tomlColumns writes the columns of a table, one a line.
func tomlColumns(all []report.Column, indent string) string {
	lines := make([]string, len(all))
	for i, c := range all {
		total := ""
		if c.Total {
			total = ", total = true"
		}
		lines[i] = fmt.Sprintf("%s  { id = %s, heading = %s, type = %s%s },\n", indent, basicString(c.ID), basicString(c.Heading), basicString(c.Type), total)
	}
	return "[\n" + strings.Join(lines, "") + indent + "]"
}

// tomlString writes a string as it is best read: one of several lines on several lines.
func tomlString(s string) string {
	if strings.Contains(s, "\n") {
		return `"""` + "\n" + strings.ReplaceAll(escape(s), `\n`, "\n") + `"""`
	}
	return basicString(s)
}

func basicString(s string) string { return `"` + escape(s) + `"` }

// escape writes what may not stand in a string as it is.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '"':
			b.WriteString(`\"`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// write writes the draft as a template file.
func (d *draft) write() *written {
	w := &written{at: map[int]place{}}
	w.say("# " + textMadeFrom(oneLine(d.opts.Name), d.kind))
	w.say("# " + textLookOver)
	w.comment("", d.notes)
	w.say("")
	w.keys("", -1, -1, []keyValue{
		{"id", d.id},
		{"title", d.title},
		{"kind", reportTitle},
		{"symbol", reportSymbol},
		{"subject", d.subject},
		{"match", d.match},
		{"recipients", d.recipients},
		{"opening", d.opening},
		{"closing", d.closing},
	})
	for i, s := range d.sections {
		w.say("")
		w.comment("", s.notes)
		w.say("[[sections]]")
		w.keys("", i, -1, []keyValue{{"id", s.id}, {"heading", s.heading}})
		for j, q := range s.questions {
			w.say("")
			w.comment("  ", q.notes)
			w.say("  [[sections.questions]]")
			w.keys("  ", i, j, questionKeys(q))
		}
	}
	return w
}

func questionKeys(q *question) []keyValue {
	list := q.Choices
	if len(list) == 0 {
		list = nil
	}
	return []keyValue{
		{"id", q.ID},
		{"type", q.Type},
		{"heading", q.Heading},
		{"prompt", q.Prompt},
		{"help", q.Help},
		{"example", q.Example},
		{"unit", q.Unit},
		{"required", q.Required},
		{"min", q.Min},
		{"max", q.Max},
		{"pattern", q.Pattern},
		{"choices", list},
		{"columns", q.Columns},
		{"when", q.When},
		{"check", q.Check},
		{"check_message", q.CheckMessage},
		{"compute", q.Compute},
		{"default", q.Default},
		{"print", q.Print},
		{"role", q.Role},
	}
}
