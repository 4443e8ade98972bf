// Package review looks over a report before it goes out. It points at places and says
// why; nothing is changed by itself, what to do is for the person to decide.
//
// Check goes over a whole draft (Text, from model.go and plain.go) with the checks
// listed in checks.go, one file each, and gives the findings, what matters most first.
// Stale finds what a single text of an earlier period still says about that period.
package review

// Code says what is the matter with a place.
type Code string

// Codes of StaleWords, and of findings. They are stable.
const (
	StaleYear   Code = "stale-year"   // a year before the period
	StalePeriod Code = "stale-period" // a half-year, quarter, month, term or school year before it
	StaleDate   Code = "stale-date"   // a day before the period
	StaleNotice Code = "stale-notice" // the notice that ordered the earlier report
)

// StaleWords is a place of a text that names an earlier time.
type StaleWords struct {
	Code       Code
	Start, End int    // bytes of the text
	Quote      string // the words there
	Why        string // in Vietnamese, a few words
}
