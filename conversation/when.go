package conversation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// when is a day and an hour as somebody types them for a deadline. Either may be
// missing.
type when struct {
	day   workday.Date
	hour  string // "11:00"
	after int    // so many working days later than now
	wrong bool   // the day is another weekday than was said
}

// Words that may stand before a day, folded.
var whenFillers = set("den", "toi", "sang", "thanh", "la", "vao", "truoc", "het", "luc", "nop", "cho", "nay", "moi", ":", "-")

var (
	whenClock  = regexp.MustCompile(`^(\d{1,2})(?:h|g|gio|:)(\d{2})?$`)
	whenAfter  = regexp.MustCompile(`^(?:them |\+ ?)(\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: ngay)?(?: lam viec)?(?: nua)?$`)
	whenSaid   = regexp.MustCompile(`(?:^| )(?:thu (?:\w+)|t[2-7]|chu nhat|cn)(?: |,|$)`)
	whenDigits = regexp.MustCompile(`^\d{1,2}$`)
)

// parseWhen reads "5/6", "thứ Sáu tuần sau", "5/6/2024 11 giờ", "trước 16h30 ngày 5/6",
// "thêm 2 ngày". It is false for all else.
func parseWhen(text string, today workday.Date) (w when, ok bool) {
	words := strings.Fields(strings.TrimRight(text, " .!…"))
	bare := make([]string, len(words))
	for i := range words {
		words[i] = strings.Trim(words[i], ",;()")
		bare[i] = strings.ToLower(vntext.Fold(words[i]))
	}
	if len(words) == 0 || len(words) > 16 {
		return when{}, false
	}
	if m := whenAfter.FindStringSubmatch(strings.Join(bare, " ")); m != nil {
		n, named := nagNumbers[m[1]]
		if !named {
			n, _ = strconv.Atoi(m[1]) // digits, by the form
		}
		return when{after: n}, n > 0
	}
	for i := range bare {
		hour, n := clockAt(bare[i:])
		if n == 0 {
			continue
		}
		if hour == "" {
			return when{}, false
		}
		w.hour = hour
		words, bare = slices.Delete(words, i, i+n), slices.Delete(bare, i, i+n)
		for i > 0 && whenFillers[bare[i-1]] { // "trước 11 giờ"
			i--
			words, bare = slices.Delete(words, i, i+1), slices.Delete(bare, i, i+1)
		}
		break
	}
	for len(bare) > 0 && whenFillers[bare[0]] {
		words, bare = words[1:], bare[1:]
	}
	if len(words) == 0 {
		return w, w.hour != ""
	}
	d, ok := vntext.ParseDate(strings.Join(words, " "), today.Year, int(today.Month), today.Day)
	if !ok {
		return when{}, false
	}
	w.day = workday.Date{Year: d.Year, Month: time.Month(d.Month), Day: d.Day}
	w.wrong = d.Ambiguous && whenSaid.MatchString(strings.Join(bare, " ")) && !weekdayFits(words, w.day, today)
	return w, true
}

// weekdayFits tells whether a day that was said with its weekday falls on it.
func weekdayFits(words []string, day, today workday.Date) bool {
	full := strings.Join(words, " ") + "/" + strconv.Itoa(day.Year)
	d, ok := vntext.ParseDate(full, today.Year, int(today.Month), today.Day)
	if !ok { // the year was said, or there is no more than a weekday
		d, ok = vntext.ParseDate(strings.Join(words, " "), today.Year, int(today.Month), today.Day)
		return !ok || d.NoYear
	}
	return !d.Ambiguous
}

// clockAt reads a time of day at the beginning of words, and how many words it is; 0 for
// none. The hour is empty for a time that there is not.
func clockAt(bare []string) (hour string, n int) {
	h, m := 0, 0
	switch form := whenClock.FindStringSubmatch(bare[0]); {
	case form != nil:
		h, _ = strconv.Atoi(form[1])
		m, _ = strconv.Atoi(form[2])
		n = 1
	case whenDigits.MatchString(bare[0]) && len(bare) > 1 && (bare[1] == "gio" || bare[1] == "h" || bare[1] == "g"):
		h, _ = strconv.Atoi(bare[0])
		n = 2
	default:
		return "", 0
	}
	if n < len(bare) && m == 0 {
		switch {
		case bare[n] == "ruoi":
			m = 30
			n++
		case whenDigits.MatchString(bare[n]) && (n+1 == len(bare) || !strings.HasPrefix(bare[n+1], "/")):
			m, _ = strconv.Atoi(bare[n])
			n++
		}
	}
	if n < len(bare) && (bare[n] == "phut" || bare[n] == "p") {
		n++
	}
	if n < len(bare) {
		switch bare[n] {
		case "chieu", "toi":
			if h < 12 {
				h += 12
			}
			n++
		case "sang", "trua":
			n++
		}
	}
	if h > 24 || m > 59 || h == 24 && m > 0 || h == 0 && m == 0 {
		return "", n
	}
	if h == 24 {
		return "23:59", n
	}
	return (time.Time{}).Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute).Format("15:04"), n
}
