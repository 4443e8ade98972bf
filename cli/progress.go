package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// progress is how far a campaign is: what is asked, and who has answered what.
type progress struct {
	campaign report.Campaign
	template *report.Template           // the pinned version
	asked    []*report.Question         // not the computed ones, nor those whose "when" is false
	people   []personProgress           // who began, or has answered
	answers  map[string][]report.Answer // all, those that do not count any more included
	standing bot.Standing
	versions []report.Version // approved
}

// lookup gives the value that the answers that count come to.
func (g *progress) lookup(question string) (report.Value, bool) {
	q := g.template.Question(question)
	if q == nil {
		return report.Value{}, false
	}
	return report.Combine(q, g.standing.Answers[question])
}

// done counts the asked questions that nobody owes any more.
func (g *progress) done() int {
	n := 0
	for _, q := range g.asked {
		if g.standing.Settled(q.ID) {
			n++
		}
	}
	return n
}

// personProgress is how far one person is.
type personProgress struct {
	person report.Person
	part   storage.Participation
	load   bot.Load
}

func readAllProgress(tx storage.Tx) ([]*progress, error) {
	var ids []string
	for c, err := range tx.Campaigns() {
		if err != nil {
			return nil, err
		}
		ids = append(ids, c.ID)
	}
	all := make([]*progress, 0, len(ids))
	for _, id := range ids {
		g, err := readProgress(tx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	sortByOpening(all)
	return all, nil
}

func readProgress(tx storage.Tx, id string) (*progress, error) {
	c, err := findCampaign(tx, id)
	if err != nil {
		return nil, err
	}
	t, err := pinnedTemplate(tx, c)
	if err != nil {
		return nil, err
	}
	g := &progress{campaign: c, template: t, answers: map[string][]report.Answer{}}
	people := map[string]*personProgress{}
	of := func(id string) *personProgress {
		if people[id] == nil {
			people[id] = &personProgress{person: report.Person{ID: id}}
		}
		return people[id]
	}
	for part, err := range tx.Participations(id) {
		if err != nil {
			return nil, err
		}
		of(part.Person).part = part
	}
	for a, err := range tx.Answers(id) {
		if err != nil {
			return nil, err
		}
		q := t.Question(a.Question)
		if q == nil || q.Computed() || a.Value.IsZero() && !a.Skipped {
			continue
		}
		g.answers[a.Question] = append(g.answers[a.Question], a)
		of(a.Person) // somebody took part
	}
	for _, a := range c.Assignments {
		for _, id := range a.People {
			of(id)
		}
	}
	for v, err := range tx.Versions(id) {
		if err != nil {
			return nil, err
		}
		g.versions = append(g.versions, v)
	}
	if g.standing, err = bot.StandingOf(tx, c, t); err != nil {
		return nil, err
	}
	for _, q := range t.Questions() {
		if !q.Computed() && t.Applies(q, g.lookup) {
			g.asked = append(g.asked, q)
		}
	}
	load := bot.LoadOf(tx, c)
	for _, id := range slices.Sorted(maps.Keys(people)) {
		one := people[id]
		switch person, err := tx.Person(id); {
		case err == nil:
			one.person = person
		case !errors.Is(err, storage.ErrNotFound): // removed people keep their answers
			return nil, err
		}
		if one.load, err = load(one.person); err != nil {
			return nil, err
		}
		g.people = append(g.people, *one)
	}
	return g, nil
}

// pinnedTemplate reads the version of the template that a campaign was opened with.
func pinnedTemplate(tx storage.Tx, c report.Campaign) (*report.Template, error) {
	source, err := tx.Template(c.Version)
	if err != nil {
		return nil, fmt.Errorf("template %s version %s of campaign %s: %w", c.Template, shortVersion(c.Version), c.ID, err)
	}
	t, err := report.ReadTemplate(c.Template+".toml", source)
	if err != nil {
		return nil, fmt.Errorf("stored template of campaign %s: %w", c.ID, err)
	}
	return t, nil
}

func (g *progress) row() campaignRow {
	r := campaignRow{
		ID: g.campaign.ID, Template: g.campaign.Template, Title: g.campaign.Title,
		Period: g.campaign.Period, Status: string(g.campaign.Status),
		Questions: len(g.asked), Answered: g.done(),
	}
	if !g.campaign.Deadline.IsZero() {
		iso := g.campaign.Deadline.String()
		r.Deadline = &iso
	}
	return r
}

// campaignView is "campaign show --json": the line of the list, and more.
type campaignView struct {
	campaignRow
	Version string           `json:"version"`
	Notice  *report.Notice   `json:"notice"`
	Opened  time.Time        `json:"opened"`
	Closed  *time.Time       `json:"closed"`
	People  []personView     `json:"people"`
	Items   []questionStatus `json:"items"`
	// Hour is "11:00" where the deadline is an hour of its day.
	Hour string `json:"deadline_hour,omitempty"`
	// Internal is by when the staff answer, where that is not the deadline.
	Internal     *string           `json:"internal,omitempty"`
	InternalHour string            `json:"internal_hour,omitempty"`
	Reminders    []plannedReminder `json:"reminders"`
	// Versions are those that were approved.
	Versions []versionView `json:"versions"`
	// Assignments are the questions that were given to people; all of the staff answer
	// the others.
	Assignments []assignmentView `json:"assignments"`
}

type versionView struct {
	Number int       `json:"number"`
	SHA256 string    `json:"sha256"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	File   string    `json:"file"`
}

type personView struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Started   *time.Time `json:"started"`
	Submitted *time.Time `json:"submitted"`
	Answered  int        `json:"answered"`
	Asked     int        `json:"asked"`
}

type questionStatus struct {
	ID      string       `json:"id"`
	Prompt  string       `json:"prompt"`
	Answers []answerView `json:"answers"`
}

type answerView struct {
	Person   string    `json:"person"`
	State    string    `json:"state"` // "answered", "skipped"
	Text     string    `json:"text"`  // the answer, or the reason of a skip
	Revision int       `json:"revision"`
	At       time.Time `json:"at"`
}

func (g *progress) view() campaignView {
	v := campaignView{
		campaignRow: g.row(), Version: g.campaign.Version, Notice: g.campaign.Notice,
		Hour: g.campaign.DeadlineHour, Opened: g.campaign.Opened, Closed: timeOrNil(g.campaign.ClosedAt),
		People: []personView{}, Items: []questionStatus{}, Versions: []versionView{}, Assignments: g.assignments(),
	}
	if !g.campaign.Internal.IsZero() {
		iso := g.campaign.Internal.String()
		v.Internal, v.InternalHour = &iso, g.campaign.InternalHour
	}
	for _, a := range g.versions {
		v.Versions = append(v.Versions, versionView{a.Number, a.SHA256, a.Name, a.At, a.File})
	}
	for _, one := range g.people {
		v.People = append(v.People, personView{
			ID: one.person.ID, Name: one.person.Name, Answered: one.load.Done, Asked: one.load.Of,
			Started: timeOrNil(one.part.Started), Submitted: timeOrNil(one.part.Submitted),
		})
	}
	for _, q := range g.asked {
		item := questionStatus{ID: q.ID, Prompt: q.Prompt, Answers: []answerView{}}
		for _, a := range g.answers[q.ID] {
			view := answerView{Person: a.Person, State: "answered", Text: q.Bare(a.Value), Revision: a.Revision, At: a.At}
			if a.Skipped {
				view.State, view.Text = "skipped", a.Reason
			}
			item.Answers = append(item.Answers, view)
		}
		v.Items = append(v.Items, item)
	}
	return v
}

func timeOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// showProgress prints a campaign for people.
func (p *program) showProgress(g *progress) {
	c := g.campaign
	w := p.env.Stdout
	fmt.Fprintln(w, c.Title)
	rows := [][]string{
		{"id", c.ID},
		{"mẫu", c.Template + " (phiên bản " + shortVersion(c.Version) + ")"},
		{"kỳ báo cáo", orDash(c.Period)},
		{"công văn", orDash(c.Notice.Citation())},
		{"hạn", deadlineText(c)},
		{"trạng thái", textStatus(c.Status)},
		{"tiến độ", textProgress(g.done(), len(g.asked))},
	}
	table(w, rows)
	if len(g.people) > 0 {
		fmt.Fprintf(w, "\n%s\n", textPeopleHeading)
		rows = rows[:0]
		for _, one := range g.people {
			rows = append(rows, []string{"  " + nameOrID(one.person), textProgress(one.load.Done, one.load.Of), textPart(one.part)})
		}
		table(w, rows)
	}
	p.showAssignments(g)
	if len(g.versions) > 0 {
		fmt.Fprintf(w, "\n%s\n", textVersionsHeading)
		rows = rows[:0]
		for _, v := range g.versions {
			rows = append(rows, []string{fmt.Sprintf("  %d.", v.Number), textVersion(v), v.SHA256})
		}
		table(w, rows)
	}
	fmt.Fprintf(w, "\n%s\n", textQuestionsHeading)
	rows = rows[:0]
	for i, q := range g.asked {
		rows = append(rows, []string{fmt.Sprintf("  %d.", i+1), textAnswerMark(g.standing.Answers[q.ID], g.standing.Settled(q.ID)), q.Prompt})
	}
	table(w, rows)
}

func nameOrID(person report.Person) string {
	if person.Name == "" {
		return person.ID
	}
	return person.Name
}
