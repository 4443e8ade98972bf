package bot

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// ErasePerson deletes a person and all that they left but what the school must keep: the
// bytes of approved reports, and in the audit that something was done, without the words. An
// id that nobody has is storage.ErrNotFound, that of the last admin ErrLastAdmin.
func ErasePerson(tx storage.Tx, id string, now time.Time) (Removal, error) {
	r := New(Config{Now: func() time.Time { return now }})
	b := r.newBatch(tx)
	p, err := tx.Person(id)
	if err != nil {
		return Removal{}, err
	}
	if last, err := lastAdmin(tx, p); err != nil || last {
		return Removal{}, errors.Join(err, ErrLastAdmin)
	}
	kept, err := b.approvedWith(id)
	if err != nil {
		return Removal{}, err
	}
	gone, err := b.erase(p, "", operator)
	if err != nil {
		return Removal{}, err
	}
	all, err := storage.Requests(tx)
	if err != nil {
		return Removal{}, err
	}
	for _, q := range all {
		if q.Person != id {
			continue
		}
		forgetWords(&q)
		if q.Open() {
			q.Done = now
			if q.Right == report.RightErase {
				q.Kept = kept
			}
		}
		if err := storage.PutRequest(tx, &q); err != nil {
			return Removal{}, err
		}
	}
	return gone, nil
}

// traces are the words by which somebody is found in the records of others.
type traces struct {
	id        string
	addresses []string // "telegram:42"
	names     []string // the address ids and the name: taken out where they stand
	heads     []string // how texts of theirs begin: what holds one is taken out as a whole
}

const (
	// leastHead is the shortest text that can only be theirs, in letters, and headLength how
	// much of a longer one is compared: replies show the beginnings of texts.
	leastHead  = 12
	headLength = 24
	// leastName is the shortest name or id that is looked for in other words.
	leastName = 4
)

func (s *traces) text(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if utf8.RuneCountInString(line) < leastHead {
			continue
		}
		if letters := []rune(line); len(letters) > headLength {
			line = string(letters[:headLength])
		}
		if !slices.Contains(s.heads, line) {
			s.heads = append(s.heads, line)
		}
	}
}

// clean takes the traces out of a text; changed tells whether there were any.
func (s *traces) clean(text string) (string, bool) {
	for _, head := range s.heads {
		if strings.Contains(text, head) {
			return textErasedWords, true
		}
	}
	was := text
	for _, name := range s.names {
		text = strings.ReplaceAll(text, name, textErasedPerson)
	}
	return text, text != was
}

// in tells whether raw bytes hold a trace.
func (s *traces) in(raw []byte) bool {
	for _, words := range [][]string{s.names, s.heads} {
		for _, w := range words {
			quoted, _ := json.Marshal(w) // a string
			if bytes.Contains(raw, []byte(w)) || bytes.Contains(raw, bytes.Trim(quoted, `"`)) {
				return true
			}
		}
	}
	return bytes.Contains(raw, []byte(`"`+s.id+`"`))
}

// scrub takes the traces out of all strings of a record.
func scrub[T any](s *traces, record *T) (changed bool, err error) {
	raw, err := json.Marshal(record)
	if err != nil {
		return false, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return false, err
	}
	var walk func(any) any
	walk = func(node any) any {
		switch node := node.(type) {
		case string:
			text, was := s.clean(node)
			changed = changed || was
			return text
		case []any:
			for i := range node {
				node[i] = walk(node[i])
			}
		case map[string]any:
			for key, value := range node {
				node[key] = walk(value)
			}
		}
		return node
	}
	tree = walk(tree)
	if !changed {
		return false, nil
	}
	if raw, err = json.Marshal(tree); err != nil {
		return false, err
	}
	var clean T
	if err := json.Unmarshal(raw, &clean); err != nil {
		return false, err
	}
	*record = clean
	return true, nil
}

// erase is ErasePerson without the register, done by an admin, "" for the program.
func (b *batch) erase(p report.Person, by, channel string) (Removal, error) {
	s := &traces{id: p.ID}
	if utf8.RuneCountInString(p.Name) >= leastName {
		s.names = append(s.names, p.Name)
	}
	for _, c := range p.Addresses {
		s.addresses = append(s.addresses, c.Address)
		if _, id, ok := strings.Cut(c.Address, ":"); ok && len(id) >= leastName {
			s.names = append(s.names, id)
		}
	}
	artifacts, err := b.ownFiles(s, p)
	if err != nil {
		return Removal{}, err
	}
	answered, err := b.eraseAnswers(s)
	if err != nil {
		return Removal{}, err
	}
	b.campaigns, b.open, b.openRead = nil, nil, false
	gone, err := b.remove(p.ID) // its tidings name nobody: the messages follow from the people of now
	if err != nil {
		return Removal{}, err
	}
	if err := b.eraseAudit(s, by, channel); err != nil {
		return Removal{}, err
	}
	for _, step := range []func(*traces) error{b.eraseMessages, b.eraseChats, b.eraseQueues, b.eraseRegister} {
		if err := step(s); err != nil {
			return Removal{}, err
		}
	}
	approved, err := b.approvedFiles()
	if err != nil {
		return Removal{}, err
	}
	if err := b.tx.DropArtifacts(func(key string, _ storage.Artifact) bool {
		return artifacts[key] || strings.HasPrefix(key, ownPrefix(p.ID)) || answered && draftMade(key) && !approved[key]
	}); err != nil {
		return Removal{}, err
	}
	_, err = storage.PruneEvidence(b.tx, b.now.Add(time.Minute))
	return gone, err
}

// draftMade tells whether an artifact is a draft, by its SHA-256, a picture of one, or what
// was found in one. It can be made again at any time.
func draftMade(key string) bool {
	_, err := hex.DecodeString(key)
	return err == nil && len(key) == 64 || strings.HasPrefix(key, pictureKey("")) || strings.HasPrefix(key, "remarks/")
}

// approvedFiles are the SHA-256 of all approved versions.
func (b *batch) approvedFiles() (map[string]bool, error) {
	all := map[string]bool{}
	for c, err := range b.tx.Campaigns() {
		if err != nil {
			return nil, err
		}
		for v, err := range b.tx.Versions(c.ID) {
			if err != nil {
				return nil, err
			}
			all[v.SHA256] = true
		}
	}
	return all, nil
}

// ownFiles are the artifacts that the chats of a person hold.
func (b *batch) ownFiles(s *traces, p report.Person) (map[string]bool, error) {
	all := map[string]bool{}
	for _, c := range p.Addresses {
		a, err := chat.ParseAddress(c.Address)
		if err != nil {
			continue
		}
		for l, err := range b.tx.LinesAfter(a, 0) {
			if err != nil {
				return nil, err
			}
			if l.Mine {
				s.text(l.Message.Text)
			}
			for _, f := range []*chat.File{l.Message.File, l.Message.Picture} {
				if f != nil && f.Artifact != "" {
					all[f.Artifact] = true
				}
			}
			if l.Attachment != nil {
				all[l.Attachment.ID] = true
			}
		}
	}
	return all, nil
}

// eraseAnswers deletes what the person answered and how far they were, everywhere, and tells
// whether they had.
func (b *batch) eraseAnswers(s *traces) (answered bool, err error) {
	var all []string
	for c, err := range b.tx.Campaigns() {
		if err != nil {
			return false, err
		}
		all = append(all, c.ID)
	}
	for _, id := range all {
		var own []report.Answer
		for a, err := range b.tx.Answers(id) {
			if err != nil {
				return false, err
			}
			if a.Person == s.id {
				own = append(own, a)
			}
		}
		for _, a := range own {
			for _, text := range a.Value.Texts() {
				s.text(text)
			}
			for _, part := range a.Parts {
				s.text(part.Text)
			}
			s.text(a.Reason)
			if err := b.tx.DeleteAnswer(a.Campaign, a.Question, a.Person); err != nil {
				return false, err
			}
		}
		for e, err := range b.tx.Audit(id) { // what was answered before
			if err != nil {
				return false, err
			}
			if !ofPerson(e, s.id) {
				continue
			}
			for _, v := range []*report.Value{e.Old, e.New} {
				if v != nil {
					for _, text := range v.Texts() {
						s.text(text)
					}
				}
			}
		}
		answered = answered || len(own) > 0
		if err := b.tx.DeleteParticipation(id, s.id); err != nil {
			return false, err
		}
	}
	return answered, nil
}

// ofPerson tells whether an entry is about what belongs to a person.
func ofPerson(e storage.AuditEntry, id string) bool {
	return e.Whose == id || e.Whose == "" && e.Person == id
}

// eraseAudit leaves when what was done, and takes the words.
func (b *batch) eraseAudit(s *traces, by, channel string) error {
	note := storage.AuditEntry{At: b.now, Person: by, Whose: s.id, Channel: channel, Action: auditErase}
	return b.tx.RewriteAudit(note, func(e *storage.AuditEntry) (storage.Rewrite, error) {
		changed := false
		if ofPerson(*e, s.id) && (e.Old != nil || e.New != nil || e.Note != "") {
			e.Old, e.New, e.Note, changed = nil, nil, "", true
		}
		if note, was := s.clean(e.Note); was {
			e.Note, changed = note, true
		}
		return changeIf(changed), nil
	})
}

func changeIf(changed bool) storage.Rewrite {
	if changed {
		return storage.Change
	}
	return storage.Leave
}

// eraseMessages takes the traces out of what others were told, and drops what was for the
// person.
func (b *batch) eraseMessages(s *traces) error {
	if err := b.tx.RewriteLines(func(l *storage.Line) (storage.Rewrite, error) {
		if slices.Contains(s.addresses, l.Chat.String()) {
			return storage.Drop, nil
		}
		changed, err := scrub(s, &l.Message)
		return changeIf(changed), err
	}); err != nil {
		return err
	}
	var rows []storage.Outgoing
	for o, err := range b.tx.Outbox() {
		if err != nil {
			return err
		}
		rows = append(rows, o)
	}
	for o, err := range b.tx.DeadLetters() {
		if err != nil {
			return err
		}
		rows = append(rows, o)
	}
	for _, o := range rows {
		if slices.Contains(s.addresses, o.To.String()) {
			if err := b.tx.DeleteOutgoing(o.Seq); err != nil {
				return err
			}
			b.gone = append(b.gone, o.To)
			continue
		}
		changed, err := scrub(s, &o.Message)
		if err == nil && changed {
			err = b.tx.PutOutgoing(o)
		}
		if err != nil {
			return err
		}
	}
	for _, a := range s.addresses {
		if err := b.tx.PutHold(a, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

// eraseChats takes the traces out of where the chats of others stand, and of what was given
// back to them.
func (b *batch) eraseChats(s *traces) error {
	var rows []storage.Conversation
	for row, err := range b.tx.Conversations() {
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		state := row.State
		if slices.Contains(s.addresses, row.Address.String()) {
			state = nil
		} else if changed, err := scrub(s, &state); err != nil || !changed {
			continue // what cannot be read is met when its owner writes
		}
		if err := b.tx.PutConversation(row.Address, state); err != nil {
			return err
		}
	}
	for c, err := range b.tx.Campaigns() {
		if err != nil {
			return err
		}
		var parts []storage.Participation
		for part, err := range b.tx.Participations(c.ID) {
			if err != nil {
				return err
			}
			parts = append(parts, part)
		}
		for _, part := range parts {
			changed, err := scrub(s, &part.Returns)
			if err == nil && changed {
				err = b.tx.PutParticipation(part)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// eraseRegister takes the traces out of what others asked for, and of why it was refused.
func (b *batch) eraseRegister(s *traces) error {
	all, err := storage.Requests(b.tx)
	if err != nil {
		return err
	}
	for _, r := range all {
		words, some := s.clean(r.Words)
		reason, more := s.clean(r.Refused)
		if !some && !more || r.Person == s.id {
			continue
		}
		r.Words, r.Refused = words, reason
		if err := storage.PutRequest(b.tx, &r); err != nil {
			return err
		}
	}
	return nil
}

// eraseQueues drops the work and the failures that are about the person.
func (b *batch) eraseQueues(s *traces) error {
	return errors.Join(
		b.tx.DropJobs(func(j storage.Job) bool { return s.in(j.Payload) }),
		b.tx.DropFailures(func(f storage.Failed) bool { return s.in(f.Raw) || s.in([]byte(f.Error)) }),
	)
}
