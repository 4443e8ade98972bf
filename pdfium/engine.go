// Package pdfium reads and draws PDF files. It is the one place that knows PDFium,
// which is compiled to WebAssembly and run inside this process: no C, and a broken or
// hostile PDF reaches neither files nor network nor our memory. It knows nothing of reports.
package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	gopdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Engine is PDFium ready for use. It starts with the first PDF, which takes seconds and
// 400 MB of memory while it is compiled, or a tenth of a second from the cache of an
// earlier run; afterwards it keeps some 60 MB. It serves one file at a time, whoever
// else comes waits. It is safe for concurrent use.
type Engine struct {
	cacheDir string
	turn     chan struct{} // holds one while a file is served

	mu     sync.Mutex // guards what follows
	pool   gopdfium.Pool
	cache  wazero.CompilationCache
	closed bool
}

// enginePages is the most memory a PDF may take, in pages of 64 KiB: 512 MiB.
const enginePages = 8192

// ErrEngine is wrapped by failures of the engine, as against those of a file.
var ErrEngine = errors.New("pdfium does not run")

// NewEngine gives an engine that is not started yet. The compiled code is kept in
// cacheDir, about 22 MB, and trusted when it is read back: a folder in which others
// may write is not used. "" keeps nothing.
func NewEngine(cacheDir string) *Engine {
	return &Engine{cacheDir: cacheDir, turn: make(chan struct{}, 1)}
}

// Close ends the engine; files under way fail. It may be called more than once.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	var err error
	if e.pool != nil {
		err = e.pool.Close()
		e.pool = nil
	}
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
		e.cache = nil
	}
	return err
}

// start compiles PDFium unless that was done.
func (e *Engine) start() (gopdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.closed:
		return nil, errors.New("the engine is closed")
	case e.pool != nil:
		return e.pool, nil
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // PDFium's longjmp
		WithCloseOnContextDone(true).                                                      // else a PDF could keep the processor for ever
		WithMemoryLimitPages(enginePages)
	if ownFolder(e.cacheDir) {
		if cache, err := wazero.NewCompilationCacheWithDir(e.cacheDir); err == nil {
			e.cache = cache
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)),
		MaxIdle:       1,
		MaxTotal:      1,
		FSConfig:      wazero.NewFSConfig(), // no folder of this machine
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, err
	}
	e.pool = pool
	return pool, nil
}

// ownFolder makes a folder unless it is there, and tells whether only we can write in it.
func ownFolder(path string) bool {
	if path == "" || os.MkdirAll(path, 0o700) != nil {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir() && (runtime.GOOS == "windows" || info.Mode().Perm()&0o022 == 0)
}

// use waits for its turn and lends a fresh instance of PDFium to work. When ctx ends,
// the instance is killed under it and work's calls fail; use then gives the cause of ctx.
func (e *Engine) use(ctx context.Context, work func(gopdfium.Pdfium) error) error {
	// The pool would wait too, but tells the end of ctx from no other failure.
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	pool, err := e.start()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrEngine, err)
	}
	if ctx.Err() != nil { // while it was compiled
		return context.Cause(ctx)
	}
	in, err := pool.GetInstanceWithContext(context.WithoutCancel(ctx))
	if err != nil {
		return fmt.Errorf("%w: start an instance: %w", ErrEngine, err)
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = in.Kill() // it is gone either way
	})
	err = work(in)
	if stop() {
		return errors.Join(err, in.Close())
	}
	<-killed
	return context.Cause(ctx)
}
