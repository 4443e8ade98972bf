// Package filekind tells what a file is by its bytes, whatever its name says, and makes
// names of files safe.
package filekind

import (
	"bytes"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// Kind is a kind of files that people may send.
type Kind struct {
	MIME  string
	Ends  []string // of names, the usual one first
	Photo bool
}

// The kinds. What is none of them is refused, whatever its name says.
var (
	JPEG  = Kind{"image/jpeg", []string{".jpg", ".jpeg", ".jfif"}, true}
	PNG   = Kind{"image/png", []string{".png"}, true}
	GIF   = Kind{"image/gif", []string{".gif"}, true}
	WebP  = Kind{"image/webp", []string{".webp"}, true}
	HEIC  = Kind{"image/heic", []string{".heic", ".heif"}, true}
	TIFF  = Kind{"image/tiff", []string{".tif", ".tiff"}, true}
	PDF   = Kind{"application/pdf", []string{".pdf"}, false}
	Docx  = Kind{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, false}
	Xlsx  = Kind{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, false}
	Pptx  = Kind{"application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}, false}
	Odt   = Kind{"application/vnd.oasis.opendocument.text", []string{".odt"}, false}
	Ods   = Kind{"application/vnd.oasis.opendocument.spreadsheet", []string{".ods"}, false}
	Doc   = Kind{"application/msword", []string{".doc"}, false}
	Xls   = Kind{"application/vnd.ms-excel", []string{".xls"}, false}
	Ppt   = Kind{"application/vnd.ms-powerpoint", []string{".ppt"}, false}
	RTF   = Kind{"application/rtf", []string{".rtf"}, false}
	Plain = Kind{"text/plain; charset=utf-8", []string{".txt", ".csv", ".md"}, false}
)

// Accepted is for the form: the endings that a browser offers to choose from.
const Accepted = "image/*,.pdf,.docx,.doc,.xlsx,.xls,.pptx,.ppt,.odt,.ods,.rtf,.txt,.csv"

// Sniff tells what a file is by its bytes; only among plain texts the name counts.
func Sniff(name string, data []byte) (Kind, bool) {
	has := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	switch http.DetectContentType(data) {
	case "image/jpeg":
		return JPEG, true
	case "image/png":
		return PNG, true
	case "image/gif":
		return GIF, true
	case "image/webp":
		return WebP, true
	}
	switch {
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return PDF, true
	case len(data) > 12 && string(data[4:8]) == "ftyp" && slices.Contains([]string{"heic", "heix", "mif1", "heim", "heis", "msf1"}, string(data[8:12])):
		return HEIC, true
	case has("II*\x00"), has("MM\x00*"):
		return TIFF, true
	case has("PK\x03\x04"):
		return zipKind(data)
	case has("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return oleKind(data)
	case has(`{\rtf`):
		return RTF, true
	}
	return Plain, slices.Contains(Plain.Ends, Ending(name)) && plainText(data)
}

// zipKind tells the documents apart that are zip files: the names of their parts stand in
// them as they are.
func zipKind(data []byte) (Kind, bool) {
	holds := func(part string) bool { return bytes.Contains(data, []byte(part)) }
	if holds("[Content_Types].xml") {
		switch {
		case holds("word/document"):
			return Docx, true
		case holds("xl/workbook"):
			return Xlsx, true
		case holds("ppt/presentation"):
			return Pptx, true
		}
	}
	head := data[:min(len(data), 128)]
	switch {
	case bytes.Contains(head, []byte("mimetype"+Odt.MIME)):
		return Odt, true
	case bytes.Contains(head, []byte("mimetype"+Ods.MIME)):
		return Ods, true
	}
	return Kind{}, false
}

// oleKind tells the old documents apart by the names of their streams.
func oleKind(data []byte) (Kind, bool) {
	for _, known := range []struct {
		stream string
		kind   Kind
	}{{"WordDocument", Doc}, {"Workbook", Xls}, {"Book", Xls}, {"PowerPoint Document", Ppt}} {
		if bytes.Contains(data, wide(known.stream)) {
			return known.kind, true
		}
	}
	return Kind{}, false
}

// plainText tells whether bytes are words and nothing else: UTF-8, or UTF-16 with its mark.
func plainText(data []byte) bool {
	if len(data) == 0 {
		return false
	}
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		return len(data)%2 == 0
	}
	if !utf8.Valid(data) {
		return false
	}
	for _, c := range data {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			return false
		}
	}
	return !bytes.HasPrefix(bytes.TrimSpace(data), []byte("<"))
}

// Ending is the ending of a file name with its dot, in small letters.
func Ending(name string) string { return strings.ToLower(path.Ext(name)) }

// maxName is the longest name of a file, in bytes.
const maxName = 150

// CleanName makes a name that is safe to save under: without folders, and without what file
// systems stumble over. fallback is for a name of which nothing is left.
func CleanName(name, fallback string) string {
	name = vntext.Clean(name)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`:|*?"<>`, r), !unicode.IsPrint(r):
			return -1
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " .")
	if len(name) > maxName {
		end := path.Ext(name)
		if len(end) > 10 {
			end = ""
		}
		cut := maxName - len(end)
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = strings.TrimSpace(name[:cut]) + end
	}
	if strings.TrimSuffix(name, path.Ext(name)) == "" {
		return fallback + path.Ext(name)
	}
	return name
}

// Named gives a file of a kind a clean name with an ending that fits it.
func (k Kind) Named(name, fallback string) string {
	name = CleanName(name, fallback)
	if slices.Contains(k.Ends, Ending(name)) {
		return name
	}
	return name + k.Ends[0]
}
