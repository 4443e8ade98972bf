// Package review looks over the texts of a report before they go out. It points
// at places and says why; what to do about them is for the person to decide.
//
// Stale finds what a text of an earlier period still says about that period.
package review

// Code says what is the matter with a place.
type Code string

// The codes. They are stable.
const (
	StaleYear   Code = "stale-year"   // a year before the period
	StalePeriod Code = "stale-period" // a half-year, quarter, month, term or school year before it
	StaleDate   Code = "stale-date"   // a day before the period
	StaleNotice Code = "stale-notice" // the notice that ordered the earlier report
)

// Finding is one place of a text.
type Finding struct {
	Code       Code
	Start, End int    // bytes of the text
	Quote      string // the words there
	Why        string // in Vietnamese, a few words
}
