package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/notice"
	"thuky/storage"
)

// Accept handles a batch in one transaction; see chat.Accept. A batch that has
// begun is finished even when ctx ends.
//
// An update that cannot be handled is kept as a failure and apologised for; it
// never holds up the others. Only a store that cannot write fails a batch.
func (r *Runtime) Accept(ctx context.Context, updates []chat.Update) error {
	if len(updates) == 0 {
		return nil
	}
	began, asked := time.Now(), r.now()
	if err := ctx.Err(); err != nil {
		return err
	}
	r.accepting.RLock()
	defer r.accepting.RUnlock()
	ctx = context.WithoutCancel(ctx)
	spoiled := map[int]error{} // by position: whose effects could not be stored
	for {
		var b *batch
		err := r.store.Update(ctx, func(tx storage.Tx) error {
			b = r.newBatch(tx)
			b.asked = asked
			return b.handleAll(updates, spoiled)
		})
		var bad *spoiledError
		if errors.As(err, &bad) && spoiled[bad.at] == nil {
			spoiled[bad.at] = bad.err // start over without its effects
			continue
		}
		if err != nil {
			return fmt.Errorf("accept a batch of %d: %w", len(updates), err)
		}
		for took, i := time.Since(began), 0; i < len(b.measured); i++ {
			r.meter.Updated(b.measured[i].platform, b.measured[i].outcome, took)
		}
		r.carryOn(b)
		for _, u := range updates {
			r.heard.Store(u.Address.Platform, asked)
		}
		return nil
	}
}

// spoiledError ends a run of the transaction in which the update at a position
// had effects that could not be stored.
type spoiledError struct {
	at  int
	err error
}

func (e *spoiledError) Error() string { return e.err.Error() }
func (e *spoiledError) Unwrap() error { return e.err }

// carryOn does what follows a commit.
func (r *Runtime) carryOn(b *batch) {
	r.updates.Add(b.handled)
	r.duplicates.Add(b.duplicates)
	r.failed.Add(int64(len(b.failures)))
	for _, a := range b.gone {
		r.sender.drop(a)
	}
	for _, m := range b.moved {
		r.sender.move(m.from, m.rows)
	}
	for _, kind := range b.reminded {
		r.meter.Reminded(reminderLabel(kind))
	}
	r.sender.add(b.out)
	if b.calendar != nil {
		r.useCalendar(b.calendar)
		r.recalendar.Store(true)
	}
	if b.opened {
		r.opened.Store(true)
	}
	if b.jobs > 0 || b.calendar != nil || b.opened {
		r.jobs.kick()
	}
	for _, f := range b.failures {
		r.log.Error("update could not be handled", "update", f.Key, "error", f.Error)
	}
	r.refused.Add(int64(len(b.refusals)))
	for _, a := range b.refusals {
		r.log.Warn("refused", "chat", who(a.from), "attempts", a.count)
	}
	if b.handled > 0 && r.log.Enabled(context.Background(), slog.LevelDebug) {
		for _, line := range b.lines {
			r.log.Debug("update", "update", line.key, "kind", line.kind, "chat", who(line.from), "replies", line.replies)
		}
	}
}

func (b *batch) handleAll(updates []chat.Update, spoiled map[int]error) error {
	for i := range updates {
		u := &updates[i]
		err := b.guarded(u, spoiled[i])
		var bad *effectError
		if errors.As(err, &bad) {
			return &spoiledError{at: i, err: bad.err}
		}
		if err != nil {
			return fmt.Errorf("update %s: %w", u.Key, err)
		}
	}
	return nil
}

// guarded makes a panic outside the dialogue an effectError, too: the process
// would meet the same update again and again.
func (b *batch) guarded(u *chat.Update, spoiled error) (err error) {
	done := false
	defer func() {
		if !done && spoiled == nil {
			err = &effectError{errPanic(recover())}
		}
	}()
	err = b.handle(u, spoiled)
	done = true
	return err
}

// handle takes one update. Every error it returns but an effectError means that
// the store does not work.
func (b *batch) handle(u *chat.Update, spoiled error) error {
	key := updateKey(u)
	fresh, err := b.tx.Once(key, b.now)
	if err != nil {
		return err
	}
	if !fresh {
		b.duplicates++
		b.measure(u.Address.Platform, OutcomeDuplicate)
		return nil
	}
	b.handled++
	failures := len(b.failures)
	t := &turn{batch: b, key: key, to: u.Address, press: u.PressID, asked: b.asked}
	if err := b.take(t, u, spoiled); err != nil {
		return err
	}
	outcome := OutcomeHandled
	if len(b.failures) > failures {
		outcome = OutcomeFailed
	}
	b.measure(u.Address.Platform, outcome)
	b.lines = append(b.lines, line{key, u.Kind, u.Address, t.said})
	return nil
}

func (b *batch) take(t *turn, u *chat.Update, spoiled error) error {
	kind := eventKind(u.Kind)
	switch {
	case spoiled != nil:
		return t.fail(u, spoiled)
	case u.Kind == chat.Blocked || u.Kind == chat.Unblocked:
		return b.blocked(u)
	case ofGroup(u.Kind):
		return b.group(t, u)
	case kind == "":
		return nil
	}
	if err := storage.CheckAddress(u.Address); err != nil {
		return t.fail(u, err)
	}
	b.back(u.Address)
	e := conversation.Event{
		Kind: kind, Text: u.Text, Message: u.Message, Choice: u.Choice,
		PressID: u.PressID, Media: u.Media, Attachment: u.Attachment, Name: u.Name,
	}
	if kind == conversation.Hello {
		e.Campaign, e.Text = u.Text, ""
	}
	err := t.event(e)
	var crash *crashError
	if errors.As(err, &crash) {
		return t.fail(u, crash.err)
	}
	if err != nil {
		return err
	}
	if err := t.acknowledge(); err != nil {
		return err
	}
	return b.tellSpent(u.Address, t.key)
}

// eventKind gives the event that an update becomes, "" for none.
func eventKind(k chat.UpdateKind) conversation.EventKind {
	switch k {
	case chat.Text:
		return conversation.Said
	case chat.Edited:
		return conversation.Edited
	case chat.Press:
		return conversation.Pressed
	case chat.Media:
		return conversation.Showed
	case chat.Hello:
		return conversation.Hello
	}
	return ""
}

// blocked notes that the person stopped the bot or let it in again.
func (b *batch) blocked(u *chat.Update) error {
	if storage.CheckAddress(u.Address) != nil {
		return nil
	}
	gone := u.Kind == chat.Blocked
	if gone {
		b.gone = append(b.gone, u.Address)
	} else {
		b.back(u.Address)
	}
	return setUnreachable(b.tx, u.Address, gone)
}

// back takes a person off those who are gone: what they asked for since is sent.
func (b *batch) back(a chat.Address) {
	b.gone = slices.DeleteFunc(b.gone, func(gone chat.Address) bool { return gone == a })
}

// fail keeps an update that could not be handled and says so to the person.
// Nothing else of the update is stored.
func (t *turn) fail(u *chat.Update, cause error) error {
	b := t.batch
	t.said = 0
	f := storage.Failed{Key: t.key, At: b.now, Error: cause.Error()}
	known := false
	if storage.CheckAddress(u.Address) == nil {
		_, err := b.tx.PersonByAddress(u.Address)
		known = !errors.Is(err, storage.ErrNotFound)
	}
	if known && !notice.SecretInAnyFont(u.Text) { // of strangers nothing is kept but a counter
		f.Raw = u.Raw
		if f.Raw == nil {
			f.Raw, _ = json.Marshal(u) // Update holds nothing that JSON refuses
		}
	}
	if err := b.tx.PutFailed(f); err != nil {
		return err
	}
	b.failures = append(b.failures, f)
	if !known {
		return nil
	}
	if err := t.putAside(); err != nil {
		return err
	}
	if err := t.apologise(); err != nil {
		return err
	}
	return t.acknowledge()
}

// updateKey gives the key to remember an update by, whatever the transport set.
func updateKey(u *chat.Update) string {
	if storage.CheckID("update key", u.Key) == nil && len(u.Key) <= maxKey {
		return u.Key
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q", u.Key, u.Address.Platform, u.Address.ID, u.Kind)
	h.Write(u.Raw)
	if u.Key == "" {
		fmt.Fprintf(h, "%q %q %q %d", u.Message, u.Text, u.PressID, u.At.UnixNano())
	}
	return "unkeyed/" + hex.EncodeToString(h.Sum(nil))
}

// maxKey leaves room for what is appended to an update key.
const maxKey = storage.MaxID / 2

// who names a chat in the log without telling who it is.
func who(a chat.Address) string {
	sum := sha256.Sum256([]byte(a.String()))
	return a.Platform + ":" + hex.EncodeToString(sum[:4])
}
