package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// Pages are mostly the same few words over and over: compressed they are a tenth, which on a
// phone far out is seconds. Only what we write ourselves is compressed: pages, parts of them
// and the static files. A page holds no secret that another site could measure by having a
// browser ask for it: our cookie is not sent with such requests.

// smallest is how many bytes are worth it.
const smallest = 1400

// packers are writers at rest; a new one takes a megabyte.
var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a known one
	return w
}}

// write answers with text, compressed where the browser takes that.
func (v *visit) write(status int, kind string, text []byte) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	if len(text) >= smallest {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(v.r) {
			h.Set("Content-Encoding", "gzip")
			text = pack(text)
		}
	}
	v.w.WriteHeader(status)
	_, _ = v.w.Write(text) // who asked may be gone
}

// pack compresses.
func pack(text []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(text) // a buffer takes all
	_ = w.Close()
	return out.Bytes()
}

// takesGzip tells whether a browser takes what is compressed so.
func takesGzip(r *http.Request) bool {
	for _, one := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(one, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q := strings.TrimSpace(quality)
			return q == "" || strings.Trim(strings.TrimPrefix(q, "q="), "0.") != ""
		}
	}
	return false
}
