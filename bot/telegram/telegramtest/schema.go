package telegramtest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Schema is the Bot API as data: its methods and types with their fields.
type Schema struct {
	Methods map[string]Kind `json:"methods"`
	Types   map[string]Kind `json:"types"`
}

// Kind is a method or a type.
type Kind struct {
	Fields   []Field  `json:"fields"`
	Subtypes []string `json:"subtypes"`

	byName map[string]*Field
}

// Field is a parameter of a method or a field of a type.
type Field struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"`
	Required    bool     `json:"required"`
	Description string   `json:"description"`

	min, max int // of characters or bytes; max 0 = no limit
	bytes    bool
}

//go:embed schema.json
var embedded []byte

// Embedded is the part of the Bot API that our bot uses.
func Embedded() *Schema {
	s, err := ReadSchema(embedded)
	if err != nil {
		panic(err) // unreachable: checked by a test
	}
	return s
}

// FindSchema gives the whole Bot API where its description lies beside the
// repository, and says whether it does; else Embedded.
func FindSchema() (*Schema, bool) {
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, gone := os.Stat(filepath.Join(dir, "go.mod")); gone == nil {
			data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "data", "botapi", "api.json"))
			if err != nil {
				break
			}
			s, err := ReadSchema(data)
			if err != nil {
				break
			}
			return s, true
		}
		dir = filepath.Dir(dir)
	}
	return Embedded(), false
}

var lengths = regexp.MustCompile(`(\d+)-(\d+) (characters|bytes)`)

// ReadSchema reads a description of the Bot API in JSON.
func ReadSchema(data []byte) (*Schema, error) {
	var s Schema
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("schema of the Bot API: %w", err)
	}
	for _, kinds := range []map[string]Kind{s.Methods, s.Types} {
		for name, k := range kinds {
			k.byName = make(map[string]*Field, len(k.Fields))
			for i := range k.Fields {
				f := &k.Fields[i]
				if m := lengths.FindStringSubmatch(f.Description); m != nil {
					f.min, _ = strconv.Atoi(m[1])
					f.max, _ = strconv.Atoi(m[2])
					f.bytes = m[3] == "bytes"
				}
				k.byName[f.Name] = f
			}
			kinds[name] = k
		}
	}
	return &s, nil
}

// legacy parameters are still taken by the server though no longer described.
var legacy = map[string]bool{
	"reply_to_message_id": true, "allow_sending_without_reply": true, "disable_web_page_preview": true, "thumb": true,
}

// check tells what is wrong with a request, "" for nothing.
func (s *Schema) check(m Kind, r *request) string {
	for name, value := range r.params {
		f := m.byName[name]
		if f == nil {
			if legacy[name] {
				continue
			}
			return "unknown parameter " + name
		}
		if why := s.checkParam(f, value, r.params["parse_mode"] != ""); why != "" {
			return "parameter " + name + ": " + why
		}
	}
	for name := range r.files {
		f := m.byName[name]
		if f == nil || !slices.Contains(f.Types, "InputFile") {
			return "parameter " + name + " takes no file"
		}
	}
	for _, f := range m.Fields {
		_, value := r.params[f.Name]
		_, file := r.files[f.Name]
		if f.Required && !value && !file {
			return "missing parameter " + f.Name
		}
	}
	return ""
}

func (s *Schema) checkParam(f *Field, value string, markup bool) string {
	if slices.Contains(f.Types, "String") {
		if markup && (f.Name == "text" || f.Name == "caption") {
			return "" // counted without its markup, elsewhere
		}
		return f.length(value)
	}
	return anyOf(f.Types, func(t string) string { return s.checkText(t, value) })
}

func (s *Schema) checkText(t, value string) string {
	if t == "InputFile" {
		return "want a file"
	}
	d := json.NewDecoder(bytes.NewReader([]byte(value)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || d.More() {
		return "want " + t + " as JSON"
	}
	return s.checkValue(t, v)
}

func (s *Schema) checkValue(t string, v any) string {
	if element, isArray := strings.CutPrefix(t, "Array of "); isArray {
		list, isList := v.([]any)
		if !isList {
			return "want " + t
		}
		for i, e := range list {
			if why := s.checkValue(element, e); why != "" {
				return fmt.Sprintf("[%d]: %s", i, why)
			}
		}
		return ""
	}
	good := false
	switch t {
	case "String":
		_, good = v.(string)
	case "Boolean", "True":
		_, good = v.(bool)
	case "Integer":
		n, isNumber := v.(json.Number)
		_, err := strconv.ParseInt(string(n), 10, 64)
		good = isNumber && err == nil
	case "Float":
		_, good = v.(json.Number)
	default:
		return s.checkObject(t, v)
	}
	if !good {
		return "want " + t
	}
	return ""
}

func (s *Schema) checkObject(t string, v any) string {
	k, known := s.Types[t]
	if !known {
		return "unknown type " + t
	}
	object, isObject := v.(map[string]any)
	if !isObject {
		return "want " + t
	}
	if len(k.Subtypes) > 0 {
		return anyOf(k.Subtypes, func(sub string) string { return s.checkObject(sub, v) })
	}
	for name, value := range object {
		f := k.byName[name]
		if f == nil {
			return t + " has no field " + name
		}
		why := anyOf(f.Types, func(t string) string { return s.checkValue(t, value) })
		if text, isText := value.(string); why == "" && isText {
			why = f.length(text)
		}
		if why != "" {
			return t + "." + name + ": " + why
		}
	}
	for _, f := range k.Fields {
		if _, given := object[f.Name]; f.Required && !given {
			return t + " needs " + f.Name
		}
	}
	return ""
}

// anyOf tells why a value fits none of the types, "" when it fits one.
func anyOf(types []string, check func(t string) string) string {
	var whys []string
	for _, t := range types {
		why := check(t)
		if why == "" {
			return ""
		}
		whys = append(whys, why)
	}
	return strings.Join(whys, " / ")
}

// length checks a text against the field's limits.
func (f *Field) length(text string) string {
	if !utf8.ValidString(text) {
		return "no UTF-8"
	}
	if f.max == 0 {
		return ""
	}
	n := len(text)
	if !f.bytes {
		n = len(utf16.Encode([]rune(text)))
	}
	if n < f.min || n > f.max {
		return fmt.Sprintf("length %d, want %d-%d", n, f.min, f.max)
	}
	return ""
}
