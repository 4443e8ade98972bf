// Package evidence makes what is kept of the files that people send to prove something. A
// photo is decoded and written anew: nothing but its picture remains, upright, of a size
// that fits a report, without the place where it was taken. A document stays as it is, if
// it is of a kind that is taken and brings no programs along. The bytes decide what a file
// is, never its name.
package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"thuky/filekind"
	"thuky/report"
)

// Kept is what is kept of a file.
type Kept struct {
	File  report.File // without a caption
	MIME  string
	Data  []byte
	Thumb []byte // of a photo
}

// kinds are those that are taken, by the report.File.Kind that they become. Photos all become
// JPEGs.
var kinds = map[string]string{
	filekind.JPEG.MIME: "jpg", filekind.PNG.MIME: "jpg", filekind.GIF.MIME: "jpg", filekind.WebP.MIME: "jpg",
	filekind.PDF.MIME: "pdf", filekind.Docx.MIME: "docx", filekind.Doc.MIME: "doc",
	filekind.Xlsx.MIME: "xlsx", filekind.Xls.MIME: "xls", filekind.Pptx.MIME: "pptx", filekind.Ppt.MIME: "ppt",
}

// Names are those of files that come without one.
type Names struct{ Photo, Document string }

// Prepare makes of a file what is kept. The refusal is "" for a file that is taken. The same
// bytes always make the same.
func Prepare(name string, others Names, data []byte) (Kept, report.FileRefusal) {
	switch {
	case len(data) == 0:
		return Kept{}, report.FileEmpty
	case len(data) > report.MaxFileSize:
		return Kept{}, report.FileTooBig
	}
	kind, known := filekind.Sniff(name, data)
	end, taken := kinds[kind.MIME]
	switch {
	case known && kind.MIME == filekind.HEIC.MIME:
		return Kept{}, report.FileHEIC
	case !known || !taken:
		return Kept{}, report.FileUnknown
	case filekind.Macros(kind, data):
		return Kept{}, report.FileMacros
	}
	if end != "jpg" {
		return kept(kind.Named(name, others.Document), end, kind.MIME, data), ""
	}
	p, refusal := picture(kind, data)
	if refusal != "" {
		return Kept{}, refusal
	}
	name = filekind.CleanName(name, others.Photo)
	name = filekind.JPEG.Named(strings.TrimSuffix(name, path.Ext(name)), others.Photo)
	k := kept(name, end, filekind.JPEG.MIME, p.data)
	k.Thumb, k.File.Width, k.File.Height = p.thumb, p.width, p.height
	return k, ""
}

func kept(name, end, mime string, data []byte) Kept {
	sum := sha256.Sum256(data)
	return Kept{
		File: report.File{Hash: hex.EncodeToString(sum[:]), Name: name, Kind: end, Size: int64(len(data))},
		MIME: mime, Data: data,
	}
}
