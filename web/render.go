package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed all:pages static
var files embed.FS

// Look is what pages are made of: their templates and the static files. It is the same for every
// school of a zone, and takes some MB, so that several servers share one.
type Look struct {
	zone   *time.Location                // in which times are shown
	pages  map[string]*template.Template // by name; not changed any more
	static map[string]asset              // by file name; not changed any more
}

// NewLook reads the pages and the static files.
func NewLook(zone *time.Location) (*Look, error) {
	l := &Look{zone: zone}
	var err error
	if l.static, err = loadAssets(); err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	if l.pages, err = l.loadPages(); err != nil {
		return nil, fmt.Errorf("page templates: %w", err)
	}
	return l, nil
}

// loadPages reads the templates: layout.html around each of the others, with the parts
// that several of them use (names beginning with "_").
func (l *Look) loadPages() (map[string]*template.Template, error) {
	base, err := template.New("layout.html").Funcs(l.functions()).ParseFS(files, "pages/layout.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if strings.HasPrefix(path.Base(name), "_") {
			if base, err = base.ParseFS(files, name); err != nil {
				return nil, err
			}
		}
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		short := strings.TrimSuffix(path.Base(name), ".html")
		if short == "layout" || strings.HasPrefix(short, "_") {
			continue
		}
		page, err := template.Must(base.Clone()).ParseFS(files, name)
		if err != nil {
			return nil, err
		}
		pages[short] = page
	}
	return pages, nil
}

// functions are what templates may call.
func (l *Look) functions() template.FuncMap {
	return template.FuncMap{
		"static":  func(file string) string { return "/static/" + file + "?" + l.static[file].tag },
		"date":    textDate,
		"day":     func(t time.Time) string { return t.In(l.zone).Format("02/01/2006") },
		"prose":   prose,
		"channel": textChannel,
		"time":    func(t time.Time) string { return textTime(t.In(l.zone)) },
		"size":    textSize,
		"weekday": textWeekday,
		"kinds":   kindChoices,
		"list":    textNames,
		"inc":     func(i int) int { return i + 1 },
		"pair":    func(first, second any) pair { return pair{first, second} },
	}
}

// pair hands two things to a part of a template.
type pair struct{ First, Second any }

// frame is what the layout needs around a page.
type frame struct {
	Title string
	Page  string // the name of the page: marks the entry of the menu
	Visit *visit
	Menu  []menuEntry
	Data  any
}

// Known and Name are for templates.
func (f frame) Known() bool { return f.Visit.known() }

// Name is who is signed in.
func (f frame) Name() string { return f.Visit.person.Name }

// menuEntry is one link of the menu.
type menuEntry struct {
	Name, Link string
	Here       bool
}

// menu is what a visitor may go to. Each page belongs to the entry whose pages it names.
func menu(v *visit, page string) []menuEntry {
	var all []menuEntry
	for _, e := range menuEntries {
		if e.who != anyone && v.may(e.who) {
			here := false
			for _, p := range e.pages {
				here = here || p == page
			}
			all = append(all, menuEntry{e.name, e.link, here})
		}
	}
	return all
}

const htmlMIME = "text/html; charset=utf-8"

// page answers with a page of pages/.
func (s *Server) page(v *visit, status int, name, title string, data any) error {
	t := s.look.pages[name]
	if t == nil {
		return fmt.Errorf("there is no page %q", name)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, frame{Title: title, Page: name, Visit: v, Menu: menu(v, name), Data: data}); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	v.write(status, htmlMIME, out.Bytes())
	return nil
}

// part gives a template of pages/ that is defined by a name, for a script to put into a page.
func (s *Server) part(page, name string, data any) (template.HTML, error) {
	var out bytes.Buffer
	if err := s.look.pages[page].ExecuteTemplate(&out, name, data); err != nil {
		return "", fmt.Errorf("part %s of %s: %w", name, page, err)
	}
	return template.HTML(out.String()), nil
}

// asset is a static file.
type asset struct {
	data []byte
	pack []byte // data, compressed
	mime string
	tag  string // of its content: a changed file has another address
}

func loadAssets() (map[string]asset, error) {
	all := map[string]asset{}
	entries, err := fs.ReadDir(files, "static")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data, err := fs.ReadFile(files, "static/"+e.Name())
		if err != nil {
			return nil, err
		}
		mime := map[string]string{
			".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
		}[path.Ext(e.Name())]
		if mime == "" {
			return nil, fmt.Errorf("static file %s is of no known kind", e.Name())
		}
		all[e.Name()] = asset{data, pack(data), mime, hashSecret(string(data))[:12]}
	}
	return all, nil
}

func (s *Server) serveStatic(w http.ResponseWriter, r *http.Request) {
	a, ok := s.look.static[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.mime)
	if r.URL.RawQuery == a.tag {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	data := a.data
	w.Header().Set("Vary", "Accept-Encoding")
	if len(a.pack) < len(a.data) && takesGzip(r) {
		w.Header().Set("Content-Encoding", "gzip")
		data = a.pack
	}
	_, _ = w.Write(data) // who asked may be gone
}
