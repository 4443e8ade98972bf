package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"thuky/chat"
)

var _ chat.Fetcher = (*Transport)(nil)

// namesFile gives the path of a line that sends a file: "/tep PATH", or on a terminal
// a path in quotes alone, as it stands there when a file is dragged in. Other quoted
// words are words.
func (t *Transport) namesFile(line string) (path string, ok bool) {
	line = strings.TrimSpace(line)
	command, rest, _ := strings.Cut(line, " ")
	switch norm.NFC.String(strings.ToLower(command)) {
	case "/tep", "/tệp":
		return unquoted(strings.TrimSpace(rest)), true
	}
	path = unquoted(line)
	if !t.config.Interactive || path == line || !filepath.IsAbs(path) {
		return "", false
	}
	_, err := os.Stat(path)
	return path, err == nil
}

// unquoted takes the quotes off a path.
func unquoted(path string) string {
	if n := len(path); n >= 2 && path[0] == path[n-1] && (path[0] == '\'' || path[0] == '"') {
		return path[1 : n-1]
	}
	return path
}

// attach looks at a file that is to be sent. problem says why it cannot be, for the
// person.
func attach(path string, limit int64) (a chat.Attachment, problem string) {
	if path == "" {
		return a, textWhichFile
	}
	whole := path
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			whole = filepath.Join(home, rest)
		}
	}
	// Its name must stay good when the program is started elsewhere.
	whole, err := filepath.Abs(whole)
	if err != nil {
		return a, textCannotSend(path, textNoSuchFile)
	}
	f, size, err := open(whole)
	switch {
	case errors.Is(err, errFolder):
		return a, textCannotSend(path, textIsFolder)
	case errors.Is(err, errNotRegular):
		return a, textCannotSend(path, textNotRegular)
	case errors.Is(err, fs.ErrPermission):
		return a, textCannotSend(path, textForbidden)
	case err != nil:
		return a, textCannotSend(path, textNoSuchFile)
	}
	_ = f.Close() // nothing was written
	switch {
	case size == 0:
		return a, textCannotSend(path, textEmptyFile)
	case limit > 0 && size > limit:
		return a, textFileTooLarge(path, size, limit)
	}
	return chat.Attachment{ID: whole, Name: cleanName(whole), Size: size}, ""
}

var (
	errFolder     = errors.New("a folder")
	errNotRegular = errors.New("no regular file")
)

// open opens a regular file; a pipe or a device could keep us for ever.
func open(path string) (f *os.File, size int64, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, 0, err
	case info.IsDir():
		return nil, 0, errFolder
	case !info.Mode().IsRegular():
		return nil, 0, errNotRegular
	}
	f, err = os.Open(path)
	return f, info.Size(), err
}

// Fetch implements chat.Fetcher: it reads the file that the person named.
func (t *Transport) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, &chat.SendError{Class: chat.Temporary, Err: err}
	}
	if !filepath.IsAbs(id) {
		return nil, gone(errors.New("no file of this terminal"))
	}
	f, size, err := open(id)
	if err != nil {
		return nil, gone(err)
	}
	defer f.Close() //nolint:errcheck // only read
	if size > limit {
		return nil, chat.ErrTooLarge
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, gone(err)
	case int64(len(data)) > limit:
		return nil, chat.ErrTooLarge
	}
	return data, nil
}

// gone is the error for a file that cannot be read any more.
func gone(err error) error {
	return &chat.SendError{Class: chat.Rejected, Err: fmt.Errorf("read the file: %w", err)}
}
