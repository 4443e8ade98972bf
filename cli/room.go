package cli

import (
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
func (p *program) sure(question, word string) bool {
	if !p.room().asks {
		return true
	}
	said, err := p.ask(question)
	return err == nil && vntext.Fold(said) == vntext.Fold(word)
}

// ask asks one question at the terminal, before the chat begins. It reads no
// byte beyond the end of the line: what follows belongs to the chat. The end of the
// input is io.EOF.
func (p *program) ask(question string) (string, error) {
	if _, err := io.WriteString(p.env.Stdout, question); err != nil {
		return "", err
	}
	var line []byte
	var one [1]byte
	for {
		n, err := p.env.Stdin.Read(one[:])
		switch {
		case n == 1 && one[0] == '\n':
			return strings.TrimSpace(strings.ToValidUTF8(string(line), "")), nil
		case n == 1 && len(line) < 4096:
			line = append(line, one[0])
		case err != nil:
			p.say("")
			return "", err
		}
	}
}
