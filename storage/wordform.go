package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"thuky/report"
)

// The Word forms of the school are Values, so that nothing prunes them: one list of all by
// the template that they are for, and the bytes of each under their SHA-256.

const wordFormsKey = "word-forms"

func wordFormKey(sum string) string { return "word-form/" + sum }

func readWordForms(tx Tx) (map[string]report.WordForm, error) {
	all := map[string]report.WordForm{}
	raw, err := tx.Value(wordFormsKey)
	if errors.Is(err, ErrNotFound) {
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("list of Word forms: %w", err)
	}
	return all, nil
}

// WordForms are the Word forms that were chosen, by template, without their bytes. The one
// for all other templates comes first.
func WordForms(tx Tx) ([]report.WordForm, error) {
	all, err := readWordForms(tx)
	if err != nil {
		return nil, err
	}
	var list []report.WordForm
	for _, template := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[template])
	}
	return list, nil
}

// WordForm is the form that reports of a template are printed in, with its bytes:
// ErrNotFound when they are printed without one.
func WordForm(tx Tx, template string) (report.WordForm, error) {
	all, err := readWordForms(tx)
	if err != nil {
		return report.WordForm{}, err
	}
	f, ok := all[template]
	if !ok {
		if f, ok = all[""]; !ok {
			return f, ErrNotFound
		}
	}
	if f.Data, err = tx.Value(wordFormKey(f.SHA256)); err != nil {
		return report.WordForm{}, fmt.Errorf("word form of %q: %w", template, err)
	}
	return f, nil
}

// PutWordForm chooses a form for reports of its template, in place of the one before.
func PutWordForm(tx Tx, f report.WordForm) error {
	all, err := readWordForms(tx)
	if err != nil {
		return err
	}
	old := all[f.Template]
	all[f.Template] = f
	if err := tx.PutValue(wordFormKey(f.SHA256), f.Data); err != nil {
		return err
	}
	return putWordForms(tx, all, old)
}

// DeleteWordForm takes back the choice for a template, "" that for all others;
// ErrNotFound when there is none.
func DeleteWordForm(tx Tx, template string) error {
	all, err := readWordForms(tx)
	if err != nil {
		return err
	}
	old, ok := all[template]
	if !ok {
		return fmt.Errorf("word form of %q: %w", template, ErrNotFound)
	}
	delete(all, template)
	return putWordForms(tx, all, old)
}

// putWordForms stores the list, and forgets the bytes of a form that is not in it any more.
func putWordForms(tx Tx, all map[string]report.WordForm, old report.WordForm) error {
	var raw []byte
	if len(all) > 0 {
		var err error
		if raw, err = json.Marshal(all); err != nil {
			return err
		}
	}
	if err := tx.PutValue(wordFormsKey, raw); err != nil {
		return err
	}
	for _, f := range all {
		if f.SHA256 == old.SHA256 {
			return nil
		}
	}
	if old.SHA256 == "" {
		return nil
	}
	return tx.PutValue(wordFormKey(old.SHA256), nil)
}
