package bot_test

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

// countingStore is a store that counts how often its records are asked for by what handles
// an update: over a network each of them is a way there and back.
type countingStore struct {
	storage.Store
	reads map[string]int // by method, of the committed transactions and others
}

func (c *countingStore) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return c.Store.Update(ctx, func(tx storage.Tx) error { return fn(&countingTx{tx, c.reads}) })
}

func (c *countingStore) total() (n int) {
	for _, times := range c.reads {
		n += times
	}
	return n
}

// report adds the figures to those of a benchmark, and on -v what was read.
func (c *countingStore) report(b *testing.B, updates int) {
	b.ReportMetric(float64(c.total())/float64(updates), "reads/update")
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(c.reads)) {
		lines = append(lines, name+" "+strconv.FormatFloat(float64(c.reads[name])/float64(updates), 'f', 2, 64))
	}
	b.Log("reads of an update: ", strings.Join(lines, ", "))
}

type countingTx struct {
	storage.Tx
	reads map[string]int
}

func (t *countingTx) Once(key string, at time.Time) (bool, error) {
	t.reads["Once"]++
	return t.Tx.Once(key, at)
}

func (t *countingTx) Conversation(a chat.Address) ([]byte, error) {
	t.reads["Conversation"]++
	return t.Tx.Conversation(a)
}

func (t *countingTx) Person(id string) (report.Person, error) {
	t.reads["Person"]++
	return t.Tx.Person(id)
}

func (t *countingTx) PersonByAddress(a chat.Address) (report.Person, error) {
	t.reads["PersonByAddress"]++
	return t.Tx.PersonByAddress(a)
}

func (t *countingTx) People() iter.Seq2[report.Person, error] {
	t.reads["People"]++
	return t.Tx.People()
}

func (t *countingTx) Template(version string) ([]byte, error) {
	t.reads["Template"]++
	return t.Tx.Template(version)
}

func (t *countingTx) Campaign(id string) (report.Campaign, error) {
	t.reads["Campaign"]++
	return t.Tx.Campaign(id)
}

func (t *countingTx) Campaigns() iter.Seq2[report.Campaign, error] {
	t.reads["Campaigns"]++
	return t.Tx.Campaigns()
}

func (t *countingTx) Answer(campaign, question, person string) (report.Answer, error) {
	t.reads["Answer"]++
	return t.Tx.Answer(campaign, question, person)
}

func (t *countingTx) HasAnswer(campaign, question, person string) (bool, error) {
	t.reads["HasAnswer"]++
	return t.Tx.HasAnswer(campaign, question, person)
}

func (t *countingTx) Answers(campaign string) iter.Seq2[report.Answer, error] {
	t.reads["Answers"]++
	return t.Tx.Answers(campaign)
}

func (t *countingTx) Answered(campaign string) iter.Seq2[storage.AnswerID, error] {
	t.reads["Answered"]++
	return t.Tx.Answered(campaign)
}

func (t *countingTx) Participation(campaign, person string) (storage.Participation, error) {
	t.reads["Participation"]++
	return t.Tx.Participation(campaign, person)
}

func (t *countingTx) Participations(campaign string) iter.Seq2[storage.Participation, error] {
	t.reads["Participations"]++
	return t.Tx.Participations(campaign)
}

func (t *countingTx) Reminder(campaign, person string, kind remind.Kind) (storage.Reminder, error) {
	t.reads["Reminder"]++
	return t.Tx.Reminder(campaign, person, kind)
}

func (t *countingTx) RemindersOf(campaign, person string) iter.Seq2[storage.Reminder, error] {
	t.reads["RemindersOf"]++
	return t.Tx.RemindersOf(campaign, person)
}

func (t *countingTx) Value(key string) ([]byte, error) {
	t.reads["Value"]++
	return t.Tx.Value(key)
}

func (t *countingTx) Group(a chat.Address) (storage.Group, error) {
	t.reads["Group"]++
	return t.Tx.Group(a)
}
