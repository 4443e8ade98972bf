package tool

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake gives the options for a LibreOffice of a few lines, which has the file to read
// in $file, its profile in $profile and the folder to write to in $out.
func fake(t *testing.T, workers int, script string) OfficeOptions {
	t.Helper()
	const args = `for a; do case "$last" in --outdir) out=$a;; esac; case "$a" in -env:*) profile=${a#*://};; esac; last=$a; file=$a; done; mkdir -p "$out"
`
	return OfficeOptions{Path: program(t, "soffice", args+script), Workers: workers, Environ: []string{"PATH=/bin:/usr/bin"}}
}

func TestConvert(t *testing.T) {
	t.Parallel()
	// The real one writes its settings back; here the second call finds a note of the first.
	o := NewOffice(fake(t, 1, `n=$(cat "$profile/n" 2>/dev/null); (cat "$file"; echo "$n") > "$out/document.pdf"; echo x$n > "$profile/n"`))
	for _, want := range []string{"một\n", "mộtx\n", "mộtxx\n"} {
		got, err := o.Convert(t.Context(), []byte("một"), ".docx", "pdf:writer_pdf_Export")
		if err != nil || string(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	s := <-o.free
	left, err := filepath.Glob(filepath.Join(s.folder, "*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "profile" {
		t.Errorf("left: %v %v", left, err)
	}
	o.free <- s
	if err := os.RemoveAll(s.folder); err != nil { // as the system may do
		t.Fatal(err)
	}
	if got, err := o.Convert(t.Context(), []byte("hai"), ".docx", "pdf"); err != nil || string(got) != "hai\n" {
		t.Errorf("with the folder gone: got %q, %v", got, err)
	}
	folder := s.folder
	for range 2 {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder of the worker was left: %v", err)
	}
	if _, err := o.Convert(t.Context(), nil, ".docx", "pdf"); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: got %v", err)
	}
}

func TestConvertFails(t *testing.T) {
	t.Parallel()
	if _, err := NewOffice(OfficeOptions{Environ: []string{}}).Convert(t.Context(), nil, ".docx", "pdf"); !errors.Is(err, ErrNoOffice) {
		t.Errorf("not installed: got %v", err)
	}
	for _, c := range []struct {
		name, script string
		limit        time.Duration
		is           error
		want         string
	}{
		{"silent", "echo không đọc được", 0, ErrNoResult, "không đọc được"},
		{"fails", "echo hỏng >&2; exit 77", 0, nil, "hỏng"},
		{"hangs", "sleep 600 & wait", 200 * time.Millisecond, ErrSlow, ""},
		{"floods", `truncate -s 70000000 "$out/document.pdf"`, 0, nil, "64 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			opts := fake(t, 1, c.script)
			opts.Limit = c.limit
			o := NewOffice(opts)
			defer o.Close() //nolint:errcheck // checked elsewhere
			_, err := o.Convert(t.Context(), nil, ".docx", "pdf")
			if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
			s := <-o.free
			if left, _ := filepath.Glob(filepath.Join(s.folder, "*")); len(left) != 0 {
				t.Errorf("after a failure there is left: %v", left)
			}
			o.free <- s
		})
	}
}

// TestConvertWorkers: no more run at a time than there are workers, each in a profile
// of its own, and who waits waits no longer than their context.
func TestConvertWorkers(t *testing.T) {
	t.Parallel()
	gate := t.TempDir()
	// Each leaves a mark, then waits until it may go on.
	o := NewOffice(fake(t, 2, `mkdir "$profile/busy" || exit 9; touch "`+gate+`/in$$"; while [ ! -e "`+gate+`/open" ]; do sleep 0.02; done; ls "`+gate+`" | grep -c in > "$out/document.pdf"; rmdir "$profile/busy"`))
	defer o.Close() //nolint:errcheck // checked elsewhere
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			if got, err := o.Convert(t.Context(), nil, ".docx", "pdf"); err != nil || string(got) != "2\n" {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	until(t, "the two do not run at the same time", func() bool {
		marks, err := filepath.Glob(filepath.Join(gate, "in*"))
		return err == nil && len(marks) == 2
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := o.Convert(ctx, nil, ".docx", "pdf"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the third: got %v", err)
	}
	if err := os.WriteFile(filepath.Join(gate, "open"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	all.Wait()
}
