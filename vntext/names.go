package vntext

import (
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// CompareNames orders persons as Vietnamese lists do: by given name, which is the last word, then by
// the full name, in the Vietnamese alphabet. It is 0 only for the same name.
func CompareNames(a, b string) int {
	a, b = strings.Join(strings.Fields(NFC(a)), " "), strings.Join(strings.Fields(NFC(b)), " ")
	if a == b {
		return 0
	}
	c := collate.New(language.Vietnamese)
	if order := c.CompareString(lastWord(a), lastWord(b)); order != 0 {
		return order
	}
	if order := c.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

func lastWord(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }
