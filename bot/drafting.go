package bot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

// How a draft is read and laid out, whoever it is for.

// draftInput is what a draft is made of, the report before, and who had submitted, of one
// snapshot.
type draftInput struct {
	render.Input
	Former   report.Campaign // the campaign before, the zero one for none
	before   render.Input    // its report; without a template where there is none, or it cannot be read any more
	standing string          // see standing
	pictures map[string][]byte
}

func (r *Runtime) draftInput(ctx context.Context, campaign string) (in draftInput, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) (err error) {
		in, err = r.readAll(tx, campaign)
		return err
	})
	return in, err
}

func (r *Runtime) readAll(tx storage.Tx, campaign string) (in draftInput, err error) {
	if in.Input, err = readDraft(tx, r.ofSchool(), campaign, &r.templates); err != nil {
		return in, err
	}
	if in.standing, err = standing(tx, campaign); err != nil {
		return in, err
	}
	if in.pictures, err = Pictures(tx, in.Input); err != nil {
		return in, err
	}
	if in.Former, err = formerOf(tx, in.Campaign); err != nil || in.Former.ID == "" {
		return in, err
	}
	before, err := readDraft(tx, r.ofSchool(), in.Former.ID, &r.templates)
	if errors.Is(err, storage.ErrNotFound) {
		return in, nil
	}
	in.before = before
	return in, err
}

// lay lays a draft and the report before out, and writes the file of the draft.
func (r *Runtime) lay(in draftInput) (d render.Draft, err error) {
	d = render.Draft{Input: in.Input, Former: in.Former, Document: render.Build(in.Input), MIME: docxMIME}
	if in.before.Template != nil {
		d.FormerDocument = render.Build(in.before)
	}
	d.Document.Pictures = in.pictures
	var file bytes.Buffer
	if err := r.draft(&file, d.Document); err != nil {
		return d, fmt.Errorf("write draft: %w", err)
	}
	sum := sha256.Sum256(file.Bytes())
	d.Name, d.Data = FileName(d.Document.Title, "docx"), file.Bytes()
	d.SHA256, d.Basis = hex.EncodeToString(sum[:]), basis(in.Input)
	return d, nil
}

// ReadDraft collects what the draft of a campaign is made of.
func ReadDraft(tx storage.Tx, school report.School, campaign string) (render.Input, error) {
	return readDraft(tx, school, campaign, new(templates))
}

func readDraft(tx storage.Tx, school report.School, campaign string, known *templates) (render.Input, error) {
	c, err := tx.Campaign(campaign)
	if err != nil {
		return render.Input{}, err
	}
	t, err := known.get(tx, c)
	if err != nil {
		return render.Input{}, err
	}
	in := render.Input{Template: t, Campaign: c, School: school, Names: map[string]string{}, Order: map[string][]string{}}
	for _, a := range c.Assignments {
		if in.Order[a.Question], _, err = (ledger{tx: tx, templates: known}).answerers(&c, a.Question); err != nil {
			return render.Input{}, err
		}
	}
	for a, err := range tx.Answers(c.ID) {
		if err != nil {
			return render.Input{}, err
		}
		if order, some := in.Order[a.Question]; !some || slices.Contains(order, a.Person) {
			in.Answers = append(in.Answers, a)
		}
	}
	for p, err := range tx.People() {
		if err != nil {
			return render.Input{}, err
		}
		in.Names[p.ID] = p.Name
	}
	if in.Owing, err = owingParts(tx, c); err != nil {
		return in, err
	}
	return in, readForm(tx, &in)
}

// owingParts are the names of those who have not answered a question that was given to
// several. Who has left owes nothing, nor who is away and has nobody to stand in.
func owingParts(tx storage.Tx, c report.Campaign) (map[string][]string, error) {
	owing := map[string][]string{}
	for _, a := range c.Assignments {
		if len(a.People) < 2 {
			continue
		}
		for _, id := range a.People {
			p, err := tx.Person(id)
			if errors.Is(err, storage.ErrNotFound) || err == nil && p.Away != nil && p.Away.StandIn == "" {
				continue
			}
			if err != nil {
				return nil, err
			}
			who := []string{id}
			if p.Away != nil {
				who = append(who, p.Away.StandIn)
			}
			answered := false
			for _, id := range who {
				_, err := tx.Answer(c.ID, a.Question, id)
				if err != nil && !errors.Is(err, storage.ErrNotFound) {
					return nil, err
				}
				answered = answered || err == nil
			}
			if !answered {
				owing[a.Question] = append(owing[a.Question], p.Name)
			}
		}
	}
	return owing, nil
}
