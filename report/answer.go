package report

import (
	"time"

	"thuky/workday"
)

// Value is what was answered: exactly one field is set, by the question's type.
//
//	text, longtext, choice   Text
//	integer, decimal, percent Number (98,5 % is 98.5)
//	date                     Date
//	choices                  List
//	yesno                    Yes
//	table                    Table, or Text for a lone nil answer
//	files                    Files, or Text for a lone nil answer
type Value struct {
	Text   *string       `json:"text,omitempty"` // NFC; paragraphs of a longtext are divided by "\n"
	Number *float64      `json:"number,omitempty"`
	Date   *workday.Date `json:"date,omitempty"`
	List   []string      `json:"list,omitempty"`
	Yes    *bool         `json:"yes,omitempty"`
	Table  []Row         `json:"table,omitempty"`
	Files  []File        `json:"files,omitempty"`
}

// IsZero tells whether nothing was answered.
func (v Value) IsZero() bool {
	return v.Text == nil && v.Number == nil && v.Date == nil && v.List == nil && v.Yes == nil && v.Table == nil && v.Files == nil
}

// Empty tells whether nothing is answered, or no file of it is left.
func (v Value) Empty() bool { return v.IsZero() || v.Files != nil && len(v.Files) == 0 }

// Texts are the words of people that the value holds.
func (v Value) Texts() []string {
	texts := v.List
	if v.Text != nil {
		texts = append(texts[:len(texts):len(texts)], *v.Text)
	}
	for _, row := range v.Table {
		for _, cell := range row {
			texts = append(texts[:len(texts):len(texts)], cell.Texts()...)
		}
	}
	for _, f := range v.Files {
		texts = append(texts[:len(texts):len(texts)], f.Caption, f.Name)
	}
	return texts
}

// Parts are those of an answer with the value that no message brought.
func (v Value) Parts() []Part {
	if v.Text == nil {
		return nil
	}
	return []Part{{Text: *v.Text}}
}

// TextValue, NumberValue, DateValue, ListValue, YesValue, TableValue and FilesValue wrap a
// value.
func TextValue(s string) Value       { return Value{Text: &s} }
func NumberValue(f float64) Value    { return Value{Number: &f} }
func DateValue(d workday.Date) Value { return Value{Date: &d} }
func ListValue(l []string) Value     { return Value{List: l} }
func YesValue(b bool) Value          { return Value{Yes: &b} }
func TableValue(rows []Row) Value    { return Value{Table: rows} }
func FilesValue(files []File) Value  { return Value{Files: files} }

// Answer is what one person said to one question of one campaign.
type Answer struct {
	Campaign string `json:"campaign"`
	Question string `json:"question"`
	Person   string `json:"person"` // whose question it is
	Value    Value  `json:"value,omitzero"`
	// Skipped answers have no value. A skipped required question keeps its
	// Reason, and counts as a gap until an admin accepts the skip.
	Skipped  bool   `json:"skipped,omitempty"`
	Reason   string `json:"reason,omitempty"`
	Accepted bool   `json:"accepted,omitempty"`
	// Parts are the messages the value was made of, so that an edited message
	// can update it. Empty for values that did not come as text.
	Parts    []Part    `json:"parts,omitempty"`
	Carried  bool      `json:"carried,omitempty"` // taken over from last period unchanged
	Author   string    `json:"author"`            // person id of who entered it
	Channel  string    `json:"channel"`           // platform it came over
	At       time.Time `json:"at"`
	Revision int       `json:"revision"` // 1, 2, …: how often it was set
}

// Part is one message of an answer.
type Part struct {
	Message string `json:"message,omitempty"` // the platform's id of the message
	Text    string `json:"text"`
}
