package pgstore

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"thuky/chat"
	"thuky/storage"
	"thuky/storage/records"
)

// NOTIFY is sent beside the transactions and not within: the server makes transactions with
// one in them commit one after the other, those of other schools too.

// channelName is what processes listen to.
const channelName = "thuky"

// nudgePause is how long changes are gathered before others are told of them.
const nudgePause = 10 * time.Millisecond

// longestSaid is how long one notification is: the server takes 8000 bytes.
const longestSaid = 7000

// said is a notification.
type said struct {
	Store  string         `json:"b"` // who says it; "" for the program to itself
	School string         `json:"s"`
	Lines  []chat.Address `json:"l,omitempty"`
}

// switchboard tells other processes what this one wrote, and its stores what others did.
type switchboard struct {
	mu      sync.Mutex
	waiting map[*Store]map[chat.Address]bool // under mu: what is to be told: chats with new lines
	stores  map[*Store]bool                  // under mu: who wants to hear
	listens bool                             // under mu: a goroutine does
	some    chan struct{}                    // something waits; one slot

	stop context.CancelFunc
	done sync.WaitGroup
}

func (d *Database) startSwitchboard() {
	ctx, cancel := context.WithCancel(context.Background())
	d.board = &switchboard{waiting: map[*Store]map[chat.Address]bool{}, stores: map[*Store]bool{}, some: make(chan struct{}, 1), stop: cancel}
	d.board.done.Go(func() { d.tell(ctx) })
}

// newStoreName names a store among those of all processes.
func newStoreName() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails, see its documentation
	return hex.EncodeToString(b[:])
}

// wrote notes what others should hear of a commit: something to send, work, lines of chats, or
// a lease that was given back.
func (s *Store) wrote(o *overlay) {
	awaited := false
	for _, k := range []kind{records.Outbox, records.Holds, records.JobQueue, records.Lines} {
		for _, c := range o.kinds[k].changes {
			awaited = awaited || c.value != nil
		}
	}
	seal := s.db.options.Seal
	for key, c := range o.kinds[records.Values].changes {
		if c.value == nil {
			name, err := seal.Meant(records.Values, []byte(key))
			awaited = awaited || err == nil && bytes.HasPrefix(name, []byte(storage.LeasePrefix))
		}
	}
	if !awaited {
		return
	}
	b := s.db.board
	b.mu.Lock()
	chats := b.waiting[s]
	if chats == nil {
		chats = map[chat.Address]bool{}
		b.waiting[s] = chats
	}
	for _, key := range o.kinds[records.Lines].sorted {
		line, err := seal.Meant(records.Lines, []byte(key))
		if address, _, ok := bytes.Cut(line, []byte{0}); ok && err == nil {
			if a, err := chat.ParseAddress(string(address)); err == nil {
				chats[a] = true
			}
		}
	}
	b.mu.Unlock()
	select {
	case b.some <- struct{}{}:
	default:
	}
}

// tell sends what waits, all of it in one statement, and not more often than once in a nudgePause.
func (d *Database) tell(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.board.some:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(nudgePause):
		}
		d.tellNow(context.WithoutCancel(ctx)) // what it has taken up nobody else tells
	}
}

// tellNow sends what waits. Nobody is told when it fails, and everybody looks for himself now
// and then.
func (d *Database) tellNow(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	d.board.mu.Lock()
	waiting := d.board.waiting
	d.board.waiting = map[*Store]map[chat.Address]bool{}
	d.board.mu.Unlock()
	var all []string
	for s, chats := range waiting {
		all = append(all, s.say(chats)...)
	}
	if len(all) > 0 {
		_, _ = d.pool.Exec(ctx, "SELECT pg_notify($1, said) FROM unnest($2::text[]) AS said", channelName, all)
	}
}

// say puts what is to be told into notifications.
func (s *Store) say(chats map[chat.Address]bool) []string {
	var all []string
	n, length := said{Store: s.name, School: s.school}, 0
	add := func() {
		if text, err := json.Marshal(n); err == nil && len(text) < 8000 {
			all = append(all, string(text))
		}
		n.Lines, length = nil, 0
	}
	for a := range chats {
		quoted := 6*len(a.String()) + 32 // at most
		if length+quoted > longestSaid && len(n.Lines) > 0 {
			add()
		}
		n.Lines, length = append(n.Lines, a), length+quoted
	}
	add()
	return all
}

// Nudges tells what other processes write for this school; see storage.Shared.
func (s *Store) Nudges() <-chan storage.Nudge {
	b := s.db.board
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stores[s] = true
	if !b.listens {
		b.listens = true
		s.db.besideLocked(s.db.listen)
	}
	return s.nudges
}

// beside runs something until Close, which ends its context and waits for it.
func (d *Database) beside(run func(ctx context.Context)) {
	d.board.mu.Lock()
	defer d.board.mu.Unlock()
	d.besideLocked(run)
}

// besideLocked is beside while the lock of the switchboard is held.
func (d *Database) besideLocked(run func(ctx context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := d.board.stop
	d.board.stop = func() { cancel(); stop() }
	d.board.done.Go(func() { run(ctx) })
}

// listen hears what others say, over a connection of its own, until ctx ends.
func (d *Database) listen(ctx context.Context) {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
		conn, err := pgx.ConnectConfig(ctx, d.pool.Config().ConnConfig)
		if err == nil {
			if _, err = conn.Exec(ctx, "LISTEN "+channelName); err == nil {
				pause = 100 * time.Millisecond
				d.hear(said{}) // what was said meanwhile is lost
			}
			for err == nil {
				n, failed := conn.WaitForNotification(ctx)
				if err = failed; err == nil {
					var heard said
					if json.Unmarshal([]byte(n.Payload), &heard) == nil {
						d.hear(heard)
					}
				}
			}
			closing, cancel := context.WithTimeout(context.Background(), connectLimit)
			_ = conn.Close(closing) // it broke, or nobody needs it any more
			cancel()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// hear passes on what was said, to everybody where nobody said it.
func (d *Database) hear(n said) {
	d.board.mu.Lock()
	defer d.board.mu.Unlock()
	for s := range d.board.stores {
		if n.Store != "" && (s.school != n.School || s.name == n.Store) {
			continue
		}
		nudge := storage.Nudge{Lines: n.Lines}
		select {
		case old := <-s.nudges:
			nudge.Lines = append(slices.Clone(n.Lines), old.Lines...)
			if len(nudge.Lines) > mostLines {
				nudge.Lines = nudge.Lines[:mostLines]
			}
		default:
		}
		s.nudges <- nudge // nobody else sends: there is room
	}
}

// mostLines is how many chats a nudge names that nobody takes.
const mostLines = 1000

// deaf ends what Nudges began for a store.
func (s *Store) deaf() {
	s.db.board.mu.Lock()
	defer s.db.board.mu.Unlock()
	delete(s.db.board.stores, s)
	close(s.nudges)
}
