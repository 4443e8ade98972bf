package fuzztest

import (
	"os"
	"strings"
	"testing"
)

// spoiledEnv makes FuzzSpoiled fail where its input is none that it was given.
const spoiledEnv = "THUKY_TEST_FUZZ_SPOILED"

func FuzzSpoiled(f *testing.F) {
	f.Add("thư ký")
	f.Fuzz(func(t *testing.T, text string) {
		if os.Getenv(spoiledEnv) != "" && text != "thư ký" {
			t.Error("another text")
		}
	})
}

// TestFuzzTargets gives each fuzz target of this package some inputs.
func TestFuzzTargets(t *testing.T) {
	t.Parallel()
	Run(t)
}

// TestSpoiled: inputs are changed, and one that fails is told of with what it was.
func TestSpoiled(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	a := attempt{program: program, name: "FuzzSpoiled", inputs: 10, cache: t.TempDir(), folder: t.TempDir(), environ: []string{spoiledEnv + "=1"}}
	report := a.run(t.Context())
	for _, want := range []string{"another text", "go test fuzz v1", "string("} {
		if !strings.Contains(report, want) {
			t.Errorf("got %q, want %q", report, want)
		}
	}
	a.environ, a.folder = nil, t.TempDir()
	if report = a.run(t.Context()); report != "" {
		t.Errorf("a sound target: %s", report)
	}
}
