package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"thuky/vntext"
)

// shape is what kind of TOML value a key takes.
type shape int

const (
	shapeLine  shape = iota // a string on one line
	shapeText               // a string
	shapeLines              // a list of strings
	shapeBool
	shapeLimit   // a number, a day, or a string
	shapeWhole   // a whole number above 0
	shapeAny     // whatever the question's type takes
	shapeTables  // [[…]]
	shapeSymbols // a string of code: expression or pattern
	shapeDay     // a day, or a string
)

// field is a key of the template format.
type field struct {
	key   string
	shape shape
	limit int // most characters, 0 = 10,000
}

// The keys of the template format, in the order of the contract.
var (
	templateFields = []field{
		{key: "id", limit: 200},
		{key: "title", limit: 200},
		{key: "kind", limit: 100},
		{key: "symbol", limit: 40},
		{key: "subject", limit: 1000},
		{key: "match", shape: shapeLines},
		{key: "addressees", shape: shapeLines},
		{key: "recipients", shape: shapeLines},
		{key: "opening", shape: shapeLines},
		{key: "closing", shape: shapeLines},
		{key: "sections", shape: shapeTables},
	}
	sectionFields = []field{
		{key: "id", limit: 200},
		{key: "heading", limit: 2000},
		{key: "questions", shape: shapeTables},
	}
	questionFields = []field{
		{key: "id", limit: 200},
		{key: "type", limit: 100},
		{key: "prompt", shape: shapeText, limit: 2000},
		{key: "heading", limit: 4000},
		{key: "print", shape: shapeText},
		{key: "help", shape: shapeText, limit: 3000},
		{key: "example", shape: shapeText, limit: 1000},
		{key: "unit", limit: 40},
		{key: "required", shape: shapeBool},
		{key: "min", shape: shapeLimit},
		{key: "max", shape: shapeLimit},
		{key: "pattern", shape: shapeSymbols, limit: 1000},
		{key: "choices", shape: shapeLines},
		{key: "when", shape: shapeSymbols},
		{key: "check", shape: shapeSymbols},
		{key: "check_message", shape: shapeText, limit: 1000},
		{key: "compute", shape: shapeSymbols},
		{key: "default", shape: shapeAny},
		{key: "columns", shape: shapeTables},
		{key: "kinds", shape: shapeLines},
		{key: "max_mb", shape: shapeWhole},
		{key: "appendix", limit: 1000},
		{key: "role", limit: 200},
	}
	columnFields = []field{
		{key: "id", limit: 200},
		{key: "heading", limit: 1000},
		{key: "type", limit: 100},
		{key: "total", shape: shapeBool},
	}
)

// walkTable checks keys and shapes of one table, and goes down into its lists
// of tables. It drops what is wrong, so that the rest can still be checked.
func (r *reader) walkTable(path string, table map[string]any, fields []field) {
	keys := make([]string, len(fields))
	known := make(map[string]field, len(fields))
	for i, f := range fields {
		keys[i], known[f.key] = f.key, f
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		value := table[key]
		f, ok := known[key]
		if !ok {
			meant := vntext.Nearest(key, keys)
			r.say(join(path, key), unknownKey(key, meant, keys))
			r.dropped[join(path, meant)] = true
			delete(table, key)
			continue
		}
		before := len(r.problems)
		if r.walkValue(join(path, key), f, value); f.shape != shapeTables && len(r.problems) > before {
			r.dropped[join(path, key)] = true
			delete(table, key)
		}
	}
}

func (r *reader) walkValue(path string, f field, value any) {
	switch f.shape {
	case shapeLine, shapeText, shapeSymbols:
		if s, ok := value.(string); ok {
			r.words(path, f, s)
		} else {
			r.say(path, wrongShape(f.key, "chuỗi trong ngoặc kép", tomlName(value)))
		}
	case shapeLines:
		list, ok := value.([]any)
		if !ok {
			r.say(path, wrongShape(f.key, `danh sách chuỗi, ví dụ ["…", "…"]`, tomlName(value)))
		}
		for i, one := range list {
			if s, ok := one.(string); ok {
				r.words(element(path, i), field{key: f.key}, s)
			} else {
				r.say(element(path, i), wrongShape(f.key, "danh sách gồm toàn chuỗi", "danh sách có "+tomlName(one)))
			}
		}
	case shapeBool:
		if _, ok := value.(bool); !ok {
			r.say(path, wrongShape(f.key, "true hoặc false", tomlName(value)))
		}
	case shapeLimit:
		switch value.(type) {
		case int64, float64, string, toml.LocalDate:
		default:
			r.say(path, wrongShape(f.key, "số hoặc ngày", tomlName(value)))
		}
	case shapeDay:
		switch value.(type) {
		case string, toml.LocalDate:
		default:
			r.say(path, wrongShape(f.key, "ngày, ví dụ "+f.key+" = 2025-06-30", tomlName(value)))
		}
	case shapeWhole:
		if n, ok := value.(int64); !ok || n < 1 || n > 1_000_000 {
			r.say(path, wrongShape(f.key, "số nguyên dương", tomlName(value)))
		}
	case shapeTables:
		r.walkTables(path, f, value)
	}
}

func (r *reader) walkTables(path string, f field, value any) {
	list, ok := value.([]any)
	for i, one := range list {
		table, isTable := one.(map[string]any)
		if !isTable {
			ok = false
			r.broken = true
			break
		}
		switch f.key {
		case "sections":
			r.walkTable(element(path, i), table, sectionFields)
		case "questions":
			r.walkTable(element(path, i), table, questionFields)
		case "columns":
			r.walkTable(element(path, i), table, columnFields)
		case "organisation":
			r.walkTable(element(path, i), table, organisationFields)
		}
	}
	if !ok {
		r.broken = true
		header := strings.ReplaceAll(path, "[0]", "")
		r.say(path, wrongShape(f.key, fmt.Sprintf("các bảng «[[%s]]»", header), tomlName(value)))
	}
}

// words checks one string of the file.
func (r *reader) words(path string, f field, s string) {
	limit := f.limit
	if limit == 0 {
		limit = 10_000
	}
	switch {
	case utf8.RuneCountInString(s) > limit:
		r.say(path, tooLongKey(f.key, limit))
	case f.shape == shapeLine && strings.ContainsAny(s, "\r\n"):
		r.say(path, oneLine(f.key))
	case strings.ContainsFunc(s, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' && c != '\r' }):
		r.say(path, controlCharacter(f.key))
	}
}

// tomlName names a TOML value for the message.
func tomlName(value any) string {
	switch value.(type) {
	case string:
		return "chuỗi"
	case bool:
		return "true/false"
	case int64, float64:
		return "số"
	case []any:
		return "danh sách"
	case map[string]any:
		return "bảng"
	}
	return "ngày giờ"
}
