package workday

// Kind says what makes a day special.
type Kind string

// The kinds. The first four are listed by Calendar.Days.
const (
	Holiday     Kind = "holiday"     // nghỉ lễ, tết: a paid holiday
	Compensated Kind = "compensated" // nghỉ bù: off for a holiday that fell on a rest day
	Swapped     Kind = "swapped"     // nghỉ hoán đổi: off, worked on another day instead
	MakeUp      Kind = "make-up"     // làm bù: a rest day on which people work
	Rest        Kind = "rest"        // a weekly day of rest; only Calendar.Explain says it
	Removed     Kind = "removed"     // in corrections: the day is an ordinary day again
)

// Off tells whether nobody works on a day of this kind.
func (k Kind) Off() bool { return k == Holiday || k == Compensated || k == Swapped || k == Rest }

// Status says how far a day, or the schedule of a year, can be relied on.
type Status string

// The statuses, the most certain first. The last two are only said of years.
const (
	Official    Status = "official"    // announced, or fixed by law to the day
	Statutory   Status = "statutory"   // follows from the law, no notice of that year is known
	Provisional Status = "provisional" // a guess to be confirmed by the notice of that year
	Partial     Status = "partial"     // fixed dates only: no lunar holidays are known
	Unknown     Status = "unknown"     // only the weekly days of rest are known
)

// Day is a special day of the calendar, or a correction of one.
type Day struct {
	Date     Date   `json:"date"`
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`
	Status   Status `json:"status"`
	Pair     Date   `json:"pair,omitzero"`      // of Swapped its MakeUp day, and the other way round
	For      Date   `json:"for,omitzero"`       // of Compensated: the holiday on a rest day
	When     Week   `json:"when,omitempty"`     // the day counts only where these are the rest days
	Source   string `json:"source,omitempty"`   // the document that says so
	Note     string `json:"note,omitempty"`     // what to know about it, in Vietnamese
	Audience string `json:"audience,omitempty"` // whom the document binds, in Vietnamese
}

// Year is the schedule of one year. It takes the place of any other for that year.
type Year struct {
	Year   int
	Status Status
	Note   string // what is still open, in Vietnamese
	Days   []Day
}

// Sheet is what one file says: schedules of whole years, and single days added,
// corrected or removed.
type Sheet struct {
	Years []Year
	Days  []Day
}
