package pdfium

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestOwnFolder: code is read back only from where nobody else can have put it.
func TestOwnFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if !ownFolder(filepath.Join(dir, "a", "b")) {
		t.Error("a new folder is ours")
	}
	if err := os.Chmod(filepath.Join(dir, "a"), 0o777); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && ownFolder(filepath.Join(dir, "a")) {
		t.Error("others may write there")
	}
	if file := filepath.Join(dir, "f"); os.WriteFile(file, nil, 0o600) != nil || ownFolder(file) || ownFolder("") {
		t.Error("no folder")
	}
}
