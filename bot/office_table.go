package bot

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// Tables that are filled in on a page; see web.TableOffice.

// OwnTable is a table question that is put to somebody, with what they have of it: the rows
// that are under way in their web chat come before those that are stored.
func (r *Runtime) OwnTable(ctx context.Context, by chat.Address, campaign, question string) (o report.OwnTable, err error) {
	err = r.own(ctx, by, func(b *batch, p report.Person) (err error) {
		o, err = b.ownTable(by, p, campaign, question)
		return err
	})
	return o, err
}

func (b *batch) ownTable(by chat.Address, p report.Person, campaign, question string) (o report.OwnTable, err error) {
	if o.Board, err = b.openBoard(campaign); err != nil {
		return o, err
	}
	own := owner{b: b, p: p, c: o.Board.Campaign}
	if _, _, err = own.record(); err != nil {
		return o, err
	}
	o.Question = o.Board.Template.Question(question)
	place := slices.IndexFunc(own.asked, func(q *report.Question) bool { return q.ID == question }) + 1
	if o.Question == nil || o.Question.Type != "table" || place == 0 {
		return o, storage.ErrNotFound
	}
	o.Share = report.Share{Person: p, Returns: own.part.Returns}
	for _, q := range own.asked {
		o.Share.Asked = append(o.Share.Asked, q.ID)
		switch a, err := b.tx.Answer(campaign, q.ID, p.ID); {
		case err == nil:
			o.Share.Answers = append(o.Share.Answers, a)
		case !errors.Is(err, storage.ErrNotFound):
			return o, err
		}
	}
	o.Place, o.Mark = place, o.Share.Mark(question)
	if a, has := o.Share.Answer(question); has {
		o.Value = a.Value
	}
	if back, returned := o.Share.Returned(question); returned {
		o.Comment = back.Comment
	}
	stored, err := b.tx.Conversation(by)
	if err != nil {
		return o, err
	}
	state, err := conversation.Decode(stored)
	if err != nil {
		return o, err
	}
	if v, under := state.UnderWay(campaign, question); under {
		o.Value, o.UnderWay = v, true
		sum := fnv.New64a()
		_, _ = sum.Write([]byte(o.Question.Format(v))) // never fails
		o.Mark = fmt.Sprintf("%s+%x", o.Mark, sum.Sum64())
	}
	return o, nil
}

// FillTable makes rows somebody's own answer, as if they had written them in their web chat.
func (r *Runtime) FillTable(ctx context.Context, by chat.Address, o report.Correction) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		own, err := t.batch.ownTable(by, w.person, o.Campaign, o.Question)
		switch {
		case err != nil:
			return err
		case own.Mark != o.Mark:
			return storage.ErrConflict
		}
		value, unfit := own.Board.ReadCorrection(own.Share, own.Question, o, t.batch.today)
		if unfit != nil {
			return unfit
		}
		return t.event(conversation.Event{
			Kind: conversation.Filled, Campaign: o.Campaign, Question: o.Question, Answer: report.Answer{Value: value},
		})
	})
}

// SheetCells reads the cells of a spreadsheet by sheet, row and column. What is wrong with
// the file is a *report.Refusal.
func (r *Runtime) SheetCells(ctx context.Context, name string, data []byte) ([][][]string, error) {
	if r.sheets == nil {
		return nil, &report.Refusal{Text: textNoSheetReader}
	}
	sheets, note, err := r.sheets(ctx, name, data)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read a spreadsheet: %w", err)
	case note != "":
		return nil, &report.Refusal{Text: note}
	}
	return sheets, nil
}
