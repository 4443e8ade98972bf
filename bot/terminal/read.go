package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/chzyer/readline"
)

// maxLine is the longest line that is taken as a message, in bytes.
const maxLine = 1 << 20

// errTooLong is a line over maxLine; it has been read to its end.
var errTooLong = errors.New("line too long")

// nextLine gives the next line without its end, io.EOF at the end of input.
type nextLine func(ctx context.Context) (string, error)

// input opens the way lines come in.
func (t *Transport) input(ctx context.Context) (next nextLine, closeInput func(), err error) {
	if !t.config.Interactive {
		if t.plain == nil {
			t.plain = ahead(plainLines(t.config.In))
		}
		return t.plain, func() {}, nil
	}
	in, ok := t.config.In.(io.ReadCloser)
	if !ok {
		in = io.NopCloser(t.config.In)
	}
	shown := prompt
	if t.config.Colours {
		shown = prompted + prompt + reset
	}
	// A terminal is read until a key is pressed, and closing the editor waits for that: the reader in between can be left.
	paste := &pasted{ReadCloser: readline.NewCancelableStdin(in)}
	editor, err := readline.NewEx(&readline.Config{
		Prompt: shown,
		// Answers are nobody else's business: the history stays in memory.
		HistoryLimit:    200,
		InterruptPrompt: " ",
		EOFPrompt:       " ",
		Stdin:           paste,
		Stdout:          t.config.Out,
		Stderr:          t.config.Out,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("open the line editor: %w", err)
	}
	t.mu.Lock()
	t.out = editor.Stdout() // prints above the line being typed
	t.mu.Unlock()
	if t.config.Colours { // a terminal that understands signs
		fmt.Fprint(t.config.Out, pasteOn)
	}
	return asked(ctx, editedLines(editor, paste)), func() {
		if t.config.Colours {
			fmt.Fprint(t.config.Out, pasteOff)
		}
		t.mu.Lock()
		t.out = t.config.Out
		t.mu.Unlock()
		_ = paste.Close()  // before the editor, which waits until nobody reads
		_ = editor.Close() // it only restores the terminal, which has no answer to a failure
	}, nil
}

// editedLines reads from the line editor. Ctrl-C drops what was typed, and on an
// empty line leaves as Ctrl-D does.
func editedLines(editor *readline.Instance, paste *pasted) func() (string, error) {
	return func() (string, error) {
		for {
			typed, err := editor.Readline()
			line := paste.line(typed)
			switch {
			case errors.Is(err, readline.ErrInterrupt) && line != "":
				continue
			case errors.Is(err, readline.ErrInterrupt):
				return "", io.EOF
			case err == nil && len(line) > maxLine:
				return "", errTooLong
			}
			return line, err
		}
	}
}

// plainLines reads lines ended by LF or CR LF; the last one may have no end.
func plainLines(r io.Reader) func() (string, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	first := true
	return func() (string, error) {
		var line []byte
		long := false
		for {
			part, err := buffered.ReadSlice('\n')
			if len(line)+len(part) > maxLine+2 {
				long, line = true, line[:0]
			}
			if !long {
				line = append(line, part...)
			}
			switch {
			case errors.Is(err, bufio.ErrBufferFull):
				continue
			case errors.Is(err, io.EOF) && (long || len(line) > 0):
				// The last line; the end itself is told by the next call.
			case err != nil:
				return "", err
			}
			break
		}
		text := strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")
		if first {
			first = false
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if long || len(text) > maxLine {
			return "", errTooLong
		}
		return text, nil
	}
}

// result is what a reader gave.
type result struct {
	line string
	err  error
}

// last tells whether nothing comes after it.
func (r result) last() bool { return r.err != nil && !errors.Is(r.err, errTooLong) }

// ahead reads one line ahead, so that a reader that blocks can be left when a ctx
// ends and met again later. The end of the input is given again and again.
func ahead(read func() (string, error)) nextLine {
	results := make(chan result)
	go func() {
		defer close(results)
		for {
			line, err := read()
			r := result{line, err}
			results <- r
			if r.last() {
				return
			}
		}
	}()
	return func(ctx context.Context) (string, error) {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case r, open := <-results:
			if !open {
				return "", io.EOF
			}
			return r.line, r.err
		}
	}
}

// asked reads only when asked: the line editor shows its prompt while it reads.
// Its goroutine outlives a ctx that ended while it waits for the keyboard.
func asked(ctx context.Context, read func() (string, error)) nextLine {
	wanted, results := make(chan struct{}), make(chan result, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-wanted:
			}
			line, err := read()
			r := result{line, err}
			results <- r
			if r.last() {
				return
			}
		}
	}()
	return func(ctx context.Context) (string, error) {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case wanted <- struct{}{}:
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case r := <-results:
			return r.line, r.err
		}
	}
}

// cleanName makes a bare file name of one: no folders, no signs that a system
// refuses.
func cleanName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`"<>:|?*`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if name = strings.Trim(name, " ."); name == "" {
		return textUnnamedFile
	}
	return name
}

// cleanLine makes valid text of what was typed; lost bytes stay visible.
func cleanLine(line string) string {
	return strings.ToValidUTF8(line, "\ufffd")
}
