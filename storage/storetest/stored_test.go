package storetest

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var rewrite = flag.Bool("update", false, "write the stored samples of the present release anew")

// TestStored: what each release stored is read without loss. Every field of a
// stored record comes out again as it was.
func TestStored(t *testing.T) {
	t.Parallel()
	present := filepath.Join("testdata", Release)
	if *rewrite {
		if err := WriteStored(present, Samples()); err != nil {
			t.Fatal(err)
		}
	}
	folders, err := filepath.Glob("testdata/v*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no stored samples: %v", err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			got, err := ReadStored(folder)
			if err != nil {
				t.Fatal(err)
			}
			if folder == present {
				same(t, "samples", got, Samples())
			}
			err = eachKind(&got, func(name string, field any) error {
				data, err := os.ReadFile(filepath.Join(folder, name))
				if errors.Is(err, fs.ErrNotExist) {
					return nil // ReadStored knows whether it may be missing
				}
				if err != nil {
					return err
				}
				again, err := json.Marshal(field)
				if err != nil {
					return err
				}
				var old, now any
				if err := json.Unmarshal(data, &old); err != nil {
					return err
				}
				if err := json.Unmarshal(again, &now); err != nil {
					return err
				}
				if lost := lost(old, now); lost != "" {
					t.Errorf("%s: lost %s", name, lost)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// lost gives the place of the first thing that is in old but not in now, "" when
// all of it is there; now may have more fields.
func lost(old, now any) string {
	switch old := old.(type) {
	case map[string]any:
		now, _ := now.(map[string]any)
		for key, value := range old {
			if place := lost(value, now[key]); place != "" {
				return "." + key + place
			}
		}
		return ""
	case []any:
		now, _ := now.([]any)
		if len(old) != len(now) {
			return fmt.Sprintf(": %d of %d elements", len(old)-len(now), len(old))
		}
		for i := range old {
			if place := lost(old[i], now[i]); place != "" {
				return fmt.Sprintf("[%d]%s", i, place)
			}
		}
		return ""
	}
	if old != now {
		return fmt.Sprintf(": %v is now %v", old, now)
	}
	return ""
}

// TestSamplesAreWhole: every field of every kind of record is set in some sample.
func TestSamplesAreWhole(t *testing.T) {
	t.Parallel()
	set := map[string]bool{} // by type and field
	var look func(v reflect.Value)
	look = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				look(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				look(v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				look(v.MapIndex(key))
			}
		case reflect.Struct:
			if !strings.HasPrefix(v.Type().PkgPath(), "thuky/") {
				return // a time
			}
			for i := range v.NumField() {
				if v.Type().Field(i).Tag.Get("json") == "-" {
					continue
				}
				name := v.Type().String() + "." + v.Type().Field(i).Name
				set[name] = set[name] || !v.Field(i).IsZero()
				look(v.Field(i))
			}
		}
	}
	look(reflect.ValueOf(Samples()))
	for name, ok := range set {
		if !ok && name != "storage.Job.Leased" { // the suite claims the job
			t.Errorf("%s is set in no sample", name)
		}
	}
}
