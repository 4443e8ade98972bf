package pgstore

import (
	"iter"
	"time"

	"thuky/storage"
)

func (t *tx) AddJob(j storage.Job) error {
	if err := storage.CheckID("job key", j.Key); err != nil {
		return err
	}
	if t.get(jobs, []byte(j.Key)) != nil {
		return about("job", j.Key, storage.ErrConflict)
	}
	return t.putJob(j)
}

func (t *tx) putJob(j storage.Job) error {
	if err := t.put(jobQueue, queueKey(j), ofTime(j.Leased)); err != nil {
		return err
	}
	return about("job", j.Key, putJSON(t, jobs, []byte(j.Key), j))
}

// queueKey sorts the jobs by age.
func queueKey(j storage.Job) []byte { return append(ofTime(j.Created), j.Key...) }

func (t *tx) ClaimJob(now, until time.Time) (storage.Job, error) {
	if err := t.writable(); err != nil {
		return storage.Job{}, err
	}
	free := each(t, jobQueue, nil, func(key, value []byte) (string, error) {
		leased, err := readTime(value)
		if err != nil || leased.After(now) {
			return "", err
		}
		return string(key[len(ofTime(leased)):]), nil
	})
	for key, err := range free {
		if err != nil {
			return storage.Job{}, err
		}
		if key == "" {
			continue
		}
		j, err := t.job(key)
		if err != nil {
			return storage.Job{}, err
		}
		j.Leased = until
		return j, t.putJob(j)
	}
	return storage.Job{}, about("job at", now.Format(time.RFC3339), storage.ErrNotFound)
}

func (t *tx) job(key string) (storage.Job, error) {
	j, err := getJSON[storage.Job](t, jobs, joined(key))
	return j, about("job", key, err)
}

func (t *tx) PutJob(j storage.Job) error {
	old, err := t.job(j.Key)
	if err != nil {
		return err
	}
	if err := t.delete(jobQueue, queueKey(old)); err != nil {
		return err
	}
	return t.putJob(j)
}

func (t *tx) DeleteJob(key string) error {
	j, err := t.job(key)
	if err != nil && !notFound(err) {
		return err
	}
	if err == nil {
		if err := t.delete(jobQueue, queueKey(j)); err != nil {
			return err
		}
	}
	return t.delete(jobs, joined(key))
}

// artifactHead is what is stored beside the bytes.
type artifactHead struct {
	Name    string    `json:"name"`
	MIME    string    `json:"mime"`
	Created time.Time `json:"created"`
}

func (t *tx) Artifact(key string) (storage.Artifact, error) {
	head, err := getJSON[artifactHead](t, artifacts, joined(key))
	if err != nil {
		return storage.Artifact{}, about("artifact", key, err)
	}
	data := append([]byte{}, t.get(artifactData, joined(key))...)
	return storage.Artifact{Name: head.Name, MIME: head.MIME, Created: head.Created, Data: data}, nil
}

func (t *tx) PutArtifact(key string, a storage.Artifact) error {
	if err := storage.CheckID("artifact key", key); err != nil {
		return err
	}
	if err := t.put(artifactData, []byte(key), append([]byte{}, a.Data...)); err != nil {
		return err
	}
	return about("artifact", key, putJSON(t, artifacts, []byte(key), artifactHead{a.Name, a.MIME, a.Created}))
}

func (t *tx) PruneArtifacts(before time.Time) error {
	return t.prune(artifacts, func(value []byte) (bool, error) {
		head, err := decode[artifactHead](value)
		return head.Created.Before(before), err
	}, artifactData)
}

// failureKey sorts the failures by time.
func failureKey(f storage.Failed) []byte { return append(ofTime(f.At), f.Key...) }

func (t *tx) PutFailed(f storage.Failed) error {
	if err := storage.CheckID("update key", f.Key); err != nil {
		return err
	}
	return about("failed update", f.Key, putJSON(t, failures, failureKey(f), f))
}

func (t *tx) Failures() iter.Seq2[storage.Failed, error] {
	return records[storage.Failed](t, failures, nil)
}
