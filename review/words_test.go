package review

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/vntext"
)

// TestWords: what people read is NFC, without double spaces, and stands in the files of
// texts and tables; the tables are NFC, too.
func TestWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("text*.go")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files of texts, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s scanner.Scanner
		s.Init(token.NewFileSet().AddFile(file, -1, len(data)), data, nil, 0)
		for {
			pos, tok, lit := s.Scan()
			if tok == token.EOF {
				break
			}
			if tok == token.STRING && (vntext.NFC(lit) != lit || strings.Contains(lit, "  ") || strings.Contains(lit, "!")) {
				t.Errorf("%s:%d: %s", file, pos, lit)
			}
		}
	}
	tables, err := filepath.Glob("data/*.txt")
	if err != nil || len(tables) < 7 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	for _, file := range tables {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if vntext.NFC(string(data)) != string(data) || strings.Contains(string(data), "\r") {
			t.Errorf("%s is not NFC with plain line ends", file)
		}
	}
}
