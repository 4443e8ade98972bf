package bot

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// announceBatch is how many people are told in one transaction.
const announceBatch = 100

// announcement is one person to tell of one campaign.
type announcement struct {
	kind     conversation.EventKind // Opened or Ended
	campaign string
	person   string
	to       chat.Address
}

// Announce tells people of campaigns that were opened, and whoever is in the
// middle of one that was closed or still owed it. Everybody is told once.
func (r *Runtime) Announce(ctx context.Context) error {
	now, updates := r.now(), r.store.Stats().Updates
	if r.told.upToDate(updates, now) {
		return nil
	}
	due, err := r.toAnnounce(ctx)
	if err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	groups, err := r.announceGroups(ctx)
	if err != nil {
		return fmt.Errorf("announce in groups: %w", err)
	}
	if len(due) == 0 && groups == 0 {
		r.told.note(updates, now)
	}
	for len(due) > 0 {
		n := min(len(due), announceBatch)
		if err := r.announce(ctx, due[:n]); err != nil {
			return fmt.Errorf("announce: %w", err)
		}
		due = due[n:]
	}
	return nil
}

// stillness remembers that there was nothing to announce, so that an idle minute costs
// nothing.
type stillness struct {
	mu      sync.Mutex
	updates int64 // of the store, or another number that tells of changes, before it was looked through
	at      time.Time
}

// stillFor bounds it: an absence may end, another process may write to the same store.
const stillFor = time.Hour

func (s *stillness) upToDate(updates int64, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.at.IsZero() && s.updates == updates && now.Sub(s.at) < stillFor
}

// forget has the next look be a real one.
func (s *stillness) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = time.Time{}
}

func (s *stillness) note(updates int64, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates, s.at = updates, now
}

// toAnnounce only reads: mostly there is nothing to tell.
func (r *Runtime) toAnnounce(ctx context.Context) (due []announcement, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		due = nil
		if err := r.findOpened(tx, &due); err != nil {
			return err
		}
		return r.findEnded(tx, &due)
	})
	return due, err
}

// findOpened finds the people with questions who have not heard of an open campaign.
func (r *Runtime) findOpened(tx storage.Tx, due *[]announcement) error {
	open, err := openCampaigns(tx)
	if err != nil || len(open) == 0 {
		return err
	}
	l := ledger{tx: tx, templates: &r.templates}
	var forAll []report.Campaign
	for _, c := range open {
		if !l.byName(&c) {
			forAll = append(forAll, c)
			continue
		}
		named, err := l.named(&c) // few, where all of the people may be a whole province
		if err != nil {
			return err
		}
		for _, p := range named {
			if err := r.findUntold(l, c, p, due); err != nil {
				return err
			}
		}
	}
	if len(forAll) == 0 {
		return nil
	}
	for p, err := range tx.People() {
		if err != nil {
			return err
		}
		for _, c := range forAll {
			if err := r.findUntold(l, c, p, due); err != nil {
				return err
			}
		}
	}
	return nil
}

// findUntold adds a person who has not heard of a campaign in which they have questions.
func (r *Runtime) findUntold(l ledger, c report.Campaign, p report.Person, due *[]announcement) error {
	to, ok := r.contact(p)
	if !ok {
		return nil
	}
	if _, err := l.tx.Participation(c.ID, p.ID); !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	ok, err := l.owes(l.member(&c, &p, storage.Participation{}))
	if err == nil && ok {
		*due = append(*due, announcement{conversation.Opened, c.ID, p.ID, to})
	}
	return err
}

// findEnded finds the chats that are in the middle of a closed campaign, and whoever
// owed it and was elsewhere.
func (r *Runtime) findEnded(tx storage.Tx, due *[]announcement) error {
	var ended []storage.CampaignHead
	closed, told := map[string]bool{}, map[announcement]bool{}
	for c, err := range tx.CampaignHeads() {
		if err != nil {
			return err
		}
		if c.Status == report.Closed {
			ended = append(ended, c)
			closed[c.ID] = true
		}
	}
	slices.SortStableFunc(ended, func(a, b storage.CampaignHead) int { return b.ClosedAt.Compare(a.ClosedAt) })
	if err := r.findInterrupted(tx, ended, closed, told, due); err != nil {
		return err
	}
	return r.findUnheard(tx, ended, told, due)
}

// findInterrupted finds the chats that are in the middle of a closed campaign. There may be as
// many chats as people, and none comes to be so but when a campaign is closed: they are looked
// through when another was, and once in a while.
func (r *Runtime) findInterrupted(tx storage.Tx, ended []storage.CampaignHead, closed map[string]bool, told map[announcement]bool, due *[]announcement) error {
	now, all := r.now(), stampOf(ended)
	if r.interrupted.upToDate(all, now) {
		return nil
	}
	before := len(*due)
	for row, err := range tx.Conversations() {
		if err != nil {
			return err
		}
		s, err := conversation.Decode(row.State)
		if err != nil || !closed[s.Campaign] || row.Address.Platform == terminalPlatform || r.sender.posts[row.Address.Platform] == nil {
			continue // a state that cannot be read is met when its owner writes
		}
		p, err := tx.PersonByAddress(row.Address)
		if errors.Is(err, storage.ErrNotFound) || err == nil && unreachable(p, row.Address) {
			continue
		}
		if err != nil {
			return err
		}
		told[announcement{kind: conversation.Ended, campaign: s.Campaign, person: p.ID}] = true
		*due = append(*due, announcement{conversation.Ended, s.Campaign, p.ID, row.Address})
	}
	if len(*due) == before {
		r.interrupted.note(all, now)
	}
	return nil
}

// stampOf gives a number that is another one for other campaigns, or others that were closed.
func stampOf(ended []storage.CampaignHead) int64 {
	h := fnv.New64a()
	for _, c := range ended {
		_, _ = fmt.Fprintf(h, "%q %d\n", c.ID, c.ClosedAt.UnixNano()) // it never fails
	}
	return int64(h.Sum64())
}

func (r *Runtime) announce(ctx context.Context, due []announcement) error {
	var b *batch
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		for _, a := range due {
			if err := b.tell(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.carryOn(b)
	return nil
}

// tell feeds the announcement to the dialogue, unless the person heard of it
// since the snapshot.
func (b *batch) tell(a announcement) error {
	if a.kind == conversation.Opened {
		_, err := b.tx.Participation(a.campaign, a.person)
		if !errors.Is(err, storage.ErrNotFound) {
			return err
		}
	}
	if a.kind == conversation.Ended { // it may go on since the snapshot
		if c, ok, err := b.campaign(a.campaign); err != nil || !ok || c.Status == report.Open {
			return err
		}
		if known, err := b.knowsEnd(a); known || err != nil {
			return err
		}
	}
	t := &turn{batch: b, key: fmt.Sprintf("campaign/%s/%s/%s", a.campaign, a.person, a.kind), to: a.to, low: true}
	err := t.event(conversation.Event{Kind: a.kind, Campaign: a.campaign})
	if err := t.survive(err); err != nil {
		return err
	}
	if a.kind == conversation.Ended {
		if err := heard(b.tx, a.campaign, a.person); err != nil {
			return err
		}
		return b.left(t, a)
	}
	_, err = b.tx.Participation(a.campaign, a.person)
	if !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	return b.heardOf(a.campaign, a.person)
}

// heardOf notes that somebody was told of a campaign.
func (b *batch) heardOf(campaign, person string) error {
	c, ok, err := b.campaign(campaign)
	if err != nil || !ok {
		return err
	}
	p, err := b.tx.Person(person)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	part, err := b.ledger().begin(&c, &p, b.now)
	if err != nil {
		return err
	}
	return b.putParticipation(part)
}

// left makes sure that a chat is out of a closed campaign, so that it is not
// told again.
func (b *batch) left(t *turn, a announcement) error {
	stored, err := b.tx.Conversation(t.to)
	if err != nil {
		return err
	}
	s, err := conversation.Decode(stored)
	if err != nil || s.Campaign != a.campaign {
		return nil //nolint:nilerr // what cannot be read is not told
	}
	return b.tx.PutConversation(t.to, nil)
}

// knowsEnd tells whether the chat has left the closed campaign since the snapshot, and its
// person, if they owed it, has heard of the end.
func (b *batch) knowsEnd(a announcement) (bool, error) {
	state, err := b.tx.Conversation(a.to)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return false, err
	}
	if s, err := conversation.Decode(state); err != nil || s.Campaign == a.campaign {
		return false, nil // a state that cannot be read is met by the dialogue
	}
	part, err := b.tx.Participation(a.campaign, a.person)
	if errors.Is(err, storage.ErrNotFound) {
		return true, nil
	}
	return !part.Unheard, err
}
