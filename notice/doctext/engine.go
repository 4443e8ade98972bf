package doctext

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Engine is PDFium, compiled to WebAssembly and run inside this process: no C, and a
// broken or hostile PDF reaches neither files nor network nor our memory.
//
// It starts with the first PDF, which takes seconds while it is compiled, or a
// fraction of one from the cache of an earlier run. It serves one file at a time,
// whoever else comes waits. It is safe for concurrent use.
type Engine struct {
	cacheDir string
	turn     chan struct{} // holds one while a file is served

	mu     sync.Mutex // guards what follows
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	closed bool
}

// enginePages is the most memory a PDF may take, in pages of 64 KiB: 512 MiB.
const enginePages = 8192

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
func (e *Engine) start() (pdfium.Pool, error) {
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
		return nil, fmt.Errorf("start pdfium: %w", err)
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

// engineError is a failure of the engine, not of the file.
type engineError struct{ error }

func (e engineError) Unwrap() error { return e.error }

// use waits for its turn and lends a fresh instance of PDFium to work. When ctx ends,
// the instance is killed under it and work's calls fail; use then gives the cause of ctx.
func (e *Engine) use(ctx context.Context, work func(pdfium.Pdfium) error) error {
	// The pool would wait too, but tells the end of ctx from no other failure.
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	pool, err := e.start()
	if err != nil {
		return engineError{err}
	}
	if ctx.Err() != nil { // while it was compiled
		return context.Cause(ctx)
	}
	in, err := pool.GetInstanceWithContext(context.WithoutCancel(ctx))
	if err != nil {
		return engineError{fmt.Errorf("start an instance of pdfium: %w", err)}
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
