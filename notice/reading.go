// Package notice reads official notices of the State and of the Party: who orders
// what by when, each value with the words it was read from.
//
// It is built for the ways such texts really reach a school: pasted from a page,
// taken out of a PDF, scanned, retold by a newspaper. What it is not sure of is
// left out or called a doubt; it never guesses.
package notice

import (
	"encoding/json"

	"thuky/workday"
)

// Reading is what a notice says. The zero value of a field means that the text does
// not say it; in JSON that is null or [].
type Reading struct {
	// Kind is "công văn", "kế hoạch", "thông báo" and so on, in small letters.
	Kind string `json:"kind"`
	// Number is số and ký hiệu without stray spaces: "764/UBND-HC".
	Number string `json:"number"`
	// Issued is the day on which the notice was issued.
	Issued workday.Date `json:"issued"`
	// Issuer is the body that issued it (cơ quan ban hành).
	Issuer string `json:"issuer"`
	// Subject is the trích yếu without "V/v" and "Về việc".
	Subject string `json:"subject"`
	// Recipients are those after "Kính gửi".
	Recipients []string `json:"recipients"`
	// SendTo is where the answer goes.
	SendTo string `json:"send_to"`
	// Period is the time that is reported on, in the words of the notice.
	Period string `json:"period"`
	// CutOff is the day up to which the notice wants figures counted, and CutOffQuote its
	// words: the subject may name the period, and the text this day.
	CutOff      workday.Date `json:"-"`
	CutOffQuote string       `json:"-"`
	// Deadlines stand in the order of the text.
	Deadlines []Deadline `json:"deadlines"`
	// Outline is the outline of the report that the notice asks for, if it holds one.
	Outline []Heading `json:"outline"`
	// Evidence says where a field was read: "number", "deadlines[0]", "recipients[1]".
	Evidence map[string]Span `json:"evidence"`
	// Doubts name what a person should look at.
	Doubts []Doubt `json:"doubts"`
}

// Deadline is a day by which something must be handed in.
type Deadline struct {
	// Date is the day that is written, or the first one of a rule that falls due.
	Date workday.Date `json:"date"`
	// Time is "15:04", or "" for the whole day.
	Time string `json:"time"`
	// Rule stands for deadlines without a fixed date: "monthly:25".
	Rule string `json:"rule"`
	// What is to be handed in.
	What string `json:"what"`
	// Quote is the wording, character for character.
	Quote string `json:"quote"`
	// Effective is the last working day on which a person can still act.
	Effective workday.Date `json:"effective"`
}

// Heading is one line of an outline.
type Heading struct {
	Level   int    `json:"level"`
	Number  string `json:"number"`
	Heading string `json:"heading"`
}

// Span is a place in the notice, in Unicode code points of its NFC form.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Doubt is something that a person should look at, with the reason in Vietnamese.
type Doubt struct {
	Field string `json:"field"`
	Why   string `json:"why"`
}

// Options is what the text itself does not say.
type Options struct {
	// Received is the day on which the notice came in; the zero date is unknown.
	Received workday.Date
	// Calendar knows the working days; nil is Monday to Friday without holidays.
	Calendar Calendar
}

// Calendar knows the working days of the reader.
type Calendar interface {
	// IsWorking tells whether the day is a working day.
	IsWorking(workday.Date) bool
	// Prev gives the last working day strictly before the day.
	Prev(workday.Date) workday.Date
	// Add gives the n-th working day after the day.
	Add(from workday.Date, n int) workday.Date
}

// MarshalJSON writes null for what is not known and [] for empty lists.
func (r Reading) MarshalJSON() ([]byte, error) {
	evidence := r.Evidence
	if evidence == nil {
		evidence = map[string]Span{}
	}
	return json.Marshal(struct {
		Kind       *string         `json:"kind"`
		Number     *string         `json:"number"`
		Issued     *string         `json:"issued"`
		Issuer     *string         `json:"issuer"`
		Subject    *string         `json:"subject"`
		Recipients []string        `json:"recipients"`
		SendTo     *string         `json:"send_to"`
		Period     *string         `json:"period"`
		Deadlines  []Deadline      `json:"deadlines"`
		Outline    []Heading       `json:"outline"`
		Evidence   map[string]Span `json:"evidence"`
		Doubts     []Doubt         `json:"doubts"`
	}{
		known(r.Kind), known(r.Number), known(r.Issued.String()), known(r.Issuer), known(r.Subject), list(r.Recipients),
		known(r.SendTo), known(r.Period), list(r.Deadlines), list(r.Outline), evidence, list(r.Doubts),
	})
}

// MarshalJSON writes null for what is not known.
func (d Deadline) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Date      *string `json:"date"`
		Time      *string `json:"time"`
		Rule      *string `json:"rule"`
		What      *string `json:"what"`
		Quote     *string `json:"quote"`
		Effective *string `json:"effective"`
	}{
		known(d.Date.String()), known(d.Time), known(d.Rule), known(d.What), known(d.Quote), known(d.Effective.String()),
	})
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
