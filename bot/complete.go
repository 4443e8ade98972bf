package bot

import (
	"encoding/json"
	"slices"

	"thuky/conversation"
	"thuky/storage"
)

// A report is complete when the last one sends. It may become so without anybody's
// sending, too: whom it waited for has left, or is no longer asked.

// mayComplete gives the campaigns that one of the effects may complete. Sending and
// leaving see to it themselves.
func (t *turn) mayComplete(effects []conversation.Effect) ([]string, error) {
	if !slices.ContainsFunc(effects, func(effect conversation.Effect) bool {
		switch e := effect.(type) {
		case conversation.Assign, conversation.Amend, conversation.Accept, conversation.Update:
			return true
		case conversation.Change:
			return e.Kind != conversation.ChangeName && e.Kind != conversation.ChangeCall && e.Kind != conversation.ChangeLeave
		}
		return false
	}) {
		return nil, nil
	}
	return t.batch.incomplete()
}

// incomplete are the open campaigns that somebody has sent, and somebody has not.
func (b *batch) incomplete() (ids []string, err error) {
	open, err := b.openCampaigns()
	if err != nil {
		return nil, err
	}
	for _, c := range open {
		sent := false
		for part, err := range b.tx.Participations(c.ID) {
			if err != nil {
				return nil, err
			}
			sent = sent || !part.Submitted.IsZero()
		}
		if !sent {
			continue
		}
		complete, err := b.complete(c.ID)
		if err != nil {
			return nil, err
		}
		if !complete {
			ids = append(ids, c.ID)
		}
	}
	return ids, nil
}

// nowComplete orders the draft of the campaigns that waited only for what an order has
// settled, or for somebody who has left. The key is of the order.
func (b *batch) nowComplete(campaigns []string, person, order string) error {
	for _, id := range campaigns {
		complete, err := b.complete(id)
		if err != nil {
			return err
		}
		if !complete {
			continue
		}
		payload, err := json.Marshal(draftPayload{Campaign: id, Person: person, Purpose: draftSettled})
		if err != nil {
			return err
		}
		if err := b.tx.AddJob(storage.Job{
			Key: "draft/" + id + "/" + order + "/" + draftSettled, Kind: draftKind, Payload: payload, Created: b.now,
		}); err != nil {
			return err
		}
		b.jobs++
	}
	return nil
}
