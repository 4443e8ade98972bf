package sheet

import (
	"unicode/utf16"
)

// Reason is the class of what was wrong with a file.
type Reason int

// Reasons why a file was not read.
const (
	Empty       Reason = iota + 1 // nothing in it
	TooLarge                      // over one of the limits
	Unsupported                   // a kind of file that is not read
	Damaged                       // the right kind, but broken
	Protected                     // behind a password
)

// Error says why a file could not be read. Its text is Vietnamese, for the person who
// sent the file; the cause, if any, is for whoever looks after the machine.
type Error struct {
	Reason Reason
	text   string
	cause  error
}

func (e *Error) Error() string { return e.text }

func (e *Error) Unwrap() error { return e.cause }

func (r *reader) fail(reason Reason, text string, cause error) error {
	return &Error{reason, text, cause}
}

func (r *reader) damaged(cause error) error { return r.fail(Damaged, textDamaged(r.name), cause) }

// wide gives a name as the streams of old Office files write it: UTF-16.
func wide(name string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(name)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}
