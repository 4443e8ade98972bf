package review

import (
	_ "embed" // the tables
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// The tables of what ends. They are files, to be kept up by whoever knows; each says in its
// first lines how it is written.
var (
	//go:embed data/events.txt
	eventsFile string
	//go:embed data/documents.txt
	documentsFile string
)

// bodiesOf are the names of a table of organisations. Whether one has ended is for the day.
func bodiesOf(t *report.Organisations) phrases {
	var all []ended
	for _, o := range t.All() {
		for _, name := range o.Written() {
			if words := wordsOf(name); len(words) > 0 {
				first, _ := utf8.DecodeRuneInString(name)
				all = append(all, ended{name: name, words: words, capital: unicode.IsUpper(first)})
			}
		}
	}
	return newPhrases(all)
}

// ended is a body, event or document, and what came instead.
type ended struct {
	name    string
	words   []string // folded
	capital bool     // it begins with a capital letter
	last    workday.Date
	then    string
}

// readTable reads the lines of a table: names | date | words.
func readTable(file string) []ended {
	var all []ended
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		fields := strings.Split(line, "|")
		if line == "" || line[0] == '#' || len(fields) != 3 {
			continue
		}
		last, err := workday.ParseISO(strings.TrimSpace(fields[1]))
		if err != nil {
			continue // unreachable: a test reads every line
		}
		for name := range strings.SplitSeq(fields[0], ";") {
			name = strings.TrimSpace(name)
			first, _ := utf8.DecodeRuneInString(name)
			all = append(all, ended{name, wordsOf(name), unicode.IsUpper(first), last, strings.TrimSpace(fields[2])})
		}
	}
	return all
}

// wordsOf gives the folded words of a name.
func wordsOf(name string) []string {
	return strings.FieldsFunc(vntext.Fold(name), func(r rune) bool { return !wordRune(r) })
}

// phrases finds names in a text by their first word.
type phrases map[string][]ended

func newPhrases(all []ended) phrases {
	p := make(phrases)
	for _, e := range all {
		p[e.words[0]] = append(p[e.words[0]], e)
	}
	for _, list := range p { // the longest first
		slices.SortStableFunc(list, func(a, b ended) int { return len(b.words) - len(a.words) })
	}
	return p
}

// at gives the longest name that begins at word i, nil for none.
func (p phrases) at(words []word, i int) *ended {
	list := p[words[i].fold]
next:
	for n := range list {
		e := &list[n]
		if i+len(e.words) > len(words) || e.capital && !words[i].capital() {
			continue
		}
		for k, w := range e.words {
			if words[i+k].fold != w || k > 0 && words[i+k].gap == gapStop {
				continue next
			}
		}
		return e
	}
	return nil
}

var (
	// bodies are those of the whole country.
	bodies    = sync.OnceValue(func() phrases { return bodiesOf(report.ShippedOrganisations()) })
	events    = sync.OnceValue(func() phrases { return newPhrases(readTable(eventsFile)) })
	documents = sync.OnceValue(func() map[string]ended {
		all := make(map[string]ended)
		for _, e := range readTable(documentsFile) {
			all[vntext.Fold(e.name)] = e
		}
		return all
	})
)
