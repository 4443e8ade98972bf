package records

import (
	"bytes"

	"thuky/storage"
)

func (t *Tx) DeleteParticipation(campaign, person string) error {
	return t.delete(Participations, joined(campaign, person))
}

func (t *Tx) RewriteLines(change func(*storage.Line) (storage.Rewrite, error)) error {
	return rewriteAll(t, Lines, func(l *storage.Line, _ []byte) (storage.Rewrite, error) {
		named := joined(l.Chat.String(), l.Key)
		then, err := change(l)
		if err == nil && then == storage.Drop {
			err = t.delete(LineKeys, named)
		}
		return then, err
	})
}

func (t *Tx) DropFailures(drop func(storage.Failed) bool) error {
	return rewriteAll(t, Failures, func(f *storage.Failed, _ []byte) (storage.Rewrite, error) { return dropped(drop(*f)), nil })
}

func (t *Tx) DropJobs(drop func(storage.Job) bool) error {
	return rewriteAll(t, Jobs, func(j *storage.Job, _ []byte) (storage.Rewrite, error) {
		if !drop(*j) {
			return storage.Leave, nil
		}
		return storage.Drop, t.delete(JobQueue, queueKey(*j))
	})
}

func (t *Tx) DropArtifacts(drop func(key string, a storage.Artifact) bool) error {
	return rewriteAll(t, Artifacts, func(head *artifactHead, key []byte) (storage.Rewrite, error) {
		if !drop(string(key), storage.Artifact{Name: head.Name, MIME: head.MIME, Created: head.Created}) {
			return storage.Leave, nil
		}
		return storage.Drop, t.delete(ArtifactData, key)
	})
}

func dropped(yes bool) storage.Rewrite {
	if yes {
		return storage.Drop
	}
	return storage.Leave
}

// rewriteAll gives every record of a kind to change, with its key, which is change's to read.
func rewriteAll[T any](t *Tx, k Kind, change func(record *T, key []byte) (storage.Rewrite, error)) error {
	if err := t.keys.Writable(); err != nil {
		return err
	}
	type entry struct {
		key    []byte
		record T
	}
	for e, err := range each(t, k, Stretch{}, func(key, value []byte) (entry, error) {
		record, err := decode[T](value)
		return entry{bytes.Clone(key), record}, err
	}) {
		if err != nil {
			return err
		}
		then, err := change(&e.record, e.key)
		if err == nil {
			switch then {
			case storage.Change:
				err = putJSON(t, k, e.key, e.record)
			case storage.Drop:
				err = t.delete(k, e.key)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
