package bot

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// Where people are reached, and how they come to the other ways.

// webPlatform is the web chat. It takes every message, and shows it when the person looks.
const webPlatform = "web"

// pushes tells whether a person hears of what is sent over a platform without looking.
func pushes(platform string) bool { return platform != webPlatform && platform != terminalPlatform }

// takesCodes tells whether the code of an invitation is typed to the bot on a platform,
// where others have a link.
func takesCodes(platform string) bool { return platform == "zalo" || platform == "zalooa" }

// How good a chat is for writing to somebody out of the blue.
const (
	never  = iota
	broken // the platform refuses us, takes nothing for the person, or its messages are used up
	onLook // seen when the person looks
	spared // it works, and others are better for the matter
	pushed
	usedLast
)

// soon is a wait that a platform asks for and that matters to nobody.
const soon = 10 * time.Minute

// contact is where a person is written to first: on a platform of ours that pushes, there
// where they wrote last; in the web chat only where nothing else works.
func (r *Runtime) contact(p report.Person) (chat.Address, bool) { return r.reach(p, false, "") }

// reach is contact for a message that may be vital, and that is better not sent over the
// spare platform.
func (r *Runtime) reach(p report.Person, vital bool, spare string) (best chat.Address, ok bool) {
	found := never
	for _, a := range reachable(p) {
		how := r.rank(a, vital)
		switch {
		case how == pushed && closed(p, a):
			how = broken
		case how == pushed && a.Platform == spare:
			how = spared
		case how == pushed && a.String() == p.Last:
			how = usedLast
		}
		if how > found {
			best, found = a, how
		}
	}
	return best, found > never
}

func (r *Runtime) rank(a chat.Address, vital bool) int {
	post := r.sender.posts[a.Platform]
	switch {
	case post == nil || a.Platform == terminalPlatform:
		return never
	case !pushes(a.Platform):
		return onLook
	case !post.works(vital):
		return broken
	}
	return pushed
}

// works tells whether a message would be sent soon.
func (p *post) works(vital bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.s.now()
	return p.affords(vital, now) && !p.denied && !p.until.After(now.Add(soon))
}

// wroteFrom notes where somebody with several chats wrote last.
func (t *turn) wroteFrom(w *world) error {
	if len(w.person.Addresses) < 2 || !pushes(t.to.Platform) || w.person.Last == t.to.String() {
		return nil
	}
	p, err := t.batch.tx.Person(w.person.ID) // this turn may have changed it
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Last = t.to.String()
	return t.batch.tx.PutPerson(p)
}

// Upload is where the person of the chat hands over a file.
func (w *world) Upload() string { return w.batch.r.uploadLink(w.address) }

// JoinAt is where a code is used in a browser.
func (w *world) JoinAt(code string) string { return w.batch.r.inviteWeb(code) }

// Full tells that the platform of the chat takes no further people.
func (w *world) Full() bool {
	full, err := w.batch.full(w.address.Platform)
	return w.found(err) && full
}

// full tells whether as many people are on a platform as it takes.
func (b *batch) full(platform string) (bool, error) {
	most := b.r.limits[platform]
	if most <= 0 {
		return false, nil
	}
	n, err := b.peopleOn(platform)
	return n >= most, err
}

// peopleOn counts who has a chat on a platform.
func (b *batch) peopleOn(platform string) (n int, err error) {
	for p, err := range b.tx.People() {
		if err != nil {
			return 0, err
		}
		if slices.ContainsFunc(p.Addresses, func(c report.Contact) bool {
			a, err := chat.ParseAddress(c.Address)
			return err == nil && a.Platform == platform
		}) {
			n++
		}
	}
	return n, nil
}

// fullKey is the Value that keeps of how much of a platform the admins know, in percent.
func fullKey(platform string) string { return "full/" + platform }

// tellFull tells the admins, once, that a platform takes hardly anybody, or nobody, more.
func (t *turn) tellFull() error {
	b, platform := t.batch, t.to.Platform
	most := b.r.limits[platform]
	if most <= 0 {
		return nil
	}
	n, err := b.peopleOn(platform)
	if err != nil {
		return err
	}
	level := 0
	switch {
	case n >= most:
		level = 100
	case n*100 >= most*90:
		level = 90
	}
	known, err := storage.Count(b.tx, fullKey(platform))
	if err != nil {
		known = 0 // spoiled: they hear of it once more
	}
	if level == known {
		return nil
	}
	if err := b.tx.PutValue(fullKey(platform), strconv.AppendInt(nil, int64(level), 10)); err != nil || level < known {
		return err
	}
	return t.tellAdmins(new(world), conversation.News{Kind: conversation.NewsFull, Platform: platform, Count: n, Of: most})
}

// ways fills in where a code can be used.
func (b *batch) ways(n *conversation.News) error {
	n.Link, n.At = b.r.link(n.Code), b.r.inviteWeb(n.Code)
	for _, platform := range slices.Sorted(maps.Keys(b.r.sender.posts)) {
		full, err := b.full(platform)
		switch {
		case err != nil:
			return err
		case full:
			n.Full = append(n.Full, platform)
		case takesCodes(platform):
			n.Typed = append(n.Typed, platform)
		}
	}
	return nil
}

// signIn makes the one-time link by which a person comes to the web pages, "" where there
// are none. The earlier codes of the person end.
func (t *turn) signIn(p report.Person) (string, error) {
	b, code := t.batch, NewCode()
	link := b.r.webLink(code)
	if link == "" {
		return "", nil
	}
	if err := dropInvitations(b.tx, p.ID); err != nil {
		return "", err
	}
	i := report.Invitation{
		Role: p.Role, Uses: 1, Person: p.ID, Created: b.now, Expires: b.now.Add(conversation.WebMinutes * time.Minute),
	}
	_, err := putInvitation(b.tx, i, code, storage.AuditEntry{Person: p.ID, Whose: p.ID, Channel: t.to.Platform, Note: webPlatform})
	return link, err
}

// vital tells whether an event is worth a message where the month's are nearly used up.
func vital(e conversation.Event) bool {
	if e.Kind == conversation.Returned {
		return true
	}
	if e.Kind != conversation.Informed || e.News == nil {
		return false
	}
	switch e.News.Kind {
	case conversation.NewsWeb, conversation.NewsSpent, conversation.NewsBudget, conversation.NewsDenied, conversation.NewsErased,
		conversation.NewsLinked: // it may be somebody else who came in
		return true
	}
	return false
}

// usefulUntil is until when what an event says is of use; zero: always.
func usefulUntil(e conversation.Event, now time.Time) time.Time {
	if e.News == nil || e.News.Link == "" || e.News.Kind != conversation.NewsWeb {
		return time.Time{}
	}
	return now.Add(conversation.WebMinutes * time.Minute)
}
