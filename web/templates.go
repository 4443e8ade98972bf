package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// pathTemplates is where the kinds of reports are.
const pathTemplates = "/quan-ly/mau"

// maxTemplateFile is the largest template that is checked, in bytes.
const maxTemplateFile = 256 << 10

// templateRow is a template in the list.
type templateRow struct {
	*report.Template
	Questions int // that are asked
	Open      int // reports that are under way
	Older     int // of them of another version
}

// templatesPage is the list, and what became of a file that was handed over.
type templatesPage struct {
	Rows     []templateRow
	Admin    bool // may check and keep files
	CanKeep  bool // there is a folder for templates of the school
	Proposes bool // templates are made of files
	Done     string
	Problem  string
	File     string // the name of the checked file
	Problems []report.FileProblem
	Good     *report.Template
	Replaces *report.Template // of the same id
	Changes  report.Changes
	Same     bool   // it is in the library already
	Source   string // of Good, base64: what is kept is what was checked
	Word     *wordPart
}

// templates lists the kinds of reports.
func (s *Server) templates(v *visit) error {
	data := templatesPage{}
	switch q := v.r.URL.Query(); {
	case q.Has("luu"):
		data.Done = textTemplateKept
	case q.Has("word"):
		data.Done = textFormChosen
	case q.Has("bo-word"):
		data.Done = textFormDropped
	}
	return s.showTemplates(v, http.StatusOK, data)
}

func (s *Server) showTemplates(v *visit, status int, data templatesPage) error {
	data.Admin, data.CanKeep, data.Proposes = v.may(admin), s.keepTemplate != nil, s.proposes != nil
	word, err := s.wordForms(v)
	if err != nil {
		return err
	}
	if word != nil && data.Word != nil {
		word.File, word.For, word.Check = data.Word.File, data.Word.For, data.Word.Check
	}
	data.Word = word
	open := map[string][]report.Campaign{}
	err = s.view(v, func(tx storage.Tx) error {
		clear(open)
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			if c.Status == report.Open {
				open[c.Template] = append(open[c.Template], c)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range s.library() {
		row := templateRow{Template: t, Open: len(open[t.ID])}
		for _, q := range t.Questions() {
			if !q.Computed() {
				row.Questions++
			}
		}
		for _, c := range open[t.ID] {
			if c.Version != t.Version {
				row.Older++
			}
		}
		data.Rows = append(data.Rows, row)
	}
	return s.page(v, status, "templates", titleTemplates, data)
}

// checkTemplate says what is wrong with a template file, line by line, and what it would
// change.
func (s *Server) checkTemplate(v *visit) error {
	files, err := formFiles(v, "file", 1, maxTemplateFile)
	if p := problemOf(err); err != nil && p.status < http.StatusInternalServerError {
		return s.showTemplates(v, p.status, templatesPage{Problem: p.text})
	}
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return s.showTemplates(v, http.StatusUnprocessableEntity, templatesPage{Problem: textChooseTemplate})
	}
	data := templatesPage{File: shortName(files[0].name)}
	t, err := report.ReadTemplate(data.File, files[0].data)
	var wrong *report.TemplateError
	switch {
	case errors.As(err, &wrong):
		data.Problems = wrong.Problems
		return s.showTemplates(v, http.StatusUnprocessableEntity, data)
	case err != nil:
		return err
	}
	s.judgeTemplate(&data, t)
	return s.showTemplates(v, http.StatusOK, data)
}

// judgeTemplate says what a good template would change.
func (s *Server) judgeTemplate(data *templatesPage, t *report.Template) {
	data.Good, data.Source = t, base64.StdEncoding.EncodeToString(t.Source())
	for _, known := range s.library() {
		if known.ID == t.ID {
			data.Replaces, data.Changes, data.Same = known, report.Compare(known, t), known.Version == t.Version
		}
	}
}

// keepTemplateFile stores a checked template for the reports to come.
func (s *Server) keepTemplateFile(v *visit) error {
	if s.keepTemplate == nil {
		return &problem{http.StatusConflict, textNoTemplateFolder}
	}
	t, err := s.sentTemplate(v)
	if err != nil {
		return err
	}
	if err := s.keepTemplate(t); err != nil {
		var refusal *report.Refusal
		if !errors.As(err, &refusal) {
			return err
		}
		data := templatesPage{Problem: refusal.Text}
		s.judgeTemplate(&data, t)
		return s.showTemplates(v, http.StatusConflict, data)
	}
	s.office.RenewLibrary()
	s.log.Info("a template was kept", "template", t.ID, "version", t.Version[:12])
	return v.redirect(pathTemplates + "?luu")
}

// questionRow is a question of a template on its page.
type questionRow struct {
	*report.Question
	Number int    // 0 for what is computed
	Traits string // its type and what else matters
	Whom   string // to whom it would be given
}

// sectionRow is a section of a template on its page.
type sectionRow struct {
	Number  string
	Heading string
	Rows    []questionRow
}

// olderReport is an open campaign of another version, and what would change.
type olderReport struct {
	report.Campaign
	Changes report.Changes
	Unread  bool // its own version cannot be read any more
}

// templatePage shows one kind of report.
type templatePage struct {
	*report.Template
	Parts []sectionRow
	Older []olderReport
	Open  int
	Admin bool
	Done  string
}

func (s *Server) templateOf(v *visit) (*report.Template, error) {
	for _, t := range s.library() {
		if t.ID == v.r.PathValue("template") {
			return t, nil
		}
	}
	return nil, storage.ErrNotFound
}

// template shows one kind of report: what is asked, in which way, and whom.
func (s *Server) template(v *visit) error {
	t, err := s.templateOf(v)
	if err != nil {
		return err
	}
	data := templatePage{Template: t, Admin: v.may(admin)}
	if v.r.URL.Query().Has("chuyen") {
		data.Done = textMoved
	}
	var people []report.Person
	var last *report.Campaign
	err = s.view(v, func(tx storage.Tx) error {
		people, last, data.Older, data.Open = nil, nil, nil, 0
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			people = append(people, p)
		}
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			if c.Template != t.ID {
				continue
			}
			if last == nil || c.Opened.After(last.Opened) {
				last = &c
			}
			if c.Status != report.Open {
				continue
			}
			data.Open++
			if c.Version != t.Version {
				data.Older = append(data.Older, olderOf(tx, c, t))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	data.Parts = partsOf(t, people, report.SuggestAssignments(t, people, last))
	return s.page(v, http.StatusOK, "template", t.Title, data)
}

// olderOf says what would change for a campaign.
func olderOf(tx storage.Tx, c report.Campaign, t *report.Template) olderReport {
	source, err := tx.Template(c.Version)
	if err == nil {
		var old *report.Template
		if old, err = report.ReadTemplate(t.ID, source); err == nil {
			return olderReport{Campaign: c, Changes: report.Compare(old, t)}
		}
	}
	return olderReport{Campaign: c, Unread: true}
}

// partsOf lays the questions of a template out, with who would be asked.
func partsOf(t *report.Template, people []report.Person, given []report.Assignment) (all []sectionRow) {
	n := 0
	for i, section := range t.Sections {
		row := sectionRow{Number: vntext.Roman(i + 1), Heading: section.Heading}
		for j := range section.Questions {
			q := &section.Questions[j]
			r := questionRow{Question: q, Traits: textTraits(q)}
			if !q.Computed() {
				n++
				r.Number, r.Whom = n, textEveryone
				for _, a := range given {
					if a.Question == q.ID {
						r.Whom = namesOf(a.People, people)
					}
				}
			}
			row.Rows = append(row.Rows, r)
		}
		all = append(all, row)
	}
	return all
}

// namesOf are the names of people, in the order of their ids.
func namesOf(ids []string, people []report.Person) string {
	var names []string
	for _, id := range ids {
		if i := slices.IndexFunc(people, func(p report.Person) bool { return p.ID == id }); i >= 0 {
			names = append(names, people[i].Name)
		}
	}
	return strings.Join(names, ", ")
}

// templateFile gives the file of a template, to be edited.
func (s *Server) templateFile(v *visit) error {
	t, err := s.templateOf(v)
	if err != nil {
		return err
	}
	return s.handOut(v, t.ID+".toml", "application/toml", t.Source())
}

// moveReport moves an open report to the version of the library.
func (s *Server) moveReport(v *visit) error {
	t, err := s.templateOf(v)
	if err != nil {
		return err
	}
	if err := s.office.MoveReport(v.r.Context(), v.address(), v.field("campaign"), v.field("version")); err != nil {
		return fmt.Errorf("move a report: %w", err)
	}
	return v.redirect(pathTemplates + "/" + t.ID + "?chuyen")
}
