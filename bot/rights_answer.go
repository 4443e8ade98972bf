package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// maxCorrections is how many corrections of one person wait at a time.
const maxCorrections = 5

// wantsCorrected notes in the register what somebody cannot correct themself. Nothing else
// changes for them.
func (t *turn) wantsCorrected(w *world, words string) error {
	b := t.batch
	words = oneLine(words)
	if n := utf8.RuneCountInString(words); n == 0 || n > report.MaxCorrection {
		return fmt.Errorf("correction of %d letters", n)
	}
	all, err := storage.Requests(b.tx)
	if err != nil {
		return err
	}
	waiting := 0
	for _, r := range all {
		if !r.Open() || r.Person != w.person.ID || r.Right != report.RightCorrect {
			continue
		}
		waiting++
		if r.Words == words || waiting == maxCorrections { // confirmed twice, or enough for now
			t.tellNews(t.to, conversation.News{Kind: conversation.NewsClaimed, Who: w.person, Request: &r})
			return nil
		}
	}
	r := report.Request{
		Right: report.RightCorrect, Person: w.person.ID, Name: w.person.Name, Channel: t.to.Platform, Words: words,
		Received: b.now, Day: b.today, Due: b.today.AddDays(report.RightCorrect.Days()),
	}
	if err := storage.PutRequest(b.tx, &r); err != nil {
		return err
	}
	if err := t.noteChange(w, w.person.ID, auditClaim, fmt.Sprintf("%s → %d", r.Right, r.ID)); err != nil {
		return err
	}
	t.tellNews(t.to, conversation.News{Kind: conversation.NewsClaimed, Who: w.person, Request: &r})
	return t.tellAdmins(w, conversation.News{Kind: conversation.NewsRequest, Who: w.person, Request: &r})
}

// forgetWords takes out of a request what only concerns the person.
func forgetWords(r *report.Request) { r.Name, r.Words, r.Refused = "", "", refusedMark(r.Refused) }

// refusedMark keeps that a request was refused when the words are deleted.
func refusedMark(reason string) string {
	if reason == "" {
		return ""
	}
	return textErasedWords
}

// closeRequest ends a request without touching the data of the person.
func (b *batch) closeRequest(r report.Request, by, channel, action string) (settledRequest, error) {
	r.Done, r.By = b.now, by
	if err := storage.PutRequest(b.tx, &r); err != nil {
		return settledRequest{}, err
	}
	note := fmt.Sprint(r.ID)
	if r.Refused != "" {
		note += ": " + r.Refused
	}
	return settledRequest{request: r}, b.tx.AddAudit(storage.AuditEntry{
		At: b.now, Person: by, Whose: r.Person, Channel: channel, Action: action, Note: note,
	})
}

// refuseRequest settles a request without doing what it asks for.
func (b *batch) refuseRequest(r report.Request, reason, by, channel string) (settledRequest, error) {
	if r.Refused = oneLine(reason); r.Refused == "" || utf8.RuneCountInString(r.Refused) > report.MaxDenial {
		return settledRequest{}, errors.New("a request is refused with a reason, and a short one")
	}
	return b.closeRequest(r, by, channel, auditDenied)
}

// deny refuses a request for an admin, and tells who made it why.
func (t *turn) deny(w *world, e conversation.Deny) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	r, err := openRequest(t.batch.tx, e.Request)
	if errors.Is(err, storage.ErrNotFound) {
		return nil // settled meanwhile: everybody was told
	}
	if err != nil {
		return err
	}
	done, err := t.batch.refuseRequest(r, e.Reason, w.person.ID, t.to.Platform)
	if err != nil {
		return err
	}
	return t.tellAnswered(w, done.request, conversation.NewsDenied)
}

// tellAnswered tells all concerned what came of a request whose owner stays.
func (t *turn) tellAnswered(w *world, r report.Request, kind conversation.NewsKind) error {
	news := conversation.News{Kind: conversation.NewsDone, Request: &r}
	if r.Person != w.person.ID {
		t.tellNews(t.to, news)
	}
	if err := t.tellPerson(r.Person, "", informed(conversation.News{Kind: kind, Request: &r})); err != nil {
		return err
	}
	news.Who.ID = r.Person // who has heard of it already
	return t.tellAdmins(w, news)
}

// approvedWith counts the approved reports in which answers of a person may stand.
func (b *batch) approvedWith(person string) (n int, err error) {
	for c, err := range b.tx.Campaigns() {
		if err != nil {
			return 0, err
		}
		some := false
		for _, err := range b.tx.Versions(c.ID) {
			if err != nil {
				return 0, err
			}
			some = true
			break
		}
		if !some {
			continue
		}
		wrote, err := wroteAny(b.tx, c.ID, person)
		if err != nil {
			return 0, err
		}
		if wrote {
			n++
		}
	}
	return n, nil
}

// tellRequester tells the person of a request, from the command line, what came of it: the
// message waits in the store for the program that serves.
func (b *batch) tellRequester(r report.Request, kind conversation.NewsKind) error {
	p, err := b.tx.Person(r.Person)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var to chat.Address
	for _, a := range reachable(p) {
		if a.Platform != terminalPlatform && (to.Platform == "" || a.String() == p.Last) {
			to = a
		}
	}
	if to.Platform == "" {
		return nil
	}
	return b.answerJob(fmt.Sprintf("privacy/answer/%d", r.ID), to, informed(conversation.News{Kind: kind, Request: &r}))
}

// RefuseRequest refuses a request of the register from the command line, and tells the
// person; storage.ErrNotFound when none of that number waits.
func RefuseRequest(tx storage.Tx, id int, reason string, zone *time.Location, now time.Time) (report.Request, error) {
	r := New(Config{Zone: zone, Now: func() time.Time { return now }})
	b := r.newBatch(tx)
	request, err := openRequest(tx, id)
	if err != nil {
		return request, err
	}
	done, err := b.refuseRequest(request, reason, "", operator)
	if err != nil {
		return done.request, err
	}
	return done.request, b.tellRequester(done.request, conversation.NewsDenied)
}

// SettleRequest carries a request of the register out, for an admin on a page.
func (r *Runtime) SettleRequest(ctx context.Context, by chat.Address, id int) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if _, err := openRequest(t.batch.tx, id); err != nil {
			return err
		}
		return t.settle(w, conversation.Settle{Request: id})
	})
}

// RefuseRequest refuses a request of the register, for an admin on a page.
func (r *Runtime) RefuseRequest(ctx context.Context, by chat.Address, id int, reason string) error {
	if problem := checkWords(reason, report.MaxDenial, textReasonNeeded); problem != nil {
		return problem
	}
	return r.act(ctx, by, func(t *turn, w *world) error {
		if _, err := openRequest(t.batch.tx, id); err != nil {
			return err
		}
		return t.deny(w, conversation.Deny{Request: id, Reason: reason})
	})
}

// Claim asks for a right on one's own data, on a page; words say what is to be corrected.
func (r *Runtime) Claim(ctx context.Context, by chat.Address, right report.Right, words string) error {
	if right == report.RightCorrect {
		if problem := checkWords(words, report.MaxCorrection, textWordsNeeded); problem != nil {
			return problem
		}
	}
	return r.act(ctx, by, func(t *turn, w *world) error {
		if right == report.RightWithdraw || right == report.RightErase {
			p, err := t.batch.tx.Person(w.person.ID)
			if err != nil {
				return err
			}
			if last, err := lastAdmin(t.batch.tx, p); err != nil || last {
				if err == nil {
					err = &report.Refusal{Text: textLastAdmin}
				}
				return err
			}
		}
		return t.claim(w, conversation.Claim{Right: right, Words: words})
	})
}

// CorrectOwn gives the owner of a chat the name and the form of address that they want.
func (r *Runtime) CorrectOwn(ctx context.Context, by chat.Address, name, call string) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		var effects []conversation.Effect
		if name = oneLine(name); name != w.person.Name {
			if problem := report.CheckName(name); problem != "" {
				return &report.Refusal{Text: textNameProblem(problem)}
			}
			effects = append(effects, conversation.Change{Kind: conversation.ChangeName, Person: w.person.ID, Value: name})
		}
		if call != "" && call != w.person.Call {
			effects = append(effects, conversation.Change{Kind: conversation.ChangeCall, Person: w.person.ID, Value: call})
		}
		_, err := t.carryOut(w, effects)
		return err
	})
}

func checkWords(words string, limit int, missing string) error {
	switch n := utf8.RuneCountInString(oneLine(words)); {
	case n == 0:
		return &report.Refusal{Text: missing}
	case n > limit:
		return &report.Refusal{Text: textTooManyLetters(n, limit)}
	}
	return nil
}
