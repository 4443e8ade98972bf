package pgstore

import (
	"fmt"
	"strings"

	"thuky/storage/records"
)

// kind is a kind of record: a table by its place in tables. The places are in thuky.changes,
// too, where processes of other releases read them. A new one needs an entry in tables, a
// migration, and perhaps one in hot and large.
type kind = records.Kind

const kinds = records.Kinds

// form is how a part of a key, or a value, is written as columns.
type form int

const (
	text    form = iota // UTF-8 without a zero byte
	number              // 8 bytes, big-endian
	signed              // 8 bytes, big-endian, with the sign flipped
	instant             // 12 bytes: seconds since 1970 with the sign flipped, nanoseconds
	doc                 // JSON, which keeps every byte
	raw                 // bytes
	nothing             // no column at all
)

// column is one part of a key, or the value.
type column struct {
	name string
	form form
}

// table is where the records of a kind lie.
type table struct {
	name  string
	key   []column // beside the school
	value column
}

func t1(name, key string, value column) table {
	return table{name, []column{{key, text}}, value}
}

var (
	asDoc  = column{"doc", doc}
	asData = column{"data", raw}
)

var tables = [kinds]table{
	records.Once:           {"once", []column{{"key", text}}, column{"day", signed}},
	records.Conversations:  t1("conversations", "address", column{"state", raw}),
	records.People:         t1("people", "id", asDoc),
	records.Addresses:      t1("addresses", "address", column{"person", text}),
	records.Invitations:    t1("invitations", "hash", asDoc),
	records.Templates:      t1("templates", "version", column{"source", raw}),
	records.Campaigns:      t1("campaigns", "id", asDoc),
	records.Answers:        {"answers", []column{{"campaign", text}, {"question", text}, {"person", text}}, asDoc},
	records.Participations: {"participations", []column{{"campaign", text}, {"person", text}}, asDoc},
	records.Audit:          {"audit", []column{{"campaign", text}, {"seq", number}}, asDoc},
	records.Outbox:         {"outbox", []column{{"seq", number}}, asDoc},
	records.Dead:           {"dead", []column{{"seq", number}}, asDoc},
	records.OutboxKeys:     {"outbox_keys", []column{{"key", text}}, column{"seq", number}},
	records.Holds:          t1("holds", "target", column{"until", instant}),
	records.Jobs:           t1("jobs", "key", asDoc),
	records.JobQueue:       {"job_queue", []column{{"created", instant}, {"key", text}}, column{"leased", instant}},
	records.Artifacts:      t1("artifacts", "key", asDoc),
	records.ArtifactData:   {"artifact_data", []column{{"key", text}}, asData},
	records.Strangers:      t1("strangers", "address", asDoc),
	records.Failures:       {"failures", []column{{"at", instant}, {"key", text}}, asDoc},
	records.Versions:       {"versions", []column{{"campaign", text}, {"number", number}}, asDoc},
	records.VersionData:    {"version_data", []column{{"campaign", text}, {"number", number}}, asData},
	records.Reminders:      {"reminders", []column{{"campaign", text}, {"person", text}, {"kind", text}}, asDoc},
	records.ReminderQueue:  {"reminder_queue", []column{{"at", instant}, {"campaign", text}, {"person", text}, {"kind", text}}, column{form: nothing}},
	records.Days:           t1("days", "date", asDoc),
	records.Groups:         t1("groups", "address", asDoc),
	records.Sessions:       t1("sessions", "hash", asDoc),
	records.Lines:          {"lines", []column{{"chat", text}, {"seq", number}}, asDoc},
	records.LineKeys:       {"line_keys", []column{{"chat", text}, {"key", text}}, column{"seq", number}},
	records.Values:         {"vals", []column{{"key", text}}, column{"value", raw}},
	records.Evidence:       {"evidence", []column{{"campaign", text}, {"hash", text}}, asDoc},
	records.EvidenceData:   {"evidence_data", []column{{"campaign", text}, {"hash", text}}, asData},
	records.EvidenceThumb:  {"evidence_thumb", []column{{"campaign", text}, {"hash", text}}, asData},
}

// columns are the names and types in the database.
func (c column) columns() (names, types []string) {
	switch c.form {
	case text:
		return []string{c.name}, []string{"text"}
	case number, signed:
		return []string{c.name}, []string{"bigint"}
	case instant:
		return []string{c.name + "_s", c.name + "_n"}, []string{"bigint", "integer"}
	case doc:
		return []string{c.name}, []string{"json"}
	case raw:
		return []string{c.name}, []string{"bytea"}
	default:
		return nil, nil
	}
}

// keyColumns are the columns of a key beside the school; parts of it, when n is less than
// all of them.
func (t table) keyColumns(n int) (names, types []string) {
	for _, c := range t.key[:n] {
		cn, ct := c.columns()
		names, types = append(names, cn...), append(types, ct...)
	}
	return names, types
}

// statements are the SQL of one kind. $1 is the school everywhere.
type statements struct {
	get    string // the value of a key
	upsert string // arrays of columns
	remove string // arrays of key columns
	many   string // key and value of an array of keys
	pages  map[page]string
}

// page is a way to read a stretch of a table.
type page struct {
	parts int  // how many parts of the key are given
	after bool // beyond a key
	back  bool // falling
	bare  bool // keys only
}

// placeholders gives $from, $from+1, ….
func placeholders(from, n int, suffix func(i int) string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("$%d%s", from+i, suffix(i))
	}
	return strings.Join(all, ", ")
}

func (t table) statements() statements {
	keys, keyTypes := t.keyColumns(len(t.key))
	names, types := t.value.columns()
	every, everyType := append(keys[:len(keys):len(keys)], names...), append(keyTypes[:len(keyTypes):len(keyTypes)], types...)
	plain := func(int) string { return "" }
	arrays := func(types []string) func(int) string {
		return func(i int) string {
			if types[i] == "json" {
				return "::text[]" // the driver would take an array of json for Go values to encode
			}
			return "::" + types[i] + "[]"
		}
	}
	picked := make([]string, len(every))
	for i, name := range every {
		picked[i] = "u." + name
		if everyType[i] == "json" {
			picked[i] += "::json"
		}
	}
	insert := fmt.Sprintf("INSERT INTO thuky.%s (school, %s) SELECT $1, %s FROM unnest(%s) AS u(%s)",
		t.name, strings.Join(every, ", "), strings.Join(picked, ", "), placeholders(2, len(every), arrays(everyType)), strings.Join(every, ", "))
	conflict := " ON CONFLICT (school, " + strings.Join(keys, ", ") + ") DO "
	if len(names) == 0 {
		conflict += "NOTHING"
	} else {
		set := make([]string, len(names))
		for i, name := range names {
			set[i] = name + " = excluded." + name
		}
		conflict += "UPDATE SET " + strings.Join(set, ", ")
	}
	s := statements{upsert: insert + conflict, pages: map[page]string{}}
	wanted := fmt.Sprintf("(%s) IN (SELECT * FROM unnest(%s))", strings.Join(keys, ", "), placeholders(2, len(keys), arrays(keyTypes)))
	s.remove = fmt.Sprintf("DELETE FROM thuky.%s WHERE school = $1 AND %s", t.name, wanted)
	s.many = fmt.Sprintf("SELECT %s FROM thuky.%s WHERE school = $1 AND %s", readable(every, everyType), t.name, wanted)
	value := readable(names, types)
	if value == "" {
		value = "true"
	}
	var where []string
	for i, name := range keys {
		where = append(where, fmt.Sprintf("%s = $%d", name, i+2))
	}
	s.get = fmt.Sprintf("SELECT %s FROM thuky.%s WHERE school = $1 AND %s", value, t.name, strings.Join(where, " AND "))
	for parts := range len(t.key) {
		given, _ := t.keyColumns(parts)
		for _, p := range []page{{parts: parts}, {parts: parts, after: true}, {parts: parts, back: true}, {parts: parts, after: true, back: true}} {
			q := fmt.Sprintf("FROM thuky.%s WHERE school = $1", t.name)
			for i, name := range given {
				q += fmt.Sprintf(" AND %s = $%d", name, i+2)
			}
			n := len(given) + 2
			rest := keys[len(given):]
			if p.after {
				than := ">"
				if p.back {
					than = "<"
				}
				q += fmt.Sprintf(" AND (%s) %s (%s)", strings.Join(rest, ", "), than, placeholders(n, len(rest), plain))
				n += len(rest)
			}
			order := "ASC"
			if p.back {
				order = "DESC"
			}
			q += " ORDER BY " + strings.Join(rest, " "+order+", ") + " " + order + fmt.Sprintf(" LIMIT $%d", n)
			s.pages[p] = "SELECT " + readable(every, everyType) + " " + q
			p.bare = true
			s.pages[p] = "SELECT " + strings.Join(keys, ", ") + " " + q
		}
	}
	return s
}

// readable lists columns so that the driver gives the bytes as they are.
func readable(names, types []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = name
		if types[i] == "json" {
			all[i] += "::text"
		}
	}
	return strings.Join(all, ", ")
}
