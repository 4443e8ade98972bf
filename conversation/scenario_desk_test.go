package conversation_test

import (
	"fmt"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
)

// deskWorld is what admins see, in memory. A file shares.json gives the people.
type deskWorld struct {
	shares   []report.Share
	returns  []report.Return
	versions []report.Version
	approver bool // somebody else approves
}

func (w *world) TakesPart(string) bool {
	return w.person.Role == "" || w.person.Role == report.Staff || len(w.answers) > 0
}

func (w *world) Returns(campaign string) (mine []report.Return) {
	for _, r := range w.returns {
		if r.Campaign == campaign {
			mine = append(mine, r)
		}
	}
	return mine
}

func (w *world) Approves() bool {
	return w.person.Role == report.Approver || w.person.Role == report.Admin && !w.approver
}

func (w *world) Underway() []report.Campaign { return w.Campaigns() }

func (w *world) Shares(campaign string) []report.Share {
	var shares []report.Share
	for _, s := range w.shares {
		all := s.Answers
		s.Answers = nil
		for _, a := range all {
			if a.Campaign == campaign {
				s.Answers = append(s.Answers, a)
			}
		}
		if c, _ := w.Campaign(campaign); w.template[campaign] != nil {
			s.Asked = nil
			for _, q := range w.template[campaign].Questions() {
				if people, some := c.Assigned(q.ID); !q.Computed() && (!some || slices.Contains(people, s.Person.ID)) {
					s.Asked = append(s.Asked, q.ID)
				}
			}
		}
		shares = append(shares, s)
	}
	return shares
}

func (w *world) Versions(string) []report.Version { return w.versions }

func (w *world) Basis(string) string {
	n := 0
	for _, s := range w.shares {
		for _, a := range s.Answers {
			n += a.Revision
		}
	}
	return fmt.Sprint("revisions ", n)
}

// deskStage does what a "! " line about the desk says.
func (p *play) deskStage(verb, rest string) string {
	w := p.world
	first := ""
	if len(w.campaigns) > 0 {
		first = w.campaigns[0].ID
	}
	file := &chat.File{Name: "bao-cao.docx", Artifact: "abc"}
	switch verb {
	case "role":
		w.person.Role = report.Role(rest)
	case "approver": // somebody else approves
		w.approver = true
	case "returned": // question comment: what this person wrote is given back
		q, comment, _ := strings.Cut(rest, " ")
		w.returns = append(w.returns, report.Return{Campaign: first, Question: q, Comment: comment, By: "p9", At: p.at, Revision: w.answers[q].Revision})
		w.submitted[first] = false
		return p.step(conversation.Event{Kind: conversation.Returned, Campaign: first, Question: q, Note: comment, By: "Trần Văn Đỗ"})
	case "silently": // the same, while the chat could not be reached
		q, comment, _ := strings.Cut(rest, " ")
		w.returns = append(w.returns, report.Return{Campaign: first, Question: q, Comment: comment, By: "p9", At: p.at, Revision: w.answers[q].Revision})
	case "reworked": // question words
		q, words, _ := strings.Cut(rest, " ")
		a := report.Answer{Campaign: first, Question: q, Person: "p2", Value: report.TextValue(words)}
		return p.step(conversation.Event{Kind: conversation.Reworked, Campaign: first, Question: q, By: "Lò Thị Ươm", Answer: a})
	case "amended": // question words: an admin changed this person's answer
		q, words, _ := strings.Cut(rest, " ")
		a := w.answers[q]
		a.Value, a.Revision = report.TextValue(words), a.Revision+1
		w.answers[q] = a
		return p.step(conversation.Event{Kind: conversation.Amended, Campaign: first, Question: q, By: "Trần Văn Đỗ", Note: "viết gọn lại", Answer: a})
	case "checked":
		e := conversation.Event{Kind: conversation.Checked, Campaign: first, File: file, Basis: w.Basis(first)}
		if rest != "" {
			e.Gaps = strings.Split(rest, "; ")
			e.Lacks.Skips, e.Lacks.Notice = strings.Contains(rest, "lý do: "), strings.Contains(rest, "công văn")
		}
		return p.step(w.looked(e, w.coming))
	case "remarks": // key: the list that the drafts bring from here on
		w.coming = rest
	case "approved":
		return p.step(conversation.Event{Kind: conversation.Approved, Campaign: first, Version: len(w.versions), By: "Trần Văn Đỗ", Note: "0d0d", File: file})
	case "outdated":
		return p.step(conversation.Event{Kind: conversation.Outdated, Campaign: first})
	case "complete":
		return p.step(w.looked(conversation.Event{Kind: conversation.Drafted, Campaign: first, By: "Lò Thị Ươm", Complete: true, File: file}, w.coming))
	case "give": // question people: p2,p3; all; nobody – behind the person's back
		q, people, _ := strings.Cut(rest, " ")
		p.give(&w.campaigns[0], q, people)
	case "gains", "loses": // question,question people: an admin gave them to others
		questions, people, _ := strings.Cut(rest, " ")
		e := conversation.Event{Kind: conversation.Assigned, Campaign: first, By: "Trần Văn Đỗ"}
		for q := range strings.SplitSeq(questions, ",") {
			p.give(&w.campaigns[0], q, people)
			if verb == "gains" {
				e.Gained = append(e.Gained, q)
			} else {
				e.Lost = append(e.Lost, q)
			}
		}
		if verb == "gains" {
			w.submitted[first] = false
		}
		return p.step(e)
	case "applies": // question: an answer of somebody made it apply
		w.submitted[first] = false
		return p.step(conversation.Event{Kind: conversation.Assigned, Campaign: first, Gained: []string{rest}})
	default:
		return p.intakeStage(verb, rest)
	}
	return ""
}

// give changes who answers a question.
func (p *play) give(c *report.Campaign, question, people string) {
	switch people {
	case "all":
		c.Unassign(question)
	case "nobody":
		c.Assign(question, nil)
	default:
		c.Assign(question, strings.Split(people, ","))
	}
}

// deskEffect carries an effect of the desk out, and writes it down.
func (p *play) deskEffect(effect conversation.Effect) string {
	w := p.world
	change := func(person string, fn func(*report.Share)) {
		i := slices.IndexFunc(w.shares, func(s report.Share) bool { return s.Person.ID == person })
		if i < 0 {
			p.t.Fatalf("%T for %q, whom nobody knows", effect, person)
		}
		fn(&w.shares[i])
	}
	put := func(a report.Answer) {
		change(a.Person, func(s *report.Share) {
			i := slices.IndexFunc(s.Answers, func(old report.Answer) bool { return old.Campaign == a.Campaign && old.Question == a.Question })
			if i < 0 {
				s.Answers = append(s.Answers, roundTrip(p.t, a))
				return
			}
			if a.Revision != s.Answers[i].Revision+1 {
				p.t.Errorf("%T has revision %d after %d", effect, a.Revision, s.Answers[i].Revision)
			}
			s.Answers[i] = roundTrip(p.t, a)
		})
	}
	switch effect := effect.(type) {
	case conversation.Return:
		change(effect.Person, func(s *report.Share) {
			s.Returns = append(s.Returns, effect.Return)
			s.Sent = report.Share{}.Sent
		})
		return fmt.Sprintf("= trả lại %s của %s: %s\n", effect.Return.Question, effect.Person, effect.Return.Comment)
	case conversation.Amend:
		put(effect.Answer)
		return fmt.Sprintf("= sửa %s của %s, lý do: %s\n", effect.Answer.Question, effect.Answer.Person, effect.Note)
	case conversation.PutAside:
		w.putAside(effect)
		return fmt.Sprintf("= bỏ qua %s: %v (%s)\n", effect.Key, !effect.Back, effect.What)
	case conversation.Accept:
		put(effect.Answer)
		return fmt.Sprintf("= đồng ý bỏ qua %s của %s: %v\n", effect.Answer.Question, effect.Answer.Person, effect.Answer.Accepted)
	case conversation.Invite:
		p.invited = append(p.invited, effect)
		return fmt.Sprintf("= mời %d %s %s\n", effect.Uses, effect.Role, effect.Person)
	case conversation.Assign:
		to := strings.Join(effect.People, ",")
		switch {
		case effect.All:
			to = "all"
		case to == "":
			to = "nobody"
		}
		i := slices.IndexFunc(w.campaigns, func(c report.Campaign) bool { return c.ID == effect.Campaign })
		for _, q := range effect.Questions {
			p.give(&w.campaigns[i], q, to)
		}
		return fmt.Sprintf("= giao %s cho %s\n", strings.Join(effect.Questions, ", "), to)
	case conversation.Draft:
		return fmt.Sprintf("= lập bản thảo %s, để duyệt: %v\n", effect.Campaign, effect.Approve)
	case conversation.Approve:
		w.versions = append(w.versions, report.Version{Campaign: effect.Campaign, Number: len(w.versions) + 1, Basis: effect.Basis, Name: "Trần Văn Đỗ"})
		return fmt.Sprintf("= duyệt %s, tệp %s\n", effect.Campaign, effect.File.Artifact)
	}
	return p.runningEffect(effect)
}
