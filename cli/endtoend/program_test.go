package endtoend

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thuky/storage/pgstore/pgtest"
)

// program is the built thuky.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "thuky-endtoend")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program = filepath.Join(dir, "thuky")
	build := exec.Command("go", "build", "-o", program, "thuky")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		os.Exit(1)
	}
	code := pgtest.Main(m)
	os.RemoveAll(dir)
	os.Exit(code)
}

// office is one installation: a folder with a store, and settings.
type office struct {
	dir string
	env []string
	db  string // where the store is, as --db says it
}

func newOffice(t *testing.T, env ...string) *office {
	t.Helper()
	dir := t.TempDir()
	clean := []string{"HOME=" + dir, "PATH=" + filepath.Join(dir, "bin"), "LANG=C.UTF-8"}
	return &office{dir: dir, env: append(clean, env...), db: filepath.Join(dir, "thuky.db")}
}

// programs lets the installation find the programs of this machine. LibreOffice takes
// seconds for every draft, so that most tests go without its pictures.
func (o *office) programs() { o.env = append(o.env, "PATH="+os.Getenv("PATH")) }

func (o *office) command(args ...string) *exec.Cmd {
	cmd := exec.Command(program, append(args, "--db", o.db)...)
	cmd.Dir, cmd.Env = o.dir, o.env
	return cmd
}

// run runs one command that must succeed, and gives what it printed.
func (o *office) run(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	cmd := o.command(args...)
	cmd.Stdin = strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("thuky %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// decode reads the one JSON value that a command printed.
func decode[T any](t *testing.T, out string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, out)
	}
	return v
}

// asked are the questions of a template in the order in which they are put.
type askedQuestion struct {
	ID, Type, Compute string
}

func (o *office) questions(t *testing.T, template string) []askedQuestion {
	t.Helper()
	shown := decode[struct {
		Sections []struct{ Questions []askedQuestion }
	}](t, o.run(t, "", "template", "show", template, "--json"))
	var asked []askedQuestion
	for _, s := range shown.Sections {
		for _, q := range s.Questions {
			if q.Compute == "" {
				asked = append(asked, q)
			}
		}
	}
	return asked
}

// paragraph is one paragraph of a .docx, with the name of its style.
type paragraph struct {
	style, text string
	italic      string // the italic words alone
}

// readDocx reads the paragraphs of word/document.xml in order, tables included.
// It shares no code with the writer.
func readDocx(t *testing.T, data []byte) []paragraph {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []paragraph
	var p paragraph
	inText, italic := false, false
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "p":
				p = paragraph{}
			case "r":
				italic = false
			case "i":
				italic = true
			case "pStyle":
				for _, a := range token.Attr {
					if a.Name.Local == "val" {
						p.style = a.Value
					}
				}
			case "t":
				inText = true
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "p":
				list = append(list, p)
			case "t":
				inText = false
			}
		case xml.CharData:
			if inText {
				p.text += string(token)
				if italic {
					p.italic += string(token)
				}
			}
		}
	}
}

func sum(t testing.TB, a, b string) string {
	t.Helper()
	x, err1 := strconv.Atoi(a)
	y, err2 := strconv.Atoi(b)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(x + y)
}
