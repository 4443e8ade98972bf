package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"thuky/vntext"
)

// File is a photo or a document that an answer holds. Its bytes are kept under Hash.
type File struct {
	Hash    string `json:"hash"`           // SHA-256 of the bytes that are kept, in hex
	Name    string `json:"name"`           // clean, with an ending that fits the bytes
	Kind    string `json:"kind"`           // one of fileKinds' endings: "jpg", "pdf", "docx"
	Size    int64  `json:"size,omitempty"` // in bytes
	Caption string `json:"caption,omitempty"`
	// Width and Height are those of a photo, in pixels, as it is kept.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
	// Message is the platform's id of the message that brought it, so that a new caption
	// there is understood.
	Message string `json:"message,omitempty"`
}

// The limits of files.
const (
	MaxFiles     = 30 // of one answer
	DefaultFiles = 10
	MaxFileSize  = 20 << 20 // bytes of one file
	MaxCaption   = 300      // letters
)

// fileKinds are what a template can ask for, with the endings that belong to it.
var fileKinds = []struct {
	name string
	ends []string
}{
	{"photo", []string{"jpg"}},
	{"pdf", []string{"pdf"}},
	{"word", []string{"docx", "doc"}},
	{"excel", []string{"xlsx", "xls"}},
	{"powerpoint", []string{"pptx", "ppt"}},
}

// usualKinds are taken where a template does not say.
var usualKinds = []string{"photo", "pdf", "word", "excel"}

// FileRefusal says why a file is not taken. The wording lives where it is said.
type FileRefusal string

// The refusals.
const (
	FileWrongKind FileRefusal = "kind"     // of a kind that is not asked for
	FileUnknown   FileRefusal = "unknown"  // of a kind that is never taken
	FileTooBig    FileRefusal = "too-big"  // more bytes than allowed
	FileHEIC      FileRefusal = "heic"     // the format of iPhones
	FileBroken    FileRefusal = "broken"   // a picture that cannot be read
	FileHuge      FileRefusal = "huge"     // a picture of too many pixels
	FileMacros    FileRefusal = "macros"   // a document with programs in it
	FileLost      FileRefusal = "lost"     // the platform does not hand it over
	FileNoRoom    FileRefusal = "no-room"  // the campaign has as many as it may
	FileEmpty     FileRefusal = "empty"    // no bytes
	FileFailed    FileRefusal = "internal" // our fault
)

// Photo tells whether the file is a picture.
func (f File) Photo() bool { return f.Kind == "jpg" }

// Family is what a template calls the kind of the file, "" for none of them.
func (f File) Family() string {
	for _, k := range fileKinds {
		if slices.Contains(k.ends, f.Kind) {
			return k.name
		}
	}
	return ""
}

// Label is what the file is called: its caption, else its name.
func (f File) Label() string {
	if f.Caption != "" {
		return f.Caption
	}
	return f.Name
}

// KindText names the kind of the file in Vietnamese: "ảnh", "tệp PDF".
func (f File) KindText() string { return fileKindText(f.Family()) }

// Key is what the bytes of a file of a campaign are called outside the store.
func (f File) Key(campaign string) string { return fileKey + campaign + "/" + f.Hash }

const fileKey = "evidence/"

// ParseFileKey reads what Key wrote.
func ParseFileKey(key string) (campaign, hash string, ok bool) {
	rest, ok := strings.CutPrefix(key, fileKey)
	i := strings.LastIndexByte(rest, '/')
	if !ok || i < 1 || i == len(rest)-1 {
		return "", "", false
	}
	return rest[:i], rest[i+1:], true
}

// FileKinds are what a question takes.
func (q *Question) FileKinds() []string {
	if len(q.Kinds) > 0 {
		return q.Kinds
	}
	return usualKinds
}

// TakesPhotos tells whether photos may answer the question.
func (q *Question) TakesPhotos() bool { return slices.Contains(q.FileKinds(), "photo") }

// MinFiles and MaxFiles are how many files an answer has.
func (q *Question) MinFiles() int {
	n, _ := numberOf(q.Min)
	return int(n)
}

// MaxFiles is the most files that an answer may have.
func (q *Question) MaxFiles() int {
	if n, ok := numberOf(q.Max); ok {
		return int(n)
	}
	return max(DefaultFiles, q.MinFiles())
}

// MaxSize is the size that a file may have, in bytes.
func (q *Question) MaxSize() int64 {
	if q.MaxMB > 0 {
		return int64(q.MaxMB) << 20
	}
	return MaxFileSize
}

// Takes tells why a file is none for the question, "" if it is one. Photos are looked at
// before they are made smaller: size is what the person sent.
func (q *Question) Takes(f File, size int64) FileRefusal {
	switch {
	case !slices.Contains(q.FileKinds(), f.Family()):
		return FileWrongKind
	case size > q.MaxSize():
		return FileTooBig
	}
	return ""
}

// CheckFiles tells whether an answer has too few or too many files.
func (q *Question) CheckFiles(v Value) *Problem {
	switch n := len(v.Files); {
	case n < q.MinFiles():
		return q.filesProblem(TooFewFiles)
	case n > q.MaxFiles():
		return q.filesProblem(TooManyFiles)
	}
	return nil
}

func (q *Question) filesProblem(code ProblemCode) *Problem {
	p := q.problem(code)
	p.Min, p.Max = fmt.Sprint(q.MinFiles()), fmt.Sprint(q.MaxFiles())
	return p
}

// CleanCaption makes one line of a caption. It is false for one that is too long.
func CleanCaption(text string) (string, bool) {
	text = strings.Join(strings.Fields(vntext.Clean(text)), " ")
	return text, utf8.RuneCountInString(text) <= MaxCaption
}

// FileList lists files, one a line, as people read them: "1. Lễ khai giảng (ảnh)".
func FileList(files []File) string {
	lines := make([]string, len(files))
	for i, f := range files {
		lines[i] = fileLine(i+1, f)
	}
	return strings.Join(lines, "\n")
}

// countFiles says how many files there are, and of which kinds.
func countFiles(files []File) string {
	count := map[string]int{}
	for _, f := range files {
		count[f.Family()]++
	}
	var kinds []string
	for _, k := range fileKinds {
		if n := count[k.name]; n > 0 {
			kinds = append(kinds, fmt.Sprintf("%d %s", n, fileKindText(k.name)))
		}
	}
	if len(kinds) == 1 {
		return kinds[0]
	}
	return fileCount(len(files), kinds)
}
