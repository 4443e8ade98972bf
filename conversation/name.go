package conversation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/report"
	"thuky/vntext"
)

// nameOpenings are what people write before their name, folded.
var nameOpenings = []string{
	"da", "thua", "ten cua em la", "ten cua toi la", "ten em la", "ten toi la", "ten minh la", "em ten la", "toi ten la", "minh ten la",
	"em ten", "toi ten", "ho ten la", "ho va ten la", "ten la", "em la", "toi la", "minh la",
}

// politeEndings follow a name. Without their marks they may belong to it: "Nguyễn Văn A".
var politeEndings = set("ạ", "nhé", "nha")

// readName reads a whole message as the name of a person; problem says what is wrong with
// it.
func readName(text string) (name, problem string) {
	if strings.Contains(text, "\n") {
		return "", textNameLetters
	}
	words := strings.Fields(strings.Trim(text, " .,:;…\"«»“”"))
	for _, opening := range nameOpenings {
		n := strings.Count(opening, " ") + 1
		if len(words) > n && vntext.Fold(strings.Trim(strings.Join(words[:n], " "), " ,:")) == opening {
			words = words[n:]
		}
	}
	for len(words) > 1 && politeEndings[strings.ToLower(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	name = strings.Join(words, " ")
	return name, nameProblems[report.CheckName(name)]
}

var nameProblems = map[report.NameProblem]string{
	report.NameDigits: textNameDigits, report.NameLetters: textNameLetters, report.NameShort: textNameShort, report.NameLong: textNameLong,
}

// unusual tells whether a name is to be read back: it is not written like one, or it
// may be something else.
func unusual(name string) bool {
	n := len(strings.Fields(name))
	return n == 1 || n > 6 || titled(name) != name
}

// titled gives the name with capitals where Vietnamese names have them. A letter that
// is large already stays so, unless all of them are.
func titled(name string) string {
	if name == strings.ToUpper(name) {
		name = strings.ToLower(name)
	}
	words := strings.Fields(name)
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// calls are the ways to type a form of address, folded.
var calls = map[string]string{
	"thay": "thầy", "co": "cô", "anh": "anh", "chi": "chị",
	"thay giao": "thầy", "co giao": "cô",
}

// readCall reads how somebody wants to be addressed, folded.
func readCall(bare string) (string, bool) {
	for _, opening := range []string{"goi em la ", "goi toi la ", "goi minh la ", "goi la ", "goi ", "em la ", "toi la ", "la ", "da "} {
		bare = strings.TrimPrefix(bare, opening)
	}
	for _, ending := range []string{" a", " nhe", " nha", " em"} {
		bare = strings.TrimSuffix(bare, ending)
	}
	call, ok := calls[bare]
	return call, ok
}
