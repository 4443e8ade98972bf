package doctext

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

// errToolSlow is the cause when a program was ended at its limit.
var errToolSlow = errors.New("the program took too long")

// environ gives the environment of the programs that are called.
func (o Options) environ() []string {
	if o.Environ == nil {
		return os.Environ()
	}
	return o.Environ
}

// find gives the path of the first of the programs that is installed, "" for none.
func (o Options) find(names ...string) string {
	var path string
	for _, v := range o.environ() {
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

// maxOutput is how much of a program's output is kept.
const maxOutput = maxText

// run calls a program and gives what it prints. It and all that it started are
// killed when ctx ends or the limit is reached, which makes errToolSlow the error.
func (o Options) run(ctx context.Context, limit time.Duration, dir string, stdin []byte, extra []string, name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errToolSlow)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(append([]string{}, o.environ()...), extra...)
	cmd.Dir = dir
	cmd.Stdin = bytes.NewReader(stdin)
	var out, errs capped
	cmd.Stdout, cmd.Stderr = &out, &errs
	ownGroup(cmd)
	cmd.WaitDelay = 2 * time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(name), err, firstLines(errs.String()+out.String()))
	}
	return out.Bytes(), nil
}

// capped keeps the first maxOutput bytes written to it and drops the others.
type capped struct{ bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	if room := maxOutput - c.Len(); room > 0 {
		c.Buffer.Write(p[:min(len(p), room)])
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
