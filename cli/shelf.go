package cli

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"thuky/report"
)

// shelf follows the files of templates.folder while the program runs.
type shelf struct {
	config TemplatesConfig
	log    *slog.Logger

	mu   sync.Mutex
	last *library // under mu
}

// all are the templates of now, by id.
func (s *shelf) all() []*report.Template {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last.all()
}

// keeper is keep, nil where there is no folder.
func (s *shelf) keeper() func(*report.Template) error {
	if s.config.Folder == "" {
		return nil
	}
	return s.keep
}

// keep writes a template to the folder: over the file that holds its id, or to a new one
// named for it. Why that cannot be is a *report.Refusal.
func (s *shelf) keep(t *report.Template) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := filepath.Join(s.config.Folder, t.ID+".toml")
	taken := false
	for file, known := range s.last.files {
		if known.ID == t.ID && filepath.Dir(file) == filepath.Dir(path) {
			path, taken = file, true
		}
	}
	if _, err := os.Lstat(path); !taken && !errors.Is(err, fs.ErrNotExist) {
		return &report.Refusal{Text: textTemplateFileTaken(filepath.Base(path))}
	}
	err := s.makeFolder()
	if err == nil {
		err = replaceFile(path, t.Source())
	}
	if err != nil {
		s.log.Error("a template cannot be kept", "error", err)
		why := textSeeLog
		if isFileError(err) {
			why = reason(err)
		}
		return &report.Refusal{Text: textTemplateNotKept(why)}
	}
	return nil
}

// makeFolder makes the folder of the school in that of several.
func (s *shelf) makeFolder() error {
	if s.config.Shared == "" {
		return nil
	}
	return os.MkdirAll(s.config.Folder, 0o700)
}

// renewed gives all templates when the files are others than before. A file with
// mistakes is logged once and leaves what it held before; a folder that cannot be read
// leaves all of them.
func (s *shelf) renewed() ([]*report.Template, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stamp := s.config.stamp()
	if stamp == s.last.stamp {
		return nil, false
	}
	l, err := loadLibrary(s.config, s.last)
	if err != nil {
		s.last.stamp = stamp // said once
		s.log.Error("the folder of templates cannot be read", "error", err)
		return nil, false
	}
	for _, problem := range l.problems {
		s.log.Error("a template file cannot be used", "error", problem)
	}
	s.last = l
	return l.all(), true
}
