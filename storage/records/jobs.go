package records

import (
	"iter"
	"time"

	"thuky/storage"
)

func (t *Tx) AddJob(j storage.Job) error {
	if err := storage.CheckID("job key", j.Key); err != nil {
		return err
	}
	there, err := t.has(Jobs, []byte(j.Key))
	if err != nil {
		return about("job", j.Key, err)
	}
	if there {
		return about("job", j.Key, storage.ErrConflict)
	}
	return t.putJob(j)
}

func (t *Tx) putJob(j storage.Job) error {
	if err := t.put(JobQueue, queueKey(j), ofTime(j.Leased)); err != nil {
		return err
	}
	return about("job", j.Key, putJSON(t, Jobs, []byte(j.Key), j))
}

// queueKey sorts the jobs by age.
func queueKey(j storage.Job) []byte { return append(ofTime(j.Created), j.Key...) }

func (t *Tx) ClaimJob(now, until time.Time) (storage.Job, error) {
	if err := t.keys.Writable(); err != nil {
		return storage.Job{}, err
	}
	free := each(t, JobQueue, Stretch{}, func(key, value []byte) (string, error) {
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

func (t *Tx) Jobs() iter.Seq2[storage.Job, error] { return all[storage.Job](t, Jobs, Stretch{}) }

func (t *Tx) job(key string) (storage.Job, error) {
	j, err := getJSON[storage.Job](t, Jobs, joined(key))
	return j, about("job", key, err)
}

func (t *Tx) PutJob(j storage.Job) error {
	old, err := t.job(j.Key)
	if err != nil {
		return err
	}
	if err := t.delete(JobQueue, queueKey(old)); err != nil {
		return err
	}
	return t.putJob(j)
}

func (t *Tx) DeleteJob(key string) error {
	j, err := t.job(key)
	if err != nil && !notFound(err) {
		return err
	}
	if err == nil {
		if err := t.delete(JobQueue, queueKey(j)); err != nil {
			return err
		}
	}
	return t.delete(Jobs, joined(key))
}

// artifactHead is what is stored beside the bytes.
type artifactHead struct {
	Name    string    `json:"name"`
	MIME    string    `json:"mime"`
	Created time.Time `json:"created"`
}

func (t *Tx) Artifact(key string) (storage.Artifact, error) {
	head, err := getJSON[artifactHead](t, Artifacts, joined(key))
	if err != nil {
		return storage.Artifact{}, about("artifact", key, err)
	}
	data, err := t.get(ArtifactData, joined(key))
	if err != nil {
		return storage.Artifact{}, about("artifact", key, err)
	}
	data = append([]byte{}, data...)
	return storage.Artifact{Name: head.Name, MIME: head.MIME, Created: head.Created, Data: data}, nil
}

func (t *Tx) PutArtifact(key string, a storage.Artifact) error {
	if err := storage.CheckID("artifact key", key); err != nil {
		return err
	}
	if err := t.put(ArtifactData, []byte(key), append([]byte{}, a.Data...)); err != nil {
		return err
	}
	return about("artifact", key, putJSON(t, Artifacts, []byte(key), artifactHead{a.Name, a.MIME, a.Created}))
}

func (t *Tx) PruneArtifacts(before time.Time) error {
	return t.prune(Artifacts, func(value []byte) (bool, error) {
		head, err := decode[artifactHead](value)
		return head.Created.Before(before), err
	}, ArtifactData)
}

// failureKey sorts the failures by time.
func failureKey(f storage.Failed) []byte { return append(ofTime(f.At), f.Key...) }

func (t *Tx) PutFailed(f storage.Failed) error {
	if err := storage.CheckID("update key", f.Key); err != nil {
		return err
	}
	return about("failed update", f.Key, putJSON(t, Failures, failureKey(f), f))
}

func (t *Tx) Failures() iter.Seq2[storage.Failed, error] {
	return all[storage.Failed](t, Failures, Stretch{})
}
