package bot

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// When a whole school joins in one afternoon, admins hear of the first few at once, and of the
// others together: on some platforms every message counts.

const (
	// joinedEvery is within what time admins hear of joinedAtOnce people one by one, and how
	// far apart the messages about all others are.
	joinedEvery  = 30 * time.Minute
	joinedAtOnce = 5
)

// joinedKey is the Value, and the job, of who has joined.
const joinedKey = "joined"

// joined is kept under joinedKey.
type joined struct {
	Told    time.Time `json:"told"`              // when admins heard of the first of them, or of many together
	Singly  int       `json:"singly,omitempty"`  // of how many they heard one by one since
	Waiting []string  `json:"waiting,omitempty"` // ids of those whom they are to hear of
}

func readJoined(tx storage.Tx) (j joined, err error) {
	value, err := tx.Value(joinedKey)
	if errors.Is(err, storage.ErrNotFound) {
		return j, nil
	}
	if err == nil && json.Unmarshal(value, &j) != nil {
		j = joined{} // of another release: the next one is told at once
	}
	return j, err
}

func putJoined(tx storage.Tx, j joined) error {
	value, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return tx.PutValue(joinedKey, value)
}

// tellJoined tells the admins that somebody has joined, now or with others.
func (t *turn) tellJoined(w *world, p report.Person) error {
	b := t.batch
	j, err := readJoined(b.tx)
	if err != nil {
		return err
	}
	if heard, err := heardBy(b.tx, p); err != nil || !heard {
		return err
	}
	if since := b.now.Sub(j.Told); since < 0 || since >= joinedEvery {
		j.Told, j.Singly = b.now, 0
	}
	if j.Singly < joinedAtOnce && len(j.Waiting) == 0 {
		j.Singly++
		if err := t.tellAdmins(w, conversation.News{Kind: conversation.NewsJoined, Who: p}); err != nil {
			return err
		}
		return putJoined(b.tx, j)
	}
	if !slices.Contains(j.Waiting, p.ID) {
		j.Waiting = append(j.Waiting, p.ID)
	}
	if err := putJoined(b.tx, j); err != nil {
		return err
	}
	err = b.tx.AddJob(storage.Job{Key: joinedKey, Kind: joinedKey, Payload: json.RawMessage("{}"), Created: b.now, Leased: j.Told.Add(joinedEvery)})
	if errors.Is(err, storage.ErrConflict) {
		return nil // it waits already
	}
	return err
}

// heardBy tells whether there is an admin to hear of a person.
func heardBy(tx storage.Tx, p report.Person) (bool, error) {
	for o, err := range tx.Overseers() {
		if err != nil {
			return false, err
		}
		if o.Role == report.Admin && o.ID != p.ID {
			return true, nil
		}
	}
	return false, nil
}

// doJoined tells the admins of all who have joined meanwhile, each of others than themself.
func (r *Runtime) doJoined(ctx context.Context, job storage.Job) error {
	var b *batch
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		j, err := readJoined(tx)
		if err != nil {
			return err
		}
		var who []report.Person
		for _, id := range j.Waiting {
			p, err := tx.Person(id)
			if errors.Is(err, storage.ErrNotFound) {
				continue // has left again
			}
			if err != nil {
				return err
			}
			who = append(who, p)
		}
		if err := putJoined(tx, joined{Told: b.now, Singly: joinedAtOnce}); err != nil {
			return err
		}
		t := &turn{batch: b, key: joinedKey + "/" + b.now.UTC().Format(time.RFC3339)}
		for p, err := range tx.Overseers() {
			if err != nil {
				return err
			}
			others := slices.DeleteFunc(slices.Clone(who), func(other report.Person) bool { return other.ID == p.ID })
			if p.Role != report.Admin || len(others) == 0 {
				continue
			}
			if err := t.tellPerson(p.ID, "", informed(conversation.News{Kind: conversation.NewsJoined, Who: others[0], More: others[1:]})); err != nil {
				return err
			}
		}
		if err := t.pass(); err != nil {
			return err
		}
		return tx.DeleteJob(job.Key)
	})
	if err == nil {
		r.carryOn(b)
	}
	return err
}
