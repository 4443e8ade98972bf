package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/bot/telegram"
	"thuky/bot/terminal"
	"thuky/bot/zalo"
	"thuky/bot/zalooa"
	"thuky/chat"
	"thuky/metrics"
	"thuky/pdfium"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
	"thuky/workday"
)

// firstInvitation is how long the invitation of the first admin holds.
const firstInvitation = 48 * time.Hour

// shutdownLimit is how long open HTTP requests have to end. The runtime then takes
// up to five seconds more for what is due to be sent.
const shutdownLimit = 5 * time.Second

func (p *program) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "chạy trợ lý trên các nền tảng đã cấu hình, cho tới khi bị dừng",
		Long:  textServeLong,
		Args:  exactly(),
		RunE:  p.doing(func(c *cobra.Command, _ []string) error { return p.serve(c.Context()) }),
	}
}

// serve runs the bot until ctx ends. What it opens is closed in reverse order.
func (p *program) serve(ctx context.Context) (err error) {
	// On one CPU a goroutine that waits for the disk would hold up all others.
	if runtime.GOMAXPROCS(0) < 2 {
		runtime.GOMAXPROCS(2)
	}
	defer holdReserve()()
	log := p.logger()
	platform, err := p.telegramTransport(log)
	if err != nil {
		return err
	}
	if p.config.Telegram.Mode == telegram.ModeWebhook && platform != nil && p.config.Web.Listen == "" {
		return failed(textWebhookNeedsWeb, nil)
	}
	onZalo, err := p.zaloTransport(log)
	if err != nil {
		return err
	}
	planner, err := p.planner(nil)
	if err != nil {
		return err
	}
	templates, err := p.library()
	if err != nil {
		return err
	}
	s, err := p.openForServe(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, storeFailure(s.Close())) }()
	onOA, err := p.zaloOATransport(log, storeMemory{s})
	if err != nil {
		return err
	}
	var listener net.Listener
	if p.config.Web.Listen != "" {
		if listener, err = net.Listen("tcp", p.config.Web.Listen); err != nil {
			return failed(textCannotListen(p.config.Web.Listen), err)
		}
		defer listener.Close() //nolint:errcheck // the server has closed it already
	}
	var transports []chat.Transport
	if platform != nil {
		transports = append(transports, platform)
	}
	if onZalo != nil {
		transports = append(transports, onZalo)
	}
	if onOA != nil {
		transports = append(transports, onOA)
	}
	engine := pdfium.NewEngine(p.cacheFolder("pdfium"))
	defer engine.Close() //nolint:errcheck // nothing is kept
	paper := p.pageMaker(engine)
	defer paper.Close() //nolint:errcheck // the system clears its temporary files
	mine := &shelf{folder: p.config.Templates.Folder, log: log, last: templates}
	pages, err := p.webServer(ctx, s, log, mine, engine, paper, slices.Clone(transports))
	if err != nil {
		return err
	}
	if pages != nil {
		transports = append(transports, pages)
	}
	config := bot.Config{
		Store: s, School: p.config.School, Zone: vietnam, Log: log, Now: p.env.Now,
		Draft: writeDraft(logUnusable(log)), Extract: p.extractor(engine), Sheets: readTables, Evidence: keepEvidence, Pages: firstPages(paper), Transports: transports, Reminders: planner, Link: p.chatLink(platform),
		Library: templates.all(), LibraryRenewed: mine.renewed, KeepTemplate: mine.keeper(),
		Calendar:      func(days []workday.Day) (*workday.Calendar, error) { return p.current.Load().calendar(days) },
		CalendarStamp: func() string { return p.current.Load().calendarStamp() },
		GroupNames:    p.config.Group.NameLate,
		Limits:        map[string]int{zalo.Platform: p.config.Zalo.MaxUsers},
		Privacy:       p.privacyNotice(), Retention: p.retention(),
	}
	linked(&config, pages)
	p.guardian(&config, s)
	shared(&config, s, pages)
	looking := &looker{p: p, store: s}
	set := metrics.New(Version, looking.look)
	if p.config.Metrics.Listen != "" {
		config.Meter = meter{set}
	}
	p.current.Store(p)
	runtime := bot.New(config)
	looking.runtime = runtime
	probing := &probe{runtime: runtime, store: s, now: p.env.Now}
	stopMetrics, err := p.serveMetrics(log, set, probing.ready)
	if err != nil {
		return err
	}
	defer stopMetrics()
	reloading, stopReloading := context.WithCancel(ctx)
	defer stopReloading()
	go p.reloads(reloading, log, runtime)
	if err := p.greet(ctx, s, listener, platform); err != nil {
		return err
	}
	if !isPostgres(p.config.Storage.URL) { // others may open a database, too
		path, err := storePath(p.config.Storage.URL)
		if err != nil {
			return err
		}
		closeDesk, err := openBackupDesk(ctx, path, s)
		if err != nil {
			log.Warn("backup while serving is not possible", "error", err)
			closeDesk = func() {}
		}
		defer closeDesk()
	}
	err = p.runAll(ctx, runtime, listener, handler(runtime, probing.ready, platform, onZalo, onOA, pages), pages)
	stats, kept := runtime.Stats(), s.Stats()
	log.Info("stopped", "updates", stats.Updates, "duplicates", stats.Duplicates, "failed", stats.Failed,
		"sent", stats.Sent, "queued", stats.Queued, "commits", kept.Commits)
	return err
}

// runAll runs the web server and the runtime; when one of them fails both end.
// The web server ends first: it brings in updates.
func (p *program) runAll(ctx context.Context, runtime *bot.Runtime, listener net.Listener, h http.Handler, pages *web.Server) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var serving sync.WaitGroup
	var webErr error
	running, stopRuntime := context.WithCancel(context.WithoutCancel(ctx))
	defer stopRuntime()
	if listener != nil {
		server := &http.Server{
			Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
			WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		}
		server.RegisterOnShutdown(pages.Close)
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
		stopRuntime()
	}()
	err := runtime.Run(running)
	cancel()
	serving.Wait()
	if err != nil {
		err = failed(textServeBroken, err)
	}
	return errors.Join(webErr, err)
}

// handler answers health checks, webhooks, and all else by the pages.
func handler(runtime *bot.Runtime, ready func(context.Context) error, platform *telegram.Transport, onZalo *zalo.Transport, onOA *zalooa.Transport, pages *web.Server) http.Handler {
	mux := http.NewServeMux()
	health(mux, ready)
	if platform != nil {
		mux.Handle(telegram.WebhookPath, platform.Handler(runtime.Accept))
	}
	if onZalo != nil {
		mux.Handle(zalo.WebhookPath, onZalo.Handler(runtime.Accept))
	}
	if onOA != nil {
		mux.Handle(zalooa.WebhookPath, onOA.Handler(runtime.Accept))
	}
	if pages != nil {
		mux.Handle("/", pages.Handler(runtime))
	}
	return mux
}

// greet prints where the program is reached, and while no admin has joined how to
// become the first. People of an imported list and whoever tried the terminal are in
// nobody's way.
func (p *program) greet(ctx context.Context, s storage.Store, listener net.Listener, platform *telegram.Transport) error {
	if listener != nil {
		p.say(textListening(listener.Addr().String()))
	}
	if platform == nil {
		p.say(textServeNoPlatform)
	} else {
		p.say(textServePlatform(p.config.Telegram.Mode))
	}
	if p.config.Zalo.Token != "" {
		p.say(textServeZalo(p.config.Zalo.Mode))
	}
	if p.config.ZaloOA.AppID != "" {
		p.say(textServeZaloOA)
	}
	code, now, needed := bot.NewCode(), p.now(), false
	err := s.Update(ctx, func(tx storage.Tx) error {
		for person, err := range tx.Overseers() {
			if err != nil {
				return err
			}
			if person.Role == report.Admin && awayFromTerminal(person) {
				return nil
			}
		}
		needed = true
		_, err := bot.Invite(tx, report.Admin, 1, now.Add(firstInvitation), now, code)
		return err
	})
	if err != nil {
		return storeFailure(err)
	}
	if needed {
		p.say(textFirstAdmin(code, p.telegramLink(ctx, code), p.localLink(listener, code), now.Add(firstInvitation)))
	}
	p.say(textServeRunning(os.Getpid()))
	return nil
}

// awayFromTerminal tells whether somebody is reached on a platform, not only at this machine.
func awayFromTerminal(p report.Person) bool {
	return slices.ContainsFunc(p.Addresses, func(c report.Contact) bool {
		at, err := chat.ParseAddress(c.Address)
		return err == nil && at.Platform != terminal.Platform
	})
}
