// Package templates holds the kinds of reports that come with the program, one
// TOML file each.
package templates

import (
	"embed"
	"fmt"

	"thuky/report"
)

//go:embed *.toml
var files embed.FS

// Builtin reads the embedded templates, in the order of their file names. The
// file name is the template's id.
func Builtin() ([]*report.Template, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list the embedded templates: %w", err)
	}
	list := make([]*report.Template, 0, len(entries))
	for _, entry := range entries {
		source, err := files.ReadFile(entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read the embedded template %s: %w", entry.Name(), err)
		}
		t, err := report.ReadTemplate("templates/"+entry.Name(), source)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}
