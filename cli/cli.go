// Package cli is the program that people run: its commands, its configuration, and
// the wiring. It is the only package that knows every adapter.
//
// Where to look: root.go lists the commands, each command group has a file
// (campaign.go, person.go, …), wire.go opens the store and builds the runtime,
// config.go holds the settings, text.go and the *_text.go files hold all words.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Version is the release.
const Version = "0.1.0"

// vietnam is the zone in which dates are read and printed. Vietnam keeps no summer time.
var vietnam = time.FixedZone("+07", 7*60*60)

// Env is what a command sees of the world around it.
type Env struct {
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Environ []string         // "NAME=value"
	Now     func() time.Time // the clock
	// SystemConfig is the configuration of this machine, read where neither --config nor a
	// config.toml in the folder says otherwise; "" for none.
	SystemConfig string
	// Reload gives orders to read the configuration again, until stop; serve asks for it once.
	// nil: nobody orders it.
	Reload func() (orders <-chan os.Signal, stop func())
}

// systemConfig is where packages put the configuration.
const systemConfig = "/etc/thuky/config.toml"

// Main runs the program with the real world around it and gives its exit code.
// SIGINT and SIGTERM end it politely, a second one at once.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return Run(ctx, os.Args[1:], Env{
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
		Environ: os.Environ(),
		Now:     time.Now,

		SystemConfig: systemConfig,
		Reload: func() (<-chan os.Signal, func()) {
			orders := make(chan os.Signal, 1)
			signal.Notify(orders, syscall.SIGHUP)
			return orders, func() { signal.Stop(orders) }
		},
	})
}

// Run carries out one command line and gives the exit code.
func Run(ctx context.Context, args []string, env Env) int {
	p := &program{env: env, current: new(atomic.Pointer[program])}
	root := p.root(args)
	root.SetArgs(append([]string{}, args...)) // nil would mean those of the process
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errTold) {
		fmt.Fprintln(env.Stderr, p.clean(err))
	}
	return exitCode(err)
}

// program is one run of the program.
type program struct {
	env    Env
	flags  globalFlags
	config Config // set before any command runs
	// whole is the configuration of all schools where there are several; then config is that of
	// the school with the id school.
	whole  *Config
	school string

	deployed *deployment              // of several schools that are served, else nil
	level    *slog.LevelVar           // of the log; nil before logger
	current  *atomic.Pointer[program] // while serve runs: with the settings that were read last
}

// globalFlags are the flags that every command takes.
type globalFlags struct {
	config string
	db     string
	school string
}

// clean gives the text of an error as people may see it, without secrets.
func (p *program) clean(err error) string {
	text := err.Error()
	if !isTold(err) {
		text = textUnforeseen(err)
	}
	return p.secrets().Blank(strings.TrimRight(text, "\n"))
}

// prepare reads the configuration of one school and what it names; it runs before every
// command that does work. Where there are several schools one must be chosen.
func (p *program) prepare() error {
	if err := p.configure(); err != nil {
		return err
	}
	if err := p.choose(); err != nil {
		return err
	}
	return p.furnish()
}

// configure reads the configuration alone.
func (p *program) configure() error {
	config, warnings, err := loadConfig(p.flags.config, p.env.SystemConfig, p.env.Environ)
	p.config, p.whole, p.school = config, nil, ""
	for _, w := range warnings {
		fmt.Fprintln(p.env.Stderr, w)
	}
	if err != nil {
		return err
	}
	if len(config.Schools) > 0 {
		p.whole = &config
	} else if p.flags.db != "" {
		p.config.Storage.URL = p.flags.db
	}
	return nil
}

// furnish reads what the configuration names.
func (p *program) furnish() (err error) {
	p.config.School.Organisations, err = readOrganisations(p.config.School.OrganisationsFile)
	return err
}

// now is the time in Vietnam.
func (p *program) now() time.Time { return p.env.Now().In(vietnam) }
