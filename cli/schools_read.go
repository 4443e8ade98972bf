package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"thuky/report"
	"thuky/vntext"
)

// schoolTable is [[school]] as it is written: what the top of the file may have, without what
// is of the whole process, and what [school] has.
type schoolTable struct {
	Config
	report.School
	ID   string `toml:"id"`
	Host string `toml:"host"`
}

// schoolsFile is a configuration with [[school]].
type schoolsFile struct {
	Config
	Schools []schoolTable `toml:"school"`
}

// said tells of every key that is written where it is: "telegram.token" → "config.toml:12". The
// keys are in small letters.
type said map[string]string

// places is where the parts of a configuration with [[school]] stand.
type places struct {
	top     said
	one     string // the place of [school], "" where there is none
	several bool
	schools []schoolPlaces
}

// schoolPlaces is where one [[school]] and its keys stand.
type schoolPlaces struct {
	place string
	keys  said // those of [school] begin with "school."
}

// hasSchools tells whether a file is one of several schools. One that is no TOML is not.
func hasSchools(data []byte) bool { return placesOf("", data).several }

// placesOf goes over a file without reading its values.
func placesOf(path string, data []byte) places {
	w := placer{path: path, data: bytes.TrimPrefix(data, byteOrderMark), found: places{top: said{}}}
	w.parser.Reset(w.data)
	for w.parser.NextExpression() {
		e := w.parser.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			w.table = w.keyOf(e)
			if isSchool(w.table[0]) && len(w.table) == 1 {
				if e.Kind == unstable.Table {
					w.found.one = w.place(e)
				} else {
					w.begin(w.place(e))
				}
			}
		case unstable.KeyValue:
			w.value(w.table, e)
		}
	}
	return w.found
}

// placer walks over the expressions of a file.
type placer struct {
	path   string
	data   []byte
	parser unstable.Parser
	table  []string // the [table] that the keys belong to
	found  places
}

// deepestKey is of more parts than any setting has.
const deepestKey = 8

func isSchool(key string) bool { return key == "school" }

// keyOf gives the parts of a dotted key in small letters: the decoder takes either.
func (w *placer) keyOf(n *unstable.Node) []string {
	var parts []string
	for it := n.Key(); it.Next(); {
		parts = append(parts, strings.ToLower(string(it.Node().Data)))
	}
	return parts
}

// place is where the key of a table or of a value stands.
func (w *placer) place(n *unstable.Node) string {
	it := n.Key()
	it.Next()
	return fmt.Sprintf("%s:%d", w.path, 1+bytes.Count(w.data[:it.Node().Raw.Offset], []byte("\n")))
}

func (w *placer) begin(place string) {
	w.found.several = true
	w.found.schools = append(w.found.schools, schoolPlaces{place: place, keys: said{}})
}

// value notes a key, and those within its value.
func (w *placer) value(under []string, n *unstable.Node) {
	key := append(slices.Clone(under), w.keyOf(n)...)
	if len(key) > deepestKey {
		return // there is no such setting: the decoder says so
	}
	v := n.Value()
	switch {
	case v.Kind == unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			w.value(key, it.Node())
		}
		return
	case v.Kind == unstable.Array && len(key) == 1 && isSchool(key[0]): // school = [{…}, {…}]
		w.found.several = true
		for it := v.Children(); it.Next(); {
			w.begin(w.place(n))
			if it.Node().Kind != unstable.InlineTable {
				continue // the decoder says what is wrong
			}
			for inner := it.Node().Children(); inner.Next(); {
				w.value(key, inner.Node())
			}
		}
		return
	}
	place := w.place(n)
	if !isSchool(key[0]) || len(w.found.schools) == 0 {
		w.found.top[strings.Join(key, ".")] = place
		return
	}
	school := w.found.schools[len(w.found.schools)-1]
	name := strings.Join(key[1:], ".")
	switch {
	case len(key) == 2 && name != "id" && name != "host":
		name = "school." + name
	case len(key) > 2 && isSchool(key[1]):
		name = "school." + name // [school.school]: refused later
	}
	school.keys[name] = place
}

// decodeSchools reads a file with [[school]].
func decodeSchools(path string, data []byte, into *schoolsFile) error {
	return decodeStrictly(path, data, into)
}

// variableOfKey is the environment variable that sets a key of a school.
func variableOfKey(id, key string) string {
	name := id + "." + strings.TrimPrefix(key, "school.")
	return envPrefix + "SCHOOL_" + strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(name))
}

// schoolSettings are the settings of a table, with the variables that set them. What a
// variable sets is said there.
func schoolSettings(t *schoolTable, keys said) []setting {
	var all []setting
	t.Config.School = t.School // settings finds them there
	for _, s := range settings(&t.Config) {
		if ofProcess(s.key) {
			continue
		}
		s.variable = variableOfKey(t.ID, s.key)
		s.noted = func(place string) { keys[s.key] = place }
		all = append(all, s)
	}
	return all
}

// ofProcess tells whether a key is about the process and not about a school.
func ofProcess(key string) bool {
	return key == "web.listen" || strings.HasPrefix(key, "log.") || strings.HasPrefix(key, "metrics.")
}

// ofOne tells whether a key belongs to one school, so that no two can share it: secrets, and
// what names a bot.
func ofOne(s setting) bool {
	return s.secret == "all" || slices.Contains([]string{"telegram.username", "zalo.link", "zalooa.app_id"}, s.key)
}

// nearestSchoolKey gives the key of [[school]] that was perhaps meant.
func nearestSchoolKey(key string) string {
	names := []string{"id", "host"}
	for _, name := range configNames() {
		if !ofProcess(name) {
			names = append(names, strings.TrimPrefix(name, "school."))
		}
	}
	return vntext.Nearest(key, names)
}
