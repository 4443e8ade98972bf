package bot

import (
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
	// Vacant are the questions of open campaigns that were with nobody else: they wait
	// for an admin.
	Vacant  []conversation.Duty
	Orphans []string // names of those who are away and lost their stand-in
}

// RemovePerson deletes a person and where the chats of theirs stand; what they
// answered stays. Questions that were given to them by name and that they have not
// answered stay with the others, or wait for an admin. An id that nobody has is
// storage.ErrNotFound.
func RemovePerson(tx storage.Tx, id string, now time.Time) (Removal, error) {
	r := New(Config{Now: func() time.Time { return now }})
	b := r.newBatch(tx)
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
	if gone.Orphans, err = b.releaseWards(&p); err != nil {
		return Removal{}, err
	}
	if p.Away != nil && p.Away.StandIn != "" {
		if err := b.releaseStandIn(id, p.Away.StandIn); err != nil {
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
		if err := b.tx.PutConversation(a, nil); err != nil {
			return Removal{}, err
		}
	}
	if err := forgetReminders(b.tx, id); err != nil {
		return Removal{}, err
	}
	if err := dropInvitations(b.tx, id); err != nil {
		return Removal{}, err
	}
	return gone, b.tx.DeletePerson(id)
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
	} else {
		w.known = false // of strangers nothing is kept
	}
	return t.tellAdmins(w, news)
}

// AnnounceRemoval tells the admins that somebody was taken off the list from the command
// line.
func AnnounceRemoval(tx storage.Tx, gone Removal, zone *time.Location, now time.Time) error {
	r := New(Config{Zone: zone, Now: func() time.Time { return now }})
	b := r.newBatch(tx)
	for p, err := range tx.People() {
		if err != nil {
			return err
		}
		if p.Role != report.Admin {
			continue
		}
		for _, a := range reachable(p) {
			if a.Platform == terminalPlatform {
				continue
			}
			t := &turn{batch: b, key: "removed/" + gone.Person.ID + "/" + a.String(), to: a}
			if err := t.survive(t.event(informed(conversation.News{
				Kind: conversation.NewsLeft, Who: gone.Person, Duties: gone.Vacant, Orphans: gone.Orphans,
			}))); err != nil {
				return err
			}
			break
		}
	}
	return nil
}
