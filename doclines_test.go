package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// guides are the files that people read to run the program.
func guides(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	read := func(path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = string(data)
	}
	for _, path := range []string{"README.md", "README.vi.md", "CHANGELOG.md", "config.example.toml"} {
		read(path)
	}
	for _, root := range []string{"docs", "deploy"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch filepath.Ext(path) {
			case ".md", ".service", ".yaml", ".yml", ".sh", "":
				if err == nil && !d.IsDir() {
					read(path)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// quotedLine finds command lines: in code within a line, and on a line of its own.
var quotedLine = regexp.MustCompile("(?m)`(?:sudo -u thuky |docker [^`\n]* )?(?:thuky|go run \\.) ([^`\n]+)`|^[ $]*(?:sudo (?:-u thuky )?)?(?:/usr/bin/)?(?:thuky|go run \\.) ([^\n]+)$")

// TestGuideCommands: every command line that a document or a help text quotes names a command
// that exists, with flags that it has.
func TestGuideCommands(t *testing.T) {
	t.Parallel()
	helps := map[string]string{}
	help := func(words ...string) string {
		key := strings.Join(words, " ")
		if _, ok := helps[key]; !ok {
			text, ok := asks(t, words...)
			if !ok {
				text = ""
			}
			helps[key] = text
		}
		return helps[key]
	}
	sub := regexp.MustCompile(`(?m)^  ([a-z]+)  `)
	commands := 0
	texts := guides(t)
	var helpOf func(words ...string)
	helpOf = func(words ...string) {
		text := help(words...)
		texts[strings.Join(append([]string{"thuky"}, append(words, "--help")...), " ")] = text
		_, list, _ := strings.Cut(text, "Các lệnh:")
		for _, m := range sub.FindAllStringSubmatch(list, -1) {
			helpOf(append(words[:len(words):len(words)], m[1])...)
		}
	}
	helpOf()
	for path, text := range texts {
		for _, m := range quotedLine.FindAllStringSubmatch(text, -1) {
			line := m[1] + m[2]
			line, _, _ = strings.Cut(line, " # ")
			line, _, _ = strings.Cut(line, "   ")
			line, _, _ = strings.Cut(line, " < ")
			fields := strings.FieldsFunc(line, unicode.IsSpace)
			for len(fields) > 2 && (fields[0] == "--school" || fields[0] == "--config" || fields[0] == "--db") {
				fields = fields[2:]
			}
			if len(fields) == 0 || strings.ContainsFunc(fields[0], func(c rune) bool { return c > unicode.MaxASCII }) {
				continue // a sentence that begins with the program's name
			}
			var words []string
			at := help()
			for len(fields) > len(words) && strings.Contains(at, "LỆNH") {
				name := fields[len(words)]
				if strings.HasPrefix(name, "-") || name == "…" || strings.Contains(name, "LỆNH") {
					break
				}
				known := false
				for _, s := range sub.FindAllStringSubmatch(at, -1) {
					known = known || s[1] == name
				}
				if !known {
					t.Errorf("%s: there is no command %q in «thuky %s»", path, name, line)
					break
				}
				words = append(words, name)
				at = help(words...)
			}
			commands++
			for _, f := range fields[len(words):] {
				f = strings.Trim(f, "[]()…,.;")
				name, _, _ := strings.Cut(f, "=")
				if strings.HasPrefix(name, "-") && len(name) > 1 && !unicode.IsDigit(rune(name[1])) && !regexp.MustCompile(`(?m)(^|[ ,])`+regexp.QuoteMeta(name)+`[ ,\n]`).MatchString(at) && name != "--version" && name != "--help" {
					t.Errorf("%s: «thuky %s» has no flag %s", path, line, name)
				}
			}
		}
	}
	if commands < 100 {
		t.Errorf("only %d command lines found", commands)
	}
}

// anchor gives the name under which a heading can be reached.
func anchor(heading string) string {
	heading = strings.ToLower(strings.NewReplacer("`", "", "*", "").Replace(strings.TrimSpace(heading)))
	var b strings.Builder
	for _, c := range heading {
		switch {
		case c == ' ':
			b.WriteByte('-')
		case unicode.IsLetter(c), unicode.IsDigit(c), unicode.IsMark(c), c == '-', c == '_':
			b.WriteRune(c)
		}
	}
	return b.String()
}

// TestGuideLinks: every link from one document to another, or to a picture or a heading, has
// something at its end.
func TestGuideLinks(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	title := regexp.MustCompile(`(?m)^#+ +(.+)$`)
	links := 0
	for path, text := range guides(t) {
		if filepath.Ext(path) != ".md" {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			links++
			file, part, _ := strings.Cut(m[1], "#")
			target := filepath.Join(filepath.Dir(path), file)
			if file == "" {
				target = path
			}
			data, err := os.ReadFile(target)
			if info, e := os.Stat(target); e == nil && info.IsDir() {
				continue
			}
			if err != nil {
				t.Errorf("%s: the link %s leads nowhere", path, m[1])
				continue
			}
			found := part == ""
			for _, h := range title.FindAllStringSubmatch(string(data), -1) {
				found = found || anchor(h[1]) == part
			}
			if !found {
				t.Errorf("%s: %s has no heading #%s", path, target, part)
			}
		}
	}
	if links < 50 {
		t.Errorf("only %d links found", links)
	}
}
