package notice

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"thuky/workday"
)

// ownCase is one notice of testdata: its text, and the fields that must come out.
type ownCase struct {
	name, text string
	received   workday.Date
	want       map[string]any
}

func loadOwn(t testing.TB) []ownCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d notices in testdata, want 60: %v", len(files), err)
	}
	var all []ownCase
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := ownCase{name: strings.TrimSuffix(filepath.Base(file), ".txt")}
		for _, f := range archive.Files {
			switch f.Name {
			case "notice":
				c.text = string(f.Data)
			case "want.json":
				if err := json.Unmarshal(f.Data, &c.want); err != nil {
					t.Fatalf("%s: %v", file, err)
				}
			}
		}
		if received, ok := c.want["received"].(string); ok {
			if c.received, err = workday.ParseISO(received); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			delete(c.want, "received")
		}
		all = append(all, c)
	}
	return all
}

func asJSON(t testing.TB, r Reading) map[string]any {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestOwnNotices(t *testing.T) {
	t.Parallel()
	for _, c := range loadOwn(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := asJSON(t, Read(c.text, Options{Received: c.received}))
			for field, want := range c.want {
				have := got[field]
				if field == "deadlines" {
					have = onlyNamed(have, want)
				}
				if !reflect.DeepEqual(have, want) {
					t.Errorf("%s:\n  got  %v\n  want %v", field, have, want)
				}
			}
		})
	}
}

// onlyNamed keeps of each deadline the fields that the case names.
func onlyNamed(have, want any) any {
	all, _ := have.([]any)
	named, _ := want.([]any)
	if len(all) != len(named) {
		return have
	}
	out := make([]any, len(all))
	for i := range all {
		fields := map[string]any{}
		for key := range named[i].(map[string]any) {
			fields[key] = all[i].(map[string]any)[key]
		}
		out[i] = fields
	}
	return out
}
