package storetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// Release is the version whose stored samples are Samples as it is now.
const Release = "v0.3.0"

// added are the kinds of records that a release did not know yet.
var added = map[string][]string{
	"v0.1.0": {"versions.json", "reminders.json", "days.json", "groups.json", "sessions.json", "lines.json", "values.json", "evidence.json"},
	"v0.2.0": {"sessions.json", "lines.json", "values.json", "evidence.json"},
}

// ReadStored reads the records of a folder of stored samples: a JSON file for
// each field of Records. Unknown fields are an error: what a release stored must
// not be dropped silently by a later one.
func ReadStored(folder string) (r Records, err error) {
	err = eachKind(&r, func(name string, field any) error {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if errors.Is(err, fs.ErrNotExist) && slices.Contains(added[filepath.Base(folder)], name) {
			return nil
		}
		if err != nil {
			return err
		}
		var compact bytes.Buffer // some records keep JSON as it was given
		if err := json.Compact(&compact, data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		d := json.NewDecoder(&compact)
		d.DisallowUnknownFields()
		if err := d.Decode(field); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	})
	return r, err
}

// WriteStored writes what ReadStored reads.
func WriteStored(folder string, r Records) error {
	return eachKind(&r, func(name string, field any) error {
		data, err := json.MarshalIndent(field, "", "  ")
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, name), append(data, '\n'), 0o644)
	})
}

// eachKind calls fn with a file name for each field of r and a pointer to it.
func eachKind(r *Records, fn func(name string, field any) error) error {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		name := strings.ToLower(v.Type().Field(i).Name) + ".json"
		if err := fn(name, v.Field(i).Addr().Interface()); err != nil {
			return err
		}
	}
	return nil
}
