package report

import (
	"slices"
	"time"
)

// WordForm is a Word file of the school's own in which reports are printed: its
// placeholders take what a report says.
type WordForm struct {
	// Template is the id of the kind of report, "" for all that have no form of their own.
	Template string   `json:"template,omitempty"`
	Name     string   `json:"name"`   // of the file
	SHA256   string   `json:"sha256"` // of Data, in hex
	Fields   []string `json:"fields"` // the placeholders in it, each once
	// By is the id of who chose it, "" for whoever sits at the machine.
	By   string    `json:"by,omitempty"`
	At   time.Time `json:"at"`
	Data []byte    `json:"-"`
}

// FormProblem is something about a form for its maker to read.
type FormProblem struct {
	Fatal bool   `json:"fatal"`           // the form cannot be used with it
	Where string `json:"where,omitempty"` // "đầu trang"
	Quote string `json:"quote,omitempty"` // the words around it
	Text  string `json:"text"`
}

// FormCheck is what came of looking at a Word file.
type FormCheck struct {
	Fields   []string      `json:"fields"`
	Problems []FormProblem `json:"problems"` // those that are fatal first
}

// Usable tells whether reports can be printed in the form.
func (c FormCheck) Usable() bool {
	return !slices.ContainsFunc(c.Problems, func(p FormProblem) bool { return p.Fatal })
}
