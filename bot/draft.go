package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/review"
	"thuky/storage"
)

// docxMIME is the media type of the draft.
const docxMIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// terminalPlatform is where whoever answers sits at the machine that keeps the
// data: the draft is theirs, and nobody is written to out of the blue.
const terminalPlatform = "terminal"

// doDraft makes the draft of a campaign and hands it to whoever may have it.
func (r *Runtime) doDraft(ctx context.Context, job storage.Job) error {
	var order draftPayload
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	if r.draft == nil {
		return errors.New("no writer of drafts is configured")
	}
	if order.Purpose == draftAsked || order.Purpose == draftCheck {
		defer r.typing(ctx, order.Address)()
	}
	in, err := r.draftInput(ctx, order.Campaign)
	if err != nil {
		return err
	}
	made, err := r.lay(in)
	if err != nil {
		return err
	}
	d := draft{
		key:      made.SHA256,
		artifact: storage.Artifact{Name: made.Name, MIME: made.MIME, Data: made.Data},
		gaps:     marks(made.Document),
		lacks:    lacks(made.Document),
		stale:    outOfDate(in.Input, in.Former),
		basis:    made.Basis,
		standing: in.standing,
		order:    order,
	}
	if order.Purpose != draftCheck || len(d.gaps) == 0 { // else the file is not sent
		d.picture = r.firstPage(ctx, job, d)
	}
	if d.found, err = r.lookOver(ctx, d, &made); err != nil {
		return err
	}
	var b *batch
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		return b.deliver(job, d)
	})
	if errors.Is(err, errTaken) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("deliver draft: %w", err)
	}
	// After this line the job is gone and a crash is clean.
	r.carryOn(b)
	r.log.Info("draft made", "campaign", order.Campaign, "gaps", len(d.gaps), "bytes", len(made.Data), "messages", len(b.out))
	return nil
}

// outOfDate are the questions with a text that names the time of an earlier report.
func outOfDate(in render.Input, former report.Campaign) []string {
	var questions []string
	for _, a := range in.Answers {
		if a.Skipped || a.Value.Text == nil || slices.Contains(questions, a.Question) {
			continue
		}
		if len(review.Stale(*a.Value.Text, in.Campaign, former)) > 0 {
			questions = append(questions, a.Question)
		}
	}
	return questions
}

// draft is a finished draft on its way to people.
type draft struct {
	key      string // of the artifact
	artifact storage.Artifact
	picture  []byte   // of the first page, empty for none
	gaps     []string // the marks, as they are printed
	lacks    conversation.Lacks
	stale    []string // the questions whose answers name an earlier period
	basis    string   // see basis
	standing string   // see standing
	found    looked
	order    draftPayload
}

// errTaken: somebody else finished the job.
var errTaken = errors.New("the job is done")

// deliver stores the draft, tells everybody who may have it, and ends the job.
func (b *batch) deliver(job storage.Job, d draft) error {
	if err := b.tx.PutJob(job); errors.Is(err, storage.ErrNotFound) {
		return errTaken
	} else if err != nil {
		return err
	}
	d.artifact.Created = b.now
	if err := b.tx.PutArtifact(d.key, d.artifact); err != nil {
		return err
	}
	picture, err := b.putPicture(d)
	if err != nil {
		return err
	}
	remarks, key, err := b.putRemarks(d)
	if err != nil {
		return err
	}
	to, by, err := b.receivers(d)
	if err != nil {
		return err
	}
	complete := false
	if d.order.Purpose == "" || d.order.Purpose == draftSettled {
		if complete, err = b.complete(d.order.Campaign); err != nil {
			return err
		}
	}
	if complete {
		if err := b.tx.PutValue(draftedKey(d.order.Campaign), []byte(d.key+d.standing)); err != nil {
			return err
		}
	}
	for _, r := range to {
		t := &turn{batch: b, key: job.Key + "/" + r.address.String(), to: r.address}
		e := conversation.Event{
			Kind: conversation.Drafted, Campaign: d.order.Campaign, Gaps: d.gaps, Stale: d.stale, By: by, Complete: complete, Gone: d.order.Purpose == draftSettled,
			File: &chat.File{Name: d.artifact.Name, MIME: d.artifact.MIME, Artifact: d.key}, Picture: picture,
		}
		if r.own {
			e.By = ""
		}
		if d.order.Purpose == draftCheck {
			e.Kind, e.Basis, e.Lacks = conversation.Checked, d.basis, d.lacks
		}
		if r.oversees {
			e.Remarks, e.RemarksKey, e.Unlooked = remarks, key, key == ""
		}
		err := t.event(e)
		if err := t.survive(err); err != nil {
			return err
		}
	}
	return b.tx.DeleteJob(job.Key)
}

// survive keeps an event of ours that could not be handled as a failure, so that
// the other chats get theirs. Other errors are returned.
func (t *turn) survive(err error) error {
	var crash *crashError
	if !errors.As(err, &crash) {
		return err
	}
	f := storage.Failed{Key: t.key, At: t.batch.now, Error: crash.Error()}
	if err := t.batch.tx.PutFailed(f); err != nil {
		return err
	}
	t.batch.failures = append(t.batch.failures, f)
	return nil
}

// receiver is a chat that gets a draft.
type receiver struct {
	address  chat.Address
	own      bool // it belongs to who submitted
	oversees bool // its owner sees the work of others
}

// receivers are the chats that get a draft: of all admins and approvers once
// everybody who was asked has submitted, unless they have it, and of the submitter who may
// see it. by is the name of who submitted.
func (b *batch) receivers(d draft) (to []receiver, by string, err error) {
	order, left := d.order, d.order.Purpose == draftSettled
	if order.Purpose != "" && !left {
		return b.asker(order)
	}
	due, err := b.complete(order.Campaign)
	if err == nil && due {
		var known bool
		known, err = b.drafted(d)
		due = !known
	}
	if err != nil {
		return nil, "", err
	}
	if !left {
		by = order.Person // when that person was removed meanwhile
	}
	for p, err := range b.tx.People() {
		if err != nil {
			return nil, "", err
		}
		own := p.ID == order.Person && !left
		gets := due && p.Oversees()
		if own {
			by = p.Name
			if gets, err = b.seesOwn(p, order); err != nil {
				return nil, "", err
			}
		}
		for _, a := range reachable(p) {
			if a.Platform == terminalPlatform && a != order.Address {
				continue
			}
			if gets || own && a == order.Address && a.Platform == terminalPlatform {
				to = append(to, receiver{a, own, p.Oversees()})
			}
		}
	}
	return to, by, nil
}

// asker is the chat that asked for a draft, as long as its owner may have it.
func (b *batch) asker(order draftPayload) ([]receiver, string, error) {
	p, err := b.tx.PersonByAddress(order.Address)
	if errors.Is(err, storage.ErrNotFound) || err == nil && !p.Oversees() {
		return nil, "", nil
	}
	return []receiver{{order.Address, true, true}}, p.Name, err
}

// seesOwn tells whether the submitter gets the draft in all chats: others may
// have written parts of it.
func (b *batch) seesOwn(p report.Person, order draftPayload) (bool, error) {
	if p.Oversees() {
		return true, nil
	}
	if all, err := b.asksAll(order.Campaign, p); !all || err != nil {
		return false, err
	}
	return b.wroteAll(order.Campaign, p.ID)
}

// wroteAll tells whether one person wrote every answer of a campaign.
func (b *batch) wroteAll(campaign, person string) (bool, error) {
	for a, err := range b.tx.Answers(campaign) {
		if err != nil || a.Person != person || a.Author != person {
			return false, err
		}
	}
	return true, nil
}

// complete tells whether everybody who is asked has submitted, and every question that
// was given to somebody has an answer or somebody to give it. Not waited for are
// people who were removed, and admins and approvers who were shown the first question
// when they joined but answered none.
func (b *batch) complete(campaign string) (bool, error) {
	c, ok, err := b.campaign(campaign)
	if err != nil || !ok {
		return false, err
	}
	some := false
	err = b.ledger().eachOwing(c, func(storage.Participation, report.Person) error {
		some = true
		return nil
	})
	if err != nil || some || len(c.Assignments) == 0 {
		return !some, err
	}
	t, err := b.r.templates.get(b.tx, c)
	if err != nil {
		return false, nil //nolint:nilerr // the draft cannot be made either
	}
	for _, a := range c.Assignments {
		q := t.Question(a.Question)
		if q == nil || q.Computed() || !t.Applies(q, b.knownTo(&c, t, &err)) {
			continue
		}
		waits, e := b.waits(&c, q.ID)
		if err = errors.Join(err, e); err != nil || waits {
			return false, err
		}
	}
	return true, err
}

// knownTo gives the joined answers of a campaign to expressions.
func (b *batch) knownTo(c *report.Campaign, t *report.Template, err *error) report.Lookup {
	return func(question string) (report.Value, bool) {
		q := t.Question(question)
		if q == nil {
			return report.Value{}, false
		}
		v, ok, e := b.ledger().known(c, q)
		*err = errors.Join(*err, e)
		return v, ok
	}
}

// waits tells whether a question that was given to somebody waits for an answer of who
// has not heard of it, or for an admin to give it to somebody.
func (b *batch) waits(c *report.Campaign, question string) (bool, error) {
	l := b.ledger()
	ids, _, err := l.answerers(c, question)
	if err != nil {
		return false, err
	}
	answered := false
	for _, id := range ids {
		has, err := b.tx.HasAnswer(c.ID, question, id)
		if err != nil {
			return false, err
		}
		answered = answered || has
		p, err := b.tx.Person(id)
		if errors.Is(err, storage.ErrNotFound) || has {
			continue
		}
		if err != nil {
			return false, err
		}
		if asks, err := l.asks(l.member(c, &p, storage.Participation{}), question); asks || err != nil {
			return asks, err
		}
	}
	return !answered, nil
}

// wroteAny tells whether a person answered or skipped a question of a campaign.
func wroteAny(tx storage.Tx, campaign, person string) (bool, error) {
	for a, err := range tx.Answers(campaign) {
		if err != nil || a.Person == person {
			return err == nil, err
		}
	}
	return false, nil
}

// draftFailed says to the submitter that there will be no draft for now.
func (b *batch) draftFailed(job storage.Job) error {
	var order draftPayload
	if err := json.Unmarshal(job.Payload, &order); err != nil || storage.CheckAddress(order.Address) != nil {
		return nil //nolint:nilerr // nobody to tell; the failure itself is in the log
	}
	return b.enqueue(storage.Outgoing{
		Key: job.Key + "/failed", To: order.Address, Message: chat.Message{Text: textDraftFailed},
	})
}

// marks are the marks that a document holds, each once, in their order. One that only
// says that words are missing in a sentence names the questions.
func marks(d *render.Document) []string {
	var list []string
	for _, gap := range d.Gaps {
		text := gap.Text
		if len(gap.What) > 0 {
			text += " " + strings.Join(gap.What, "; ")
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// lacks says what a document cannot be approved for that has a way out of its own.
func lacks(d *render.Document) (l conversation.Lacks) {
	for _, gap := range d.Gaps {
		l.Skips = l.Skips || gap.Kind == render.Skipped
		l.Notice = l.Notice || slices.Contains(gap.Missing, report.NameNotice) || slices.Contains(gap.Missing, report.NameNoticeShort)
	}
	return l
}
