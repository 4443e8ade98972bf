package conversation

import (
	"hash/fnv"
	"strconv"
	"strings"

	"thuky/vntext"
)

// Buttons that stay good however much is said after them: what they are for is
// part of their id, as a fingerprint.
const (
	verbApprove  = "duyet"
	verbRework   = "lai"
	verbProgress = "tiendo"
	verbDraft    = "banthao"
	verbAssign   = "phancong"
	verbRemarks  = "goiy"
)

// standingTasks are the orders behind them.
var standingTasks = map[string]Task{
	verbApprove: taskApprove, verbProgress: taskProgress, verbDraft: taskDraft, verbDeadline: taskDeadline, verbClose: taskClose, verbAssign: taskAssign,
	verbUpdate: taskUpdate, verbRemarks: taskRemarks,
}

func standing(verb, campaign, question string) string {
	if campaign == "" {
		return verb + "-"
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(campaign + "\x00" + question)) // never fails
	return verb + "-" + strconv.FormatUint(h.Sum64(), 36)
}

// pressedDesk takes a button of the desk. It is false for all other buttons.
func (t *turn) pressedDesk(id string) bool {
	if verb, _, ok := strings.Cut(id, "-"); ok {
		return t.pressedStanding(verb, id)
	}
	if t.pressedIntake(id) {
		return true
	}
	rest, ok := strings.CutPrefix(id, "d")
	if !ok {
		return false
	}
	seq, action, ok := splitButton(rest)
	if !ok || seq != t.s.DeskSeq || t.s.Desk == nil || !t.person.Oversees() {
		t.oldButton()
		return true
	}
	d := t.s.Desk
	n, err := strconv.Atoi(action)
	switch {
	case action == "x":
		t.drop()
	case d.Task == taskView && d.Needs == "" && viewTasks[action] != "":
		t.order(Order{Task: viewTasks[action], Campaign: d.Campaign, Question: d.Question, Number: d.Number})
	case d.Task == taskRemarks && d.Needs == "" && t.pressedRemark(action):
	case err == nil && d.Needs == needConfirm && (n == 0 || n == 1):
		t.confirmed(n == 0)
	case err == nil && (d.Needs == needWhom || d.Needs == needWhich || d.Needs == needPart) && n >= 0 && n < len(d.Offered):
		t.chosenAssign(n)
	case d.Task == taskAssign && d.Needs == "" && strings.HasPrefix(action, "s"):
		n, err := strconv.Atoi(action[1:])
		if err != nil || n < 0 || n > 98 {
			t.oldButton()
			return true
		}
		t.order(Order{Task: taskAssign, Campaign: d.Campaign, What: wordSection(vntext.Roman(n + 1))})
	case err == nil && (d.Needs == needCampaign || d.Needs == needPerson) && n >= 0 && n < len(d.Offered):
		t.chosen(n)
	case err == nil && t.pressedRunning(n), action == "n" && t.nextPage():
	default:
		t.oldButton()
		return true
	}
	t.s.Done = id
	return true
}

// viewTasks are the buttons under an answer.
var viewTasks = map[string]Task{"r": taskReturn, "s": taskAmend, "a": taskAccept}

func (t *turn) pressedStanding(verb, id string) bool {
	task, known := standingTasks[verb]
	switch {
	case known:
		if !t.person.Oversees() {
			break
		}
		o := Order{Task: task}
		if id == standing(verb, "", "") {
			t.order(o)
			return true
		}
		for _, c := range t.e.World.Underway() {
			if standing(verb, c.ID, "") == id {
				o.Campaign = c.ID
				t.order(o)
				return true
			}
		}
	case verb == verbRework:
		for _, c := range t.e.World.Campaigns() {
			for _, r := range t.e.World.Returns(c.ID) {
				if standing(verb, c.ID, r.Question) == id {
					t.rework(c, r)
					return true
				}
			}
		}
	default:
		return false
	}
	t.oldButton()
	return true
}
