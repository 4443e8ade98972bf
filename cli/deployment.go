package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"thuky/metrics"
	"thuky/pdfium"
	"thuky/render/pdf"
	"thuky/web"
)

// deployment is one running serve: its schools, and what they share.
type deployment struct {
	p        *program // with the settings of all
	log      *slog.Logger
	branches []*branch
	engine   *pdfium.Engine
	paper    *pdf.Converter
	measured *metrics.Process

	databases   databases
	pages       func() (*web.Look, error) // read once
	copying     chan struct{}             // holds one for every school whose store is copied at the moment
	stopMetrics func()                    // nil while they are not served

	mu       sync.Mutex
	listener net.Listener // under mu: of the pages; nil before listen
}

// copiesAtOnce is how many schools are copied at a time: all are due in the same minute.
const copiesAtOnce = 2

// deployment makes what serve runs, and opens nothing yet.
func (p *program) deployment() (*deployment, error) {
	schools, err := p.each()
	if err != nil {
		return nil, err
	}
	d := &deployment{
		p: p, engine: pdfium.NewEngine(p.cacheFolder("pdfium")), measured: metrics.NewProcess(Version),
		copying: make(chan struct{}, copiesAtOnce),
		pages:   sync.OnceValues(func() (*web.Look, error) { return web.NewLook(vietnam) }),
	}
	d.paper = p.pageMaker(d.engine)
	if p.whole == nil {
		d.p = schools[0] // with --db
		d.log = d.p.logger()
		d.branches = []*branch{newBranch(d, d.p, d.log)}
		return d, nil
	}
	p.env.Stdout, p.env.Stderr = &lineWriter{w: p.env.Stdout}, &lineWriter{w: p.env.Stderr}
	d.log = p.logger()
	for _, q := range schools {
		q.env, q.level, q.deployed = p.env, p.level, d
		q.current = new(atomic.Pointer[program])
		d.branches = append(d.branches, newBranch(d, q, d.log.With("school", q.school)))
	}
	return d, nil
}

// look is what the pages of all schools share; nil where there is one school.
func (d *deployment) look() (*web.Look, error) {
	if d == nil {
		return nil, nil
	}
	return d.pages()
}

// several tells whether the configuration is one of several schools, be it that one is served.
func (d *deployment) several() bool { return d.p.whole != nil }

// close ends what the schools shared.
func (d *deployment) close() {
	if d.stopMetrics != nil {
		d.stopMetrics()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.listener != nil {
		_ = d.listener.Close() // the server has closed it already
	}
	d.databases.close()
	_ = d.paper.Close()  // the system clears its temporary files
	_ = d.engine.Close() // nothing is kept
}

// listen takes the address of the pages, once; nil where there are none.
func (d *deployment) listen() (net.Listener, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	address := d.p.config.Web.Listen
	if address == "" || d.listener != nil {
		return d.listener, nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, failed(textCannotListen(address), err)
	}
	d.listener = listener
	return listener, nil
}

// run serves the pages, and lets work go on, until ctx ends or one of them fails; then
// both end. The web server ends first: it brings in updates.
func (d *deployment) run(ctx context.Context, work func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var serving sync.WaitGroup
	var webErr error
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	listener, err := d.listen()
	if err != nil {
		return err
	}
	if listener != nil {
		server := &http.Server{
			Handler: d.handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
			WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		}
		server.RegisterOnShutdown(func() {
			for _, b := range d.branches {
				b.hush()
			}
		})
		serving.Go(func() {
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				webErr = failed(textWebBroken, err)
				cancel()
			}
		})
		serving.Go(func() {
			<-ctx.Done()
			limited, stop := context.WithTimeout(context.WithoutCancel(ctx), shutdownLimit)
			defer stop()
			if server.Shutdown(limited) != nil {
				_ = server.Close() // requests that hang are cut off: their updates come again
			}
		})
	}
	go func() {
		<-ctx.Done()
		serving.Wait()
		stopWork()
	}()
	err = work(working)
	cancel()
	serving.Wait()
	return errors.Join(webErr, err)
}
