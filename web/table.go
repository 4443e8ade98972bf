package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// tablePage is a table that is filled in: one's own, or somebody else's by an admin.
type tablePage struct {
	Here           string // path of this page
	Back, BackName string
	Name           string // of whom the answer is, "" for one's own
	Heading        string
	Prompt, Help   string
	Comment        string // why it was given back
	UnderWay       bool   // the rows come from the chat
	Mark           string
	Whose          string // tells apart what several people type in one browser
	Typed          bool   // the rows are what was just typed, and not what is stored
	Reason         string
	Rows           rowsForm
	Problem        string
	Conflict       bool
	Now            *report.Grid // the rows as somebody else has stored them since
	NowText        string
}

// tableOrder is what the two pages have different.
type tableOrder struct {
	page tablePage
	q    *report.Question
	now  report.Value // that is shown at first
	// order is the correction as far as it is known before anything is typed.
	order report.Correction
	save  func(context.Context, chat.Address, report.Correction) error
	done  string // where to go when it is stored
}

// ownTable is the page on which somebody fills in a table of theirs.
func (s *Server) ownTable(v *visit) error { return s.table(v, s.ownTableOrder) }

// othersTable is that on which an overseer does it for somebody.
func (s *Server) othersTable(v *visit) error { return s.table(v, s.othersTableOrder) }

func (s *Server) ownTableOrder(v *visit) (tableOrder, error) {
	campaign, question := v.r.PathValue("campaign"), v.r.PathValue("question")
	o, err := s.office.OwnTable(v.r.Context(), v.address(), campaign, question)
	if err != nil {
		return tableOrder{}, err
	}
	back := "/cua-toi/" + url.PathEscape(campaign)
	return tableOrder{
		page: tablePage{
			Here: pathOfOwnTable(campaign, question), Back: back, BackName: campaignName(o.Board.Campaign),
			Heading: strconv.Itoa(o.Place) + ". " + questionName(o.Board, o.Question),
			Prompt:  fill(o.Board, o.Question.Prompt), Help: fill(o.Board, o.Question.Help), Comment: o.Comment,
			UnderWay: o.UnderWay, Mark: o.Mark,
		},
		q: o.Question, now: o.Value, order: report.Correction{Campaign: campaign, Question: question}, save: s.office.FillTable, done: back + "?xong=bang#" + url.PathEscape(question),
	}, nil
}

func (s *Server) othersTableOrder(v *visit) (tableOrder, error) {
	b, q, err := s.questionOf(v)
	if err != nil {
		return tableOrder{}, err
	}
	share, known := b.Share(v.r.PathValue("person"))
	if !known || !share.Asks(q.ID) || q.Type != "table" || b.Campaign.Status != report.Open {
		return tableOrder{}, storage.ErrNotFound
	}
	a, _ := share.Answer(q.ID)
	back, _ := share.Returned(q.ID)
	path := pathOfQuestion(b.Campaign.ID, q.ID)
	return tableOrder{
		page: tablePage{
			Here: pathOfTable(b.Campaign.ID, q.ID, share.Person.ID), Back: path, BackName: questionName(b, q),
			Name: share.Person.Name, Heading: questionName(b, q), Prompt: fill(b, q.Prompt), Help: fill(b, q.Help),
			Comment: back.Comment, Mark: share.Mark(q.ID),
		},
		q: q, now: a.Value, order: report.Correction{Campaign: b.Campaign.ID, Question: q.ID, Person: share.Person.ID}, save: s.office.Amend, done: path + "?xong=sua#" + anchorOf(share.Person.ID),
	}, nil
}

// pathOfTable is the page of a person's rows, for overseers.
func pathOfTable(campaign, question, person string) string {
	return pathOfQuestion(campaign, question) + "/bang/" + url.PathEscape(person)
}

// pathOfOwnTable is the page of one's own rows.
func pathOfOwnTable(campaign, question string) string {
	return "/cua-toi/" + url.PathEscape(campaign) + "/bang/" + url.PathEscape(question)
}

// table shows the rows, or does what was pressed below them. Nothing but «Ghi» stores
// anything, and whatever was typed comes back with every answer.
func (s *Server) table(v *visit, find func(*visit) (tableOrder, error)) error {
	o, err := find(v)
	if err != nil {
		return err
	}
	page := &o.page
	page.Whose = s.whose(v)
	today, _ := s.today()
	if v.r.Method != http.MethodPost {
		page.Rows = rowsOf(o.q, o.now, today)
		return s.page(v, http.StatusOK, "table", page.Heading, page)
	}
	page.Typed = true
	seen := page.Mark
	page.Mark, page.Reason = v.r.PostFormValue("ban"), v.field("ly-do")
	typed := typedRows(o.q, v.r.PostForm)
	status := http.StatusOK
	show := func(wrong bool) error {
		page.Rows = formOf(o.q, typed, today, wrong)
		return s.page(v, status, "table", page.Heading, page)
	}
	refuse := func(code int, problem string) error {
		status, page.Problem = code, problem
		return show(true)
	}
	if n, err := strconv.Atoi(v.field("bo")); err == nil {
		typed.drop(n)
		return show(false)
	}
	switch do := v.field("do"); do {
	case "them":
		typed.more = true
		return show(false)
	case "tep-them", "tep-thay":
		if p := s.rowsOfFile(v, o.q, &typed, do == "tep-thay"); p != nil {
			return refuse(p.status, p.text)
		}
		return show(true)
	}
	order := o.order
	order.Mark, order.Note = page.Mark, page.Reason
	filled := typed.filled()
	switch {
	case typed.none && len(filled) > 0:
		return refuse(http.StatusUnprocessableEntity, textNoneAndRows)
	case typed.none:
		order.Text = textNone
	case len(filled) == 0:
		return refuse(http.StatusUnprocessableEntity, textNoRows)
	default:
		order.Cells = filled
	}
	err = o.save(v.r.Context(), v.address(), order)
	var unfit *report.Unfit
	switch {
	case err == nil:
		return v.redirect(o.done)
	case errors.As(err, &unfit):
		return refuse(http.StatusUnprocessableEntity, textUnfitRows(unfit, o.q))
	case errors.Is(err, storage.ErrConflict) && seen != page.Mark:
		page.Mark, page.Conflict = seen, true
		page.Now, page.NowText = o.q.Grid(o.now), o.q.Format(o.now)
		return refuse(http.StatusConflict, "")
	}
	problem := problemOf(err)
	if problem.status >= http.StatusInternalServerError && problem.status != http.StatusServiceUnavailable {
		s.log.Error("a table was not stored", "route", v.r.Pattern, "error", err)
	}
	return refuse(problem.status, problem.text)
}

// maxSheetFile is the largest spreadsheet in bytes.
const maxSheetFile = 10 << 20

// rowsOfFile puts the rows of a spreadsheet below those that were typed, or in their place.
func (s *Server) rowsOfFile(v *visit, q *report.Question, typed *rowsTyped, instead bool) *problem {
	done, err := s.hold(v)
	if err != nil {
		return problemOf(err)
	}
	defer done()
	files, err := formFiles(v, "file", 1, maxSheetFile)
	if err != nil {
		return problemOf(err)
	}
	if len(files) == 0 {
		return &problem{http.StatusUnprocessableEntity, textChooseSheet}
	}
	name := shortName(files[0].name)
	sheets, err := s.office.SheetCells(v.r.Context(), name, files[0].data)
	if err != nil {
		p := problemOf(err)
		if p.status == http.StatusInternalServerError {
			s.log.Error("a spreadsheet was not read", "error", err)
		}
		return p
	}
	rows, r := q.PlaceSheets(sheets)
	if len(rows) == 0 {
		return &problem{http.StatusUnprocessableEntity, textNoRowsInFile(name)}
	}
	today, _ := s.today()
	r.Off = q.SumsOff(rows, r, today)
	if !instead {
		rows = append(typed.filled(), rows...)
	}
	if len(rows) > report.MaxRows {
		return &problem{http.StatusUnprocessableEntity, textManyRows(report.MaxRows)}
	}
	typed.lines, typed.none = rows, false
	typed.notes = append([]string{textRowsFromFile(name)}, rowNotes(r)...)
	return nil
}

// rowNotes say what of rows that were pasted or sent was left out.
func rowNotes(r report.RowsReading) (notes []string) {
	if r.Sums {
		notes = append(notes, textSumsLeftOut)
	}
	for _, off := range r.Off {
		notes = append(notes, textSumOff(off))
	}
	if len(r.Missing) > 0 {
		notes = append(notes, textMissingColumns(strings.Join(r.Missing, ", ")))
	}
	if len(r.Ignored) > 0 {
		notes = append(notes, textIgnoredColumns(strings.Join(r.Ignored, ", ")))
	}
	return notes
}
