package wire

import (
	"path"
	"strings"
	"unicode"
)

// maxFileName is the longest name of a file, in bytes; much longer ones are cut by some
// clients.
const maxFileName = 120

// FileName is a name for a file that is sent: never empty.
func FileName(name string) string {
	name = BareName(name)
	if ext := path.Ext(name); name == ext {
		return "tep" + ext
	}
	return name
}

// BareName is a name without folders, control characters and what file systems
// refuse. Vietnamese letters stay. It is empty when nothing of the name is left.
func BareName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unicode.Bidi_Control, r):
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '-'
		}
		return r
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	name = strings.Trim(name, ". -")
	ext := path.Ext(name)
	if len(ext) > 10 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > maxFileName {
		runes := []rune(stem)
		stem = string(runes[:len(runes)-1])
	}
	return strings.TrimSpace(stem) + ext
}
