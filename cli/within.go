package cli

import (
	"errors"
	"io"
	"os"
)

// maxRead bounds what is read of a file of settings, a template, or a secret: none is nearly as
// long, and a slip may have named any file.
const maxRead = 1 << 20

// errTooLong: a file is longer than maxRead.
var errTooLong = errors.New("the file is too long")

// readWithin reads a file of at most maxRead bytes.
func readWithin(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(f, maxRead+1))
	if err == nil && len(data) > maxRead {
		err = errTooLong
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}
