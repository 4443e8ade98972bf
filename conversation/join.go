package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

const (
	// maxRefusals is how often an hour a stranger gets an answer at all.
	maxRefusals = 3
	// maxCodes is how often one gets an answer who typed what looks like a code.
	maxCodes = 6
	// maxTries is how many codes an hour are looked up for one chat.
	maxTries = 20
)

// stranger lets in whoever has an invitation, and turns everybody else away
// without a word about the school.
func (t *turn) stranger() {
	if t.e.Kind != Said && t.e.Kind != Hello && t.e.Kind != Showed && t.e.Kind != Pressed {
		return
	}
	text := strings.TrimSpace(vntext.Clean(t.e.Text))
	code, started := startCode(text)
	if !started && t.e.Kind == Said && len(text) <= maxCommand {
		code = text // the code typed by hand
	}
	refused := t.e.World.Refused()
	if code != "" && refused < maxTries {
		if invitation, ok := t.e.World.Invitation(code); ok && t.e.World.Full() {
			t.do(Refuse{}) // so that nobody is answered without end
			if refused < maxRefusals {
				t.say(chat.Message{Text: textPlatformFull(t.e.Address.Platform, t.e.World.JoinAt(code))})
			}
			return
		} else if ok && t.welcome(invitation) {
			return
		}
	}
	t.do(Refuse{})
	switch {
	case code != "" && refused < maxCodes && (started || likeCode(code)):
		t.say(chat.Message{Text: textUnknownCode})
	case refused < maxRefusals:
		t.say(chat.Message{Text: textRefused})
	case refused == maxTries-1:
		t.say(chat.Message{Text: textTryLater})
	}
}

// likeCode tells whether typed words were meant for a code: twelve letters and digits or more,
// at one go or in groups, which as words would be none.
func likeCode(text string) bool {
	n, digit, small := 0, false, false
	for _, group := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' }) {
		if len(group) < 3 {
			return false
		}
		for _, r := range group {
			switch {
			case r >= '0' && r <= '9':
				digit = true
			case r >= 'a' && r <= 'z':
				small = true
			case r < 'A' || r > 'Z':
				return false
			}
			n++
		}
	}
	return n >= 12 && n <= 24 && (digit || !small)
}

// welcome uses an invitation. It is false when it was for somebody who has left.
func (t *turn) welcome(i report.Invitation) bool {
	name := strings.TrimSpace(vntext.Clean(t.e.Name))
	m := &Matter{Kind: matterName, Joining: true, New: true, Name: name}
	if i.Person != "" {
		p, ok := t.onList(i.Person)
		if !ok {
			return false
		}
		m = &Matter{Kind: matterConfirm, Joining: true, New: true, Name: p.Name}
		if !p.Joined.IsZero() {
			m = &Matter{Kind: matterLinked}
		}
	}
	if _, asks := t.e.World.Notice(); asks && m.Joining { // the name comes after the consent
		m, name = &Matter{Kind: matterNotice, Joining: true, Then: m.Kind, Invitation: &i}, ""
	}
	t.s.Matter = m
	t.s.MatterSeq++
	t.do(Join{Invitation: i, Name: name})
	return true
}

// onList finds a person by id.
func (t *turn) onList(id string) (report.Person, bool) {
	people := t.e.World.People()
	i := slices.IndexFunc(people, func(p report.Person) bool { return p.ID == id })
	if i < 0 {
		return report.Person{}, false
	}
	return people[i], true
}

// joinText is what a newcomer is asked.
func (t *turn) joinText(m *Matter) (string, []way) {
	switch m.Kind {
	case matterConfirm:
		return textConfirmName(t.person), []way{
			{label: labelRight, do: t.toCall, words: yesOrRight},
			{label: labelOtherName, do: func() { t.toName("") }, words: noWords},
		}
	case matterSure:
		options := []way{{label: m.Name, do: func() { t.takeName(m.Name) }, words: yesOrRight}}
		if better := titled(m.Name); better != m.Name {
			options[0].words = nil
			options = append([]way{{label: better, do: func() { t.takeName(better) }, words: yesOrRight}}, options...)
		}
		return textSureName, options
	case matterWho:
		var options []way
		for _, id := range m.Offered {
			p, _ := t.onList(id)
			options = append(options, way{label: labelListed(p), do: func() { t.merge(p) }})
		}
		text := textWhoOfList
		if len(m.Offered) == 1 {
			p, _ := t.onList(m.Offered[0])
			text, options[0].label, options[0].words = textIsItYou(p), labelRight, yesOrRight
		}
		return text, append(options, way{label: labelNotMe, do: func() { t.setName(m.Name) }, words: noWords})
	}
	text := textAskName
	if !m.Joining {
		text = textAskNewName
	}
	var options []way
	if name, problem := readName(m.Name); problem == "" && m.Joining {
		options = append(options, way{label: name, do: func() { t.takeName(name) }, words: yesOrRight})
	}
	return text, options
}

// yesOrRight are the words that agree; "đúng" and "dung" mean it, too.
var yesOrRight = func() map[string]bool {
	m := set("dung", "dung vay", "dung the", "chinh la em", "em day")
	for w := range yesWords {
		m[w] = true
	}
	return m
}()

// toName asks for the name. What the platform calls the person may be offered.
func (t *turn) toName(offer string) {
	t.raise(Matter{Kind: matterName, Joining: t.joining(), Name: offer})
}

// named takes words as the name.
func (t *turn) named(text string) {
	m := t.s.Matter
	name, problem := readName(text)
	if cmd, _ := parseCommand(text, false); problem == "" && (cmd != noCommand || says(text, yesWords) || says(text, noWords)) {
		problem = textNameNone
	}
	if problem == "" && ordersData(text) {
		problem = textNameSentence
	}
	if problem == "" && saidNotNamed(name) && m.Doubted != name && len(t.listed(name)) == 0 {
		m.Doubted = name // said again it is meant
		problem = textNameSentence
	}
	switch {
	case problem != "":
		t.lead = append(t.lead, problem)
		t.askMatter()
	case m.Kind == matterConfirm && withoutMarks(name, t.person.Name):
		t.toCall() // the same name
	case unusual(name) && !(m.Kind == matterSure && m.Name == name) && len(t.listed(name)) == 0:
		t.raise(Matter{Kind: matterSure, Joining: m.Joining, Name: name})
	default:
		t.takeName(name)
	}
}

// withoutMarks tells whether typed is the name, with some or all marks left off.
func withoutMarks(typed, name string) bool {
	a, b := []rune(strings.ToLower(vntext.NFC(typed))), []rune(strings.ToLower(vntext.NFC(name)))
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && string(a[i]) != vntext.Fold(string(b[i])) {
			return false
		}
	}
	return true
}

// takeName settles the name, unless somebody of that name on the list has not joined:
// they may be the same.
func (t *turn) takeName(name string) {
	listed := t.listed(name)
	if len(listed) == 0 {
		t.setName(name)
		return
	}
	t.raise(Matter{Kind: matterWho, Joining: true, Name: name, Offered: listed})
}

// listed are those on the list who may be the newcomer of that name: staff who have not
// joined. Nobody is given a role that way.
func (t *turn) listed(name string) []string {
	if !t.joining() || t.person.Role != report.Staff || t.person.Unit != "" {
		return nil
	}
	var like, same []string
	for _, p := range t.e.World.People() {
		if p.ID == t.person.ID || !p.Joined.IsZero() || p.Role != report.Staff || vntext.Fold(p.Name) != vntext.Fold(name) {
			continue
		}
		like = append(like, p.ID)
		if vntext.NFC(strings.ToLower(p.Name)) == strings.ToLower(name) {
			same = append(same, p.ID)
		}
	}
	if len(same) > 0 {
		return same // "Mận" is not "Mẫn"
	}
	return like
}

func (t *turn) setName(name string) {
	if name != t.person.Name {
		t.do(Change{Kind: ChangeName, Person: t.person.ID, Value: name})
		t.person.Name = name
	}
	if t.joining() {
		t.toCall()
		return
	}
	t.closeMatter(textRenamed(name))
}

// merge makes the newcomer the person on the list.
func (t *turn) merge(p report.Person) {
	t.do(Change{Kind: ChangeMerge, Person: t.person.ID, Value: p.ID})
	t.person = p
	t.toCall()
}

func (t *turn) toCall() {
	if t.person.Call != "" {
		t.settle()
		return
	}
	t.raise(Matter{Kind: matterCall, Joining: true})
}

func (t *turn) called(call string) {
	t.do(Change{Kind: ChangeCall, Person: t.person.ID, Value: call})
	t.person.Call = call
	if t.joining() {
		t.settle()
		return
	}
	t.closeMatter(textCalled)
}

// settle ends the joining. What is open is shown by the Hello that follows.
func (t *turn) settle() {
	t.s.Matter = &Matter{Kind: matterSettled}
	t.do(Change{Kind: ChangeSettle, Person: t.person.ID})
}

// greeting is what somebody hears who has just come in, or come back.
func (t *turn) greeting(k MatterKind) string {
	switch k {
	case matterLinked:
		return textLinked
	case matterAgreed:
		return textBackAgain
	case matterBack:
		return textBackDone(t.person, true)
	}
	return textSettled(t.person)
}
