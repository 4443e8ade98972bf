package conversation

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"thuky/vntext"
)

// wish is what somebody types about reminders.
type wish struct {
	kind  wishKind
	after time.Duration // of later
}

type wishKind int

const (
	later     wishKind = iota // "nhắc em sau 2 giờ"
	tomorrow                  // "mai nhắc em"
	muteTo                    // "tắt nhắc đến mai"
	muteAll                   // "tắt nhắc"
	unmuteAll                 // "bật nhắc"
)

// The words, folded. They are understood in every phase: no answer to a question is
// worded like that.
var (
	nagVerb   = `nhac(?: lai)?(?: (?:giup|cho|em|toi|minh|co|thay|thay co|chi|anh))*(?: lai)?`
	nagNumber = `(\d{1,4}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua)`
	nagUnit   = `(phut|ph|p|gio|tieng|g|h|ngay)`
	nagRest   = `(?: (ruoi)| ?(\d{1,2})(?: ?(?:phut|ph|p))?)?`

	nagLater    = regexp.MustCompile(`^` + nagVerb + `(?: sau| trong| them)? ` + nagNumber + ` ?` + nagUnit + nagRest + `(?: nua)?$`)
	nagLaterToo = regexp.MustCompile(`^` + nagNumber + ` ?` + nagUnit + nagRest + ` nua ` + nagVerb + `$`)
	nagTomorrow = regexp.MustCompile(`^(?:` + nagVerb + `(?: vao| den)?(?: ngay| sang)? mai|(?:de )?(?:ngay |sang )?mai ` + nagVerb + `)$`)
	nagMuteTo   = regexp.MustCompile(`^(?:tat|dung|ngung) nhac(?: nho)?(?: nua)?(?: cho)?(?: den| toi)?(?: ngay| sang)? mai$`)
	nagMute     = regexp.MustCompile(`^(?:tat|dung|ngung) nhac(?: nho)?(?: em| toi)?(?: nua)?$`)
	nagUnmute   = regexp.MustCompile(`^(?:bat|mo) (?:lai )?nhac(?: nho)?(?: lai)?$`)

	nagPolite = regexp.MustCompile(`(?: (?:nhe|nha|nhen|a|di|voi|em|giup em|giup minh))+$`)
)

var nagNumbers = map[string]int{
	"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}

// parseWish reads a whole message as a wish about reminders.
func parseWish(text string) (wish, bool) {
	if len(text) > 2*maxCommand || strings.Contains(text, "\n") {
		return wish{}, false
	}
	bare := strings.ToLower(vntext.Fold(strings.TrimRight(text, " .!…")))
	bare = strings.Join(strings.Fields(bare), " ")
	if rest, ok := strings.CutPrefix(bare, "/"); ok {
		bare = strings.NewReplacer("tatnhac", "tat nhac", "batnhac", "bat nhac").Replace(rest)
	}
	if !strings.Contains(bare, "nhac") {
		return wish{}, false
	}
	if w, ok := readWish(bare); ok {
		return w, true
	}
	return readWish(nagPolite.ReplaceAllString(bare, ""))
}

func readWish(bare string) (wish, bool) {
	for _, form := range []*regexp.Regexp{nagLater, nagLaterToo} {
		if m := form.FindStringSubmatch(bare); m != nil {
			return wish{kind: later, after: span(m[1], m[2], m[3], m[4])}, true
		}
	}
	for _, form := range []struct {
		form *regexp.Regexp
		kind wishKind
	}{{nagTomorrow, tomorrow}, {nagMuteTo, muteTo}, {nagMute, muteAll}, {nagUnmute, unmuteAll}} {
		if form.form.MatchString(bare) {
			return wish{kind: form.kind}, true
		}
	}
	return wish{}, false
}

// span reads "2 giờ", "1 tiếng rưỡi", "1h30", "nửa tiếng".
func span(number, unit, half, minutes string) time.Duration {
	each := time.Minute
	switch unit {
	case "gio", "tieng", "g", "h":
		each = time.Hour
	case "ngay":
		each = 24 * time.Hour
	}
	if number == "nua" {
		return each / 2
	}
	n, ok := nagNumbers[number]
	if !ok {
		n, _ = strconv.Atoi(number) // digits, by the form
	}
	d := time.Duration(n) * each
	if half != "" {
		d += each / 2
	}
	if each == time.Hour {
		more, _ := strconv.Atoi(minutes)
		d += time.Duration(more) * time.Minute
	}
	return d
}

// The shortest and the longest time after which somebody can be reminded.
const (
	minLater = time.Minute
	maxLater = 7 * 24 * time.Hour
)

// wishes carries out a wish about reminders. Where the chat is stays as it is.
func (t *turn) wishes(w wish) {
	if w.kind == unmuteAll {
		t.do(Mute{})
		t.lead = append(t.lead, textUnmuted)
		t.flush()
		return
	}
	if t.owed() == 0 {
		t.lead = append(t.lead, textNothingOwed)
		t.flush()
		return
	}
	morning := t.e.World.NextMorning()
	switch w.kind {
	case muteAll:
		t.do(Mute{Until: Forever})
		t.lead = append(t.lead, textMuted)
	case later:
		if w.after < minLater || w.after > maxLater {
			t.lead = append(t.lead, textLaterRange)
			break
		}
		t.remindMe(t.e.World.RemindAt(t.e.At.Add(w.after)))
	case tomorrow:
		t.remindMe(morning)
	case muteTo:
		if morning.IsZero() {
			t.lead = append(t.lead, textCannotRemind)
			break
		}
		t.do(Mute{Until: morning})
		t.do(RemindMe{At: morning})
		t.lead = append(t.lead, textMutedUntil(morning))
	}
	t.flush()
}

func (t *turn) remindMe(at time.Time) {
	if at.IsZero() {
		t.lead = append(t.lead, textCannotRemind)
		return
	}
	t.do(RemindMe{At: at})
	t.lead = append(t.lead, textRemindMe(at, t.e.Today))
}

// owed counts the reports that this person has not sent.
func (t *turn) owed() int {
	n := 0
	for _, c := range t.e.World.Campaigns() {
		if !t.e.World.Submitted(c.ID) {
			n++
		}
	}
	return n
}
