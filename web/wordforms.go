package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"thuky/filekind"
	"thuky/report"
	"thuky/storage"
)

// The part about Word forms of the page of templates: which are in use, and files that are
// to be.

// maxWordForm is the largest form, in bytes.
const maxWordForm = 5 << 20

// wordPart is that part of the page.
type wordPart struct {
	Admin   bool
	Rows    []wordRow
	Choices []*report.Template
	// File is the one that was handed over, and For whose reports it is to be for.
	File, For string
	Check     report.FormCheck
}

// Usable tells whether the file can be used.
func (p wordPart) Usable() bool { return p.Check.Usable() }

// wordRow is a form in use.
type wordRow struct {
	report.WordForm
	Title string // of the reports, "" for all others
	Check report.FormCheck
}

// Usable tells whether it still fits the templates.
func (r wordRow) Usable() bool { return r.Check.Usable() }

// wordForms reads what is in use; nil where there are no forms.
func (s *Server) wordForms(v *visit) (*wordPart, error) {
	if s.checkForm == nil {
		return nil, nil
	}
	p := &wordPart{Admin: v.may(admin), Choices: s.library()}
	var chosen []report.WordForm
	err := s.view(v, func(tx storage.Tx) error {
		list, err := storage.WordForms(tx)
		if err != nil {
			return err
		}
		for i, f := range list {
			if list[i], err = storage.WordForm(tx, f.Template); err != nil {
				return err
			}
		}
		chosen = list
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, f := range chosen {
		row := wordRow{WordForm: f, Title: f.Template}
		templates := s.formTemplates(f.Template)
		if f.Template != "" && len(templates) == 1 {
			row.Title = templates[0].Title
		}
		if row.Check, err = s.checkForm(f.Data, templates); err != nil {
			return nil, err
		}
		row.Data = nil
		p.Rows = append(p.Rows, row)
	}
	return p, nil
}

// formTemplates are the kinds of reports that a form is for: one, or all of them.
func (s *Server) formTemplates(id string) []*report.Template {
	all := s.library()
	if id == "" {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(t *report.Template) bool { return t.ID != id })
}

// toTemplates leads to the page on which Word forms are chosen.
func (s *Server) toTemplates(v *visit) error { return v.redirect(pathTemplates) }

// takeWordForm checks a form that was handed over, and uses it where that is ordered.
func (s *Server) takeWordForm(v *visit) error {
	if s.checkForm == nil {
		return storage.ErrNotFound
	}
	done, err := s.hold(v)
	if err != nil {
		return err
	}
	defer done()
	files, err := formFiles(v, "file", 1, maxWordForm)
	if p := problemOf(err); err != nil && p.status < http.StatusInternalServerError {
		return s.showTemplates(v, p.status, templatesPage{Problem: p.text})
	}
	if err != nil {
		return err
	}
	template := v.field("template")
	templates := s.formTemplates(template)
	switch {
	case len(files) == 0:
		return s.showTemplates(v, http.StatusUnprocessableEntity, templatesPage{Problem: textChooseForm})
	case len(templates) == 0:
		return storage.ErrNotFound
	}
	form := report.WordForm{Template: template, Name: filekind.CleanName(files[0].name, textFileName), Data: files[0].data}
	result, err := s.checkForm(form.Data, templates)
	if err != nil {
		return err
	}
	if !result.Usable() || v.field("do") != "use" {
		status := http.StatusOK
		if !result.Usable() {
			status = http.StatusUnprocessableEntity
		}
		return s.showTemplates(v, status, templatesPage{Word: &wordPart{File: form.Name, For: template, Check: result}})
	}
	form.Fields = result.Fields
	if err := s.office.SetWordForm(v.r.Context(), v.address(), form); err != nil {
		return err
	}
	s.log.Info("a Word form was chosen", "template", template, "bytes", len(form.Data))
	return v.redirect(pathTemplates + "?word#word")
}

// dropWordForm takes the choice of a form back.
func (s *Server) dropWordForm(v *visit) error {
	err := s.office.RemoveWordForm(v.r.Context(), v.address(), v.field("template"))
	if err != nil && !errors.Is(err, storage.ErrNotFound) { // else it is done already
		return err
	}
	return v.redirect(pathTemplates + "?bo-word#word")
}

// starterWordForm gives a form to begin with.
func (s *Server) starterWordForm(v *visit) error {
	if s.starterForm == nil {
		return storage.ErrNotFound
	}
	data, err := s.starterForm()
	if err != nil {
		return err
	}
	return s.handOut(v, textStarterFile, filekind.Docx.MIME, data)
}

// wordFormFile gives the file of a form in use.
func (s *Server) wordFormFile(v *visit) error {
	template := strings.TrimSpace(v.r.URL.Query().Get("mau"))
	var form report.WordForm
	err := s.view(v, func(tx storage.Tx) (err error) {
		form, err = storage.WordForm(tx, template)
		return err
	})
	if err == nil && form.Template != template {
		err = storage.ErrNotFound // it is another's
	}
	if err != nil {
		return err
	}
	return s.handOut(v, form.Name, filekind.Docx.MIME, form.Data)
}
