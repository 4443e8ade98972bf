package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"thuky/bot"
	"thuky/bot/telegram"
	"thuky/bot/terminal"
	"thuky/bot/zalo"
	"thuky/bot/zalooa"
	"thuky/chat"
	"thuky/metrics"
	"thuky/report"
	"thuky/sheet"
	"thuky/storage"
	"thuky/web"
	"thuky/workday"
)

// firstInvitation is how long the invitation of the first admin holds.
const firstInvitation = 48 * time.Hour

// branch is one school of a serve.
type branch struct {
	d     *deployment
	id    string // "" for the only school
	host  string // of its pages; "" for any
	log   *slog.Logger
	set   *metrics.Set
	door  door
	again chan struct{} // one slot: the next attempt need not wait

	mu     sync.Mutex
	p      *program // under mu: with the settings of the school at the next start
	now    *opened  // under mu: nil while the school is not open
	failed error    // under mu: why it is not; nil while it is, or begins to be

	taken time.Time // under mu: when its settings were last taken up
}

func newBranch(d *deployment, p *program, log *slog.Logger) *branch {
	b := &branch{d: d, id: p.school, p: p, log: log, again: make(chan struct{}, 1)}
	if p.whole != nil {
		for i := range p.whole.Schools {
			if s := &p.whole.Schools[i]; s.ID == p.school {
				b.host = s.Host
			}
		}
	}
	b.set = d.measured.School(p.school, b.look)
	return b
}

// opened is a school whose store is open and whose runtime is there.
type opened struct {
	b         *branch
	p         *program // with the settings that it was opened with
	log       *slog.Logger
	store     engine
	runtime   *bot.Runtime
	platform  *telegram.Transport // nil where it is off
	pages     *web.Server         // nil where it is off
	listener  net.Listener        // nil where the pages are off
	probe     *probe
	closeDesk func()
	handler   http.Handler
}

// program has the settings for the next start.
func (b *branch) program() *program {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.p
}

// startWith sets the settings for the next start, and has one that failed started at once.
func (b *branch) startWith(p *program) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.p = p
	if b.failed != nil {
		select {
		case b.again <- struct{}{}:
		default:
		}
	}
}

// current is the school as it is open now, nil while it is not, and then whether it failed.
func (b *branch) current() (now *opened, failing bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now, b.failed != nil
}

// open builds everything that the school needs, up to the point where it can run.
func (b *branch) open(ctx context.Context) (o *opened, err error) {
	now := *b.program() // our own: what it names is read into it
	p, log := &now, b.log
	if b.id != "" {
		log = p.logger().With("school", b.id) // which knows the secrets of now
	}
	if err := p.furnish(); err != nil {
		return nil, err
	}
	platform, err := p.telegramTransport(log)
	if err != nil {
		return nil, err
	}
	if p.config.Telegram.Mode == telegram.ModeWebhook && platform != nil && p.config.Web.Listen == "" {
		return nil, failed(textWebhookNeedsWeb, nil)
	}
	onZalo, err := p.zaloTransport(log)
	if err != nil {
		return nil, err
	}
	planner, err := p.planner(nil)
	if err != nil {
		return nil, err
	}
	templates, err := p.library()
	if err != nil {
		return nil, err
	}
	s, err := p.openForServe(ctx)
	if err != nil {
		return nil, err
	}
	o = &opened{b: b, p: p, log: log, store: s, platform: platform, closeDesk: func() {}}
	done := false
	defer func() {
		if !done { // on a panic, too: the next attempt must not find the store locked
			err = errors.Join(err, o.close())
		}
	}()
	onOA, err := p.zaloOATransport(log, storeMemory{s})
	if err != nil {
		return o, err
	}
	if o.listener, err = b.d.listen(); err != nil {
		return o, err
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
	mine := &shelf{config: p.config.Templates, log: log, last: templates}
	if o.pages, err = p.webServer(ctx, s, log, mine, b.d.engine, b.d.paper, slices.Clone(transports)); err != nil {
		return o, err
	}
	if o.pages != nil {
		transports = append(transports, o.pages)
	}
	config := bot.Config{
		Store: s, School: p.config.School, Zone: vietnam, Log: log, Now: p.env.Now,
		Draft: writeDraft(logUnusable(log)), Extract: p.extractor(b.d.engine), Sheets: sheet.Tables, Evidence: keepEvidence, Pages: firstPages(b.d.paper), Transports: transports, Reminders: planner, Link: p.chatLink(platform),
		Library: templates.all(), LibraryRenewed: mine.renewed, KeepTemplate: mine.keeper(),
		Calendar:      func(days []workday.Day) (*workday.Calendar, error) { return p.current.Load().calendar(days) },
		CalendarStamp: func() string { return p.current.Load().calendarStamp() },
		GroupNames:    p.config.Group.NameLate,
		Limits:        map[string]int{zalo.Platform: p.config.Zalo.MaxUsers},
		Privacy:       p.privacyNotice(), Retention: p.retention(),
	}
	linked(&config, o.pages)
	p.guardian(&config, s)
	shared(&config, s, o.pages)
	if p.config.Metrics.Listen != "" {
		config.Meter = meter{b.set}
		for _, t := range transports {
			b.set.Known(t.Platform(), string(bot.OutcomeFailed), string(chat.Denied))
		}
	}
	p.current.Store(p)
	o.runtime = bot.New(config)
	o.probe = &probe{runtime: o.runtime, store: s, now: p.env.Now}
	o.handler = handler(o.runtime, b.readiness, platform, onZalo, onOA, o.pages)
	if err := o.openDesk(ctx); err != nil {
		return o, err
	}
	b.mu.Lock()
	b.now = o
	b.mu.Unlock()
	b.door.open(o.handler)
	done = true
	return o, nil
}

// openDesk takes orders where the store is a file: others may open a database, too.
func (o *opened) openDesk(ctx context.Context) error {
	if isPostgres(o.p.config.Storage.URL) {
		return nil
	}
	path, err := storePath(o.p.config.Storage.URL)
	if err != nil {
		return err
	}
	closeDesk, err := openDesk(ctx, path, o.store, o.runtime.Health)
	if err != nil {
		o.log.Warn("backup and doctor cannot reach this process", "error", err)
		return nil
	}
	o.closeDesk = closeDesk
	return nil
}

// run runs the school until ctx ends, or it cannot go on.
func (o *opened) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	damage := o.watchStore(ctx, stop)
	o.b.reloaded(ctx, "") // the settings were read
	err := o.runtime.Run(ctx)
	if found := damage(); found != nil {
		path, _ := storePath(o.p.config.Storage.URL) // it was opened
		return failed(textStoreSpoilt(path), found)
	}
	if err != nil {
		return failed(textServeBroken, err)
	}
	return nil
}

// watchStore calls stop when the file of the store is found to be damaged: by then it gives and
// takes nothing any more, and the next start sets it aside. damage is what was found.
func (o *opened) watchStore(ctx context.Context, stop func()) (damage func() error) {
	s, ok := o.store.(interface {
		Damaged() <-chan struct{}
		Damage() error
	})
	if !ok {
		return func() error { return nil }
	}
	go func() {
		select {
		case <-s.Damaged():
			o.log.Error("the store is damaged; nothing more is written, and it is closed", "error", s.Damage())
			stop()
		case <-ctx.Done():
		}
	}()
	return s.Damage
}

// close ends what open began. Requests that still come are told to come again.
func (o *opened) close() error {
	o.b.mu.Lock()
	o.b.now = nil
	o.b.mu.Unlock()
	if o.pages != nil {
		o.pages.Close()
	}
	limited, cancel := context.WithTimeout(context.Background(), shutdownLimit)
	defer cancel()
	o.b.door.close(limited)
	o.closeDesk()
	return storeFailure(o.store.Close())
}

// hush ends the event streams of the browsers.
func (b *branch) hush() {
	if o, _ := b.current(); o != nil && o.pages != nil {
		o.pages.Close()
	}
}

// farewell logs what was done, while the store is open still.
func (o *opened) farewell() {
	stats, kept := o.runtime.Stats(), o.store.Stats()
	o.log.Info("stopped", "updates", stats.Updates, "duplicates", stats.Duplicates, "failed", stats.Failed,
		"sent", stats.Sent, "queued", stats.Queued, "commits", kept.Commits)
}

// handler answers health checks, webhooks, and all else by the pages.
func handler(runtime *bot.Runtime, ready func(context.Context) (string, bool), platform *telegram.Transport, onZalo *zalo.Transport, onOA *zalooa.Transport, pages *web.Server) http.Handler {
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
func (o *opened) greet(ctx context.Context) error {
	p := o.p
	if o.listener != nil && !o.b.d.several() {
		p.say(textListening(o.listener.Addr()))
	}
	if o.platform == nil {
		p.say(textServeNoPlatform(p.variable("telegram.token")))
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
	err := o.store.Update(ctx, func(tx storage.Tx) error {
		needed = false
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
		p.say(textFirstAdmin(code, p.telegramLink(ctx, code), p.localLink(o.listener, code), now.Add(firstInvitation)))
	}
	return nil
}

// awayFromTerminal tells whether somebody is reached on a platform, not only at this machine.
func awayFromTerminal(p report.Person) bool {
	return slices.ContainsFunc(p.Addresses, func(c report.Contact) bool {
		at, err := chat.ParseAddress(c.Address)
		return err == nil && at.Platform != terminal.Platform
	})
}
