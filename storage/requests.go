package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"thuky/report"
)

// The register of what people asked for on their data, and the notices that they agreed to,
// are Values, so that nothing prunes them: one list, and each text under its version.

const requestsKey = "privacy/requests"

// NoticeKey is the Value with the text of a version of the notice.
func NoticeKey(version string) string { return "privacy/notice/" + version }

// Requests are all of the register, the oldest first.
func Requests(tx Tx) (all []report.Request, err error) {
	raw, err := tx.Value(requestsKey)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("register of requests: %w", err)
	}
	return all, nil
}

// PutRequest stores a request in place of the one with its ID; one without gets the next.
func PutRequest(tx Tx, r *report.Request) error {
	all, err := Requests(tx)
	if err != nil {
		return err
	}
	if r.ID == 0 {
		r.ID = 1
		if n := len(all); n > 0 {
			r.ID = all[n-1].ID + 1
		}
		all = append(all, *r)
	} else {
		i := slices.IndexFunc(all, func(o report.Request) bool { return o.ID == r.ID })
		if i < 0 {
			return fmt.Errorf("request %d: %w", r.ID, ErrNotFound)
		}
		all[i] = *r
	}
	return putRequests(tx, all)
}

func putRequests(tx Tx, all []report.Request) error {
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return tx.PutValue(requestsKey, raw)
}
