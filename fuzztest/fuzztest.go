// Package fuzztest lets the ordinary tests of a package fuzz for a moment: each fuzz target of
// the package, whichever there are, gets some inputs that nobody has thought of.
//
// A package with fuzz targets has one test for all of them:
//
//	func TestFuzzTargets(t *testing.T) { t.Parallel(); fuzztest.Run(t) }
//
// The targets run in the test binary itself, which costs no build, but mutates without looking
// at coverage; "make fuzz" does that, for longer. What fails is kept in testdata/fuzz, as by
// "go test -fuzz", and fails from then on in every run until it is mended.
package fuzztest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Env sets how many inputs each target gets; 0 is none.
const Env = "THUKY_TEST_FUZZ"

// byDefault is how many inputs each target gets where Env says nothing.
const byDefault = 300

// Run runs every fuzz target of the test binary for a number of inputs, which counts work and
// not time: a slow machine does as much as a fast one.
func Run(t *testing.T) {
	t.Helper()
	if f := flag.Lookup("test.fuzz"); f != nil && f.Value.String() != "" {
		return // we are fuzzed already
	}
	n := byDefault
	if text := os.Getenv(Env); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 0 {
			t.Fatalf("%s=%q: want a number like %d", Env, text, byDefault)
		}
	}
	if n == 0 || testing.Short() {
		t.Skip("no fuzzing is wanted")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	names, err := targets(t.Context(), program)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Error("there is no fuzz target in this package")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			a := attempt{program: program, name: name, inputs: n, cache: t.TempDir()}
			if report := a.run(t.Context()); report != "" {
				t.Error(report)
			}
		})
	}
}

// targets are the fuzz targets of a test binary.
func targets(ctx context.Context, program string) ([]string, error) {
	out, err := exec.CommandContext(ctx, program, "-test.list=^Fuzz").Output()
	var names []string
	for line := range strings.Lines(string(out)) {
		if name := strings.TrimSpace(line); strings.HasPrefix(name, "Fuzz") {
			names = append(names, name)
		}
	}
	return names, err
}

// attempt is one target under some inputs.
type attempt struct {
	program, name string
	inputs        int
	cache         string   // a folder of its own
	folder        string   // where it runs; "": here
	environ       []string // besides ours
}

// kept is where a failing input was put.
var kept = regexp.MustCompile(`Failing input written to (\S+)`)

// run tells what was wrong, "" for nothing.
func (a attempt) run(ctx context.Context) string {
	cmd := exec.CommandContext(ctx, a.program, "-test.run=^$", "-test.fuzz=^"+a.name+"$", "-test.fuzztime="+strconv.Itoa(a.inputs)+"x",
		"-test.parallel=1", "-test.fuzzcachedir="+a.cache)
	// With -race a process waits a second at its end for late reports; the target has ended by then.
	cmd.Dir, cmd.Env = a.folder, append(cmd.Environ(), "GORACE=atexit_sleep_ms=0 "+os.Getenv("GORACE"))
	cmd.Env = append(cmd.Env, a.environ...)
	out, err := cmd.CombinedOutput()
	if err == nil {
		return ""
	}
	report := fmt.Sprintf("%v\n%s", err, out)
	if m := kept.FindSubmatch(out); m != nil {
		// Whoever reads this may not have the file: CI throws its tree away.
		input, err := os.ReadFile(filepath.Join(a.folder, filepath.FromSlash(string(m[1]))))
		report += fmt.Sprintf("the input (%v):\n%s", err, input)
	}
	return report
}
