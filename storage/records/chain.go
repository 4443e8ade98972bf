package records

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"thuky/storage"
)

// The audit is a chain: every entry holds a digest of its content and the hash of the entry
// before it, and the hash of the newest is kept apart. docs/adr/0028 says what that shows
// and what it cannot show.

// auditRows is what the chain needs of a transaction: rows of a number that rises over all
// campaigns, 1 more for each, and bytes.
type auditRows interface {
	head() ([]byte, error) // nil: none yet
	putHead(value []byte) error
	next() (uint64, error)
	put(r auditRow) error
	drop(campaign string, number uint64) error
	// all gives the rows of all campaigns in any order. The loop may write.
	all() iter.Seq2[auditRow, error]
}

// auditRow is one entry as it is kept: the JSON of an AuditEntry, whose last field is the link
// where it belongs to the chain.
type auditRow struct {
	campaign string
	number   uint64
	doc      []byte
}

// salt makes it impossible to guess from a digest what an erased entry said.
type salt [16]byte

// link is what an entry of the chain holds beside its content.
type link struct {
	Prev storage.Digest `json:"prev"` // the hash of the entry before, zeros for the first
	Body storage.Digest `json:"body"` // of the content with which it was added
	Salt string         `json:"salt"` // of the content that it has now
	// Now is the digest of the content that it has now, where that was rewritten.
	Now *storage.Digest `json:"now,omitempty"`
	// Vouch is a voucher, in the bytes that the hash covers.
	Vouch json.RawMessage `json:"vouch,omitempty"`
}

// voucher stands in an entry that was added when others were rewritten or taken out. It says how the
// whole chain looks since; the newest one counts.
type voucher struct {
	Gone    []gap          `json:"gone,omitempty"`
	Changed int            `json:"changed,omitempty"` // how many entries have a Now
	Digest  storage.Digest `json:"digest"`            // of the Nows of all of them, by number
	Doubt   *auditDoubt    `json:"doubt,omitempty"`   // what was wrong already
}

// gap is a stretch of entries that were taken out, and the hash of the one before it.
type gap struct {
	From   uint64         `json:"from"`
	To     uint64         `json:"to"`
	Before storage.Digest `json:"before"`
}

// auditDoubt is the first problem that was found before a rewriting.
type auditDoubt struct {
	Kind   storage.AuditProblemKind `json:"kind"`
	Number uint64                   `json:"number"`
}

// The digests begin with what they are of, so that none can stand for another.
const (
	bodyDomain = "thuky audit body 1\n"
	linkDomain = "thuky audit link 1\n"
	nowsDomain = "thuky audit nows 1\n"
)

// bodyDigest commits to a content in its place.
func bodyDigest(s salt, campaign string, number uint64, content []byte) storage.Digest {
	h := make([]byte, 0, len(bodyDomain)+len(s)+16+len(campaign)+len(content))
	h = append(append(h, bodyDomain...), s[:]...)
	h = binary.BigEndian.AppendUint64(h, number)
	h = binary.BigEndian.AppendUint64(h, uint64(len(campaign)))
	h = append(append(h, campaign...), content...)
	return sha256.Sum256(h)
}

// hash is that of a link of a number, which the next one holds.
func (l link) hash(number uint64) storage.Digest {
	vouched := sha256.Sum256(l.Vouch)
	h := make([]byte, 0, 256)
	h = binary.BigEndian.AppendUint64(append(h, linkDomain...), number)
	h = append(append(append(h, l.Prev[:]...), l.Body[:]...), vouched[:]...)
	return sha256.Sum256(h)
}

// linkField begins the link at the end of a row. The content cannot hold it outside of an
// object of its own: its quotation marks are escaped in texts, and nothing follows the link.
const linkField = `,"chain":`

// splitRow takes a row apart. linked is false where it is of before the chain.
func splitRow(doc []byte) (content []byte, l link, s salt, linked bool, err error) {
	i := bytes.LastIndex(doc, []byte(linkField+"{"))
	if i < 0 {
		return doc, l, s, false, nil
	}
	tail := doc[i+len(linkField):]
	if len(tail) < 2 || tail[len(tail)-1] != '}' {
		return doc, l, s, false, nil
	}
	if err := json.Unmarshal(tail[:len(tail)-1], &l); err != nil {
		return doc, l, s, true, fmt.Errorf("link: %w", err)
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(l.Salt)
	if err != nil || len(raw) != len(s) {
		return doc, l, s, true, errors.New("link: no salt")
	}
	return append(slices.Clip(doc[:i]), '}'), l, salt(raw), true, nil
}

// joinRow is the opposite of splitRow. The content is the JSON of an object that is not empty.
func joinRow(content []byte, l link) []byte {
	doc := make([]byte, 0, len(content)+len(l.Vouch)+256)
	doc = append(append(doc, content[:len(content)-1]...), linkField...)
	doc = base64.RawURLEncoding.AppendEncode(append(doc, `{"prev":"`...), l.Prev[:])
	doc = base64.RawURLEncoding.AppendEncode(append(doc, `","body":"`...), l.Body[:])
	doc = append(append(doc, `","salt":"`...), l.Salt...)
	if l.Now != nil {
		doc = base64.RawURLEncoding.AppendEncode(append(doc, `","now":"`...), l.Now[:])
	}
	doc = append(doc, '"')
	if l.Vouch != nil {
		doc = append(append(doc, `,"vouch":`...), l.Vouch...)
	}
	return append(doc, "}}"...)
}

func newSalt() (s salt, text string) {
	_, _ = rand.Read(s[:]) // it does not fail: it ends the program
	return s, base64.RawURLEncoding.EncodeToString(s[:])
}

// readHead gives the zero head where there is none, and errNoHead where it cannot be read.
func readHead(rows auditRows) (h storage.AuditHead, err error) {
	raw, err := rows.head()
	if err != nil || raw == nil {
		return h, err
	}
	if len(raw) != 17+len(h.Hash) || raw[0] != headForm {
		return h, errNoHead
	}
	h = storage.AuditHead{First: binary.BigEndian.Uint64(raw[1:]), Number: binary.BigEndian.Uint64(raw[9:]), Hash: storage.Digest(raw[17:])}
	if h.First == 0 || h.Number < h.First {
		return storage.AuditHead{}, errNoHead
	}
	return h, nil
}

// headForm begins the Value of the head, for another form to come.
const headForm = 1

// headValue is the head as it is kept.
func headValue(h storage.AuditHead) []byte {
	raw := make([]byte, 0, 17+len(h.Hash))
	raw = binary.BigEndian.AppendUint64(append(raw, headForm), h.First)
	return append(binary.BigEndian.AppendUint64(raw, h.Number), h.Hash[:]...)
}

// errNoHead: the head is there and cannot be read.
var errNoHead = errors.New("the head of the audit cannot be read")

// addEntry adds an entry. It does not look whether the chain is in order: an answer is
// never refused because of what somebody did to older entries. Where the head is gone the
// chain begins anew, which a check finds.
func addEntry(rows auditRows, e storage.AuditEntry, vouch *voucher) error {
	content, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	head, err := readHead(rows)
	if err != nil && !errors.Is(err, errNoHead) {
		return err
	}
	number, err := rows.next()
	if err != nil {
		return err
	}
	l := link{Prev: head.Hash}
	s, text := newSalt()
	l.Salt, l.Body = text, bodyDigest(s, e.Campaign, number, content)
	if vouch != nil {
		if l.Vouch, err = json.Marshal(vouch); err != nil {
			return fmt.Errorf("encode: %w", err)
		}
	}
	if head.First == 0 {
		head.First = number
	}
	head.Number, head.Hash = number, l.hash(number)
	return errors.Join(rows.put(auditRow{e.Campaign, number, joinRow(content, l)}), rows.putHead(headValue(head)))
}

// rewriteRows gives every entry to change, and adds note with the voucher for what that did.
func rewriteRows(rows auditRows, note storage.AuditEntry, change func(*storage.AuditEntry) (storage.Rewrite, error)) error {
	c := &checker{}
	for row, err := range rows.all() {
		if err != nil {
			return err
		}
		var e storage.AuditEntry
		if err := json.Unmarshal(row.doc, &e); err != nil {
			return fmt.Errorf("audit %q %d: decode: %w", row.campaign, row.number, err)
		}
		f, l := c.addOf(row, e.At)
		then, err := change(&e)
		if err == nil {
			switch then {
			case storage.Change:
				err = rewriteRow(rows, row, f, l, e)
			case storage.Drop:
				f.dropped = true
				err = rows.drop(row.campaign, row.number)
			}
		}
		if err != nil {
			return err
		}
	}
	head, err := readHead(rows)
	if err != nil && !errors.Is(err, errNoHead) {
		return err
	}
	return addEntry(rows, note, c.vouch(head, err != nil))
}

// rewriteRow stores an entry with another content. Its place in the chain stays.
func rewriteRow(rows auditRows, row auditRow, f *fact, l link, e storage.AuditEntry) error {
	content, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	doc := content
	if f.linked {
		s, text := newSalt()
		now := bodyDigest(s, row.campaign, row.number, content)
		l.Salt, l.Now, f.after = text, &now, &now
		doc = joinRow(content, l)
	}
	return rows.put(auditRow{row.campaign, row.number, doc})
}
