package cli

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/report"
)

const shelved = `id = "hop-nho"
title = "Báo cáo họp"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả họp"

[[sections]]
id = "mot"
heading = "MỘT"

  [[sections.questions]]
  id = "so"
  type = "integer"
  prompt = "Có bao nhiêu người?"
`

// TestShelf: what a file of the folder says is taken up once, and a file with mistakes
// leaves what it held before.
func TestShelf(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "hop.toml")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(path, shelved)
	first, err := loadLibrary(TemplatesConfig{Folder: folder}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s := &shelf{config: TemplatesConfig{Folder: folder}, log: slog.New(slog.NewTextHandler(&out, nil)), last: first}
	version := func(all []*report.Template) string {
		for _, t := range all {
			if t.ID == "hop-nho" {
				return t.Version
			}
		}
		return ""
	}
	renewed := func(what string, want bool) string {
		t.Helper()
		all, changed := s.renewed()
		if changed != want {
			t.Fatalf("%s: changed %v", what, changed)
		}
		if again, changed := s.renewed(); changed || again != nil {
			t.Fatalf("%s: changed twice", what)
		}
		if changed && len(all) < len(first.ids) {
			t.Fatalf("%s: %d templates, had %d", what, len(all), len(first.ids))
		}
		return version(all)
	}
	renewed("nothing", false)
	write(path, strings.Replace(shelved, "bao nhiêu", "mấy", 1))
	edited := renewed("edited", true)
	if edited == "" || edited == version(first.all()) {
		t.Errorf("edited: version %q", edited)
	}
	if out.Len() > 0 {
		t.Errorf("logged %s", out.String())
	}
	write(path, strings.Replace(shelved, "integer", "so nguyen", 1))
	if got := renewed("broken", true); got != edited {
		t.Errorf("broken: version %q, want %q", got, edited)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 1 || !strings.Contains(out.String(), "hop.toml") || !strings.Contains(out.String(), "so nguyen") {
		t.Errorf("logged %q", out.String())
	}
	write(filepath.Join(folder, "khac.toml"), strings.Replace(shelved, "hop-nho", "hop-lon", 1)) // beside the broken one
	if got := renewed("another", true); got != edited || s.last.byID["hop-lon"] == nil {
		t.Errorf("another: version %q, %v", got, s.last.ids)
	}
	write(path, shelved)
	if got := renewed("mended", true); got != version(first.all()) {
		t.Errorf("mended: version %q", got)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if got := renewed("removed", true); got != "" {
		t.Errorf("removed: version %q", got)
	}
	out.Reset()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	renewed("no folder", false)
	if s.last.byID["hop-lon"] == nil || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("no folder: %v, logged %q", s.last.ids, out.String())
	}
}

// TestShelfWithoutFolder: what is shipped never changes.
func TestShelfWithoutFolder(t *testing.T) {
	t.Parallel()
	l, err := loadLibrary(TemplatesConfig{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, changed := (&shelf{log: slog.New(slog.DiscardHandler), last: l}).renewed(); changed {
		t.Error("changed")
	}
}

// TestShelfKeep: a template is written over the file that holds its id, or to a new one,
// and never over another.
func TestShelfKeep(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "hop.toml"), []byte(shelved), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "khac.toml"), []byte("id ="), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := loadLibrary(TemplatesConfig{Folder: folder}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{config: TemplatesConfig{Folder: folder}, log: slog.New(slog.DiscardHandler), last: l}
	keep := func(source string) error {
		t.Helper()
		tmpl, err := report.ReadTemplate("x", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		return s.keep(tmpl)
	}
	changed := strings.Replace(shelved, "Báo cáo họp", "Báo cáo họp lớn", 1)
	if err := keep(changed); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(folder, "hop.toml")); err != nil || string(got) != changed {
		t.Errorf("the file of the id: %v\n%s", err, got)
	}
	if all, renewed := s.renewed(); !renewed || len(all) != len(l.ids) {
		t.Errorf("taken up: %v, %d templates", renewed, len(all))
	}
	if err := keep(strings.Replace(shelved, `"hop-nho"`, `"hop-moi"`, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "hop-moi.toml")); err != nil {
		t.Error(err)
	}
	var refusal *report.Refusal
	if err := keep(strings.Replace(shelved, `"hop-nho"`, `"khac"`, 1)); !errors.As(err, &refusal) || !strings.Contains(refusal.Text, "khac.toml") {
		t.Errorf("over another file: %v", err)
	}
	s.config.Folder = filepath.Join(folder, "hop.toml") // no folder at all
	if err := keep(strings.Replace(shelved, `"hop-nho"`, `"hop-ba"`, 1)); !errors.As(err, &refusal) || strings.Contains(refusal.Text, folder) {
		t.Errorf("no folder: %v", err)
	}
}
