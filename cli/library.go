package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thuky/report"
	"thuky/templates"
	"thuky/vntext"
)

// library is every report template at hand: the shipped ones, and those of the
// configured folder. One of the folder takes the place of a shipped one of the same id.
type library struct {
	byID map[string]*report.Template
	ids  []string // sorted
	// problems are what kept files of the folder out, in Vietnamese.
	problems []string
	// files are the templates by the file of the folder that they were read from.
	files map[string]*report.Template
	stamp string // of the folder, before it was read
}

// folders are where templates are read, one over the other.
func (c TemplatesConfig) folders() []string {
	own := c.Folder
	if c.Shared != "" && filepath.Dir(own) == filepath.Clean(c.Shared) {
		if _, err := os.Stat(own); errors.Is(err, fs.ErrNotExist) {
			own = "" // made when the school keeps its first template
		}
	}
	return slices.DeleteFunc([]string{c.Shared, own}, func(folder string) bool { return folder == "" })
}

// stamp is folderStamp of the files of templates.
func (c TemplatesConfig) stamp() string {
	return folderStamp(c.Shared, ".toml") + folderStamp(c.Folder, ".toml")
}

// loadLibrary reads all templates. For a file with mistakes what it held in the library
// before stays; that one may be nil.
func loadLibrary(c TemplatesConfig, before *library) (*library, error) {
	l := &library{byID: map[string]*report.Template{}, files: map[string]*report.Template{}, stamp: c.stamp()}
	shipped, err := templates.Builtin()
	if err != nil {
		return nil, failed(textShippedTemplates, err)
	}
	for _, t := range shipped {
		l.byID[t.ID] = t
	}
	if before == nil {
		before = new(library)
	}
	for _, folder := range c.folders() {
		if err := l.add(folder, before.files); err != nil {
			return nil, failed(textTemplateFolder(folder, err), nil)
		}
	}
	for id := range l.byID {
		l.ids = append(l.ids, id)
	}
	slices.Sort(l.ids)
	return l, nil
}

// add reads every *.toml right in a folder. before are the templates of an earlier
// reading, by their files.
func (l *library) add(folder string, before map[string]*report.Template) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	from := map[string]string{} // id → file
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".toml" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := filepath.Join(folder, e.Name())
		t, problem := readTemplateOf(name)
		if problem != "" {
			l.problems = append(l.problems, problem)
			if t = before[name]; t == nil {
				continue
			}
		}
		if other, taken := from[t.ID]; taken {
			l.problems = append(l.problems, textSameTemplateID(name, t.ID, other))
			continue
		}
		from[t.ID] = name
		l.byID[t.ID], l.files[name] = t, t
	}
	return nil
}

// readTemplateOf reads a file of the folder, or says what keeps it out.
func readTemplateOf(name string) (t *report.Template, problem string) {
	source, err := readWithin(name)
	if err != nil {
		return nil, textFileUnreadable(name, err)
	}
	if t, err = report.ReadTemplate(name, source); err != nil {
		return nil, err.Error()
	}
	return t, ""
}

// find gives the template of an id, or the one in a file. What has a folder or
// ends in .toml is a file.
func (l *library) find(idOrFile string) (*report.Template, error) {
	if t, ok := l.byID[idOrFile]; ok {
		return t, nil
	}
	if filepath.Ext(idOrFile) == ".toml" || strings.ContainsRune(idOrFile, filepath.Separator) {
		return readTemplateFile(idOrFile)
	}
	return nil, failed(textUnknownTemplate(idOrFile, vntext.Nearest(idOrFile, l.ids), l.ids), nil)
}

// all are the templates by id.
func (l *library) all() []*report.Template {
	list := make([]*report.Template, len(l.ids))
	for i, id := range l.ids {
		list[i] = l.byID[id]
	}
	return list
}

// readTemplateFile reads a template strictly; what is wrong with it is told line by line.
func readTemplateFile(path string) (*report.Template, error) {
	source, err := readWithin(path)
	if err != nil {
		return nil, failed(textFileUnreadable(path, err), nil)
	}
	t, err := report.ReadTemplate(path, source)
	var wrong *report.TemplateError
	if errors.As(err, &wrong) {
		return nil, failed(wrong.Error(), nil)
	}
	return t, err
}

// library reads the templates and tells on standard error which files of the
// folder cannot be used.
func (p *program) library() (*library, error) {
	l, err := loadLibrary(p.config.Templates, nil)
	if err != nil {
		return nil, err
	}
	for _, problem := range l.problems {
		p.note(textTemplateLeftOut)
		p.note(problem)
	}
	return l, nil
}

// asked counts the questions that a person is asked: all but the computed ones.
func asked(t *report.Template) int {
	n := 0
	for _, q := range t.Questions() {
		if !q.Computed() {
			n++
		}
	}
	return n
}
