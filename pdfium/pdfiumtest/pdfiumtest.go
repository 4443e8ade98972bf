// Package pdfiumtest lends one PDFium to all tests of a package: to start it takes
// seconds, and ten times as long with the race detector.
package pdfiumtest

import (
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"testing"

	"thuky/pdfium"
)

// CacheVariable names the environment variable with the folder for the compiled engine.
const CacheVariable = "THUKY_TEST_PDFIUM_CACHE"

// Engine is the one of the tests. Main closes it.
var Engine = sync.OnceValue(func() *pdfium.Engine { return pdfium.NewEngine(os.Getenv(CacheVariable)) })

// Main is for TestMain: it runs the tests and gives the exit code.
func Main(m *testing.M) int {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	return code
}

// run runs the tests. With the race detector, which makes the compiling of the engine
// take half a minute, a test of package pdfium without it compiles the engine first.
func run(m *testing.M) (int, error) {
	info, ok := debug.ReadBuildInfo()
	raced := ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
	if raced && os.Getenv(CacheVariable) == "" {
		dir, err := os.MkdirTemp("", "thuky-pdfium")
		if err != nil {
			return 1, err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // the system clears its temporary files
		if err := os.Setenv(CacheVariable, dir); err != nil {
			return 1, err
		}
		if out, err := exec.Command("go", "test", "-count=1", "-run=^TestEngineKept$", "thuky/pdfium").CombinedOutput(); err != nil {
			return 1, fmt.Errorf("compile the engine: %w\n%s", err, out)
		}
	}
	return m.Run(), Engine().Close()
}

// Page makes a PDF of one page, A4, out of what is drawn on it; /F is Helvetica.
func Page(draw string) []byte {
	return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" +
		"4 0 obj<</Length " + strconv.Itoa(len(draw)) + ">>stream\n" + draw + "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}
