package cli

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// checkSecrecy tells what other users of the machine can read, and should not: settings with
// tokens in them, the store, its copies.
func (p *program) checkSecrecy(context.Context) checkup {
	c := checkup{Subject: textSubjectSecrecy, Found: textSecrecyFine}
	if runtime.GOOS == "windows" {
		c.Found = textSecrecyUnknown // modes mean nothing there
		return c
	}
	var open []string
	for _, path := range p.secretPlaces() {
		info, err := os.Stat(path)
		if err != nil {
			continue // it is not there
		}
		if info.Mode().Perm()&others(info) != 0 {
			open = append(open, path)
		}
	}
	if open != nil {
		c.Verdict, c.Found, c.Advice = warning, textReadable(open), textFixReadable(open)
	}
	return c
}

// others is what those who are neither owner nor of the group may do to see what is inside.
func others(info fs.FileInfo) fs.FileMode {
	if info.IsDir() {
		return 0o005
	}
	return 0o004
}

// secretPlaces are files that hold secrets or names. A file in a folder that only its owner may
// enter is safe.
func (p *program) secretPlaces() []string {
	var all []string
	add := func(path string) {
		if folder, err := os.Stat(filepath.Dir(path)); err == nil && folder.Mode().Perm()&0o001 == 0 {
			return
		}
		all = append(all, path)
	}
	if path := p.configPath(); path != "" {
		text, err := readWithin(path)
		if err == nil && p.redact(string(text)) != string(text) {
			add(path)
		}
	}
	if !isPostgres(p.config.Storage.URL) {
		if path, err := storePath(p.config.Storage.URL); err == nil {
			add(path)
		}
	}
	if folder := p.config.Backups.Folder; folder != "" {
		copies, err := copiesIn(folder)
		if err == nil && len(copies) > 0 {
			add(copies[0].path)
		}
	}
	return all
}
