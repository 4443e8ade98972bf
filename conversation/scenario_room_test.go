package conversation_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thuky/conversation"
	"thuky/report"
	"thuky/workday"
)

// roomWorld is the list of the school, in memory. A file people.json gives the others,
// duties.json what is given to whom by name.
type roomWorld struct {
	people       []report.Person
	duties       map[string][]struct{ Questions []string }
	platformName string
	// The ways beside the chat: where files are handed over, where the web pages are, and
	// that the platform takes nobody new.
	upload, web string
	// Of the notice on data: nobody is asked, and a contact that makes it another text.
	unasked  bool
	contact  string
	requests []report.Request
	full     bool
}

func (w *world) Notice() (conversation.Notice, bool) {
	return conversation.NewNotice(report.Privacy{School: "Trường Tiểu học Hoa Sen", Contact: w.contact, AnswerMonths: 24}), !w.unasked
}
func (w *world) Requests() []report.Request { return w.requests }

func (w *world) Upload() string { return w.upload }
func (w *world) Full() bool     { return w.full }
func (w *world) JoinAt(code string) string {
	if w.web == "" {
		return ""
	}
	return w.web + "/vao?ma=" + code
}

// Invitation knows a code for anybody, one for p5 of the list, and one for p3.
func (w *world) Invitation(code string) (report.Invitation, bool) {
	switch strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(code)) {
	case "MOI2345":
		return report.Invitation{Role: report.Staff, Uses: 30}, true
	case "MAQUANTRI2345678":
		return report.Invitation{Role: report.Admin, Uses: 1}, true
	case "MARIENG234567822":
		return report.Invitation{Role: report.Staff, Uses: 1, Person: "p5"}, true
	case "MANEVA2345678222":
		return report.Invitation{Role: report.Staff, Uses: 1, Person: "p3"}, true
	case "MALENKET23456789":
		return report.Invitation{Role: report.Staff, Uses: 1, Person: "p1"}, true
	}
	return report.Invitation{}, false
}

func (w *world) People() []report.Person {
	all := slices.Clone(w.people)
	if w.person != nil {
		all = slices.DeleteFunc(all, func(p report.Person) bool { return p.ID == w.person.ID })
		me := *w.person
		all = append(all, me)
	}
	for _, share := range w.shares {
		if !slices.ContainsFunc(all, func(p report.Person) bool { return p.ID == share.Person.ID }) {
			all = append(all, share.Person)
		}
	}
	return all
}

func (w *world) Duties(person string) (all []conversation.Duty) {
	for i, d := range w.duties[person] {
		all = append(all, conversation.Duty{Campaign: w.campaigns[i], Questions: d.Questions})
	}
	return all
}

// roomStage does what a "! " line about people says.
func (p *play) roomStage(verb, rest string) (string, bool) {
	w := p.world
	who := func(id string) report.Person {
		for _, q := range w.People() {
			if q.ID == id {
				return q
			}
		}
		return report.Person{}
	}
	switch verb {
	case "platform-name":
		w.platformName = rest
	case "call":
		w.person.Call = rest
	case "web":
		w.web = rest
	case "upload":
		w.upload = rest
	case "full":
		w.full = true
	case "unasked":
		w.unasked = true
	case "new-notice": // the text is another from now on
		w.contact = rest
	case "no-consent": // who joined before anybody was asked
		w.person.Consent = nil
	case "consented", "declined": // on a page
		n, _ := w.Notice()
		return p.step(conversation.Event{Kind: conversation.EventKind(verb), Note: n.Version}), true
	case "request": // id right who
		words := strings.Fields(rest)
		n, _ := strconv.Atoi(words[0])
		w.requests = append(w.requests, report.Request{
			ID: n, Right: report.Right(words[1]), Person: words[2], Name: who(words[2]).Name,
			Words: strings.Join(words[3:], " "), Received: p.at, Day: workday.DateOf(p.at), Due: workday.DateOf(p.at).AddDays(report.Right(words[1]).Days()),
		})
	case "away": // id
		for i := range w.people {
			if w.people[i].ID == rest {
				w.people[i].Away = &report.Away{Since: p.at}
			}
		}
		if w.person.ID == rest {
			w.person.Away = &report.Away{Since: p.at}
		}
	case "address": // a further one of this person
		w.person.Addresses = append(w.person.Addresses, report.Contact{Address: rest})
	case "news": // kind who [other [by]]
		words := strings.Fields(rest)
		n := conversation.News{Kind: conversation.NewsKind(words[0]), Who: who(words[1]), Duties: w.Duties(words[1])}
		if len(words) > 2 {
			n.Other = who(words[2])
		}
		if len(words) > 3 {
			n.By = strings.Join(words[3:], " ")
		}
		if n.Kind == conversation.NewsRemoved {
			n.Who, w.person = *w.person, nil
		}
		return p.step(conversation.Event{Kind: conversation.Informed, News: &n}), true
	default:
		return "", false
	}
	return "", true
}

// join makes the stranger a person.
func (p *play) join(e conversation.Join) {
	w := p.world
	for _, q := range w.people {
		if q.ID == e.Invitation.Person {
			if q.Joined.IsZero() {
				q.Joined = p.at
			}
			w.person = &q
			return
		}
	}
	w.person = &report.Person{ID: "p2", Name: e.Name, Role: e.Invitation.Role, Joined: p.at}
}

// change carries a change out, and writes it down. settled tells that a Hello follows.
func (p *play) change(c conversation.Change) (settled bool, line string) {
	w := p.world
	alter := func(fn func(*report.Person)) {
		if w.person.ID == c.Person {
			fn(w.person)
			return
		}
		for i := range w.people {
			if w.people[i].ID == c.Person {
				fn(&w.people[i])
			}
		}
	}
	switch c.Kind {
	case conversation.ChangeName:
		alter(func(q *report.Person) { q.Name = c.Value })
	case conversation.ChangeCall:
		alter(func(q *report.Person) { q.Call = c.Value })
	case conversation.ChangeUnit:
		alter(func(q *report.Person) { q.Unit = c.Value })
	case conversation.ChangeRole:
		alter(func(q *report.Person) { q.Role = report.Role(c.Value) })
	case conversation.ChangeAway:
		alter(func(q *report.Person) { q.Away = &report.Away{StandIn: c.Value, Since: p.at} })
	case conversation.ChangeBack:
		alter(func(q *report.Person) { q.Away = nil })
		settled = c.Person == w.person.ID
	case conversation.ChangeLeave:
		w.people = slices.DeleteFunc(w.people, func(q report.Person) bool { return q.ID == c.Person })
		if w.person.ID == c.Person {
			w.person = nil
		}
	case conversation.ChangeMerge:
		for _, q := range w.people {
			if q.ID == c.Value {
				q.Joined = p.at
				w.person = &q
			}
		}
	case conversation.ChangeSettle:
		settled = true
	}
	return settled, fmt.Sprintf("= %s %s: %s\n", c.Kind, c.Person, c.Value)
}

// privacyEffect carries out what is about data, and writes it down.
func (p *play) privacyEffect(effect conversation.Effect) (line string, back, ok bool) {
	w := p.world
	switch e := effect.(type) {
	case conversation.Agree:
		me := *w.person
		back = me.Withdrew()
		me.Consent, me.Away = &report.Consent{Notice: e.Notice.Version, At: p.at, Channel: "test"}, nil
		w.person = &me
		return "= đồng ý " + e.Notice.Version + "\n", back, true
	case conversation.Decline:
		w.person = nil
		return fmt.Sprintf("= không đồng ý, có trong danh sách: %t\n", e.Listed), false, true
	case conversation.Claim:
		if e.Right != report.RightView && e.Right != report.RightCorrect {
			me := *w.person
			me.Consent, me.Away = &report.Consent{At: p.at, Ended: p.at}, &report.Away{Since: p.at}
			w.person = &me
		}
		return strings.TrimSuffix("= yêu cầu "+string(e.Right)+": "+e.Words, ": ") + "\n", false, true
	case conversation.Deny:
		w.requests = slices.DeleteFunc(w.requests, func(r report.Request) bool { return r.ID == e.Request })
		return fmt.Sprintf("= từ chối %d: %s\n", e.Request, e.Reason), false, true
	case conversation.Settle:
		w.requests = slices.DeleteFunc(w.requests, func(r report.Request) bool { return r.ID == e.Request })
		return fmt.Sprintf("= xử lý %d\n", e.Request), false, true
	}
	return "", false, false
}
