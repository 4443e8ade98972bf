package web

import (
	"cmp"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
	"thuky/workday"
)

// journalPage is what was changed, the newest first.
type journalPage struct {
	Rows      []journalRow
	Campaigns []choiceRow
	People    []choiceRow
	Actions   []choiceRow
	From, To  string
	Problem   string
	Page      int
	Newer     string // links
	Older     string
	Filtered  bool
}

// journalRow is one entry.
type journalRow struct {
	historyRow
	Campaign, Question string
	Link               string
}

// choiceRow is one option of a filter.
type choiceRow struct {
	Value, Name string
	On          bool
}

// journalRows is how many entries stand on a page.
const journalRows = 100

// journalPages is how many pages can be turned: who looks further back sets a filter.
const journalPages = 1000

// ofSchool is the value of the filter for what belongs to no campaign.
const ofSchool = ":truong"

// journalFilter says which entries are wanted.
type journalFilter struct {
	campaign, person, action string
	from, to                 workday.Date
}

// takes tells whether an entry is wanted, and over that none before it is, either.
func (f journalFilter) takes(e storage.AuditEntry, day workday.Date) (wanted, over bool) {
	if !f.from.IsZero() && day.Compare(f.from) < 0 {
		return false, true
	}
	return (f.to.IsZero() || day.Compare(f.to) <= 0) &&
		(f.person == "" || e.Person == f.person || e.Whose == f.person || f.person == ofMachine && e.Person == "") &&
		(f.action == "" || e.Action == f.action), false
}

// ofMachine is the value of the filter for what nobody on the list did.
const ofMachine = ":may"

// journal shows what was changed.
func (s *Server) journal(v *visit) error {
	query := v.r.URL.Query()
	f := journalFilter{campaign: query.Get("bao-cao"), person: query.Get("nguoi"), action: query.Get("viec")}
	page := &journalPage{From: query.Get("tu"), To: query.Get("den"), Page: 1}
	if n, err := strconv.Atoi(query.Get("trang")); err == nil && n > 1 {
		page.Page = min(n, journalPages)
	}
	for _, field := range []struct {
		text string
		day  *workday.Date
	}{{page.From, &f.from}, {page.To, &f.to}} {
		if field.text == "" {
			continue
		}
		var ok bool
		if *field.day, ok = readDay(field.text); !ok {
			page.Problem = textNoDay
		}
	}
	page.Filtered = f != journalFilter{}
	if err := s.view(v, func(tx storage.Tx) error {
		page.Rows, page.Campaigns, page.People, page.Newer, page.Older = nil, nil, nil, "", ""
		return s.readJournal(tx, f, page)
	}); err != nil {
		return err
	}
	link := func(n int) string {
		to := url.Values{}
		for _, name := range []string{"bao-cao", "nguoi", "viec", "tu", "den"} {
			if value := query.Get(name); value != "" {
				to.Set(name, value)
			}
		}
		to.Set("trang", strconv.Itoa(n))
		return "/quan-ly/nhat-ky?" + to.Encode()
	}
	if page.Page > 1 {
		page.Newer = link(page.Page - 1)
	}
	if len(page.Rows) > journalRows {
		page.Rows = page.Rows[:journalRows]
		page.Older = link(page.Page + 1)
	}
	return s.page(v, http.StatusOK, "journal", titleJournal, page)
}

// readJournal reads the entries of a page and one more, and what the filters offer.
func (s *Server) readJournal(tx storage.Tx, f journalFilter, page *journalPage) error {
	people, err := peopleOf(tx)
	if err != nil {
		return err
	}
	campaigns := map[string]report.Campaign{}
	var ids []string
	for c, err := range tx.Campaigns() {
		if err != nil {
			return err
		}
		campaigns[c.ID] = c
		ids = append(ids, c.ID)
	}
	slices.SortFunc(ids, func(a, b string) int { return campaigns[b].Opened.Compare(campaigns[a].Opened) })
	for _, id := range ids {
		page.Campaigns = append(page.Campaigns, choiceRow{id, campaignName(campaigns[id]), id == f.campaign})
	}
	page.Campaigns = append(page.Campaigns, choiceRow{ofSchool, textOfSchool, f.campaign == ofSchool})
	for _, p := range report.SortedPeople(people) {
		page.People = append(page.People, choiceRow{p.ID, report.DistinctName(people, p), p.ID == f.person})
	}
	page.People = append(page.People, choiceRow{ofMachine, textByMachine, f.person == ofMachine})
	page.Actions = actionChoices(f.action)

	from := append(ids, "")
	switch _, known := campaigns[f.campaign]; {
	case f.campaign == ofSchool:
		from = []string{""}
	case known:
		from = []string{f.campaign}
	case f.campaign != "":
		from = nil
	}
	skip := (page.Page - 1) * journalRows
	templates := templatesOf{tx: tx}
	for e, err := range newest(tx, from) {
		if err != nil {
			return err
		}
		wanted, over := f.takes(e, workday.DateOf(e.At.In(s.zone)))
		if over {
			break
		}
		if !wanted {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		page.Rows = append(page.Rows, journalRowOf(e, campaigns[e.Campaign], templates.question(campaigns[e.Campaign], e.Question), people))
		if len(page.Rows) > journalRows {
			break
		}
	}
	return nil
}

// newest gives the entries of several campaigns together, the newest first.
func newest(tx storage.Tx, campaigns []string) iter.Seq2[storage.AuditEntry, error] {
	return func(yield func(storage.AuditEntry, error) bool) {
		type source struct {
			head storage.AuditEntry
			next func() (storage.AuditEntry, error, bool)
		}
		var sources []*source
		for _, id := range campaigns {
			next, stop := iter.Pull2(tx.AuditBack(id))
			defer stop()
			e, err, ok := next()
			if err != nil {
				yield(e, err)
				return
			}
			if ok {
				sources = append(sources, &source{e, next})
			}
		}
		for len(sources) > 0 {
			first := slices.MaxFunc(sources, func(a, b *source) int { return cmp.Compare(a.head.At.UnixNano(), b.head.At.UnixNano()) })
			if !yield(first.head, nil) {
				return
			}
			e, err, ok := first.next()
			if err != nil {
				yield(e, err)
				return
			}
			if first.head = e; !ok {
				sources = slices.DeleteFunc(sources, func(s *source) bool { return s == first })
			}
		}
	}
}

// templatesOf reads the templates of campaigns, each once. What cannot be read knows no
// question.
type templatesOf struct {
	tx   storage.Tx
	read map[string]*report.Template
}

func (t *templatesOf) question(c report.Campaign, id string) *report.Question {
	if id == "" || c.ID == "" {
		return nil
	}
	known, ok := t.read[c.Version]
	if !ok {
		if source, err := t.tx.Template(c.Version); err == nil {
			known, _ = report.ReadTemplate(c.Template+".toml", source) // nil when it cannot be read
		}
		if t.read == nil {
			t.read = map[string]*report.Template{}
		}
		t.read[c.Version] = known
	}
	if known == nil {
		return nil
	}
	return known.Question(id)
}

func journalRowOf(e storage.AuditEntry, c report.Campaign, q *report.Question, people []report.Person) journalRow {
	row := journalRow{historyRow: historyRow{
		At: e.At, Who: textWho(e.Person, people), Action: textAction(e.Action), Channel: textChannel(e.Channel), Note: textNote(e, people),
	}}
	switch {
	case e.Whose != "":
		row.Whose = textWho(e.Whose, people)
	case e.Channel == "cli" && strings.HasPrefix(e.Action, "person-"): // nobody on the list did it
		row.Who, row.Whose = textByMachine, row.Who
	}
	if c.ID != "" {
		row.Campaign, row.Link = campaignName(c), campaignPath(c.ID)
	}
	if q == nil {
		row.Question = e.Question
		return row
	}
	row.Question, row.Link = q.ShortName(func(text string) string { return report.Expand(text, func(string) string { return textUnknownName }) }), pathOfQuestion(c.ID, q.ID)
	if e.Old != nil {
		row.Old = vntext.Clip(q.Bare(*e.Old), 200)
	}
	if e.New != nil {
		row.New = vntext.Clip(q.Bare(*e.New), 200)
	}
	return row
}
