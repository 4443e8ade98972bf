package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// questionView is one question of a campaign: what everybody answered.
type questionView struct {
	Path, Name string // of the campaign
	Open       bool
	Here       string // path of this page
	Number, Of int    // Number is 0 where the question does not apply
	Section    string
	Heading    string
	Prompt     string
	Help       string
	Kind       string
	Whose      string
	Prev, Next string
	People     []answerCard
	Aside      []answerCard // answers that do not count any more
	Total      string       // what the answers of several come to
	Passages   []report.Passage
	History    []historyRow
	More       bool // there are more entries in the audit
	Done       string
	// Lost is what was typed for somebody who does not stand here any more, and why it
	// was not taken.
	Lost *notTaken
}

// answerCard is what one person answered.
type answerCard struct {
	ID, Name, Anchor string
	State            cellText
	Text             string       // with every letter
	Grid             *report.Grid // of a table
	Files            []fileCard
	Author           string // who entered it, where that is somebody else
	Channel          string
	At               time.Time
	Carried          string // the campaign it was taken over from
	Comment          string // that it was given back with
	Clashes          []string
	Mark             string
	Back, Fix, Agree bool // what can be done
	Field            answerField
	Typed            *notTaken // after something that was not taken
}

// answerField is where an answer is typed.
type answerField struct {
	Kind    string // "long", "rows", "files", "one", "several", "yesno", "line"
	Text    string
	Choices []answerChoice
	Numeric bool
	Page    string // of "rows": where they are filled in
	Files   []fileCard
}

// answerChoice is one of the choices of a question.
type answerChoice struct {
	Text string
	On   bool
}

// notTaken is an order that was not carried out, as it was typed.
type notTaken struct {
	Order    string // "tra-lai", "sua", "dong-y"
	Text     string
	Note     string
	Problem  string
	Conflict bool     // the answer is another since
	Readings []string // in which the words can be taken
}

// historyRow is one change of an answer.
type historyRow struct {
	At             time.Time
	Who, Whose     string
	Action         string
	Channel        string
	Old, New, Note string
}

// historyShown is how many changes of one question are shown.
const historyShown = 200

// question shows one question.
func (s *Server) question(v *visit) error {
	b, q, err := s.questionOf(v)
	if err != nil {
		return err
	}
	page, err := s.questionView(v, b, q)
	if err != nil {
		return err
	}
	page.Done = doneTexts[v.r.URL.Query().Get("xong")]
	return s.page(v, http.StatusOK, "question", page.Heading, page)
}

func (s *Server) questionOf(v *visit) (*report.Board, *report.Question, error) {
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	q := b.Template.Question(v.r.PathValue("question"))
	if q == nil || q.Computed() {
		return nil, nil, storage.ErrNotFound
	}
	return b, q, nil
}

func (s *Server) questionView(v *visit, b *report.Board, q *report.Question) (*questionView, error) {
	c := b.Campaign
	n, section := b.Template.SectionOf(q)
	page := &questionView{
		Path: campaignPath(c.ID), Name: campaignName(c), Open: c.Status == report.Open, Here: pathOfQuestion(c.ID, q.ID),
		Number: b.Number(q), Of: len(b.Asked), Section: vntext.Roman(n+1) + ". " + fill(b, section.Heading),
		Heading: questionName(b, q), Prompt: fill(b, q.Prompt), Help: fill(b, q.Help), Kind: textKind(q),
	}
	if i := page.Number - 1; i >= 0 {
		if i > 0 {
			page.Prev = pathOfQuestion(c.ID, b.Asked[i-1].ID)
		}
		if i+1 < len(b.Asked) {
			page.Next = pathOfQuestion(c.ID, b.Asked[i+1].ID)
		}
	}
	former, err := s.office.Former(v.r.Context(), c)
	if err != nil {
		return nil, err
	}
	var people []report.Person
	err = s.view(v, func(tx storage.Tx) (err error) {
		if people, err = peopleOf(tx); err != nil {
			return err
		}
		page.History, page.More, err = historyOf(tx, c.ID, q, people)
		return err
	})
	if err != nil {
		return nil, err
	}
	page.Whose = whose(&c, q.ID, people)
	s.answers(page, b, q, people, former)
	if page.Passages, err = s.office.Printed(v.r.Context(), c.ID, q.ID); err != nil {
		return nil, err
	}
	for i := len(page.Passages) - 1; i > 0; i-- { // headings are said once
		if slices.Equal(page.Passages[i].Under, page.Passages[i-1].Under) {
			page.Passages[i].Under = nil
		}
	}
	return page, nil
}

// answers fills in what everybody answered.
func (s *Server) answers(page *questionView, b *report.Board, q *report.Question, people []report.Person, former report.Campaign) {
	place, late := placeOf(b.Template, q), s.late(b.Campaign)
	counted := 0
	for _, share := range b.InOrder(q) {
		page.People = append(page.People, answerCardOf(b, q, share, b.Cells(share, late)[place], page.Open, people, former))
		if a, has := share.Answer(q.ID); has && !a.Skipped {
			counted++
		}
	}
	if v, ok := b.Lookup(q.ID); ok && counted > 1 {
		page.Total = q.Summary(v)
	}
	for _, share := range b.Shares {
		if _, has := share.Answer(q.ID); has && !share.Asks(q.ID) {
			page.Aside = append(page.Aside, answerCardOf(b, q, share, report.CellAside, false, people, former))
		}
	}
}

// placeOf is where a question stands among those of report.Board.Cells.
func placeOf(t *report.Template, q *report.Question) int {
	all := slices.DeleteFunc(t.Questions(), func(q *report.Question) bool { return q.Computed() })
	return slices.Index(all, q)
}

func answerCardOf(b *report.Board, q *report.Question, share report.Share, state report.CellState, open bool, people []report.Person, former report.Campaign) answerCard {
	card := answerCard{
		ID: share.Person.ID, Name: nameList([]string{share.Person.ID}, people)[0], Anchor: anchorOf(share.Person.ID),
		State: cellTexts[state], Mark: share.Mark(q.ID), Fix: open,
	}
	a, has := share.Answer(q.ID)
	card.Field = fieldOf(q, a)
	card.Field.Page = pathOfTable(b.Campaign.ID, q.ID, share.Person.ID)
	if !has {
		return card
	}
	card.Text, card.At, card.Channel = answerText(q, a), a.At, textChannel(a.Channel)
	card.Grid, card.Files = q.Grid(a.Value), fileCards(evidencePath(b.Campaign.ID), a.Value.Files)
	card.Field.Files = card.Files
	if a.Author != a.Person {
		card.Author = nameList([]string{a.Author}, people)[0]
	}
	if a.Carried {
		card.Carried = campaignName(former)
	}
	if r, returned := share.Returned(q.ID); returned {
		card.Comment = r.Comment
	}
	card.Back, card.Agree = open && !share.Gone, open && a.Waits(q)
	if !a.Skipped {
		if ok, message := b.Template.Check(q, a.Value, b.LookupOf(share, nil)); !ok {
			card.Clashes = append(card.Clashes, message)
		}
		for _, clash := range b.Clashes(share, a) {
			card.Clashes = append(card.Clashes, textClash(b.Number(clash.Question), clash.Message))
		}
	}
	return card
}

// fieldOf is the field in which an answer is changed, with the answer in it.
func fieldOf(q *report.Question, a report.Answer) answerField {
	f := answerField{Kind: "line", Text: q.Format(a.Value)}
	switch q.Type {
	case "longtext":
		f.Kind = "long"
	case "table":
		f.Kind = "rows"
	case "files":
		f.Kind = "files"
	case "choice":
		f.Kind = "one"
	case "choices":
		f.Kind = "several"
	case "yesno":
		f.Kind = "yesno"
		for _, yes := range []bool{true, false} {
			f.Choices = append(f.Choices, answerChoice{Text: q.Format(report.YesValue(yes)), On: a.Value.Yes != nil && *a.Value.Yes == yes})
		}
	case "integer", "decimal", "percent":
		f.Numeric = true
	}
	for _, c := range q.Choices {
		f.Choices = append(f.Choices, answerChoice{c, a.Value.Text != nil && *a.Value.Text == c || slices.Contains(a.Value.List, c)})
	}
	return f
}

// historyOf reads the changes of a question from the audit, the newest first.
func historyOf(tx storage.Tx, campaign string, q *report.Question, people []report.Person) (rows []historyRow, more bool, err error) {
	for e, err := range tx.AuditBack(campaign) {
		if err != nil {
			return nil, false, err
		}
		if e.Question != q.ID {
			continue
		}
		if len(rows) == historyShown {
			return rows, true, nil
		}
		row := historyRow{At: e.At, Who: textWho(e.Person, people), Action: textAction(e.Action), Channel: textChannel(e.Channel), Note: textNote(e, people)}
		if e.Whose != "" {
			row.Whose = textWho(e.Whose, people)
		}
		if e.Old != nil {
			row.Old = q.Bare(*e.Old)
		}
		if e.New != nil {
			row.New = q.Bare(*e.New)
		}
		rows = append(rows, row)
	}
	return rows, false, nil
}

// The orders on the page of a question.
func (s *Server) giveBack(v *visit) error {
	return s.correct(v, "tra-lai", s.office.GiveBack)
}

func (s *Server) amend(v *visit) error { return s.correct(v, "sua", s.office.Amend) }

func (s *Server) acceptSkip(v *visit) error { return s.correct(v, "dong-y", s.office.AcceptSkip) }

// correct has an order carried out, or shows the page with what was typed and why it was
// not taken.
func (s *Server) correct(v *visit, order string, do func(context.Context, chat.Address, report.Correction) error) error {
	id, question := v.r.PathValue("id"), v.r.PathValue("question")
	o := report.Correction{
		Campaign: id, Question: question, Person: v.field("nguoi"), Mark: v.field("ban"),
		Text: strings.Join(v.r.PostForm["noi-dung"], "; "), Note: v.field("ly-do"),
	}
	if v.r.PostForm.Has("tep") {
		o.Text = revisedFiles(v)
	}
	if o.Text == v.r.PostFormValue("hieu-cua") { // else it was chosen for other words
		o.Reading = readingOf(v.field("hieu"))
	}
	err := do(v.r.Context(), v.address(), o)
	if err == nil {
		return v.redirect(pathOfQuestion(id, question) + "?xong=" + order + "#" + anchorOf(o.Person))
	}
	was := &notTaken{Order: order, Text: o.Text, Note: o.Note}
	var unfit *report.Unfit
	status := http.StatusUnprocessableEntity
	b, q, gone := s.questionOf(v)
	switch {
	case gone != nil:
		return gone
	case errors.As(err, &unfit):
		was.Problem = textUnfit(unfit, q, o.Text)
		for _, value := range unfit.Readings {
			was.Readings = append(was.Readings, q.Bare(value))
		}
	case errors.Is(err, storage.ErrConflict):
		status, was.Conflict = http.StatusConflict, true
	default:
		if was.Problem = refusalOf(err); was.Problem == "" {
			return err
		}
	}
	page, err := s.questionView(v, b, q)
	if err != nil {
		return err
	}
	page.keep(o, was, v.r.PostForm["noi-dung"])
	return s.page(v, status, "question", page.Heading, page)
}

// keep puts what was typed back where it was.
func (page *questionView) keep(o report.Correction, was *notTaken, chosen []string) {
	i := slices.IndexFunc(page.People, func(c answerCard) bool { return c.ID == o.Person })
	if i < 0 || !page.People[i].Fix {
		page.Lost = was
		return
	}
	card := &page.People[i]
	card.Typed = was
	if was.Order != "sua" {
		return
	}
	card.Field.Text = was.Text
	for j := range card.Field.Choices {
		card.Field.Choices[j].On = slices.Contains(chosen, card.Field.Choices[j].Text)
	}
}

// readingOf reads which of the readings of some words was chosen, 0 for none.
func readingOf(text string) int {
	if len(text) == 1 && text[0] >= '1' && text[0] <= '9' {
		return int(text[0] - '0')
	}
	return 0
}
