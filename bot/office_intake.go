package bot

import (
	"context"
	"errors"

	"thuky/chat"
	"thuky/conversation"
	"thuky/notice"
	"thuky/report"
)

// What admins do on the pages about opening a report; see web.Office.

// ReadNotice reads the text of a notice into the campaign that it calls for. found is
// false when nothing in it looks like a notice.
func (r *Runtime) ReadNotice(ctx context.Context, by chat.Address, text string) (p report.Plan, found bool, err error) {
	var options notice.Options
	var library []*report.Template
	if err := r.look(ctx, by, func(w *world) error {
		options.Received, library = w.batch.today, w.batch.library
		if calendar := w.Calendar(); calendar != nil {
			options.Calendar = calendar
		}
		return adminAllowed(w)
	}); err != nil {
		return p, false, err
	}
	p, found = conversation.PlanOf(notice.Read(text, options), library)
	return p, found, nil
}

// CheckPlan puts typed values into a plan and says what follows and what is doubtful. of
// is the open campaign whose notice it is, "" for one that is about to be opened.
func (r *Runtime) CheckPlan(ctx context.Context, by chat.Address, of string, p report.Plan, typed map[report.Field]string) (check report.PlanCheck, err error) {
	err = r.look(ctx, by, func(w *world) error {
		check = conversation.CheckPlan(w, w.batch.today, of, p, typed)
		return adminAllowed(w)
	})
	return check, err
}

// OpenReport opens a campaign as it was planned. A template that is not in the library any
// more and a notice that has opened another campaign are a *report.Refusal.
func (r *Runtime) OpenReport(ctx context.Context, by chat.Address, plan report.Campaign) (c report.Campaign, err error) {
	err = r.act(ctx, by, func(t *turn, w *world) (err error) {
		c, err = t.openPlanned(w, plan)
		return err
	})
	var refused *unopened
	if errors.As(err, &refused) {
		return report.Campaign{}, &report.Refusal{Text: textUnopened(refused.first)}
	}
	return c, err
}

// CorrectNotice gives an open campaign its notice, or another one. The notice of another
// campaign is a *report.Refusal.
func (r *Runtime) CorrectNotice(ctx context.Context, by chat.Address, campaign string, n report.Notice) error {
	err := r.effects(ctx, by, conversation.SetNotice{Campaign: campaign, Notice: n})
	var taken NoticeTaken
	if errors.As(err, &taken) {
		return &report.Refusal{Text: textNoticeTaken(taken.First)}
	}
	return err
}
