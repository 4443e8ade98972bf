package bot

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// Removal is what came of taking somebody off the list.
type Removal struct {
	Person report.Person
	// StandIn stood in for the person, "" for nobody.
	StandIn string
	// Vacant are the questions of open campaigns that were with nobody else: they wait
	// for an admin.
	Vacant  []conversation.Duty
	Orphans []string // names of those who are away and lost their stand-in
}

// ErrLastAdmin: nobody else who has joined is an admin.
var ErrLastAdmin = errors.New("the last admin stays")

// RemovePerson deletes a person and the chats of theirs; what they answered stays. Questions that were given to them by name and that they have not
// answered stay with the others, or wait for an admin. An id that nobody has is
// storage.ErrNotFound, that of the last admin who has joined ErrLastAdmin.
func RemovePerson(tx storage.Tx, id string, now time.Time) (Removal, error) {
	r := New(Config{Now: func() time.Time { return now }})
	b := r.newBatch(tx)
	p, err := tx.Person(id)
	if err != nil {
		return Removal{}, err
	}
	if last, err := lastAdmin(tx, p); err != nil || last {
		return Removal{}, cmp.Or(err, ErrLastAdmin)
	}
	removal, err := b.remove(id)
	if err != nil {
		return Removal{}, err
	}
	return removal, tx.AddAudit(storage.AuditEntry{At: now, Person: id, Channel: operator, Action: auditRemove})
}

// remove is RemovePerson without the entry in the audit.
func (b *batch) remove(id string) (Removal, error) {
	p, err := b.tx.Person(id)
	if err != nil {
		return Removal{}, err
	}
	gone := Removal{Person: p}
	unsent, err := b.incomplete()
	if err != nil {
		return Removal{}, err
	}
	if gone.Orphans, err = b.releaseWards(&p); err != nil {
		return Removal{}, err
	}
	if p.Away != nil && p.Away.StandIn != "" {
		gone.StandIn = p.Away.StandIn
		if err := b.releaseStandIn(id, gone.StandIn); err != nil {
			return Removal{}, err
		}
	}
	if gone.Vacant, err = b.vacate(id); err != nil {
		return Removal{}, err
	}
	for _, c := range p.Addresses {
		a, err := chat.ParseAddress(c.Address)
		if err != nil {
			continue
		}
		if err := forgetChat(b.tx, a); err != nil {
			return Removal{}, err
		}
	}
	if err := forgetReminders(b.tx, id); err != nil {
		return Removal{}, err
	}
	if err := dropInvitations(b.tx, id); err != nil {
		return Removal{}, err
	}
	if err := b.tx.DeletePerson(id); err != nil {
		return Removal{}, err
	}
	if gone.StandIn != "" {
		if err := b.replanFor(gone.StandIn); err != nil {
			return Removal{}, err
		}
	}
	return gone, b.nowComplete(unsent, id, id)
}

// forgetChat deletes what is kept of a chat that is nobody's any more: where the dialogue
// stands, and of a web chat the transcript, what was being written, and its browsers.
func forgetChat(tx storage.Tx, a chat.Address) error {
	err := errors.Join(tx.PutConversation(a, nil), tx.DeleteLines(a), tx.PutValue(storage.DraftKey(a), nil))
	if err != nil {
		return err
	}
	for session, err := range tx.Sessions() {
		if err == nil && session.Address == a {
			err = tx.DeleteSession(session.Hash)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// vacate takes a person off the questions that they have not answered, and gives those
// that are with nobody now.
func (b *batch) vacate(id string) (vacant []conversation.Duty, err error) {
	duties, err := b.duties(id)
	if err != nil {
		return nil, err
	}
	for _, d := range duties {
		c := d.Campaign
		var empty []string
		for _, question := range d.Questions {
			people, _ := c.Assigned(question)
			people = slices.DeleteFunc(slices.Clone(people), func(other string) bool { return other == id })
			c.Assign(question, people)
			if len(people) == 0 {
				empty = append(empty, question)
			}
		}
		if err := b.tx.PutCampaign(c); err != nil {
			return nil, err
		}
		if len(empty) > 0 {
			vacant = append(vacant, conversation.Duty{Campaign: c, Questions: empty})
		}
	}
	b.campaigns, b.open, b.openRead = nil, nil, false // they were changed
	return vacant, nil
}

// leave takes a person off the list, of their own will or an admin's.
func (t *turn) leave(w *world, p report.Person) error {
	if last, err := lastAdmin(t.batch.tx, p); err != nil || last {
		if err == nil {
			t.tellNews(t.to, conversation.News{Kind: conversation.NewsRefused})
		}
		return err
	}
	gone, err := t.batch.remove(p.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.noteChange(w, p.ID, auditRemove, ""); err != nil {
		return err
	}
	news := conversation.News{Kind: conversation.NewsLeft, Who: p, Duties: gone.Vacant, Orphans: gone.Orphans}
	if p.ID != w.person.ID {
		news.By = w.person.Name
		if len(gone.Vacant) > 0 { // they are to give the questions to somebody
			t.tellNews(t.to, news)
		}
		if to, ok := t.batch.r.contact(p); ok {
			t.tellNews(to, conversation.News{Kind: conversation.NewsRemoved, Who: p})
		}
	} else {
		w.known = false // of strangers nothing is kept
	}
	switch gone.StandIn {
	case "":
	case w.person.ID: // who took them off the list knows
		if w.person, err = t.batch.tx.Person(w.person.ID); err != nil {
			return err
		}
	default:
		if err := t.tellPerson(gone.StandIn, "", informed(conversation.News{Kind: conversation.NewsOver, Who: p})); err != nil {
			return err
		}
	}
	return t.tellAdmins(w, news)
}

// AnnounceRemoval tells those concerned that somebody was taken off the list from the
// command line: the admins, who stood in for them, and themself.
func AnnounceRemoval(tx storage.Tx, gone Removal, zone *time.Location, now time.Time) error {
	r := New(Config{Zone: zone, Now: func() time.Time { return now }})
	b := r.newBatch(tx)
	if err := b.announceLeft(gone); err != nil {
		return err
	}
	return b.announceRemoval(gone, gone.Person, conversation.News{Kind: conversation.NewsRemoved, Who: gone.Person})
}

// AnnounceErasure tells the admins and who stood in that somebody was deleted from the command
// line, without the name. The person is not told: nothing of theirs is left, an address neither.
func AnnounceErasure(tx storage.Tx, gone Removal, zone *time.Location, now time.Time) error {
	gone.Person = report.Person{ID: gone.Person.ID, Name: textErasedPerson}
	return New(Config{Zone: zone, Now: func() time.Time { return now }}).newBatch(tx).announceLeft(gone)
}

// announceLeft tells the admins what is with nobody now, and who stood in that it is over.
func (b *batch) announceLeft(gone Removal) error {
	for p, err := range b.tx.People() {
		if err != nil {
			return err
		}
		if p.Role == report.Admin {
			err = b.announceRemoval(gone, p, conversation.News{
				Kind: conversation.NewsLeft, Who: gone.Person, Duties: gone.Vacant, Orphans: gone.Orphans,
			})
		}
		if err == nil && p.ID == gone.StandIn {
			err = b.announceRemoval(gone, p, conversation.News{Kind: conversation.NewsOver, Who: gone.Person})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// announceRemoval brings the news to one person, where they can be written to out of the
// blue: which platforms serve has is not known here.
func (b *batch) announceRemoval(gone Removal, p report.Person, n conversation.News) error {
	to := chat.Address{}
	for _, a := range reachable(p) {
		if a.Platform != terminalPlatform && (to.IsZero() || !pushes(to.Platform) && pushes(a.Platform)) {
			to = a
		}
	}
	if to.IsZero() {
		return nil
	}
	t := &turn{batch: b, key: "removed/" + gone.Person.ID + "/" + string(n.Kind) + "/" + to.String(), to: to}
	return t.survive(t.event(informed(n)))
}
