package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"thuky/metrics"
	"thuky/pdfium"
	"thuky/render/pdf"
)

// deployment is one running serve: its schools, and what they share.
type deployment struct {
	p        *program // with the settings of all
	log      *slog.Logger
	branches []*branch
	engine   *pdfium.Engine
	paper    *pdf.Converter
	measured *metrics.Process

	stopMetrics func() // nil while they are not served

	mu       sync.Mutex
	listener net.Listener // under mu: of the pages; nil before listen
}

// deployment makes what serve runs, and opens nothing yet.
func (p *program) deployment() *deployment {
	d := &deployment{p: p, log: p.logger(), engine: pdfium.NewEngine(p.cacheFolder("pdfium")), measured: metrics.NewProcess(Version)}
	d.paper = p.pageMaker(d.engine)
	d.branches = []*branch{newBranch(d, p, d.log)}
	return d
}

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

// handler answers everything that comes to the address of the pages.
func (d *deployment) handler() http.Handler { return &d.branches[0].door }

// reloads follows orders to read the configuration again until ctx ends.
func (d *deployment) reloads(ctx context.Context) {
	if d.p.env.Reload == nil {
		return
	}
	orders, stop := d.p.env.Reload()
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-orders:
			for _, b := range d.branches {
				b.reload(ctx)
			}
		}
	}
}
