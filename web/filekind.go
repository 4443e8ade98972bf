package web

import (
	"bytes"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"thuky/vntext"
)

// fileKind is a kind of files that people may send.
type fileKind struct {
	mime  string
	ends  []string // of names, the usual one first
	photo bool
}

// The kinds. What is none of them is refused, whatever its name says.
var (
	kindJPEG  = fileKind{"image/jpeg", []string{".jpg", ".jpeg", ".jfif"}, true}
	kindPNG   = fileKind{"image/png", []string{".png"}, true}
	kindGIF   = fileKind{"image/gif", []string{".gif"}, true}
	kindWebP  = fileKind{"image/webp", []string{".webp"}, true}
	kindHEIC  = fileKind{"image/heic", []string{".heic", ".heif"}, true}
	kindTIFF  = fileKind{"image/tiff", []string{".tif", ".tiff"}, true}
	kindPDF   = fileKind{"application/pdf", []string{".pdf"}, false}
	kindDocx  = fileKind{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, false}
	kindXlsx  = fileKind{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, false}
	kindPptx  = fileKind{"application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}, false}
	kindOdt   = fileKind{"application/vnd.oasis.opendocument.text", []string{".odt"}, false}
	kindOds   = fileKind{"application/vnd.oasis.opendocument.spreadsheet", []string{".ods"}, false}
	kindDoc   = fileKind{"application/msword", []string{".doc"}, false}
	kindXls   = fileKind{"application/vnd.ms-excel", []string{".xls"}, false}
	kindPpt   = fileKind{"application/vnd.ms-powerpoint", []string{".ppt"}, false}
	kindRTF   = fileKind{"application/rtf", []string{".rtf"}, false}
	kindPlain = fileKind{"text/plain; charset=utf-8", []string{".txt", ".csv", ".md"}, false}
)

// acceptedFiles is for the form: the endings that a browser offers to choose from.
const acceptedFiles = "image/*,.pdf,.docx,.doc,.xlsx,.xls,.pptx,.ppt,.odt,.ods,.rtf,.txt,.csv"

// sniffFile tells what a file is by its bytes; only among plain texts the name counts.
func sniffFile(name string, data []byte) (fileKind, bool) {
	has := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	switch http.DetectContentType(data) {
	case "image/jpeg":
		return kindJPEG, true
	case "image/png":
		return kindPNG, true
	case "image/gif":
		return kindGIF, true
	case "image/webp":
		return kindWebP, true
	}
	switch {
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return kindPDF, true
	case len(data) > 12 && string(data[4:8]) == "ftyp" && slices.Contains([]string{"heic", "heix", "mif1", "heim", "heis", "msf1"}, string(data[8:12])):
		return kindHEIC, true
	case has("II*\x00"), has("MM\x00*"):
		return kindTIFF, true
	case has("PK\x03\x04"):
		return zipKind(data)
	case has("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return oleKind(data)
	case has(`{\rtf`):
		return kindRTF, true
	}
	return kindPlain, slices.Contains(kindPlain.ends, ending(name)) && plainText(data)
}

// zipKind tells the documents apart that are zip files: the names of their parts stand in
// them as they are.
func zipKind(data []byte) (fileKind, bool) {
	holds := func(part string) bool { return bytes.Contains(data, []byte(part)) }
	if holds("[Content_Types].xml") {
		switch {
		case holds("word/document"):
			return kindDocx, true
		case holds("xl/workbook"):
			return kindXlsx, true
		case holds("ppt/presentation"):
			return kindPptx, true
		}
	}
	head := data[:min(len(data), 128)]
	switch {
	case bytes.Contains(head, []byte("mimetype"+kindOdt.mime)):
		return kindOdt, true
	case bytes.Contains(head, []byte("mimetype"+kindOds.mime)):
		return kindOds, true
	}
	return fileKind{}, false
}

// oleKind tells the old documents apart by the names of their streams.
func oleKind(data []byte) (fileKind, bool) {
	for _, known := range []struct {
		stream string
		kind   fileKind
	}{{"WordDocument", kindDoc}, {"Workbook", kindXls}, {"Book", kindXls}, {"PowerPoint Document", kindPpt}} {
		var wide []byte
		for _, unit := range utf16.Encode([]rune(known.stream)) {
			wide = append(wide, byte(unit), byte(unit>>8))
		}
		if bytes.Contains(data, wide) {
			return known.kind, true
		}
	}
	return fileKind{}, false
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

// ending is the ending of a file name with its dot, in small letters.
func ending(name string) string { return strings.ToLower(path.Ext(name)) }

// maxName is the longest name of a file, in bytes.
const maxName = 150

// cleanName makes a name that is safe to save under: without folders, and without what file
// systems stumble over. fallback is for a name of which nothing is left.
func cleanName(name, fallback string) string {
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

// named gives a file of a kind an ending that fits it.
func (k fileKind) named(name string) string {
	name = cleanName(name, textFileName)
	if slices.Contains(k.ends, ending(name)) {
		return name
	}
	return name + k.ends[0]
}
