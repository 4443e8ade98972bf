package bot_test

import (
	"testing"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// TestWhoMayDoWhat carries out every effect that is not everybody's for each role, as if
// the dialogue had let it through.
func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	type roles struct{ staff, approver, admin bool }
	admins, chiefs, approvers := roles{admin: true}, roles{approver: true, admin: true}, roles{approver: true}
	version := mustTemplate(t).Version
	for name, test := range map[string]struct {
		do      func(c string) conversation.Effect
		allowed roles
	}{
		"return": {func(c string) conversation.Effect {
			return conversation.Return{Return: report.Return{Campaign: c, Question: "sach", Comment: "x", By: "p2"}, Person: "p1"}
		}, chiefs},
		"amend": {func(c string) conversation.Effect {
			return conversation.Amend{Answer: report.Answer{Campaign: c, Question: "sach", Person: "p1", Author: "p2", Channel: "fake", Revision: 1, Value: report.TextValue("9")}, Note: "x"}
		}, chiefs},
		"accept": {func(c string) conversation.Effect {
			return conversation.Accept{Answer: report.Answer{Campaign: c, Question: "sach", Person: "p1", Author: "p1", Channel: "fake", Revision: 1, Skipped: true, Reason: "x", Accepted: true}}
		}, chiefs},
		"finding": {func(c string) conversation.Effect {
			return conversation.PutAside{Campaign: c, Key: "k", What: "x"}
		}, chiefs},
		"draft": {func(c string) conversation.Effect { return conversation.Draft{Campaign: c} }, chiefs},
		"approve": {func(c string) conversation.Effect {
			return conversation.Approve{Campaign: c, File: chat.File{Artifact: "none"}}
		}, approvers},
		"assign": {func(c string) conversation.Effect {
			return conversation.Assign{Campaign: c, Questions: []string{"sach"}, People: []string{"p1"}}
		}, admins},
		"deadline": {func(c string) conversation.Effect {
			return conversation.SetDeadline{Campaign: c, Day: workday.Date{Year: 2030, Month: 1, Day: 4}}
		}, admins},
		"notice": {func(c string) conversation.Effect {
			return conversation.SetNotice{Campaign: c, Notice: report.Notice{Number: "7/UBND"}}
		}, admins},
		"close":  {func(c string) conversation.Effect { return conversation.Close{Campaign: c} }, admins},
		"reopen": {func(c string) conversation.Effect { return conversation.Reopen{Campaign: c} }, admins},
		"open": {func(string) conversation.Effect {
			return conversation.Open{Campaign: report.Campaign{Template: "x", Version: "y"}}
		}, admins},
		"extract": {func(string) conversation.Effect {
			return conversation.Extract{Attachment: chat.Attachment{ID: "f", Name: "a.txt"}}
		}, admins},
		"keep template": {func(string) conversation.Effect {
			return conversation.KeepTemplate{Source: "x"}
		}, admins},
		"tabulate": {func(c string) conversation.Effect {
			return conversation.Tabulate{Attachment: chat.Attachment{ID: "f", Name: "a.xlsx"}, Campaign: c, Question: "sach"}
		}, roles{true, true, true}},
		"gather": {func(c string) conversation.Effect {
			return conversation.Gather{Attachment: chat.Attachment{ID: "f", Name: "a.jpg"}, Campaign: c}
		}, roles{true, true, true}},
		"gather for others": {func(c string) conversation.Effect {
			return conversation.Gather{Attachment: chat.Attachment{ID: "f", Name: "a.jpg"}, Campaign: c + "x"}
		}, roles{}},
		"put day": {func(string) conversation.Effect {
			return conversation.PutDay{Day: workday.Day{Date: workday.Date{Year: 2030, Month: 1, Day: 4}, Kind: workday.Holiday, Name: "x", Status: workday.Official}}
		}, admins},
		"drop day": {func(string) conversation.Effect {
			return conversation.DropDay{Date: workday.Date{Year: 2030, Month: 1, Day: 4}}
		}, admins},
		"update": {func(c string) conversation.Effect {
			return conversation.Update{Campaign: c, Version: version}
		}, admins},
		"answer of another": {func(c string) conversation.Effect {
			return conversation.Save{Answer: report.Answer{Campaign: c, Question: "sach", Person: "p5", Author: "p5", Channel: "fake", Revision: 1, Value: report.TextValue("9")}}
		}, roles{}},
		"role": {func(string) conversation.Effect {
			return conversation.Change{Kind: conversation.ChangeRole, Person: "p1", Value: string(report.Approver)}
		}, admins},
		"unit": {func(string) conversation.Effect {
			return conversation.Change{Kind: conversation.ChangeUnit, Person: "p1", Value: "tổ 3"}
		}, admins},
		"removal": {func(string) conversation.Effect {
			return conversation.Change{Kind: conversation.ChangeLeave, Person: "p5"}
		}, admins},
		"absence": {func(string) conversation.Effect {
			return conversation.Change{Kind: conversation.ChangeAway, Person: "p5"}
		}, admins},
		"name of another": {func(string) conversation.Effect {
			return conversation.Change{Kind: conversation.ChangeName, Person: "p5", Value: "Lê Thị Mận"}
		}, roles{}},
		"unlinking another": {func(string) conversation.Effect {
			return conversation.Change{Kind: conversation.ChangeUnlink, Person: "p5", Value: "fake:Em"}
		}, roles{}},
		"invitation": {func(string) conversation.Effect {
			return conversation.Invite{Role: report.Staff, Uses: 3}
		}, admins},
		"link of another": {func(string) conversation.Effect {
			return conversation.Invite{Role: report.Staff, Uses: 1, Person: "p5", Link: true}
		}, admins},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for who, allowed := range map[string]bool{"An": test.allowed.staff, "Dũng": test.allowed.approver, "Chi": test.allowed.admin, "nobody": false} {
				s := newStore(t)
				c := school(t, s, staff("An"), approver("Dũng"), admin("Chi"), admin("Hoa"), staff("Em"))
				cfg := config(s)
				cfg.Library = []*report.Template{mustTemplate(t)}
				cfg.Step = func(st conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
					if e.Kind != conversation.Said {
						return st, nil
					}
					return st, []conversation.Effect{test.do(c.ID)}
				}
				accept(t, bot.New(cfg), says(who, "x"))
				if refused := failures(t, s); (len(refused) == 0) != allowed {
					t.Errorf("%s: %s", who, reasons(refused))
				}
			}
		})
	}
}

func reasons(all []storage.Failed) (list []string) {
	for _, f := range all {
		list = append(list, f.Error)
	}
	return list
}
