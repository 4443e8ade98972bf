package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// A group chat is no dialogue: nothing is asked there, and nothing is remembered but
// that an admin let the bot in, and what it has announced.

// GroupKind says what happened in a group chat.
type GroupKind string

// The kinds.
const (
	GroupEntered GroupKind = "entered" // we were put in
	GroupSaid    GroupKind = "said"    // somebody spoke to us
	GroupPressed GroupKind = "pressed" // somebody pressed a button of ours
	GroupOpened  GroupKind = "opened"  // Campaign is open and was not announced here
	GroupEnded   GroupKind = "ended"   // Campaign, which was announced here, is closed
	// GroupDeadline: the deadline of Campaign, which was announced here, was moved.
	GroupDeadline GroupKind = "deadline"
)

// GroupEvent is one thing that happened in a group chat, with all that matters.
type GroupEvent struct {
	Kind     GroupKind
	Text     string          // GroupSaid
	Campaign report.Campaign // GroupOpened, GroupDeadline, GroupEnded
	Admin    bool            // who did it is an admin
	Chief    bool            // who did it sees the work of all: an admin or an approver
	Let      bool            // an admin has let us in before
	Hushed   bool            // we spoke here out of turn a short time ago
	Link     string          // opens the private chat with us; "" when not known
	Names    bool            // who is late may be named here
	// Progress gives how far the open campaigns are. It is asked only where it is shown.
	Progress func() []GroupProgress
}

// GroupProgress is how far one open campaign is.
type GroupProgress struct {
	Campaign report.Campaign
	Sent, Of int      // people
	Late     bool     // what the staff are held to has passed
	Owing    []string // names of those who have not sent
}

// GroupReply is what is done about it.
type GroupReply struct {
	Say []chat.Message
	Let bool // we are let in from now on
	// Hush: it was said out of turn, to people who did not ask for it, and the next of
	// that kind must wait.
	Hush bool
}

// groupOrder is what somebody wants of us in a group.
type groupOrder string

const (
	groupLetIn    groupOrder = "let in"
	groupProgress groupOrder = "progress"
	groupOther    groupOrder = ""        // other words
	groupForeign  groupOrder = "foreign" // a command that we do not know: another bot's
)

// Group answers what happened in a group chat. Like Step it is pure and total.
func Group(e GroupEvent) GroupReply {
	switch e.Kind {
	case GroupEntered:
		switch {
		case e.Let:
			return GroupReply{}
		case e.Admin:
			return GroupReply{Let: true, Say: groupSays(textGroupWelcome(e.Link))}
		}
		return e.outOfTurn(textGroupNotYet)
	case GroupSaid:
		return e.said()
	case GroupPressed:
		if e.Let {
			return GroupReply{Say: []chat.Message{{Toast: textGroupToast}}}
		}
	case GroupOpened:
		return GroupReply{Say: groupSays(textGroupOpened(e.Campaign, e.Link))}
	case GroupDeadline:
		return GroupReply{Say: groupSays(textGroupDeadline(e.Campaign))}
	case GroupEnded:
		return GroupReply{Say: groupSays(textGroupEnded(e.Campaign))}
	}
	return GroupReply{}
}

func groupSays(text string) []chat.Message { return []chat.Message{{Text: text}} }

// outOfTurn says what nobody asked for, rarely.
func (e GroupEvent) outOfTurn(text string) GroupReply {
	if e.Hushed {
		return GroupReply{}
	}
	return GroupReply{Say: groupSays(text), Hush: true}
}

func (e GroupEvent) said() GroupReply {
	order := readGroup(e.Text)
	switch {
	case order == groupForeign:
		return GroupReply{}
	case order == groupLetIn && e.Admin && !e.Let:
		return GroupReply{Let: true, Say: groupSays(textGroupWelcome(e.Link))}
	case !e.Let:
		return e.outOfTurn(textGroupNotYet)
	case order == groupLetIn && e.Admin:
		return GroupReply{Say: groupSays(textGroupIn(e.Link))}
	case order == groupProgress && e.Chief:
		return GroupReply{Say: []chat.Message{groupTable(e.Progress(), e.Names)}}
	case order == groupProgress:
		return e.outOfTurn(textGroupNotAsked(e.Link))
	case e.Chief:
		return e.outOfTurn(textGroupIn(e.Link))
	}
	return e.outOfTurn(textGroupPrivate(e.Link))
}

// readGroup reads words that were meant for us, our name taken out.
func readGroup(text string) groupOrder {
	if len(text) > maxCommand {
		return groupOther // more likely an answer
	}
	bare, command := strings.CutPrefix(strings.Trim(vntext.Fold(text), " .,:?!…"), "/")
	words := strings.Fields(bare)
	for len(words) > 1 && groupPolite[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	bare = strings.Join(words, " ")
	switch {
	case bare == "nhom":
		return groupLetIn
	case bare == "tiendo", !command && strings.Contains(" "+bare+" ", " tien do "): // "cho xin tiến độ"
		return groupProgress
	case command && bare != "giup" && bare != "help" && bare != "start":
		return groupForeign
	}
	return groupOther
}

// groupPolite may stand behind an order.
var groupPolite = set("a", "em", "oi", "nhe", "nha")

// groupTable is the progress of all open campaigns.
func groupTable(all []GroupProgress, names bool) chat.Message {
	if len(all) == 0 {
		return chat.Message{Text: textNoneOpen}
	}
	var lines []string
	for _, p := range all {
		p.Owing = slices.Clone(p.Owing)
		slices.SortStableFunc(p.Owing, vntext.CompareNames)
		lines = append(lines, textGroupProgress(p, names))
	}
	return chat.Message{Head: labelProgress, Text: strings.Join(lines, "\n")}
}
