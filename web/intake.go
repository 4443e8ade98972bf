package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
)

// An intake is a notice on its way to a report, or the correction of the notice of an open
// one. It is stored as soon as something was entered and forgotten when the report is
// open, when it is dropped, or after keepIntakes: its text is nobody's record (see
// docs/adr/0007 and 0016).

// intake is what is kept of it.
type intake struct {
	ID      string      `json:"id"`
	Of      string      `json:"of,omitempty"` // the open campaign whose notice it is
	By      string      `json:"by"`           // the name of the admin who began it
	Created time.Time   `json:"created"`
	Changed time.Time   `json:"changed"`
	Stage   intakeStage `json:"stage"`
	// Until is when a reading has ended, whatever became of it.
	Until    time.Time   `json:"until,omitzero"`
	Text     string      `json:"text,omitempty"`     // NFC, in Unicode letters
	Encoding string      `json:"encoding,omitempty"` // of the font it was converted from
	Notes    []string    `json:"notes,omitempty"`    // what to know about the files
	Found    bool        `json:"found,omitempty"`    // something in the text looks like a notice
	Plan     report.Plan `json:"plan,omitzero"`
	Opened   string      `json:"opened,omitempty"` // the campaign that came of it
}

// intakeStage is where an intake is.
type intakeStage string

// The stages.
const (
	intakeReading intakeStage = "reading" // files are being read
	intakeCheck   intakeStage = "check"   // somebody looks at the fields
	intakeSecret  intakeStage = "secret"  // it was marked as secret: nothing of it is kept
	intakeOpened  intakeStage = "opened"  // the report is open
)

const (
	keepIntakes = 7 * 24 * time.Hour
	maxIntakes  = 50
	maxNotice   = 60_000 // runes, as in chat
	intakeList  = "web/intakes"
)

func intakeKey(id string) string { return "web/intake/" + id }

// title is what an intake is called in lists.
func (in *intake) title() string {
	n := in.Plan.Campaign.Notice
	switch {
	case in.Stage == intakeReading:
		return textIntakeReading
	case in.Stage == intakeSecret:
		return textIntakeSecret
	case n == nil:
		return textIntakeByHand
	case n.Short() != "" && n.Subject != "":
		return n.Short() + ": " + n.Subject
	case n.Short() != "":
		return n.Short()
	case n.Subject != "":
		return n.Subject
	}
	return textIntakeByHand
}

// Title is title for templates.
func (in intake) Title() string { return in.title() }

// readIntake gives an intake, or storage.ErrNotFound.
func readIntake(tx storage.Tx, id string) (in intake, err error) {
	if id == "" || len(id) > 200 || strings.ContainsAny(id, "\x00") {
		return in, storage.ErrNotFound
	}
	raw, err := tx.Value(intakeKey(id))
	if err != nil {
		return in, err
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return in, fmt.Errorf("intake %s: %w", id, err)
	}
	return in, nil
}

// putIntake stores an intake and notes that it is there.
func (s *Server) putIntake(tx storage.Tx, in intake) error {
	ids, err := intakeIDs(tx)
	if err != nil {
		return err
	}
	if !slices.Contains(ids, in.ID) {
		if len(ids) >= maxIntakes {
			return &problem{409, textManyIntakes(maxIntakes)}
		}
		if err := putIntakeIDs(tx, append(ids, in.ID)); err != nil {
			return err
		}
	}
	in.Changed = s.now()
	raw, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("intake: %w", err)
	}
	return tx.PutValue(intakeKey(in.ID), raw)
}

// dropIntake forgets an intake.
func dropIntake(tx storage.Tx, id string) error {
	ids, err := intakeIDs(tx)
	if err != nil {
		return err
	}
	if err := putIntakeIDs(tx, slices.DeleteFunc(ids, func(known string) bool { return known == id })); err != nil {
		return err
	}
	return tx.PutValue(intakeKey(id), nil)
}

// intakeIDs are the intakes that there are, the oldest first.
func intakeIDs(tx storage.Tx) (ids []string, err error) {
	raw, err := tx.Value(intakeList)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &ids); err != nil {
		return nil, fmt.Errorf("list of intakes: %w", err)
	}
	return ids, nil
}

func putIntakeIDs(tx storage.Tx, ids []string) error {
	if len(ids) == 0 {
		return tx.PutValue(intakeList, nil)
	}
	raw, err := json.Marshal(ids)
	if err != nil {
		return fmt.Errorf("list of intakes: %w", err)
	}
	return tx.PutValue(intakeList, raw)
}

// intakes are those of reports that are not open yet, the newest first.
func intakes(tx storage.Tx) (all []intake, err error) {
	ids, err := intakeIDs(tx)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Backward(ids) {
		in, err := readIntake(tx, id)
		if err != nil {
			return nil, err
		}
		if in.Of == "" && in.Stage != intakeOpened {
			all = append(all, in)
		}
	}
	return all, nil
}

// pruneIntakes forgets what nobody has touched for long.
func pruneIntakes(tx storage.Tx, before time.Time) error {
	ids, err := intakeIDs(tx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		in, err := readIntake(tx, id)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if in.Changed.Before(before) {
			if err := dropIntake(tx, id); err != nil {
				return err
			}
		}
	}
	return nil
}
