package cli

import (
	"context"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"thuky/vntext"
)

// room is what surrounds a chat: a person at a terminal, or a pipe.
type room struct {
	asks        bool // somebody sits there: questions of our own may be asked
	interactive bool // lines can be edited
	colours     bool
	width       func() int
}

func (p *program) room() room {
	in, inOK := p.env.Stdin.(*os.File)
	out, outOK := p.env.Stdout.(*os.File)
	if !inOK || !outOK || !term.IsTerminal(int(in.Fd())) || !term.IsTerminal(int(out.Fd())) {
		return room{}
	}
	dumb := p.getenv("TERM") == "dumb"
	return room{
		asks:        true,
		interactive: !dumb,
		colours:     !dumb && p.getenv("NO_COLOR") == "",
		width: func() int {
			columns, _, err := term.GetSize(int(out.Fd()))
			if err != nil {
				return 0
			}
			return columns
		},
	}
}

func (p *program) getenv(name string) string {
	value := ""
	for _, entry := range p.env.Environ {
		if n, v, ok := strings.Cut(entry, "="); ok && n == name {
			value = v
		}
	}
	return value
}

// sure asks somebody at a terminal for the word that lets go on with what cannot be taken
// back, with or without its marks. Where nobody sits there, whoever wrote the command meant it.
func (p *program) sure(ctx context.Context, question, word string) bool {
	if !p.room().asks {
		return true
	}
	said, err := p.ask(ctx, question)
	return err == nil && vntext.Fold(said) == vntext.Fold(word)
}

// ask asks one question at the terminal, before the chat begins. It reads no
// byte beyond the end of the line: what follows belongs to the chat. The end of the
// input, and that of ctx (Ctrl-C), is io.EOF.
func (p *program) ask(ctx context.Context, question string) (string, error) {
	if _, err := io.WriteString(p.env.Stdout, question); err != nil {
		return "", err
	}
	type answer struct {
		line string
		err  error
	}
	answered := make(chan answer, 1)
	go func() { // it outlives a ctx that ends: nothing ends a read from a terminal
		line, err := readLine(p.env.Stdin)
		answered <- answer{line, err}
	}()
	select {
	case <-ctx.Done():
		p.say("")
		return "", io.EOF
	case a := <-answered:
		if a.err != nil {
			p.say("")
		}
		return a.line, a.err
	}
}

// readLine reads up to the end of a line and not a byte further.
func readLine(from io.Reader) (string, error) {
	var line []byte
	var one [1]byte
	for {
		n, err := from.Read(one[:])
		switch {
		case n == 1 && one[0] == '\n':
			return strings.TrimSpace(strings.ToValidUTF8(string(line), "")), nil
		case n == 1 && len(line) < 4096:
			line = append(line, one[0])
		case err != nil:
			return "", err
		}
	}
}
