package cli

import (
	"log/slog"

	"thuky/report"
)

// shelf follows the files of templates.folder while the program runs.
type shelf struct {
	folder string
	log    *slog.Logger
	last   *library
}

// renewed gives all templates when the files are others than before. A file with
// mistakes is logged once and leaves what it held before; a folder that cannot be read
// leaves all of them.
func (s *shelf) renewed() ([]*report.Template, bool) {
	stamp := folderStamp(s.folder, ".toml")
	if stamp == s.last.stamp {
		return nil, false
	}
	l, err := loadLibrary(s.folder, s.last)
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
