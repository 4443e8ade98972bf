// Package bot is the runtime between the platforms and the dialogue: it stores
// and answers updates, sends what is to be said, and does slow work beside it.
//
// Where to look: accept.go is the way of an update, from the transaction to the
// outbox; turn.go gives an event to conversation.Step and effects.go carries out
// what comes of it; world.go is what Step sees of the store. sender.go and
// post.go empty the outbox, recorder.go notes what became of it; budget.go counts the
// messages of a month, spent.go says that they are used up, and reach.go knows where
// people are written to and how they come to the other ways. reminders.go plans who is
// reminded when, remind.go does it. group.go is what happens in group chats. jobs.go,
// slow.go, draft.go, drawing.go, extract.go, sheets.go and evidence.go are the slow work. run.go starts and stops
// all of it; replica.go divides it among several processes on one store, and reconcile.go is
// the outbox of those.
//
// What cli and the web pages do to the same records stands in campaigns.go,
// people.go, leave.go, import.go and invitations.go; change.go and absence.go are what a
// chat does to people.
package bot

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// ICT is the time of Vietnam, which knows no daylight saving.
func ICT() *time.Location { return time.FixedZone("ICT", 7*60*60) }

// StepFunc is the dialogue; see conversation.Step.
type StepFunc func(conversation.State, conversation.Event) (conversation.State, []conversation.Effect)

// Config is what a Runtime works with. Store is needed, the rest may be left out.
type Config struct {
	Store  storage.Store
	School report.School
	Zone   *time.Location   // whose days count; ICT when nil
	Log    *slog.Logger     // nil logs nothing
	Now    func() time.Time // time.Now when nil
	// Draft writes a document as .docx, in its form where it has one.
	Draft func(w io.Writer, d *render.Document) error
	// Extract takes the text out of the files that admins send; nil reads none.
	Extract ExtractFunc
	// Sheets reads the spreadsheets that people send as tables; nil reads none.
	Sheets SheetsFunc
	// Evidence makes of the files that belong to answers what is kept; nil takes none.
	Evidence   EvidenceFunc
	Transports []chat.Transport // at most one for each platform
	Reminders  *remind.Planner  // nil reminds nobody, and knows no calendar
	// Calendar gives the calendar with days laid over it that admins corrected; nil: that of
	// Reminders stays. CalendarStamp tells cheaply whether it would be another one than before,
	// for the same days; nil: never.
	Calendar      func(days []workday.Day) (*workday.Calendar, error)
	CalendarStamp func() string
	// Library are the templates that admins open reports of, by id. LibraryRenewed gives
	// others in their place when they have changed since it, or Library, was read; it is
	// asked every minute, so it tells cheaply. nil: they stay.
	Library        []*report.Template
	LibraryRenewed func() (all []*report.Template, changed bool)
	// KeepTemplate adds a template to the library, or puts it in place of the one with its
	// id; why not is a *report.Refusal. nil: there is no place for more.
	KeepTemplate func(t *report.Template) error
	// Privacy is what people are told of their data, and agree to before they are asked
	// anything; nil asks nobody.
	Privacy   *report.Privacy
	Retention Retention // how long things are kept
	// GroupNames: who is late may be named in group chats.
	GroupNames bool
	Step       StepFunc // conversation.Step when nil
	// Link gives the link that hands an invitation code to the bot, "" for none. It is
	// called within transactions: it does nothing slow.
	Link func(code string) string
	// FileLink gives where a stored artifact can be fetched for some hours, "" or nil for
	// nowhere. It is called often: it does nothing slow.
	FileLink func(artifact, name string) string
	// The addresses of the web pages; all may be nil, or give "", where there are none, and
	// do nothing slow. WebLink lets the person of a one-time code in, InviteWeb is where the
	// code of an invitation is used, UploadLink is where a file for a chat is handed over.
	WebLink    func(code string) string
	InviteWeb  func(code string) string
	UploadLink func(to chat.Address) string
	// Limits is the most people that a platform takes, 0 for no limit.
	Limits map[string]int
	// Meter takes what is counted and measured; nil: nobody does.
	Meter Meter
	// Replica names this process where several work on the same store, "" where it is alone;
	// see replica.go. Nudges tells it that another has written; one that is lost delays.
	Replica string
	Nudges  <-chan struct{}
	// Copies makes the copies of the store that are due, and Disk looks at the room on its disk;
	// nil: nobody does.
	Copies CopyFunc
	Disk   func() (Disk, error)
	// Pages draws the first pages, at most max, of a .docx as PNG pictures; nil draws none.
	Pages func(ctx context.Context, docx []byte, max int) ([][]byte, error)
}

// Runtime connects the platforms, the dialogue and the store. It is safe for
// concurrent use.
type Runtime struct {
	store     storage.Store
	school    atomic.Pointer[report.School]
	zone      *time.Location
	log       *slog.Logger
	now       func() time.Time
	draft     func(w io.Writer, d *render.Document) error
	extract   ExtractFunc  // may be nil
	sheets    SheetsFunc   // may be nil
	evidence  EvidenceFunc // may be nil
	platforms []chat.Transport
	step      StepFunc
	link      func(code string) string
	webLink   func(code string) string
	inviteWeb func(code string) string

	uploadLink func(to chat.Address) string
	limits     map[string]int
	pages      func(ctx context.Context, docx []byte, max int) ([][]byte, error) // may be nil
	drawing    drawing
	machine    machine
	clock      wallClock
	warned     sync.Map // toldKey → level of Budget that the admins know of

	notice        *conversation.Notice // nil: nobody is asked
	retention     Retention
	planning      atomic.Pointer[remind.Planner] // nil in it: nobody is reminded
	calendars     func([]workday.Day) (*workday.Calendar, error)
	calendarStamp func() string
	stamp         atomic.Pointer[string] // of the calendar in use; nil before the first look
	newerTold     atomic.Bool            // the admins know of all templates that changed
	recalendar    atomic.Bool            // the calendar is another: reminders are to be planned anew
	shelf         atomic.Pointer[[]*report.Template]
	renewed       func() ([]*report.Template, bool) // may be nil
	keeps         func(*report.Template) error      // may be nil
	renewing      sync.Mutex                        // held while renewed is asked
	names         bool                              // see Config.GroupNames

	templates   templates
	former      sync.Map // formerKey → id of the campaign before it, "" for none
	sender      *sender
	jobs        *jobs
	slow        slow
	gathering   slow
	told        stillness                 // nothing was to announce
	interrupted stillness                 // no chat is in the middle of a campaign that is closed; counts those
	opened      atomic.Bool               // a campaign was, and nobody has been told yet
	heard       sync.Map                  // platform → time of its last update, by our clock
	ticked      atomic.Pointer[time.Time] // when the work of every minute was last done; nil before
	down        sync.Map                  // platform that could not go on → time
	changed     *bell                     // rung when a queue may have become empty
	ready       atomic.Bool               // Run takes updates
	settled     atomic.Bool               // Run has done its first round of regular work
	ending      atomic.Bool               // Run ends
	meter       Meter
	ended       chan struct{} // closed when Run has ended
	accepting   sync.RWMutex  // read-held by every Accept, so that the end of Run can wait for them

	replica    string // see Config
	nudges     <-chan struct{}
	leading    atomic.Bool                   // of several processes, this one polls, sends and does the regular work
	leaderless *bell                         // rung when nobody does
	presences  storage.Presences             // nil where the store does not notice the death of a process
	tenure     atomic.Pointer[tenure]        // while it leads
	seenLease  atomic.Pointer[storage.Lease] // as it was looked at last
	gone       atomic.Pointer[string]        // the presence of a leader that may be followed
	daysSeen   string                        // the corrected days that the calendar was built with; of startWork, then of follow

	updates, duplicates, failed, refused atomic.Int64
}

// New makes a Runtime. Accept works at once, sending and jobs only during Run.
func New(c Config) *Runtime {
	r := &Runtime{
		store: c.Store, zone: c.Zone, log: c.Log, now: c.Now,
		draft: c.Draft, extract: c.Extract, sheets: c.Sheets, evidence: c.Evidence, platforms: c.Transports, step: c.Step, link: c.Link,
		calendars: c.Calendar, calendarStamp: c.CalendarStamp,
		renewed: c.LibraryRenewed, keeps: c.KeepTemplate, names: c.GroupNames,
		webLink: c.WebLink, inviteWeb: c.InviteWeb, uploadLink: c.UploadLink, limits: c.Limits, pages: c.Pages,
		replica: c.Replica, nudges: c.Nudges, leaderless: new(bell),
		changed: new(bell), jobs: newJobs(), ended: make(chan struct{}),
	}
	r.machine.copies, r.machine.disk = c.Copies, c.Disk
	if r.meter = c.Meter; r.meter == nil {
		r.meter = noMeter{}
	}
	r.school.Store(&c.School)
	r.planning.Store(c.Reminders)
	r.retention = c.Retention
	if c.Privacy != nil {
		notice := conversation.NewNotice(*c.Privacy)
		r.notice = &notice
	}
	r.shelf.Store(&c.Library)
	if r.zone == nil {
		r.zone = ICT()
	}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	if r.now == nil {
		r.now = time.Now
	}
	nowhere := func(string) string { return "" }
	for _, link := range []*func(string) string{&r.link, &r.webLink, &r.inviteWeb} {
		if *link == nil {
			*link = nowhere
		}
	}
	if r.uploadLink == nil {
		r.uploadLink = func(chat.Address) string { return "" }
	}
	if r.step == nil {
		r.step = conversation.Step
	}
	if r.replica != "" {
		r.presences, _ = r.store.(storage.Presences)
	}
	r.sender = newSender(r, c.FileLink)
	return r
}

// planner plans by the calendar of now; nil where nobody is reminded.
func (r *Runtime) planner() *remind.Planner { return r.planning.Load() }

// Stats counts what a Runtime did since it was made.
type Stats struct {
	Updates    int64 // updates handled, without the duplicates
	Duplicates int64 // updates that had been handled before
	Failed     int64 // updates that could not be handled, each kept in the store
	Refused    int64 // attempts of strangers, and wrong codes
	Sent       int64 // messages sent
	Dead       int64 // messages given up, each kept in the store
	Dropped    int64 // messages left out because those of the month were used up
	Queued     int   // messages that wait to be sent, whenever that may be
}

// Stats counts what was done so far.
func (r *Runtime) Stats() Stats {
	return Stats{
		Updates: r.updates.Load(), Duplicates: r.duplicates.Load(), Failed: r.failed.Load(), Refused: r.refused.Load(),
		Sent: r.sender.sent.Load(), Dead: r.sender.dead.Load(), Dropped: r.sender.dropped.Load(), Queued: r.sender.length(),
	}
}

// bell wakes everybody who waits for something to change.
type bell struct {
	mu sync.Mutex
	ch chan struct{} // under mu; nil while nobody waits
}

// wait gives a channel that the next ring closes.
func (b *bell) wait() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch == nil {
		b.ch = make(chan struct{})
	}
	return b.ch
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		close(b.ch)
		b.ch = nil
	}
}
