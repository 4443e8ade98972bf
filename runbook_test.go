package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/cli"
)

// runbook is the part of docs/operations.md for whoever has no time to read the rest.
func runbook(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, found := strings.Cut(string(data), "\n## Khi … thì làm gì\n")
	if !found {
		t.Fatal("no such part")
	}
	part, _, _ = strings.Cut(part, "\n## ")
	return part
}

// asks runs the help of a command, and tells whether it exists.
func asks(t *testing.T, words ...string) (help string, ok bool) {
	t.Helper()
	var out strings.Builder
	code := cli.Run(t.Context(), append(words, "--help"), cli.Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: io.Discard, Now: time.Now, Environ: []string{"HOME=" + t.TempDir()},
	})
	return out.String(), code == 0
}

// TestRunbookCommands: every command of the program in the runbook exists, with its flags.
func TestRunbookCommands(t *testing.T) {
	t.Parallel()
	part := runbook(t)
	commands := 0
	order := regexp.MustCompile(`(?m)(?:^\s*|^\s*sudo -u thuky )thuky ([^\n]+)$`)
	for _, m := range order.FindAllStringSubmatch(part, -1) {
		commands++
		fields := strings.Fields(m[1])
		n := 1
		switch fields[0] {
		case "person", "campaign", "template", "workdays", "audit", "privacy", "key":
			n = 2
		}
		help, ok := asks(t, fields[:n]...)
		if !ok || !strings.Contains(help, "thuky "+strings.Join(fields[:n], " ")) {
			t.Errorf("there is no thuky %s", strings.Join(fields[:n], " "))
			continue
		}
		for _, f := range fields[n:] {
			if name, _, _ := strings.Cut(f, "="); strings.HasPrefix(name, "--") && !regexp.MustCompile(regexp.QuoteMeta(name)+`\b`).MatchString(help) {
				t.Errorf("thuky %s: no flag %s", m[1], name)
			}
		}
	}
	if commands < 20 {
		t.Errorf("only %d commands", commands)
	}
}

// spoken are all the words that the program may say: its sources, as they write them.
func spoken(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, root := range []string{"cli", "bot", "conversation", "web", "storage", "workday"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
				return err
			}
			data, err := os.ReadFile(path)
			all.Write(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// Texts that are broken over lines are one text.
	return regexp.MustCompile(`"\s*\+\s*"`).ReplaceAllString(strings.ReplaceAll(all.String(), `\"`, `"`), "")
}

// TestRunbookWords: each case says what one sees, what to do and how it is well again; and what
// one is said to see is what the program says.
func TestRunbookWords(t *testing.T) {
	t.Parallel()
	words := spoken(t)
	cases := strings.Split(runbook(t), "\n### ")[1:]
	if len(cases) < 20 {
		t.Errorf("only %d cases", len(cases))
	}
	// What other programs say, and names of files and orders.
	foreign := regexp.MustCompile(`^(no space left on device|timedatectl|sudo |thuky |/|\.|drafts$|backups$|data/|storage\.url|web\.|zalo\.|telegram\.)`)
	for _, c := range cases {
		title, _, _ := strings.Cut(c, "\n")
		for _, mark := range []string{"\n- Thấy: ", "\n- Làm:", "\n- Ổn khi: "} {
			if !strings.Contains(c, mark) {
				t.Errorf("%s: no %q", title, mark)
			}
		}
		for line := range strings.Lines(c) {
			if !strings.HasPrefix(line, "- Thấy: ") && !strings.HasPrefix(line, "- Ổn khi: ") {
				continue
			}
			for _, quoted := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
				if foreign.MatchString(quoted[1]) {
					continue
				}
				for _, piece := range strings.Split(quoted[1], "…") {
					if piece = strings.Trim(piece, " :,.()“”"); piece != "" && !strings.Contains(words, piece) {
						t.Errorf("%s: the program never says %q", title, piece)
					}
				}
			}
		}
	}
}
