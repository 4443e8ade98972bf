package report

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// fileKeys checks what a template says of files.
func (r *reader) fileKeys(path string, q *Question) {
	if q.Type != "files" {
		return
	}
	names := make([]string, len(fileKinds))
	for i, k := range fileKinds {
		names[i] = k.name
	}
	if q.Kinds != nil && len(q.Kinds) == 0 {
		r.say(path+".kinds", noFileKinds)
	}
	for i, kind := range q.Kinds {
		if !slices.Contains(names, kind) {
			r.say(element(path+".kinds", i), unknownFileKind(kind, vntext.Nearest(kind, names), names))
		}
	}
	number := func(key string, written any, least, most int) {
		if written == nil {
			return
		}
		if n, ok := numberOf(written); ok && (n != float64(int(n)) || int(n) < least || int(n) > most) {
			r.say(path+"."+key, badFileLimit(key, least, most))
		}
	}
	number("min", q.Min, 0, MaxFiles)
	number("max", q.Max, 1, MaxFiles)
	if q.MaxMB != 0 {
		number("max_mb", float64(q.MaxMB), 1, MaxFileSize>>20)
	}
	if q.Appendix == nil {
		return
	}
	r.placeholders(path+".appendix", *q.Appendix)
	if strings.TrimSpace(*q.Appendix) != "" && !slices.Contains(q.FileKinds(), "photo") {
		r.say(path+".appendix", appendixNoPhotos)
	}
}
