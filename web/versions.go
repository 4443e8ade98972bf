package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

// versionsPage lists what was approved of a report.
type versionsPage struct {
	Campaign report.Campaign
	Path     string // of the campaign
	Done     string
	Versions []report.Version // the newest first
	Last     int              // number of the newest
	Current  bool             // it still holds
	Changes  *comparison
	Problem  string
	HasPDF   bool
	From, To string // what the form compares
}

// comparison is how two drafts differ.
type comparison struct {
	From, To string // as the form names them
	A, B     string // as people read them
	Rows     []changeRow
	None     bool
}

// changeRow is a paragraph of two drafts, or how many that are the same were left out.
type changeRow struct {
	render.Change
	Left int
}

// Added tells whether the paragraph is in the second draft only.
func (r changeRow) Added() bool { return r.Kind == render.Added }

// Removed tells whether the paragraph is in the first draft only.
func (r changeRow) Removed() bool { return r.Kind == render.Removed }

// now is how forms name the present draft.
const now = "nay"

// versions lists the approved versions of a report.
func (s *Server) versions(v *visit) error {
	data := versionsPage{}
	if n, err := strconv.Atoi(v.r.URL.Query().Get("duyet")); err == nil {
		data.Done = textApproved(n)
	}
	return s.showVersions(v, http.StatusOK, data)
}

func (s *Server) showVersions(v *visit, status int, data versionsPage) error {
	d, err := s.draftOf(v)
	if err != nil {
		return err
	}
	data.Campaign, data.Path = d.Input.Campaign, campaignPath(d.Input.Campaign.ID)
	var all []report.Version
	if err := s.view(v, func(tx storage.Tx) (err error) {
		all, err = versionsOf(tx, data.Campaign.ID)
		return err
	}); err != nil {
		return err
	}
	data.Versions = nil
	for i := len(all) - 1; i >= 0; i-- {
		data.Versions = append(data.Versions, all[i])
	}
	if n := len(all); n > 0 {
		data.Last, data.Current = all[n-1].Number, all[n-1].Basis == d.Basis
	}
	title := titleVersions
	data.HasPDF, data.To = s.paper.PDF != nil, now
	if data.Changes != nil {
		title, data.From, data.To = titleCompare, data.Changes.From, data.Changes.To
	}
	return s.page(v, status, "versions", title, data)
}

// version gives an approved version of a path.
func (s *Server) version(v *visit, number string) (version storage.Approved, err error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 {
		return version, storage.ErrNotFound
	}
	err = s.view(v, func(tx storage.Tx) (err error) {
		version, err = tx.Version(v.r.PathValue("id"), n)
		return err
	})
	return version, err
}

// versionFile gives an approved version as a file: the .docx with exactly the bytes that
// were approved, the others made of it.
func (s *Server) versionFile(v *visit) error {
	version, err := s.version(v, v.r.PathValue("number"))
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%s (%s)", strings.TrimSuffix(version.File, ".docx"), textVersion(version.Number))
	switch v.r.PathValue("kind") {
	case "docx":
		return s.handOut(v, name+".docx", version.MIME, version.Data)
	case "md":
		lines, err := s.paper.Lines(v.r.Context(), version.Data)
		if err != nil {
			return err
		}
		d := &render.Document{}
		for _, line := range lines {
			d.Blocks = append(d.Blocks, &render.Paragraph{Runs: []render.Run{{Text: line}}})
		}
		return s.handOutMarkdown(v, name, d)
	case "pdf":
		return s.handOutPDF(v, name, version.SHA256, version.Data, versionsPath(version.Campaign))
	}
	return storage.ErrNotFound
}

// compare shows how two versions differ, or a version and the present draft.
func (s *Server) compare(v *visit) error {
	from, to := v.r.URL.Query().Get("tu"), v.r.URL.Query().Get("den")
	if from == "" || to == "" {
		return s.showVersions(v, http.StatusUnprocessableEntity, versionsPage{Problem: textChooseTwo})
	}
	c := comparison{From: from, To: to}
	var lines [2][]string
	for i, which := range []string{from, to} {
		name, docx := textNow, []byte(nil)
		if which == now {
			d, err := s.draftOf(v)
			if err != nil {
				return err
			}
			docx = d.Data
		} else {
			version, err := s.version(v, which)
			if err != nil {
				return err
			}
			name, docx = textVersion(version.Number), version.Data
		}
		if i == 0 {
			c.A = name
		} else {
			c.B = name
		}
		var err error
		if lines[i], err = s.paper.Lines(v.r.Context(), docx); err != nil {
			return fmt.Errorf("paragraphs of a draft: %w", err)
		}
	}
	c.Rows, c.None = compareLines(lines[0], lines[1])
	return s.showVersions(v, http.StatusOK, versionsPage{Changes: &c})
}

// around is how many paragraphs that are the same stand before and after a change.
const around = 1

// compareLines compares two drafts, and leaves out what is the same far from every change.
// none: nothing has changed.
func compareLines(a, b []string) (rows []changeRow, none bool) {
	all := render.DiffText(a, b)
	near := make([]bool, len(all))
	none = true
	for i, c := range all {
		if c.Kind == render.Same {
			continue
		}
		none = false
		for k := max(i-around, 0); k <= min(i+around, len(all)-1); k++ {
			near[k] = true
		}
	}
	for i, c := range all {
		if near[i] {
			rows = append(rows, changeRow{Change: c})
			continue
		}
		if n := len(rows); n > 0 && rows[n-1].Left > 0 {
			rows[n-1].Left++
		} else {
			rows = append(rows, changeRow{Left: 1})
		}
	}
	return rows, none
}
