package report

import "time"

// Privacy is what people are told of their data before they are asked anything.
type Privacy struct {
	School  string // who is in charge of the data
	Contact string // whom to ask: "văn phòng nhà trường"
	// AnswerMonths is how long single answers are kept after their report was closed; 0 is
	// without end.
	AnswerMonths int
}

// Consent is what a person said to the notice on their data.
type Consent struct {
	Notice  string    `json:"notice"`  // the version of the text that they were shown
	At      time.Time `json:"at"`      // when they said so
	Channel string    `json:"channel"` // over which platform
	// Ended is when they took it back, or when they refused it at the start; zero: it holds.
	Ended time.Time `json:"ended,omitzero"`
}

// Agrees tells whether a person has agreed to a version of the notice, and still does.
func (p *Person) Agrees(notice string) bool {
	return p.Consent != nil && p.Consent.Ended.IsZero() && p.Consent.Notice == notice
}

// Withdrew tells whether a person has refused, or taken back, what they agreed to.
func (p *Person) Withdrew() bool { return p.Consent != nil && !p.Consent.Ended.IsZero() }
