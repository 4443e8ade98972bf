package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"thuky/chat"
	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// What the pages about running campaigns read and order.

// Boards are those of the open campaigns, oldest first. The template of one is nil where
// it cannot be read, and nothing is counted then.
func (r *Runtime) Boards(ctx context.Context) (boards []*report.Board, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		boards = nil
		b := r.newBatch(tx)
		open, err := b.openCampaigns()
		if err != nil {
			return err
		}
		for _, c := range open {
			t, cause := r.templates.get(tx, c)
			if cause != nil {
				r.log.Error("the template of an open campaign cannot be used", "campaign", c.ID, "error", cause)
				boards = append(boards, &report.Board{Campaign: c})
				continue
			}
			shares, err := b.shares(c.ID)
			if err != nil {
				return err
			}
			boards = append(boards, report.NewBoard(c, t, shares))
		}
		return nil
	})
	return boards, err
}

// Board is that of any campaign.
func (r *Runtime) Board(ctx context.Context, campaign string) (board *report.Board, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) (err error) {
		board, err = r.newBatch(tx).board(campaign)
		return err
	})
	return board, err
}

func (b *batch) board(campaign string) (*report.Board, error) {
	c, ok, err := b.campaign(campaign)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, storage.ErrNotFound
	}
	t, cause := b.r.templates.get(b.tx, c)
	if cause != nil {
		b.r.log.Error("the template of a campaign cannot be used", "campaign", c.ID, "error", cause)
		return nil, &report.Refusal{Text: textNoTemplateHere}
	}
	shares, err := b.shares(c.ID)
	if err != nil {
		return nil, err
	}
	return report.NewBoard(c, t, shares), nil
}

// openBoard is the board of a campaign that can be changed.
func (b *batch) openBoard(campaign string) (*report.Board, error) {
	board, err := b.board(campaign)
	if err == nil && board.Campaign.Status != report.Open {
		return nil, &report.Refusal{Text: textClosedCampaign}
	}
	return board, err
}

// Former is the last campaign of the same template that was opened before one, the zero
// one where there is none.
func (r *Runtime) Former(ctx context.Context, c report.Campaign) (former report.Campaign, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) (err error) {
		former, err = formerOf(tx, c)
		return err
	})
	return former, err
}

// Printed are the places where the answer to a question stands in the draft.
func (r *Runtime) Printed(ctx context.Context, campaign, question string) ([]report.Passage, error) {
	in, err := r.draftInput(ctx, campaign)
	if err != nil {
		return nil, err
	}
	var list []report.Passage
	var above [2]string
	for _, block := range render.Build(in.Input).Blocks {
		if h, ok := block.(*render.Heading); ok {
			above[min(max(h.Level, 1), 2)-1] = h.Text()
			if h.Level <= 1 {
				above[1] = ""
			}
		}
		from := block.From()
		if from.Question != question && !slices.ContainsFunc(from.Parts, func(p render.Part) bool { return p.Question == question }) {
			continue
		}
		under := slices.DeleteFunc([]string{above[0], above[1]}, func(s string) bool { return s == "" || s == block.Text() })
		list = append(list, report.Passage{Under: under, Text: block.Text()})
	}
	return list, nil
}

// Calendar is that of the school, nil where none is known.
func (r *Runtime) Calendar() *workday.Calendar {
	if p := r.planner(); p != nil {
		return p.Calendar
	}
	return nil
}

// seen reads what a correction is about: storage.ErrConflict when it is not what was seen.
func (b *batch) seen(o report.Correction) (*report.Board, *report.Question, report.Share, error) {
	board, err := b.openBoard(o.Campaign)
	if err != nil {
		return nil, nil, report.Share{}, err
	}
	q := board.Template.Question(o.Question)
	s, known := board.Share(o.Person)
	switch {
	case q == nil || q.Computed():
		return nil, nil, report.Share{}, storage.ErrNotFound
	case !known || !s.Asks(q.ID):
		return nil, nil, report.Share{}, &report.Refusal{Text: textNotTheirsHere}
	case s.Mark(q.ID) != o.Mark:
		return nil, nil, report.Share{}, storage.ErrConflict
	case utf8.RuneCountInString(o.Note) > report.MaxReason:
		return nil, nil, report.Share{}, &report.Refusal{Text: textTooLongNote(report.MaxReason)}
	}
	return board, q, s, nil
}

// GiveBack gives an answer back to its person with a comment.
func (r *Runtime) GiveBack(ctx context.Context, by chat.Address, o report.Correction) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		_, q, s, err := t.batch.seen(o)
		if err != nil {
			return err
		}
		a, has := s.Answer(q.ID)
		switch {
		case !has || s.Gone:
			return &report.Refusal{Text: textNothingBack}
		case strings.TrimSpace(o.Note) == "":
			return &report.Refusal{Text: textNoComment}
		}
		_, err = t.carryOut(w, []conversation.Effect{conversation.Return{Person: o.Person, Return: report.Return{
			Campaign: o.Campaign, Question: q.ID, Comment: o.Note, By: w.person.ID, At: t.batch.now, Revision: a.Revision,
		}}})
		return err
	})
}

// Amend puts words in place of a person's answer. Words that are none come back as a
// *report.Unfit.
func (r *Runtime) Amend(ctx context.Context, by chat.Address, o report.Correction) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		board, q, s, err := t.batch.seen(o)
		if err != nil {
			return err
		}
		value, unfit := board.ReadCorrection(s, q, o, t.batch.today)
		switch {
		case unfit != nil:
			return unfit
		case strings.TrimSpace(o.Note) == "":
			return &report.Refusal{Text: textNoReason}
		}
		was, _ := s.Answer(q.ID)
		_, err = t.carryOut(w, []conversation.Effect{conversation.Amend{Note: o.Note, Answer: report.Answer{
			Campaign: o.Campaign, Question: q.ID, Person: o.Person, Value: value, Parts: value.Parts(),
			Author: w.person.ID, Channel: by.Platform, At: t.batch.now, Revision: was.Revision + 1,
		}}})
		return err
	})
}

// AcceptSkip agrees to the skip of a question that must be answered.
func (r *Runtime) AcceptSkip(ctx context.Context, by chat.Address, o report.Correction) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		_, q, s, err := t.batch.seen(o)
		if err != nil {
			return err
		}
		a, _ := s.Answer(q.ID)
		switch {
		case a.Skipped && !q.Needed():
			return &report.Refusal{Text: textSkipAllowed}
		case !a.Waits(q):
			return &report.Refusal{Text: textNoSkip}
		}
		a.Accepted, a.Revision = true, a.Revision+1
		_, err = t.carryOut(w, []conversation.Effect{conversation.Accept{Answer: a}})
		return err
	})
}

// SetDeadline changes a deadline of a campaign; see conversation.SetDeadline. Whoever
// shows a form asks report.Campaign.DeadlineFault first.
func (r *Runtime) SetDeadline(ctx context.Context, by chat.Address, o report.DeadlineOrder) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		c, ok, err := t.batch.campaign(o.Campaign)
		if err != nil {
			return err
		}
		day, hour := c.Deadline, c.DeadlineHour
		if o.Internal {
			day, hour = c.Internal, c.InternalHour
		}
		at := t.batch.now.In(r.zone)
		switch {
		case !ok:
			return storage.ErrNotFound
		case c.Status != report.Open:
			return &report.Refusal{Text: textClosedCampaign}
		case day != o.WasDay || hour != o.WasHour:
			return storage.ErrConflict
		case o.Day.IsZero() && !o.Internal:
			return &report.Refusal{Text: textNoDeadlineDay}
		case !o.Day.IsZero() && c.DeadlineFault(o.Internal, o.Day, o.Hour, t.batch.today, at.Format("15:04")) != "":
			return storage.ErrConflict // time has gone on since
		}
		_, err = t.carryOut(w, []conversation.Effect{conversation.SetDeadline{Campaign: c.ID, Internal: o.Internal, Day: o.Day, Hour: o.Hour}})
		return err
	})
}

// CloseCampaign ends the collecting. It is storage.ErrConflict where that has ended.
func (r *Runtime) CloseCampaign(ctx context.Context, by chat.Address, campaign string) error {
	return r.switchTo(ctx, by, campaign, report.Open, conversation.Close{Campaign: campaign})
}

// ReopenCampaign goes on with the collecting. It is storage.ErrConflict where that goes on.
func (r *Runtime) ReopenCampaign(ctx context.Context, by chat.Address, campaign string) error {
	return r.switchTo(ctx, by, campaign, report.Closed, conversation.Reopen{Campaign: campaign})
}

func (r *Runtime) switchTo(ctx context.Context, by chat.Address, campaign string, from report.CampaignStatus, effect conversation.Effect) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		c, ok, err := t.batch.campaign(campaign)
		switch {
		case err != nil:
			return err
		case !ok:
			return storage.ErrNotFound
		case c.Status != from:
			return storage.ErrConflict
		}
		_, err = t.carryOut(w, []conversation.Effect{effect})
		return err
	})
}

// Assign gives questions to people.
func (r *Runtime) Assign(ctx context.Context, by chat.Address, o report.Handing) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		board, err := t.batch.openBoard(o.Campaign)
		if err != nil {
			return err
		}
		for _, id := range o.People {
			if _, err := t.batch.tx.Person(id); err != nil {
				return gone(err)
			}
		}
		effects, err := handings(board, o)
		if err != nil {
			return err
		}
		_, err = t.carryOut(w, effects)
		return err
	})
}

// gone makes of a missing record one that somebody took away meanwhile.
func gone(err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		return storage.ErrConflict
	}
	return err
}

// handings are the effects of an order: one for all questions that the same people get,
// so that everybody hears of it once.
func handings(board *report.Board, o report.Handing) ([]conversation.Effect, error) {
	if o.Add && (o.All || len(o.People) == 0) {
		return nil, &report.Refusal{Text: textAddToNobody}
	}
	var list []conversation.Assign
	for _, id := range o.Questions {
		q := board.Template.Question(id)
		if q == nil || q.Computed() || o.Seen[id] != board.Campaign.Holders(id) {
			return nil, storage.ErrConflict
		}
		e := conversation.Assign{Campaign: o.Campaign, Questions: []string{id}, People: slices.Clone(o.People), All: o.All}
		had, some := board.Campaign.Assigned(id)
		if o.Add {
			e.People = slices.Clone(had)
			for _, person := range o.People {
				if !slices.Contains(e.People, person) {
					e.People = append(e.People, person)
				}
			}
		}
		if some == !e.All && (e.All || slices.Equal(had, e.People)) {
			continue
		}
		if i := slices.IndexFunc(list, func(other conversation.Assign) bool { return slices.Equal(other.People, e.People) }); i >= 0 {
			list[i].Questions = append(list[i].Questions, id)
			continue
		}
		list = append(list, e)
	}
	switch {
	case len(o.Questions) == 0:
		return nil, &report.Refusal{Text: textNoQuestions}
	case len(list) == 0:
		return nil, &report.Refusal{Text: textHandedAlready}
	}
	effects := make([]conversation.Effect, len(list))
	for i := range list {
		effects[i] = list[i]
	}
	return effects, nil
}

// CorrectDay puts a day of the calendar right. Calendar and reminders follow.
func (r *Runtime) CorrectDay(ctx context.Context, by chat.Address, day workday.Day) error {
	return r.effects(ctx, by, conversation.PutDay{Day: day})
}

// DropCorrection takes a correction of the calendar back.
func (r *Runtime) DropCorrection(ctx context.Context, by chat.Address, date workday.Date) error {
	return r.effects(ctx, by, conversation.DropDay{Date: date})
}
