package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestFuzzTargetsRun: a package that has fuzz targets gives them some inputs in every test run.
func TestFuzzTargetsRun(t *testing.T) {
	t.Parallel()
	packages := 0
	for _, p := range listPackages(t) {
		has, runs := false, false
		for _, file := range slices.Concat(p.TestGoFiles, p.XTestGoFiles) {
			source, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				t.Fatal(err)
			}
			has = has || bytes.Contains(source, []byte("\nfunc Fuzz"))
			runs = runs || bytes.Contains(source, []byte("\tfuzztest.Run(t)\n")) || p.name() == "fuzztest"
		}
		if has {
			packages++
		}
		if has && !runs {
			t.Errorf("%s has fuzz targets that only \"make fuzz\" runs; give it a test that calls fuzztest.Run(t)", p.name())
		}
	}
	if packages < 20 {
		t.Errorf("fuzz targets were found in %d packages only", packages)
	}
}
