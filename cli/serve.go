package cli

import (
	"context"
	"errors"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"
)

// shutdownLimit is how long open HTTP requests have to end. The runtime then takes
// up to five seconds more for what is due to be sent.
const shutdownLimit = 5 * time.Second

func (p *program) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "chạy trợ lý trên các nền tảng đã cấu hình, cho tới khi bị dừng",
		Long:  textServeLong,
		Args:  exactly(),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.configure(); err != nil {
				return err
			}
			return p.serve(c.Context())
		},
	}
}

// serve runs the bot until ctx ends. What it opens is closed in reverse order.
func (p *program) serve(ctx context.Context) (err error) {
	// On one CPU a goroutine that waits for the disk would hold up all others.
	if runtime.GOMAXPROCS(0) < 2 {
		runtime.GOMAXPROCS(2)
	}
	defer holdReserve()()
	d, err := p.deployment()
	if err != nil {
		return err
	}
	defer d.close()
	if d.several() {
		return d.serveAll(ctx)
	}
	return d.serveOne(ctx)
}

// serveOne serves the only school: where it cannot go on the program ends.
func (d *deployment) serveOne(ctx context.Context) (err error) {
	b := d.branches[0]
	o, err := b.open(ctx)
	if err != nil {
		return unlessTold(ctx, err)
	}
	defer func() { err = errors.Join(err, o.close()) }()
	if err := d.serveMetrics(); err != nil {
		return err
	}
	reloading, stopReloading := context.WithCancel(ctx)
	defer stopReloading()
	go d.reloads(reloading)
	if err := o.greet(ctx); err != nil {
		return unlessTold(ctx, err)
	}
	d.p.say(textServeRunning(os.Getpid()))
	err = d.run(ctx, o.run)
	o.farewell()
	return err
}

// unlessTold is the error of a start, none where it only says that we were told to end.
func unlessTold(ctx context.Context, err error) error {
	if told := ctx.Err(); told != nil && errors.Is(err, told) {
		return nil
	}
	return err
}
