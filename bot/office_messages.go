package bot

import (
	"context"
	"slices"

	"thuky/chat"
	"thuky/storage"
)

// SendAgain lets a message that was given up wait to be sent once more.
func (r *Runtime) SendAgain(ctx context.Context, by chat.Address, seq uint64) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		for o, err := range t.batch.tx.DeadLetters() {
			if err != nil {
				return err
			}
			if o.Seq != seq {
				continue
			}
			o.Dead, o.Attempts, o.LastError = false, 0, ""
			if err := t.batch.tx.PutOutgoing(o); err != nil {
				return err
			}
			t.batch.out = append(t.batch.out, o)
			return t.batch.tx.AddAudit(storage.AuditEntry{
				At: t.batch.now, Person: w.person.ID, Channel: t.to.Platform, Action: auditSendAgain, Note: o.Key,
			})
		}
		return storage.ErrNotFound
	})
}

// Down are the platforms that could not go on, by name: somebody must look at their tokens.
func (r *Runtime) Down() (names []string) {
	r.down.Range(func(name, _ any) bool {
		names = append(names, name.(string))
		return true
	})
	slices.Sort(names)
	return names
}

const auditSendAgain = "send-again"
