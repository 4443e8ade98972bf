package bot

import (
	"context"
	"errors"

	"thuky/chat"
	"thuky/conversation"
	"thuky/storage"
)

// errStranger: who acts on the pages is nobody's chat.
var errStranger = errors.New("nobody on the list has this chat")

// act does what somebody orders on the pages: do carries out effects of the dialogue as the
// turn of their web chat, in one transaction, so that the rules are those of the chat. What
// it says there goes to the transcript, other people hear of it as ever. do may run more than once.
func (r *Runtime) act(ctx context.Context, by chat.Address, do func(t *turn, w *world) error) error {
	r.accepting.RLock()
	defer r.accepting.RUnlock()
	key := "page/" + NewCode()
	var b *batch
	err := r.store.Update(context.WithoutCancel(ctx), func(tx storage.Tx) error {
		b = r.newBatch(tx)
		t := &turn{batch: b, key: key, to: by}
		w := b.worldOf(by, nil)
		if w.err != nil {
			return w.err
		}
		if !w.known {
			return errStranger
		}
		if err := do(t, w); err != nil {
			return err
		}
		if w.err != nil {
			return w.err
		}
		return t.pass()
	})
	if err != nil {
		return err
	}
	r.carryOn(b)
	return nil
}

// look has read what a page of theirs shows, in one snapshot, by the same rights as act.
func (r *Runtime) look(ctx context.Context, by chat.Address, do func(w *world) error) error {
	return r.store.View(ctx, func(tx storage.Tx) error {
		w := r.newBatch(tx).worldOf(by, nil)
		if w.err != nil {
			return w.err
		}
		if !w.known {
			return errStranger
		}
		return errors.Join(do(w), w.err)
	})
}

// effects is act for effects that need nothing else.
func (r *Runtime) effects(ctx context.Context, by chat.Address, effects ...conversation.Effect) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		_, err := t.carryOut(w, effects)
		return err
	})
}
