package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Errors of Office.Convert, besides ErrSlow and the causes of contexts.
var (
	ErrNoOffice = errors.New("LibreOffice is not installed")
	// ErrNoResult is the error when LibreOffice ran and gave no file, which is how it
	// refuses one that it cannot read.
	ErrNoResult = errors.New("LibreOffice made no file")
	ErrClosed   = errors.New("the converter is closed")
)

// OfficeOptions say how LibreOffice is run. The zero value will do.
type OfficeOptions struct {
	Path    string        // of soffice; "" looks for it in the PATH of Environ
	Environ []string      // nil is the environment of this process
	Workers int           // how many run at a time, each of which takes 200 MB; 0 is one
	Limit   time.Duration // of one conversion; 0 is a minute
}

// Office converts documents with LibreOffice, one start of it for each document. Each
// worker has a profile of its own, because two LibreOffices with one profile disturb
// each other and one that is open on the desktop would swallow the order. The profile
// is kept between conversions, which makes them a fifth faster, and made anew after a
// failure. Safe for concurrent use.
type Office struct {
	opts OfficeOptions
	free chan *seat // the workers that are idle
}

// seat is the folder of one worker: "profile", and the files under way.
type seat struct {
	folder string // "" before the first conversion
}

// NewOffice gives a converter; nothing is started yet. Close removes its folders.
func NewOffice(opts OfficeOptions) *Office {
	opts.Workers = max(opts.Workers, 1)
	if opts.Limit <= 0 {
		opts.Limit = time.Minute
	}
	o := &Office{opts: opts, free: make(chan *seat, opts.Workers)}
	for range opts.Workers {
		o.free <- &seat{}
	}
	return o
}

// FindOffice gives the path of LibreOffice, "" where it is not installed.
func FindOffice(environ []string) string { return Find(environ, "soffice", "libreoffice") }

// Close waits for the conversions under way and removes the folders; a conversion
// after it fails with ErrClosed. It may be called again, but not at the same time.
func (o *Office) Close() error {
	var all []error
	for range o.opts.Workers {
		s, open := <-o.free
		if !open {
			return nil
		}
		if s.folder != "" {
			all = append(all, os.RemoveAll(s.folder))
		}
	}
	close(o.free)
	return errors.Join(all...)
}

// maxResult is the largest file that is taken from LibreOffice, in bytes.
const maxResult = 64 << 20

// Convert turns a document into another format. from is the ending of its kind
// (".docx"); to is what --convert-to takes, "pdf" or "docx:MS Word 2007 XML", whose
// beginning is the ending of the result. It waits for a worker no longer than ctx.
func (o *Office) Convert(ctx context.Context, data []byte, from, to string) ([]byte, error) {
	path := o.opts.Path
	if path == "" {
		if path = FindOffice(o.opts.Environ); path == "" {
			return nil, ErrNoOffice
		}
	}
	var s *seat
	var open bool
	select {
	case s, open = <-o.free:
		if !open {
			return nil, ErrClosed
		}
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { o.free <- s }()
	result, err := s.convert(ctx, o.opts, path, data, from, to)
	if err != nil && s.folder != "" { // killed in the midst of it, the profile may be torn
		err = errors.Join(err, os.RemoveAll(filepath.Join(s.folder, "profile")))
	}
	return result, err
}

func (s *seat) convert(ctx context.Context, opts OfficeOptions, path string, data []byte, from, to string) (result []byte, err error) {
	profile, err := s.profile()
	if err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp(s.folder, "work-*")
	if err != nil {
		return nil, fmt.Errorf("make a folder for LibreOffice: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	source := filepath.Join(work, "document"+from)
	if err := os.WriteFile(source, data, 0o600); err != nil {
		return nil, fmt.Errorf("write for LibreOffice: %w", err)
	}
	out := filepath.Join(work, "out") // beside the source, whose ending may be that of the result
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(profile)}
	printed, err := Run(ctx, Call{
		Path: path, Environ: opts.Environ, Dir: work, Limit: opts.Limit,
		Args: []string{
			"-env:UserInstallation=" + address.String(), "--headless", "--norestore", "--nolockcheck", "--nodefault",
			"--convert-to", to, "--outdir", out, source,
		},
	})
	if err != nil {
		return nil, err
	}
	ending, _, _ := strings.Cut(to, ":")
	result, err = readResult(filepath.Join(out, "document."+ending))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNoResult, firstLines(string(printed)))
	}
	return result, err
}

func readResult(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(io.LimitReader(f, maxResult+1))
	if err == nil && len(data) > maxResult {
		err = fmt.Errorf("LibreOffice made a file of more than %d MB", maxResult>>20)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// profileSettings are those of a LibreOffice that opens foreign files: no macros,
// nothing fetched from elsewhere.
const profileSettings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// profile gives the folder of the profile, made unless it is there: the system clears
// its temporary files when it likes.
func (s *seat) profile() (string, error) {
	if s.folder != "" {
		profile := filepath.Join(s.folder, "profile")
		if _, err := os.Stat(filepath.Join(profile, "user", "registrymodifications.xcu")); err == nil {
			return profile, nil
		}
		if err := os.RemoveAll(s.folder); err != nil {
			return "", fmt.Errorf("clear the profile of LibreOffice: %w", err)
		}
	}
	folder, err := os.MkdirTemp("", "thuky-office-*")
	if err != nil {
		return "", fmt.Errorf("make a folder for LibreOffice: %w", err)
	}
	s.folder = folder
	profile := filepath.Join(folder, "profile")
	user := filepath.Join(profile, "user")
	if err := errors.Join(
		os.MkdirAll(user, 0o700),
		os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(profileSettings), 0o600),
	); err != nil {
		return "", fmt.Errorf("make a profile for LibreOffice: %w", err)
	}
	return profile, nil
}
