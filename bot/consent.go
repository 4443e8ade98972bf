package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// The actions about consent in the audit.
const (
	auditConsent  = "consent"
	auditDeclined = "consent-declined"
)

// Notice is what people are told of their data. Who sits at the terminal works on the
// machine of the school itself, and is not asked there.
func (w *world) Notice() (conversation.Notice, bool) {
	r := w.batch.r
	if r.notice == nil || w.address.Platform == terminalPlatform {
		return conversation.Notice{}, false
	}
	return *r.notice, true
}

// Requests is the register.
func (w *world) Requests() []report.Request {
	all, err := storage.Requests(w.batch.tx)
	w.found(err)
	return all
}

// agree stores the consent, and the text that it is for. back tells that the person had
// taken it back before: what is open is shown next.
func (t *turn) agree(w *world, e conversation.Agree) (back bool, err error) {
	if !w.known {
		return false, errors.New("nobody is there to agree")
	}
	tx := t.batch.tx
	p, err := tx.Person(w.person.ID)
	if err != nil {
		return false, err
	}
	back = p.Withdrew()
	p.Consent = &report.Consent{Notice: e.Notice.Version, At: t.batch.now, Channel: t.to.Platform}
	if err := t.alter(w, p, auditConsent, "", e.Notice.Version); err != nil {
		return false, err
	}
	key := storage.NoticeKey(e.Notice.Version)
	if _, err := tx.Value(key); errors.Is(err, storage.ErrNotFound) {
		err = tx.PutValue(key, []byte(e.Notice.Text))
		if err != nil {
			return false, err
		}
	} else if err != nil {
		return false, err
	}
	if !back {
		return false, nil
	}
	if err := t.setBack(w, p); err != nil {
		return false, err
	}
	return true, t.dropRequests(w, p)
}

// decline lets a newcomer go who does not agree. Of somebody new nothing is kept; who is on
// the list of the school stays there, without the chat.
func (t *turn) decline(w *world, e conversation.Decline) error {
	if !w.known {
		return nil
	}
	tx := t.batch.tx
	p, err := tx.Person(w.person.ID)
	if err != nil {
		return err
	}
	w.known = false // of strangers nothing is kept
	news := conversation.News{Kind: conversation.NewsDeclined, Platform: t.to.Platform}
	if !e.Listed || p.Consent != nil && !p.Withdrew() {
		if _, err := t.batch.remove(p.ID); err != nil {
			return err
		}
	} else {
		here := t.to.String()
		p.Addresses = slices.DeleteFunc(slices.Clone(p.Addresses), func(c report.Contact) bool { return c.Address == here })
		p.Consent = &report.Consent{Notice: t.batch.r.notice.Version, At: t.batch.now, Channel: t.to.Platform, Ended: t.batch.now}
		if len(p.Addresses) == 0 {
			p.Joined = time.Time{}
		}
		if err := tx.PutPerson(p); err != nil {
			return err
		}
		if err := forgetChat(tx, t.to); err != nil {
			return err
		}
		if err := forgetReminders(tx, p.ID); err != nil {
			return err
		}
		news.Who = p
	}
	if err := t.freeInvitation(e.Invitation); err != nil {
		return err
	}
	entry := storage.AuditEntry{At: t.batch.now, Person: news.Who.ID, Channel: t.to.Platform, Action: auditDeclined}
	if err := tx.AddAudit(entry); err != nil {
		return err
	}
	return t.tellAdmins(w, news)
}

// freeInvitation lets an invitation be used again by whoever came with it and did not agree.
func (t *turn) freeInvitation(used *report.Invitation) error {
	if used == nil {
		return nil // of a chat of an older release
	}
	tx := t.batch.tx
	i, err := tx.Invitation(used.Hash)
	switch {
	case errors.Is(err, storage.ErrNotFound): // theirs was the last use
		i = *used
		i.Uses = 1
	case err != nil:
		return err
	default:
		i.Uses++
	}
	if !i.Usable(t.batch.now) {
		return nil
	}
	if i.Person != "" {
		if _, err := tx.Person(i.Person); errors.Is(err, storage.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return tx.PutInvitation(i)
}

// AnswerNotice takes what somebody said on a page to the notice of a version.
func (r *Runtime) AnswerNotice(ctx context.Context, by chat.Address, version string, agrees bool) error {
	return r.act(ctx, by, func(t *turn, _ *world) error {
		e := conversation.Event{Kind: conversation.Consented, Note: version}
		if !agrees {
			e.Kind = conversation.Declined
		}
		return t.event(e)
	})
}

// PrivacyContact is whom people ask about their data.
func (r *Runtime) PrivacyContact() string {
	if r.notice == nil {
		return conversation.NewNotice(report.Privacy{}).Contact
	}
	return r.notice.Contact
}

// Notice is the notice on data that people agree to; false where nobody is asked.
func (r *Runtime) Notice() (text, version string, asks bool) {
	if r.notice == nil {
		return "", "", false
	}
	return r.notice.Text, r.notice.Version, true
}
