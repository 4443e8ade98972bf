package doctext

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"thuky/vntext"
)

// plain reads a text file in one of the encodings in which Vietnamese was ever saved.
func (r *reader) plain() (Result, error) {
	text, note, ok := decode(r.data)
	if !ok {
		return Result{}, r.fail(Unsupported, textNotText(r.name))
	}
	result := Result{Text: tidy(text), Kind: KindText, Note: note}
	if isMarkdown(r.name) {
		result.Kind = KindMarkdown
	}
	return result, nil
}

// tidy gives the one form of text: NFC, \n at line ends.
func tidy(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return vntext.NFC(strings.ReplaceAll(text, "\r", "\n"))
}

// decode finds the encoding of a text. The note names one that was guessed.
func decode(data []byte) (text, note string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		text, ok = decodeUTF16(data[2:], binary.LittleEndian)
		return text, "", ok && readable(text)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, ok = decodeUTF16(data[2:], binary.BigEndian)
		return text, "", ok && readable(text)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		text = string(data)
		return text, "", readable(text)
	}
	if text, ok = mended(data); ok {
		return text, textMended, readable(text)
	}
	if text = single(data, charmap.Windows1258); readable(text) && mostlyVietnamese(text) {
		return text, textGuessed("Windows-1258"), true
	}
	// A text in an old font such as .VnTime is Latin letters and signs that mean others;
	// making Vietnamese of it is the business of whoever reads the notice.
	if text = single(data, charmap.Windows1252); readable(text) && mostlyWords(text) {
		return text, textGuessed("Windows-1252"), true
	}
	return "", "", false
}

// mended reads UTF-8 with a few broken bytes, as a cut in the middle of a letter leaves them.
func mended(data []byte) (string, bool) {
	whole, broken := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			whole++
		}
		i += n
	}
	return strings.ToValidUTF8(string(data), "\ufffd"), broken*10 <= whole
}

// decodeUTF16 reads UTF-16. Half a character makes it none.
func decodeUTF16(data []byte, order binary.ByteOrder) (string, bool) {
	if len(data)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units)), true
}

// single decodes an encoding of one byte a character, and composes.
func single(data []byte, m *charmap.Charmap) string {
	text, err := m.NewDecoder().Bytes(data)
	if err != nil {
		return "\x00" // unreachable: these encodings take every byte
	}
	return vntext.NFC(string(text))
}

// readable tells whether a text is free of what no text holds; a slip or two in a
// page make no binary file.
func readable(text string) bool {
	controls, broken, all := 0, 0, 0
	for _, r := range text {
		all++
		switch {
		case r == 0:
			return false
		case r == utf8.RuneError:
			broken++
		case r < ' ' && !strings.ContainsRune("\t\n\r\v\f\x1a", r), r >= 0x7f && r < 0xa0:
			controls++
		}
	}
	return controls*200 <= all && broken*20 <= all
}

// mostlyVietnamese tells whether the letters beyond ASCII are those of Vietnamese.
func mostlyVietnamese(text string) bool {
	ours, others := 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf || unicode.IsSpace(r) || unicode.IsPunct(r):
		case strings.ContainsRune(vietnameseLetters, unicode.ToLower(r)):
			ours++
		default:
			others++
		}
	}
	return ours > 0 && others*20 <= ours && mostlyWords(text)
}

// mostlyWords tells whether a text is letters and spaces for the greater part.
func mostlyWords(text string) bool {
	words, all := 0, 0
	for _, r := range text {
		all++
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSpace(r)) {
			words++
		}
	}
	return words*2 > all
}
