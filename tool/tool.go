// Package tool runs the programs of others that are installed on this machine, such as
// LibreOffice and tesseract: it finds them, sets limits of time and output, and
// leaves nothing behind of a program that hangs. It knows nothing of reports.
package tool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// ErrSlow is the error when a program was ended at its limit.
var ErrSlow = errors.New("the program took too long")

// environment gives that of this process for nil.
func environment(environ []string) []string {
	if environ == nil {
		return os.Environ()
	}
	return environ
}

// Find gives the path of the first of the programs that is installed, "" for none. They
// are looked for in the PATH of an environment ("NAME=value"); nil is that of this process.
func Find(environ []string, names ...string) string {
	var path string
	for _, v := range environment(environ) {
		if name, value, _ := strings.Cut(v, "="); name == "PATH" || runtime.GOOS == "windows" && strings.EqualFold(name, "PATH") {
			path = value
		}
	}
	for _, name := range names {
		for _, dir := range filepath.SplitList(path) {
			if !filepath.IsAbs(dir) {
				continue // never a program of the folder one happens to be in
			}
			if found, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
				return found
			}
		}
	}
	return ""
}

// Call is one run of a program.
type Call struct {
	Path    string
	Args    []string
	Environ []string // nil is the environment of this process
	Extra   []string // set on top of Environ
	Dir     string   // where it runs; "" is the current folder
	Stdin   []byte
	Limit   time.Duration
}

// maxOutput is how much of a program's output is kept.
const maxOutput = 8 << 20

// Run runs a program and gives what it prints. It and all that it started are killed
// when ctx ends, whose cause is then the error, or at the limit, which gives ErrSlow.
func Run(ctx context.Context, c Call) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Limit, ErrSlow)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.Path, c.Args...)
	cmd.Env = append(append([]string{}, environment(c.Environ)...), c.Extra...)
	cmd.Dir = c.Dir
	cmd.Stdin = bytes.NewReader(c.Stdin)
	var out, errs capped
	cmd.Stdout, cmd.Stderr = &out, &errs
	ownGroup(cmd)
	cmd.WaitDelay = 2 * time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(c.Path), err, firstLines(errs.kept.String()+out.kept.String()))
	}
	return out.kept.Bytes(), nil
}

// capped keeps the first maxOutput bytes written to it and drops the others. The
// buffer is not embedded: its ReadFrom would be used instead of Write.
type capped struct{ kept bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	if room := maxOutput - c.kept.Len(); room > 0 {
		c.kept.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

// firstLines gives the beginning of a program's complaint.
func firstLines(text string) string {
	text = strings.ToValidUTF8(strings.TrimSpace(text), "")
	if runes := []rune(text); len(runes) > 300 {
		text = string(runes[:300]) + "…"
	}
	return text
}
