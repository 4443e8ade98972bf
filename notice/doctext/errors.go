package doctext

import (
	"context"
	"errors"
	"path"
	"strings"

	"thuky/vntext"
)

// Reason is the class of what was wrong with a file.
type Reason int

// Reasons why a file was not read.
const (
	Empty       Reason = iota + 1 // no bytes
	TooLarge                      // over one of the limits
	Unsupported                   // a kind of file that is not read
	Damaged                       // the right kind, but broken
	Protected                     // behind a password
	NoText                        // nothing to read in it
	NeedsTool                     // a program is missing on this machine
	TooSlow                       // took longer than its limit
	ToolFailed                    // a program on this machine gave up
)

// Tool is a program that some files need.
type Tool string

// The tools.
const (
	Tesseract   Tool = "tesseract" // with the Vietnamese language
	LibreOffice Tool = "LibreOffice"
)

// Error says why a file could not be read. Its text is Vietnamese, for the person who
// sent the file: what is wrong, where, and what to do. The cause, if any, is for
// whoever looks after the machine.
type Error struct {
	Reason Reason
	Name   string // the file
	Tool   Tool   // of NeedsTool: which
	text   string
	cause  error
}

func (e *Error) Error() string { return e.text }

func (e *Error) Unwrap() error { return e.cause }

// errReadLimit is the cause when readLimit, and not the caller, ended the reading.
var errReadLimit = errors.New("reading took too long")

func (r *reader) fail(reason Reason, text string) error {
	return &Error{Reason: reason, Name: r.name, text: text}
}

func (r *reader) failFor(reason Reason, text string, cause error) error {
	return &Error{Reason: reason, Name: r.name, text: text, cause: cause}
}

func (r *reader) needs(tool Tool, text string, cause error) error {
	return &Error{Reason: NeedsTool, Name: r.name, Tool: tool, text: text, cause: cause}
}

// told makes sure that only errors with words for people come out.
func (r *reader) told(ctx context.Context, err error) error {
	var e *Error
	switch {
	case errors.Is(context.Cause(ctx), errReadLimit):
		return r.failFor(TooSlow, textTooSlow(r.name), err)
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &e):
		return e
	default:
		return r.failFor(Damaged, textDamaged(r.name), err)
	}
}

// maxName is how many letters of a file's name stand in a message.
const maxName = 80

// shortName gives what messages call the file: its name without folders.
func shortName(name string) string {
	name = path.Base(strings.ReplaceAll(vntext.Clean(name), `\`, "/"))
	name = strings.Join(strings.Fields(name), " ")
	if name == "." || name == "/" || name == "" || name == "-" {
		return textNameless
	}
	if runes := []rune(name); len(runes) > maxName {
		return string(runes[:maxName-1]) + "…"
	}
	return name
}
