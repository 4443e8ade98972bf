package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// kept is what a visitor sent and what was not taken. It stands on the page that says why:
// not every browser that goes back fills in the form of a page that must not be stored.
type kept struct {
	// Action is where the same can be sent once more; "" when that is of no use.
	Action string
	SignIn bool // the visitor has to sign in before
	Fields []keptField
	Words  []string // what was typed at some length, to be read and copied
	Files  bool     // files were sent, too, which must be chosen again
}

type keptField struct{ Name, Value string }

// The limits of what is shown again as words; whatever is sent again is whole.
const (
	keptLetters = 12 // what is shorter is typed again as fast as it is copied
	keptWords   = 20 // texts
)

// keptOf is what a request sent that ends with a problem; nil when there is nothing to keep.
// Whoever is not signed in may have been so when the page was opened.
func (s *Server) keptOf(v *visit, rt route, p *problem) *kept {
	if v.r.Method != http.MethodPost || v.byScript() || rt.who == anyone && rt.pattern != "" {
		return nil // a door keeps nothing: what is typed there is secret
	}
	if v.r.PostForm == nil {
		if !v.known() && !s.limits.allow(v) {
			return nil
		}
		if err := v.readForm(rt); err != nil {
			return nil
		}
	}
	k := &kept{SignIn: p.status == http.StatusUnauthorized}
	switch p.status {
	case http.StatusUnauthorized, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable:
		k.Action = v.r.URL.RequestURI()
	}
	form := v.r.PostForm
	if v.r.MultipartForm != nil {
		k.Files = len(v.r.MultipartForm.File) > 0
	}
	names := slices.Sorted(maps.Keys(form))
	if rows := keptRows(form, names); rows != "" {
		k.Words = append(k.Words, rows)
	}
	for _, name := range names {
		for _, value := range form[name] {
			k.Fields = append(k.Fields, keptField{name, value})
			text := strings.TrimSpace(value)
			if len(k.Words) < keptWords && !strings.HasPrefix(name, cellField) && strings.ContainsAny(text, " \n") && utf8.RuneCountInString(text) >= keptLetters {
				k.Words = append(k.Words, text)
			}
		}
	}
	if len(k.Words) == 0 && (k.Action == "" || len(k.Fields) == 0) {
		return nil
	}
	return k
}

// keptRows are the cells of a table, a line for each row that has any.
func keptRows(form url.Values, names []string) string {
	var lines []string
	for i := 0; ; i++ {
		var cells []string
		more := false
		for _, name := range names {
			if all := form[name]; strings.HasPrefix(name, cellField) && i < len(all) {
				cells, more = append(cells, all[i]), true
			}
		}
		if !more {
			return strings.Join(lines, "\n")
		}
		if strings.Join(cells, "") != "" {
			lines = append(lines, strings.Join(cells, "; "))
		}
	}
}
