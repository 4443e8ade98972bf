package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var declaredTest = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)

// testsIn are the tests, fuzz targets and benchmarks that the folders declare.
func testsIn(t *testing.T, folders ...string) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range declaredTest.FindAllStringSubmatch(string(data), -1) {
				known[m[1]] = true
			}
		}
	}
	return known
}

// TestSecurity: every threat of docs/security.md has a test or a file that shows what stands
// against it, in the folders named behind it where there are any.
func TestSecurity(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	known := testsIn(t, folders(t)...)
	threats := 0
	for line := range strings.Lines(string(data)) {
		if !regexp.MustCompile(`^\| \d+ \|`).MatchString(line) {
			continue
		}
		threats++
		columns := strings.Split(strings.TrimSuffix(strings.TrimSpace(line), "|"), "|")
		shown := columns[len(columns)-1]
		tests := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(shown, -1)
		files := regexp.MustCompile("`([a-z]+/[a-z_/]+(?:\\.go)?)`").FindAllStringSubmatch(shown, -1)
		if len(tests)+len(files) == 0 {
			t.Errorf("nothing shows: %s", line)
		}
		for _, m := range tests {
			if !known[m[1]] {
				t.Errorf("there is no %s: %s", m[1], line)
			}
		}
		for _, m := range files {
			if _, err := os.Stat(m[1]); err != nil {
				t.Errorf("there is no %s: %s", m[1], line)
			}
		}
		// A test behind which its folder stands is there, and not only somewhere.
		for _, m := range regexp.MustCompile("((?:`\\w+`(?:, )?)+) \\(([a-z/, ]+)\\)").FindAllStringSubmatch(shown, -1) {
			here := testsIn(t, strings.Split(m[2], ", ")...)
			for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(m[1], -1) {
				if !here[name[1]] {
					t.Errorf("there is no %s in %s", name[1], m[2])
				}
			}
		}
	}
	if threats < 20 {
		t.Errorf("only %d threats", threats)
	}
}

// folders are all that may hold Go files.
func folders(t *testing.T) (all []string) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
