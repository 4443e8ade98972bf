package web

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// maxList is the largest list of people in bytes, maxInvited the most people of one code.
const (
	maxList    = 1 << 20
	maxInvited = 500
)

// ListedRow is one person of an uploaded list and the line that it stands in.
type ListedRow struct {
	Line   int
	Person report.Person
}

// personRow is one person of the list as it is shown.
type personRow struct {
	report.Person
	Role      string
	Platforms string
	State     string // a few words, "" for an ordinary one
	Mood      string // class of the state
	StandIn   string // name
	StandsFor []string
	Joined    bool
}

// people is the list of the school.
func (s *Server) people(v *visit) error {
	var rows []personRow
	err := s.view(v, func(tx storage.Tx) (err error) {
		rows, err = personRows(tx)
		return err
	})
	if err != nil {
		return err
	}
	waiting := 0
	for _, r := range rows {
		if !r.Joined {
			waiting++
		}
	}
	return s.page(v, http.StatusOK, "people", titlePeople, map[string]any{
		"Rows": rows, "Waiting": waiting, "Admin": v.may(admin), "Roles": roleChoices, "Problems": nil,
	})
}

// personRows are all people by given name.
func personRows(tx storage.Tx) ([]personRow, error) {
	var all []report.Person
	names := map[string]string{}
	for p, err := range tx.People() {
		if err != nil {
			return nil, err
		}
		all = append(all, p)
		names[p.ID] = p.Name
	}
	slices.SortStableFunc(all, func(a, b report.Person) int {
		return cmp.Or(vntext.CompareNames(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	rows := make([]personRow, 0, len(all))
	for _, p := range all {
		rows = append(rows, rowOf(p, names))
	}
	return rows, nil
}

func rowOf(p report.Person, names map[string]string) personRow {
	r := personRow{Person: p, Role: textRole(p.Role), Joined: !p.Joined.IsZero()}
	var platforms []string
	lost := len(p.Addresses) > 0
	for _, c := range p.Addresses {
		lost = lost && c.Unreachable
		if a, err := chat.ParseAddress(c.Address); err == nil && !slices.Contains(platforms, textChannel(a.Platform)) {
			platforms = append(platforms, textChannel(a.Platform))
		}
	}
	r.Platforms = textList(platforms)
	for _, id := range p.StandsFor {
		r.StandsFor = append(r.StandsFor, names[id])
	}
	switch {
	case p.Away != nil:
		r.StandIn = names[p.Away.StandIn]
		r.State, r.Mood = textAway(r.StandIn), "warn"
	case !r.Joined:
		r.State, r.Mood = textNotJoined, "warn"
	case lost:
		r.State, r.Mood = textLost, "bad"
	}
	return r
}

// person is one person and what can be done.
func (s *Server) person(v *visit) error {
	var rows []personRow
	if err := s.view(v, func(tx storage.Tx) (err error) {
		rows, err = personRows(tx)
		return err
	}); err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(r personRow) bool { return r.ID == v.r.PathValue("id") })
	if i < 0 {
		return storage.ErrNotFound
	}
	var others []personRow
	for _, r := range rows {
		if r.ID != rows[i].ID && r.Joined && r.Away == nil {
			others = append(others, r)
		}
	}
	return s.page(v, http.StatusOK, "person", rows[i].Name, map[string]any{
		"Row": rows[i], "Others": others, "Roles": roleChoices, "Asked": v.r.URL.Query().Get("bo") != "", "Self": rows[i].ID == v.person.ID,
	})
}

// changePerson carries out one order about one person.
func (s *Server) changePerson(v *visit) error {
	ctx, by, id := context.WithoutCancel(v.r.Context()), v.address(), v.r.PathValue("id")
	here := "/quan-ly/nguoi/" + url.PathEscape(id)
	var err error
	switch v.field("viec") {
	case "to":
		unit := vntext.NFC(v.field("to"))
		if len([]rune(unit)) > 80 {
			return &problem{http.StatusUnprocessableEntity, textUnitTooLong}
		}
		err = s.office.ChangeUnit(ctx, by, id, unit)
	case "vai":
		role := report.Role(v.field("vai"))
		if textRole(role) == "" {
			return &problem{http.StatusUnprocessableEntity, textChooseRole}
		}
		err = s.office.ChangeRole(ctx, by, id, role)
	case "nghi":
		err = s.office.SetAway(ctx, by, id, v.field("thay"))
	case "ve":
		err = s.office.SetBack(ctx, by, id)
	case "bo":
		if v.field("chac") == "" {
			return v.redirect(here + "?bo=1")
		}
		if err = s.office.RemoveFromList(ctx, by, id); err == nil {
			return v.redirect("/quan-ly/nguoi")
		}
	case "ma":
		return s.personalCodes(v, []string{id})
	default:
		return &problem{http.StatusBadRequest, textBadForm}
	}
	if err != nil {
		return err
	}
	return v.redirect(here)
}

// codeCard is one code on the sheet that is printed.
type codeCard struct {
	Name, Unit, Role, Code, Link string
	Uses                         int
	QR                           template.HTML
}

// invite makes a code for several new people.
func (s *Server) invite(v *visit) error {
	role := report.Role(v.field("vai"))
	if textRole(role) == "" {
		return &problem{http.StatusUnprocessableEntity, textChooseRole}
	}
	uses, err := strconv.Atoi(v.field("so"))
	if err != nil || uses < 1 || uses > maxInvited {
		return &problem{http.StatusUnprocessableEntity, textHowMany(maxInvited)}
	}
	code, expires, err := s.office.Invite(context.WithoutCancel(v.r.Context()), v.address(), role, uses)
	if err != nil {
		return err
	}
	return s.sheet(v, []codeCard{{Role: textRole(role), Code: code, Uses: uses}}, expires)
}

// inviteWaiting makes a personal code for everybody who has not joined.
func (s *Server) inviteWaiting(v *visit) error {
	var ids []string
	if err := s.view(v, func(tx storage.Tx) error {
		ids = nil
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			if p.Joined.IsZero() {
				ids = append(ids, p.ID)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if len(ids) == 0 {
		return &problem{http.StatusUnprocessableEntity, textAllJoined}
	}
	return s.personalCodes(v, ids)
}

func (s *Server) personalCodes(v *visit, ids []string) error {
	codes, expires, err := s.office.InvitePeople(context.WithoutCancel(v.r.Context()), v.address(), ids)
	if err != nil {
		return err
	}
	return s.personalSheet(v, codes, expires)
}

func (s *Server) personalSheet(v *visit, codes map[string]string, expires time.Time) error {
	var cards []codeCard
	if err := s.view(v, func(tx storage.Tx) error {
		cards = nil
		rows, err := personRows(tx)
		for _, r := range rows {
			if code := codes[r.ID]; code != "" {
				cards = append(cards, codeCard{Name: r.Name, Unit: r.Unit, Role: r.Role, Code: code, Uses: 1})
			}
		}
		return err
	}); err != nil {
		return err
	}
	if len(cards) == 0 {
		return storage.ErrNotFound
	}
	return s.sheet(v, cards, expires)
}

// sheet shows codes to be printed. It is the only time that they are shown.
func (s *Server) sheet(v *visit, cards []codeCard, expires time.Time) error {
	for i := range cards {
		c := &cards[i]
		c.Link = InviteLink(s.base(v.r), c.Code)
		var err error
		if c.QR, err = qrPicture(c.Link, textQR(c.Name)); err != nil {
			return err
		}
		c.Code = grouped(c.Code)
	}
	return s.page(v, http.StatusOK, "sheet", titleSheet, map[string]any{
		"Cards": cards, "Expires": expires, "Local": s.public == "",
	})
}

// grouped writes a code in fours, as people read it from paper.
func grouped(code string) string {
	var out []byte
	for i := range len(code) {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, code[i])
	}
	return string(out)
}

// base is the address that the pages are reached at.
func (s *Server) base(r *http.Request) string {
	switch {
	case s.public != "":
		return s.public
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// importPeople takes a list that was uploaded, all of it or nothing.
func (s *Server) importPeople(v *visit) error {
	file, _, err := v.r.FormFile("tep")
	if err != nil {
		return &problem{http.StatusUnprocessableEntity, textChooseList}
	}
	defer file.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(file, maxList+1))
	if err != nil {
		return err
	}
	if s.readList == nil {
		return &problem{http.StatusNotFound, textNotFound}
	}
	rows, problems := s.readList(data)
	var codes map[string]string
	var expires time.Time
	if len(problems) == 0 {
		list := make([]report.Person, len(rows))
		for i, r := range rows {
			list[i] = r.Person
		}
		codes, expires, err = s.office.ImportPeople(context.WithoutCancel(v.r.Context()), v.address(), list)
		var bad *report.ListError
		switch {
		case errors.As(err, &bad):
			problems = []string{textListRow(rows[bad.Row].Line, rows[bad.Row].Person.Name, bad.LastAdmin)}
		case err != nil:
			return err
		}
	}
	if len(problems) > 0 {
		var shown []personRow
		if err := s.view(v, func(tx storage.Tx) (err error) {
			shown, err = personRows(tx)
			return err
		}); err != nil {
			return err
		}
		return s.page(v, http.StatusUnprocessableEntity, "people", titlePeople, map[string]any{
			"Rows": shown, "Waiting": 0, "Admin": true, "Roles": roleChoices, "Problems": problems,
		})
	}
	if len(codes) == 0 {
		return v.redirect("/quan-ly/nguoi")
	}
	return s.personalSheet(v, codes, expires)
}
