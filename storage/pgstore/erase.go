package pgstore

import (
	"bytes"

	"thuky/storage"
)

func (t *tx) DeleteParticipation(campaign, person string) error {
	return t.delete(participations, joined(campaign, person))
}

func (t *tx) RewriteAudit(change func(*storage.AuditEntry) (storage.Rewrite, error)) error {
	return rewriteAll(t, audit, func(e *storage.AuditEntry, _ []byte) (storage.Rewrite, error) { return change(e) })
}

func (t *tx) RewriteLines(change func(*storage.Line) (storage.Rewrite, error)) error {
	return rewriteAll(t, lines, func(l *storage.Line, _ []byte) (storage.Rewrite, error) {
		named := joined(l.Chat.String(), l.Key)
		then, err := change(l)
		if err == nil && then == storage.Drop {
			err = t.delete(lineKeys, named)
		}
		return then, err
	})
}

func (t *tx) DropFailures(drop func(storage.Failed) bool) error {
	return rewriteAll(t, failures, func(f *storage.Failed, _ []byte) (storage.Rewrite, error) { return dropped(drop(*f)), nil })
}

func (t *tx) DropJobs(drop func(storage.Job) bool) error {
	return rewriteAll(t, jobs, func(j *storage.Job, _ []byte) (storage.Rewrite, error) {
		if !drop(*j) {
			return storage.Leave, nil
		}
		return storage.Drop, t.delete(jobQueue, queueKey(*j))
	})
}

func (t *tx) DropArtifacts(drop func(key string, a storage.Artifact) bool) error {
	return rewriteAll(t, artifacts, func(head *artifactHead, key []byte) (storage.Rewrite, error) {
		if !drop(string(key), storage.Artifact{Name: head.Name, MIME: head.MIME, Created: head.Created}) {
			return storage.Leave, nil
		}
		return storage.Drop, t.delete(artifactData, key)
	})
}

func dropped(yes bool) storage.Rewrite {
	if yes {
		return storage.Drop
	}
	return storage.Leave
}

// rewriteAll gives every record of a kind to change, with its key, which is change's to read.
func rewriteAll[T any](t *tx, k kind, change func(record *T, key []byte) (storage.Rewrite, error)) error {
	if err := t.writable(); err != nil {
		return err
	}
	type entry struct {
		key    []byte
		record T
	}
	for e, err := range each(t, k, nil, func(key, value []byte) (entry, error) {
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
