package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// The actions about people's data in the audit.
const (
	auditClaim   = "privacy-request"
	auditDropped = "privacy-request-dropped"
	auditSettled = "privacy-request-done"
	auditDenied  = "privacy-request-refused"
	auditErase   = "person-erase"
)

// claim notes in the register what the owner of the chat asks for, and has them asked and
// reminded of nothing from now on.
func (t *turn) claim(w *world, e conversation.Claim) error {
	switch {
	case !w.known:
		return errors.New("nobody is there to ask for a right")
	case e.Right == report.RightView:
		return t.orderOwn(w)
	case e.Right == report.RightCorrect:
		return t.wantsCorrected(w, e.Words)
	case e.Right != report.RightWithdraw && e.Right != report.RightErase:
		return fmt.Errorf("right %q", e.Right)
	}
	b := t.batch
	p, err := b.tx.Person(w.person.ID)
	if err != nil {
		return err
	}
	if last, err := lastAdmin(b.tx, p); err != nil || last {
		if err == nil {
			t.tellNews(t.to, conversation.News{Kind: conversation.NewsRefused})
		}
		return err
	}
	all, err := storage.Requests(b.tx)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Open() && r.Person == p.ID && r.Right == e.Right { // confirmed twice
			t.tellNews(t.to, conversation.News{Kind: conversation.NewsClaimed, Who: p, Request: &r})
			return nil
		}
	}
	duties, err := b.duties(p.ID)
	if err != nil {
		return err
	}
	if err := t.rest(&p); err != nil {
		return err
	}
	r := report.Request{
		Right: e.Right, Person: p.ID, Name: p.Name, Channel: t.to.Platform,
		Received: b.now, Day: b.today, Due: b.today.AddDays(e.Right.Days()),
	}
	if err := storage.PutRequest(b.tx, &r); err != nil {
		return err
	}
	if err := t.alter(w, p, auditClaim, string(e.Right), fmt.Sprint(r.ID)); err != nil {
		return err
	}
	t.tellNews(t.to, conversation.News{Kind: conversation.NewsClaimed, Who: p, Request: &r})
	return t.tellAdmins(w, conversation.News{Kind: conversation.NewsRequest, Who: p, Request: &r, Duties: duties})
}

// rest ends the consent of a person, and all that is asked of them.
func (t *turn) rest(p *report.Person) error {
	b := t.batch
	if _, err := b.releaseWards(p); err != nil {
		return err
	}
	if p.Away != nil && p.Away.StandIn != "" {
		if err := b.releaseStandIn(p.ID, p.Away.StandIn); err != nil {
			return err
		}
	}
	p.Away = &report.Away{Since: b.now}
	said := report.Consent{At: b.now, Channel: t.to.Platform}
	if p.Consent != nil {
		said = *p.Consent
	}
	said.Ended = b.now
	p.Consent = &said
	return b.quiet(p.ID)
}

// dropRequests ends what somebody asked for who agrees again.
func (t *turn) dropRequests(w *world, p report.Person) error {
	all, err := storage.Requests(t.batch.tx)
	if err != nil {
		return err
	}
	for _, r := range all {
		if !r.Open() || r.Person != p.ID || r.Right == report.RightCorrect {
			continue
		}
		r.Done, r.By, r.Dropped = t.batch.now, p.ID, true
		if err := storage.PutRequest(t.batch.tx, &r); err != nil {
			return err
		}
		if err := t.noteChange(w, p.ID, auditDropped, fmt.Sprint(r.ID)); err != nil {
			return err
		}
		if err := t.tellAdmins(w, conversation.News{Kind: conversation.NewsDone, Request: &r}); err != nil {
			return err
		}
	}
	return nil
}

// settle carries a request out for an admin.
func (t *turn) settle(w *world, e conversation.Settle) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	r, err := openRequest(t.batch.tx, e.Request)
	if errors.Is(err, storage.ErrNotFound) {
		t.tellNews(t.to, conversation.News{Kind: conversation.NewsRefused})
		return nil
	}
	if err != nil {
		return err
	}
	done, err := t.batch.settleRequest(r, w.person.ID, t.to.Platform)
	if err != nil {
		return err
	}
	if r.Right == report.RightCorrect {
		return t.tellAnswered(w, done.request, conversation.NewsCorrected)
	}
	for _, to := range done.chats {
		t.tellNews(to, conversation.News{Kind: conversation.NewsErased, Who: report.Person{Call: done.call}, Request: &done.request})
	}
	news := conversation.News{Kind: conversation.NewsDone, Request: &done.request}
	if w.person.ID != r.Person {
		t.tellNews(t.to, news)
		if len(done.vacant) > 0 {
			t.tellNews(t.to, conversation.News{Kind: conversation.NewsLeft, Who: done.who, Duties: done.vacant})
		}
	} else {
		w.known = false
	}
	return t.tellAdmins(w, news)
}

// openRequest finds a request that waits; storage.ErrNotFound when none of that number does.
func openRequest(tx storage.Tx, id int) (report.Request, error) {
	all, err := storage.Requests(tx)
	if err != nil {
		return report.Request{}, err
	}
	for _, r := range all {
		if r.ID == id && r.Open() {
			return r, nil
		}
	}
	return report.Request{}, fmt.Errorf("request %d: %w", id, storage.ErrNotFound)
}

// settled is what came of a request.
type settledRequest struct {
	request report.Request
	who     report.Person  // by the name that may still be said
	chats   []chat.Address // where the person can be told, without the browsers
	call    string
	vacant  []conversation.Duty
	gone    Removal // by the same name
}

// settleRequest carries a request out and closes all that the person asked for; a correction
// was made by the admin, and closes itself alone. by is the id of the admin, "" for the
// program. A person who is gone already needs nothing more.
func (b *batch) settleRequest(r report.Request, by, channel string) (settledRequest, error) {
	if r.Right == report.RightCorrect {
		return b.closeRequest(r, by, channel, auditSettled)
	}
	all, err := storage.Requests(b.tx)
	if err != nil {
		return settledRequest{}, err
	}
	if r.Right == report.RightWithdraw && slices.ContainsFunc(all, func(o report.Request) bool {
		return o.Open() && o.Person == r.Person && o.Right == report.RightErase
	}) {
		// They are asked and reminded of nothing as it is. What is to be deleted is found by the
		// person: the list goes with the rest.
		return b.closeRequest(r, by, channel, auditSettled)
	}
	done := settledRequest{request: r}
	p, err := b.tx.Person(r.Person)
	switch {
	case errors.Is(err, storage.ErrNotFound):
	case err != nil:
		return done, err
	default:
		if last, err := lastAdmin(b.tx, p); err != nil || last {
			return done, errors.Join(err, ErrLastAdmin)
		}
		done.call, done.who = p.Call, p
		for _, to := range reachable(p) {
			if to.Platform != webPlatform && to.Platform != terminalPlatform {
				done.chats = append(done.chats, to)
			}
		}
		var gone Removal
		if r.Right == report.RightErase {
			if r.Kept, err = b.approvedWith(p.ID); err != nil {
				return done, err
			}
			gone, err = b.erase(p, by, channel)
			done.who = report.Person{ID: p.ID, Name: textErasedPerson}
		} else {
			gone, err = b.remove(p.ID)
		}
		if err != nil {
			return done, err
		}
		done.vacant, done.gone = gone.Vacant, gone
		done.gone.Person = done.who
	}
	for _, o := range all {
		if o.Person != r.Person {
			continue
		}
		if r.Right == report.RightErase {
			forgetWords(&o)
		}
		if o.Open() {
			o.Done, o.By = b.now, by
			o.Dropped = o.Right == report.RightCorrect // nobody is left whom it is about
		}
		if o.ID == r.ID {
			o.Kept = r.Kept
			done.request = o
		}
		if err := storage.PutRequest(b.tx, &o); err != nil {
			return done, err
		}
	}
	return done, b.tx.AddAudit(storage.AuditEntry{
		At: b.now, Person: by, Whose: r.Person, Channel: channel, Action: auditSettled, Note: fmt.Sprint(r.ID),
	})
}

// SettleRequest carries a request of the register out from the command line, and tells all
// concerned; storage.ErrNotFound when none of that number waits.
func SettleRequest(tx storage.Tx, id int, zone *time.Location, now time.Time) (report.Request, error) {
	r := New(Config{Zone: zone, Now: func() time.Time { return now }})
	b := r.newBatch(tx)
	request, err := openRequest(tx, id)
	if err != nil {
		return request, err
	}
	done, err := b.settleRequest(request, "", operator)
	switch {
	case err != nil:
		return done.request, err
	case request.Right == report.RightCorrect:
		return done.request, b.tellRequester(done.request, conversation.NewsCorrected)
	}
	if done.gone.Person.ID != "" {
		if err := b.announceLeft(done.gone); err != nil {
			return done.request, err
		}
	}
	return done.request, b.tellGone(done)
}

// dueSoon is how many days before its last day admins are reminded of a request.
const dueSoon = 5

// lastHour is from when a request is carried out on its last day whatever the calendar says.
const lastHour = 20

// watchRequests reminds the admins, once a day in the hours of reminders, of requests whose
// time runs out, or has. On the last day it carries them out itself, be it a day off, but for
// corrections, and not by a clock that may be wrong.
func (r *Runtime) watchRequests(ctx context.Context) error {
	now := r.now()
	today := workday.DateOf(now.In(r.zone))
	p := r.planner()
	reminds := p == nil || p.Allowed(now)
	if !reminds && now.In(r.zone).Hour() < lastHour {
		return nil
	}
	some := false
	waits := func(q report.Request) bool {
		return q.Open() && q.Told != today && (reminds && q.Due.AddDays(-dueSoon).Compare(today) <= 0 || q.Due.Compare(today) <= 0 && q.Right != report.RightCorrect)
	}
	err := r.store.View(ctx, func(tx storage.Tx) error {
		all, err := storage.Requests(tx)
		some = slices.ContainsFunc(all, waits)
		return err
	})
	if err != nil || !some {
		return err
	}
	var b *batch
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		all, err := storage.Requests(tx)
		if err != nil {
			return err
		}
		sure, err := trusted(tx, now)
		if err != nil {
			return err
		}
		var due []report.Request
		for _, q := range all {
			if q, err = openRequest(tx, q.ID); errors.Is(err, storage.ErrNotFound) || err == nil && !waits(q) {
				continue // settled with another of the same person
			}
			if err != nil {
				return err
			}
			// What is to be corrected only people know.
			if sure && q.Due.Compare(today) <= 0 && q.Right != report.RightCorrect {
				done, err := b.settleRequest(q, "", operator)
				if err == nil {
					err = b.tellSettled(done)
				}
				if err == nil {
					continue
				}
				if !errors.Is(err, ErrLastAdmin) {
					return err
				}
			}
			if !reminds {
				continue
			}
			q.Told = today
			if err := storage.PutRequest(tx, &q); err != nil {
				return err
			}
			due = append(due, q)
		}
		if len(due) == 0 {
			return nil
		}
		return b.tellEveryAdmin("privacy/due/"+today.String(), conversation.News{Kind: conversation.NewsDue, Requests: due})
	})
	if err != nil {
		return fmt.Errorf("requests about data: %w", err)
	}
	r.carryOn(b)
	return nil
}

// tellGone says to somebody who is off the list now what was done.
func (b *batch) tellGone(done settledRequest) error {
	for i, to := range done.chats {
		n := conversation.News{Kind: conversation.NewsErased, Who: report.Person{Call: done.call}, Request: &done.request}
		if err := b.answerJob(fmt.Sprintf("privacy/done/%d/%d", done.request.ID, i), to, informed(n)); err != nil {
			return err
		}
	}
	return nil
}

// tellSettled tells all concerned that the program itself carried a request out.
func (b *batch) tellSettled(done settledRequest) error {
	if err := b.tellGone(done); err != nil {
		return err
	}
	key := fmt.Sprintf("privacy/done/%d", done.request.ID)
	if len(done.vacant) > 0 {
		if err := b.tellEveryAdmin(key+"/vacant", conversation.News{Kind: conversation.NewsLeft, Who: done.who, Duties: done.vacant}); err != nil {
			return err
		}
	}
	return b.tellEveryAdmin(key, conversation.News{Kind: conversation.NewsDone, Request: &done.request})
}

// tellEveryAdmin brings news to all admins, at the address where each is written to.
func (b *batch) tellEveryAdmin(key string, n conversation.News) error {
	for p, err := range b.tx.People() {
		if err != nil {
			return err
		}
		if p.Role != report.Admin {
			continue
		}
		if to, ok := b.r.contact(p); ok {
			if err := b.answerJob(key+"/"+p.ID, to, informed(n)); err != nil {
				return err
			}
		}
	}
	return nil
}
