package web

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"thuky/render"
	"thuky/report"
	"thuky/review"
	"thuky/storage"
	"thuky/vntext"
)

// draftPage is what the page of a draft shows.
type draftPage struct {
	Campaign report.Campaign
	Path     string // of the campaign
	Done     string
	Problem  string
	Draft    *render.Draft
	Text     template.HTML // the draft as text
	Sheets   []int         // the numbers of its pages
	Mark     string        // of the draft, in the addresses of its pages
	Waiting  bool          // the pages are being made
	NoPages  string        // why there are none
	Gaps     []remark
	Remarks  []remark // that are not put aside
	Aside    []remark
	Last     *report.Version // the newest that was approved
	Current  bool            // it still holds
	Approves bool
	HasPDF   bool
}

// markLength is how much of the SHA-256 of a draft stands in addresses.
const markLength = 16

// draftOf makes the draft of the campaign of a path.
func (s *Server) draftOf(v *visit) (render.Draft, error) {
	return s.office.Draft(v.r.Context(), v.address(), v.r.PathValue("id"))
}

// draft shows the draft of a report as it would be printed, with what is to be looked at.
func (s *Server) draft(v *visit) error {
	data := draftPage{Done: draftDone[v.r.URL.Query().Get("xong")]}
	return s.showDraft(v, http.StatusOK, data)
}

// draftDone is what was done, by the value of "xong" in an address.
var draftDone = map[string]string{"sua": textFixed, "bo-qua": textPutAside, "lai": textTakenBack}

func (s *Server) showDraft(v *visit, status int, data draftPage) error {
	ctx, by := v.r.Context(), v.address()
	d, err := s.draftOf(v)
	if err != nil {
		return err
	}
	aside, err := s.office.Aside(ctx, by, d.Input.Campaign.ID)
	if err != nil {
		return err
	}
	if data.Approves, err = s.office.Approves(ctx, by); err != nil {
		return err
	}
	var versions []report.Version
	if err := s.view(v, func(tx storage.Tx) (err error) {
		versions, err = versionsOf(tx, d.Input.Campaign.ID)
		return err
	}); err != nil {
		return err
	}
	if n := len(versions); n > 0 {
		data.Last, data.Current = &versions[n-1], versions[n-1].Basis == d.Basis
	}
	data.Campaign, data.Path, data.Draft, data.Mark = d.Input.Campaign, campaignPath(d.Input.Campaign.ID), &d, d.SHA256[:markLength]
	today, _ := s.today()
	for _, r := range remarksOf(&d, today, aside) {
		switch {
		case r.Gap:
			data.Gaps = append(data.Gaps, r)
		case r.Aside:
			data.Aside = append(data.Aside, r)
		default:
			data.Remarks = append(data.Remarks, r)
		}
	}
	if err := s.draw(v, &data, &d); err != nil {
		return err
	}
	return s.page(v, status, "draft", titleDraft, data)
}

// draw fills in the pages of a draft, or its text where there are none (yet).
func (s *Server) draw(v *visit, data *draftPage, d *render.Draft) error {
	data.HasPDF = s.paper.PDF != nil
	if s.paper.Pages != nil {
		made, ready := s.sheetsOf(v.r.Context(), d.SHA256, d.Data, aMoment)
		var refusal *report.Refusal
		switch {
		case !ready && s.works.busy("pages/"+d.SHA256):
			data.Waiting = true
			if v.r.Method == http.MethodGet {
				v.w.Header().Set("Refresh", "4")
			}
		case !ready:
			data.NoPages = textPagesLater
		case errors.As(made.err, &refusal):
			data.NoPages = refusal.Text
		case made.err != nil:
			data.NoPages = textPagesFailed
		default:
			for n := range made.total {
				data.Sheets = append(data.Sheets, n+1)
			}
		}
	}
	if len(data.Sheets) > 0 {
		return nil
	}
	text, err := s.draftHTML(d.Document)
	data.Text = text
	return err
}

func (s *Server) draftHTML(d *render.Document) (template.HTML, error) {
	var out bytes.Buffer
	if err := s.paper.HTML(&out, d, pictureOf(d.Campaign)); err != nil {
		return "", fmt.Errorf("draft as text: %w", err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // render/html escapes what people wrote
}

// draftText shows the draft as text alone.
func (s *Server) draftText(v *visit) error {
	d, err := s.draftOf(v)
	if err != nil {
		return err
	}
	data := draftPage{Campaign: d.Input.Campaign, Path: campaignPath(d.Input.Campaign.ID), Draft: &d}
	if data.Text, err = s.draftHTML(d.Document); err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "draft-text", titleDraftPut, data)
}

// draftSheet gives the picture of one page of the draft that a page shows.
func (s *Server) draftSheet(v *visit) error {
	n, err := strconv.Atoi(v.r.PathValue("page"))
	if err != nil || n < 1 || s.paper.Pages == nil {
		return storage.ErrNotFound
	}
	d, err := s.draftOf(v)
	if err != nil {
		return err
	}
	if v.r.URL.Query().Get("ban") != d.SHA256[:markLength] {
		return &problem{http.StatusConflict, textPageElsewhere}
	}
	dpi := screenDPI
	if v.r.URL.Query().Has("lon") {
		dpi = zoomDPI
	}
	v.takeTime() // what was made may be forgotten by now
	pages, _, err := s.paper.Pages(v.r.Context(), d.Data, n-1, 1, dpi)
	if err != nil {
		return err
	}
	if len(pages) == 0 {
		return storage.ErrNotFound
	}
	v.w.Header().Set("Content-Type", "image/png")
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(pages[0]))
	return nil
}

// approve freezes the draft that the page showed.
func (s *Server) approve(v *visit) error {
	if v.field("read") == "" {
		return s.showDraft(v, http.StatusUnprocessableEntity, draftPage{Problem: textReadFirst})
	}
	id := v.r.PathValue("id")
	version, err := s.office.Approve(v.r.Context(), v.address(), id, v.field("basis"), v.field("sum"))
	var refusal *report.Refusal
	switch {
	case errors.Is(err, storage.ErrConflict):
		return s.showDraft(v, http.StatusConflict, draftPage{Problem: textDraftChanged})
	case errors.As(err, &refusal):
		return s.showDraft(v, http.StatusUnprocessableEntity, draftPage{Problem: refusal.Text})
	case err != nil:
		return err
	}
	return v.redirect(versionsPath(id) + "?duyet=" + strconv.Itoa(version.Number))
}

// findingOf gives the finding of a form in the draft as it is now.
func (s *Server) findingOf(v *visit) (d render.Draft, r remark, ok bool, err error) {
	if d, err = s.draftOf(v); err != nil {
		return d, r, false, err
	}
	today, _ := s.today()
	for _, r := range remarksOf(&d, today, nil) {
		if !r.Gap && r.Key == v.field("key") {
			return d, r, true, nil
		}
	}
	return d, r, false, nil
}

// putAside has a finding not shown any more for this report, or shown again.
func (s *Server) putAside(v *visit) error {
	_, r, ok, err := s.findingOf(v)
	if err != nil {
		return err
	}
	if !ok {
		return s.showDraft(v, http.StatusConflict, draftPage{Problem: textFindingGone})
	}
	id, back := v.r.PathValue("id"), v.field("back") != ""
	what := r.Message
	if r.Quote != "" {
		what = "«" + r.Quote + "»: " + what
	}
	if err := s.office.PutAside(v.r.Context(), v.address(), id, r.Key, vntext.Clip(what, 300), back); err != nil {
		return err
	}
	if back {
		return v.redirect(draftPath(id) + "?xong=lai#diem")
	}
	return v.redirect(draftPath(id) + "?xong=bo-qua#diem")
}

// fix carries a suggestion out in the answer that the words come from.
func (s *Server) fix(v *visit) error {
	d, r, ok, err := s.findingOf(v)
	if err != nil {
		return err
	}
	id := d.Input.Campaign.ID
	correction := report.Correction{Campaign: id, Question: r.Question, Person: r.person, Note: review.Reason(r.Message)}
	if ok {
		correction.Mark, correction.Text, ok, err = s.mended(v, &d, r)
	}
	if err != nil {
		return err
	}
	if !ok {
		return s.showDraft(v, http.StatusConflict, draftPage{Problem: textFindingGone})
	}
	err = s.office.Amend(v.r.Context(), v.address(), correction)
	var unfit *report.Unfit
	var refusal *report.Refusal
	switch {
	case errors.Is(err, storage.ErrConflict):
		return s.showDraft(v, http.StatusConflict, draftPage{Problem: textFindingGone})
	case errors.As(err, &unfit):
		return s.showDraft(v, http.StatusUnprocessableEntity, draftPage{Problem: textNotFixed})
	case errors.As(err, &refusal):
		return s.showDraft(v, http.StatusUnprocessableEntity, draftPage{Problem: refusal.Text})
	case err != nil:
		return err
	}
	return v.redirect(draftPath(id) + "?xong=sua#diem")
}

// mended gives the answer that a finding is about with the suggestion carried out, and
// the mark of the answer as it is. It is not ok when that is not what the draft was made of.
func (s *Server) mended(v *visit, d *render.Draft, r remark) (mark, text string, ok bool, err error) {
	if !r.Fix {
		return "", "", false, nil
	}
	board, err := s.office.Board(v.r.Context(), d.Input.Campaign.ID)
	if err != nil {
		return "", "", false, err
	}
	share, there := board.Share(r.person)
	now, answered := share.Answer(r.Question)
	if !there || !answered {
		return "", "", false, nil
	}
	for _, a := range d.Input.Answers {
		if a.Question == r.Question && a.Person == r.person && a.Revision == now.Revision && a.Value.Text != nil {
			text, ok = r.edit.Apply(*a.Value.Text)
		}
	}
	return share.Mark(r.Question), text, ok, nil
}

// draftFile gives the draft as a file.
func (s *Server) draftFile(v *visit) error {
	d, err := s.draftOf(v)
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(d.Name, ".docx")
	switch v.r.PathValue("kind") {
	case "docx":
		return s.handOut(v, d.Name, d.MIME, d.Data)
	case "md":
		return s.handOutMarkdown(v, name, d.Document)
	case "pdf":
		return s.handOutPDF(v, name, d.SHA256, d.Data, draftPath(d.Input.Campaign.ID))
	}
	return storage.ErrNotFound
}

// handOutMarkdown gives a document as Markdown.
func (s *Server) handOutMarkdown(v *visit, name string, d *render.Document) error {
	var out bytes.Buffer
	if err := s.paper.Markdown(&out, d); err != nil {
		return fmt.Errorf("draft as Markdown: %w", err)
	}
	return s.handOut(v, name+".md", "text/markdown; charset=utf-8", out.Bytes())
}

// handOutPDF gives a .docx as a PDF. While that is being made a page waits.
func (s *Server) handOutPDF(v *visit, name, sum string, docx []byte, back string) error {
	if s.paper.PDF == nil || s.paper.Pages == nil {
		return &problem{http.StatusConflict, textNoPDF}
	}
	made, ready := s.sheetsOf(v.r.Context(), sum, docx, aMoment)
	if !ready {
		v.w.Header().Set("Refresh", "3")
		return s.page(v, http.StatusOK, "pdf", titlePDF, back)
	}
	if made.err != nil {
		return made.err
	}
	v.takeTime()
	pdf, err := s.paper.PDF(v.r.Context(), docx)
	if err != nil {
		return err
	}
	return s.handOut(v, name+".pdf", "application/pdf", pdf)
}

// draftPath is the page of a draft, versionsPath that of the approved versions.
func draftPath(id string) string    { return campaignPath(id) + "/ban-thao" }
func versionsPath(id string) string { return campaignPath(id) + "/phien-ban" }
