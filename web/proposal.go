package web

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"

	"thuky/notice"
	"thuky/outline"
	"thuky/report"
	"thuky/storage"
)

// ProposeFunc makes a template of a file: an outline, a list of questions, an old report.
// taken tells which ids others have. What is wrong with the file comes as a problem in
// words for whoever sent it; an error is a failure of ours.
type ProposeFunc func(ctx context.Context, name string, data []byte, taken func(id string) bool) (result *outline.Result, problem string, err error)

// maxNotesShown is how many notes stand on the page; the file has all.
const maxNotesShown = 60

// proposalPage is what the page of a proposed template shows.
type proposalPage struct {
	*outline.Result
	Intake  string // whose notice it was made of; "" for a file
	Number  string // of that notice
	Action  string // where it is kept
	Source  string // base64: what is kept is what was looked at
	Parts   []sectionRow
	More    int // notes that are not shown
	CanKeep bool
	Problem string
}

// taken tells whether an id is that of a template of the library.
func (s *Server) taken(id string) bool {
	for _, t := range s.library() {
		if t.ID == id {
			return true
		}
	}
	return false
}

// outlined counts the headings of the outline that a notice carries; 0 for one without.
func outlined(in *intake) int {
	if in.Of != "" || in.Text == "" {
		return 0
	}
	if r := notice.Read(in.Text, notice.Options{}); outline.Enough(r.Outline) {
		return len(r.Outline)
	}
	return 0
}

// proposalOf makes a template of the outline that the notice of an intake carries.
func (s *Server) proposalOf(in *intake) (*outline.Result, error) {
	if outlined(in) == 0 {
		return nil, storage.ErrNotFound
	}
	r := notice.Read(in.Text, notice.Options{})
	subject, name := r.Subject, ""
	if n := in.Plan.Campaign.Notice; n != nil {
		subject, name = n.Subject, n.Short()
	}
	result, err := outline.Headings(subject, r.Outline, outline.Options{Name: name, Taken: s.taken})
	var bad *outline.Error
	if errors.As(err, &bad) {
		return nil, &problem{http.StatusUnprocessableEntity, textNoProposal}
	}
	return result, err
}

// proposal shows the template that could be made of the outline in a notice.
func (s *Server) proposal(v *visit) error {
	in, err := s.intakeOf(v, v.r.PathValue("intake"))
	if err != nil {
		return err
	}
	result, err := s.proposalOf(&in)
	if err != nil {
		return err
	}
	data := proposalPage{Result: result, Intake: in.ID, Action: pathNewReport + "/" + in.ID + "/mau"}
	if n := in.Plan.Campaign.Notice; n != nil {
		data.Number = n.Short()
	}
	return s.showProposal(v, http.StatusOK, data)
}

func (s *Server) showProposal(v *visit, status int, data proposalPage) error {
	t := data.Template
	var people []report.Person
	err := s.view(v, func(tx storage.Tx) error {
		people = nil
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			people = append(people, p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	data.Parts = partsOf(t, people, report.SuggestAssignments(t, people, nil))
	data.Source = base64.StdEncoding.EncodeToString(t.Source())
	data.CanKeep = s.keepTemplate != nil
	if data.More = len(data.Notes) - maxNotesShown; data.More > 0 {
		data.Notes = data.Notes[:maxNotesShown]
	}
	return s.page(v, status, "proposal", titleProposal, data)
}

// keepProposal keeps the template that was looked at, and takes it for the report that is
// about to be opened.
func (s *Server) keepProposal(v *visit) error {
	s.opening.Lock()
	defer s.opening.Unlock()
	in, err := s.intakeOf(v, v.r.PathValue("intake"))
	if err != nil {
		return err
	}
	if in.Of != "" || in.Stage != intakeCheck {
		return v.redirect(pathNewReport + "/" + in.ID)
	}
	t, err := s.sentTemplate(v)
	if err != nil {
		return err
	}
	if v.field("do") == "file" {
		return s.handOut(v, t.ID+".toml", "application/toml", t.Source())
	}
	if s.keepTemplate == nil {
		return &problem{http.StatusConflict, textNoTemplateFolder}
	}
	if err := s.keepNew(t); err != nil {
		var refusal *report.Refusal
		if !errors.As(err, &refusal) {
			return err
		}
		result, err := s.proposalOf(&in)
		if err != nil {
			return err
		}
		return s.showProposal(v, http.StatusConflict, proposalPage{Result: result, Intake: in.ID, Action: v.r.URL.Path, Problem: refusal.Text})
	}
	check, err := s.office.CheckPlan(v.r.Context(), v.address(), "", in.Plan, map[report.Field]string{report.FieldTemplate: t.ID})
	if err != nil {
		return err
	}
	in.Plan = check.Plan
	if err := s.update(v, func(tx storage.Tx) error { return s.putIntake(tx, in) }); err != nil {
		return err
	}
	return v.redirect(pathNewReport + "/" + in.ID + "?mau")
}

// keepNew keeps a template that takes no other one's place.
func (s *Server) keepNew(t *report.Template) error {
	for _, known := range s.library() {
		if known.ID == t.ID && known.Version != t.Version { // made meanwhile
			return &report.Refusal{Text: textProposalTaken}
		}
	}
	if err := s.keepTemplate(t); err != nil {
		return err
	}
	s.office.RenewLibrary()
	s.log.Info("a template was kept", "template", t.ID, "version", t.Version[:12])
	return nil
}

// sentTemplate reads the template that a form carries.
func (s *Server) sentTemplate(v *visit) (*report.Template, error) {
	source, err := base64.StdEncoding.DecodeString(v.field("source"))
	if err != nil || len(source) > maxTemplateFile {
		return nil, &problem{http.StatusBadRequest, textBadForm}
	}
	t, err := report.ReadTemplate("mau.toml", source)
	if err != nil {
		return nil, &problem{http.StatusUnprocessableEntity, textTemplateBad}
	}
	return t, nil
}

// propose makes a template of a file that is handed over.
func (s *Server) propose(v *visit) error {
	if s.proposes == nil {
		return storage.ErrNotFound
	}
	done, err := s.hold(v)
	if err != nil {
		return err
	}
	defer done()
	files, err := formFiles(v, "file", 1, maxNoticeBytes)
	if err == nil && len(files) == 0 {
		err = &problem{http.StatusUnprocessableEntity, textChooseOutline}
	}
	if p := problemOf(err); err != nil && p.status < http.StatusInternalServerError {
		return s.showTemplates(v, p.status, templatesPage{Problem: p.text})
	}
	if err != nil {
		return err
	}
	v.takeTime()
	result, wrong, err := s.proposes(v.r.Context(), shortName(files[0].name), files[0].data, s.taken)
	switch {
	case err != nil:
		return err
	case wrong != "":
		return s.showTemplates(v, http.StatusUnprocessableEntity, templatesPage{Problem: wrong})
	case len(result.Template.Source()) > maxTemplateFile:
		return s.showTemplates(v, http.StatusUnprocessableEntity, templatesPage{Problem: textProposalLarge})
	}
	return s.showProposal(v, http.StatusOK, proposalPage{Result: result, Action: pathTemplates + "/luu"})
}

// proposedFile hands out the proposed template that a form carries, to be edited.
func (s *Server) proposedFile(v *visit) error {
	t, err := s.sentTemplate(v)
	if err != nil {
		return err
	}
	return s.handOut(v, t.ID+".toml", "application/toml", t.Source())
}
