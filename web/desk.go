package web

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// deskPage is the campaigns at a glance.
type deskPage struct {
	Open   []deskCard
	Closed []closedRow
	More   int // closed ones that are not shown
	All    string
	Staff  int // people on the list besides the visitor
	Admin  bool
	Done   string
	// Data is what waits in the register of requests about data, for admins.
	Data, DataTone string
}

// deskCard is one open campaign.
type deskCard struct {
	runningHead
	NotBegun []string
	Late     []string
	Waits    waitList
}

// runningHead is what every page about a campaign begins with.
type runningHead struct {
	ID, Name       string
	Path           string
	Open           bool
	Readable       bool // its template can be read
	Settled, Asked int  // questions
	Sent, Asking   int  // people
	Due            []dueRow
	Opened, Closed time.Time
}

// dueRow is one deadline in words.
type dueRow struct{ Name, Day, Left, Tone string }

// waitList is the first of what waits, and the rest.
type waitList struct{ First, Rest []waitRow }

// On the card of a campaign, and on its page, so many things that wait stand open.
const (
	waitsOnCard = 5
	waitsOnPage = 10
)

func waitsOf(b *report.Board, most int) waitList {
	rows := waits(b)
	most = min(most, len(rows))
	return waitList{rows[:most], rows[most:]}
}

// waitRow is something that waits for whoever oversees the campaign.
type waitRow struct{ Text, Link string }

// closedRow is one closed campaign.
type closedRow struct {
	Name, Path string
	Closed     time.Time
	Versions   []report.Version
}

// closedShown is how many closed campaigns are shown at first.
const closedShown = 20

// pathOfQuestion is the page of one question of it.
func pathOfQuestion(campaign, question string) string {
	return campaignPath(campaign) + "/cau/" + url.PathEscape(question)
}

// today is the day of the school, and the clock time ("15:04").
func (s *Server) today() (workday.Date, string) {
	now := s.now().In(s.zone)
	return workday.DateOf(now), now.Format("15:04")
}

// desk shows the campaigns at a glance.
func (s *Server) desk(v *visit) error {
	boards, err := s.office.Boards(v.r.Context())
	if err != nil {
		return err
	}
	page := deskPage{Admin: v.may(admin), Done: doneTexts[v.r.URL.Query().Get("xong")]}
	for _, b := range boards {
		page.Open = append(page.Open, s.card(b))
	}
	all := v.r.URL.Query().Get("tat-ca") != ""
	err = s.view(v, func(tx storage.Tx) error {
		page.Closed, page.Staff, page.More = nil, 0, 0
		if page.Admin {
			requests, err := storage.Requests(tx)
			if err != nil {
				return err
			}
			page.Data, page.DataTone = waitingRequests(requests, workday.DateOf(s.now().In(s.zone)))
		}
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			if p.ID != v.person.ID {
				page.Staff++
			}
		}
		var closed []report.Campaign
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			if c.Status == report.Closed {
				closed = append(closed, c)
			}
		}
		slices.SortStableFunc(closed, func(a, b report.Campaign) int { return b.ClosedAt.Compare(a.ClosedAt) })
		if !all && len(closed) > closedShown {
			page.More = len(closed) - closedShown
			closed = closed[:closedShown]
		}
		for _, c := range closed {
			row := closedRow{Name: campaignName(c), Path: campaignPath(c.ID), Closed: c.ClosedAt}
			if row.Versions, err = versionsOf(tx, c.ID); err != nil {
				return err
			}
			page.Closed = append(page.Closed, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "desk", titleDesk, page)
}

func versionsOf(tx storage.Tx, campaign string) (list []report.Version, err error) {
	for version, err := range tx.Versions(campaign) {
		if err != nil {
			return nil, err
		}
		list = append(list, version)
	}
	return list, nil
}

// head says where a campaign is.
func (s *Server) head(b *report.Board) runningHead {
	c := b.Campaign
	h := runningHead{
		ID: c.ID, Name: campaignName(c), Path: campaignPath(c.ID), Open: c.Status == report.Open, Readable: b.Template != nil,
		Opened: c.Opened, Closed: c.ClosedAt, Asked: len(b.Asked), Due: s.due(c),
	}
	for _, q := range b.Asked {
		if b.Settled(q) {
			h.Settled++
		}
	}
	h.Sent, h.Asking = report.SentOf(b.Shares)
	return h
}

// due says what the deadlines of a campaign are, and how much time is left while it is open.
func (s *Server) due(c report.Campaign) (rows []dueRow) {
	today, clock := s.today()
	add := func(name string, day workday.Date, hour string) {
		if day.IsZero() {
			return
		}
		row := dueRow{Name: name, Day: textDayHour(day, hour)}
		if c.Status == report.Open {
			row.Left, row.Tone = textLeft(s.office.Calendar(), day, hour, today, clock)
		}
		rows = append(rows, row)
	}
	add(textInternalDue, c.Internal, c.InternalHour)
	add(textDue, c.Deadline, c.DeadlineHour)
	return rows
}

// late tells whether the day by which the staff answer an open campaign is over.
func (s *Server) late(c report.Campaign) bool {
	today, clock := s.today()
	day, hour := c.Due()
	return c.Status == report.Open && report.Over(day, hour, today, clock)
}

func (s *Server) card(b *report.Board) deskCard {
	card := deskCard{runningHead: s.head(b)}
	if b.Template == nil {
		return card
	}
	late := s.late(b.Campaign)
	for _, share := range b.Shares {
		switch open, _ := b.Duties(share); {
		case !share.Counts() || !share.Sent.IsZero():
		case late && len(open) > 0:
			card.Late = append(card.Late, textOwing(share.Person.Name, len(open)))
		case len(share.Answers) == 0:
			card.NotBegun = append(card.NotBegun, share.Person.Name)
		}
	}
	card.Waits = waitsOf(b, waitsOnCard)
	return card
}

// waits is what only an admin or an approver can bring on: questions with nobody, skips
// to be agreed to; and what was given back and has not come again.
func waits(b *report.Board) (rows []waitRow) {
	for _, q := range b.ToNobody() {
		rows = append(rows, waitRow{textWaitsNobody(b.Number(q), questionName(b, q)), pathOfQuestion(b.Campaign.ID, q.ID)})
	}
	for _, q := range b.Asked {
		for _, share := range b.InOrder(q) {
			a, _ := share.Answer(q.ID)
			r, returned := share.Returned(q.ID)
			link := pathOfQuestion(b.Campaign.ID, q.ID) + "#" + anchorOf(share.Person.ID)
			switch {
			case returned:
				rows = append(rows, waitRow{textWaitsReturned(b.Number(q), share.Person.Name, r.Comment), link})
			case a.Waits(q):
				rows = append(rows, waitRow{textWaitsSkip(b.Number(q), share.Person.Name, a.Reason), link})
			}
		}
	}
	return rows
}

// anchorOf is where a person stands on the page of a question.
func anchorOf(person string) string { return "n-" + person }

// questionName names a question in a list.
func questionName(b *report.Board, q *report.Question) string {
	return q.ShortName(func(text string) string { return fill(b, text) })
}

// fill puts what is known for the names in a prompt or a heading.
func fill(b *report.Board, text string) string {
	return report.Expand(text, func(name string) string {
		if q := b.Template.Question(name); q != nil {
			v, ok := b.Lookup(name)
			if q.Computed() {
				v, ok = b.Template.Compute(q, b.Lookup)
			}
			if ok {
				return q.Format(v)
			}
			return textUnknownName
		}
		switch {
		case name == report.NamePeriod && b.Campaign.Period != "":
			return b.Campaign.Period
		case (name == report.NameNotice || name == report.NameNoticeShort) && b.Campaign.Notice != nil:
			return b.Campaign.Notice.Short()
		}
		return textUnknownName
	})
}
