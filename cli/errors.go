package cli

import "errors"

// Exit codes of the program.
const (
	exitDone   = 0
	exitFailed = 1 // the work failed, or the checked thing has errors
	exitUsage  = 2
)

// usageError is a command line or a setting that cannot be right. Its text is
// Vietnamese: it says what, where, and what would be right.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// vietnamese marks errors that are written for the person at the keyboard.
func (e *usageError) vietnamese() {}
func (e *failure) vietnamese()    {}

// failure is work that could not be done, told in Vietnamese. Cause, which may be
// nil, is for whoever looks after the program and goes on a line of its own.
type failure struct {
	text  string
	cause error
}

func (e *failure) Error() string {
	if e.cause == nil {
		return e.text
	}
	return e.text + "\n" + textCause(e.cause)
}

func (e *failure) Unwrap() error { return e.cause }

// isTold tells whether an error is written for the person at the keyboard.
func isTold(err error) bool {
	var told interface{ vietnamese() }
	return errors.As(err, &told)
}

// errTold ends a command with exit code 1 after it has said why by itself.
var errTold = errors.New("already told")

func usage(text string) error               { return &usageError{text} }
func failed(text string, cause error) error { return &failure{text, cause} }

// exitCode gives the exit code of what a command returned.
func exitCode(err error) int {
	var wrong *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		return exitUsage
	default:
		return exitFailed
	}
}
