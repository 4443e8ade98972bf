package records

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"thuky/storage"
)

// checkRows is CheckAudit of a Tx.
func checkRows(rows auditRows, copies ...storage.AuditHead) (storage.AuditCheck, error) {
	c := &checker{}
	for row, err := range rows.all() {
		if err != nil {
			return storage.AuditCheck{}, err
		}
		c.add(row)
	}
	head, err := readHead(rows)
	if err != nil && !errors.Is(err, errNoHead) {
		return storage.AuditCheck{}, err
	}
	return c.check(head, err != nil, copies), nil
}

// checker gathers what the rows say.
type checker struct{ facts []*fact }

// fact is what a check keeps of a row.
type fact struct {
	number   uint64
	campaign string
	at       time.Time
	linked   bool
	sound    bool // the content is that of the digest
	prev     storage.Digest
	hash     storage.Digest
	now      *storage.Digest // of the content, where it was rewritten
	vouch    *voucher

	// What RewriteAudit did.
	dropped bool
	after   *storage.Digest // of the new content
}

// add takes a row in. The fact stays where it is.
func (c *checker) add(row auditRow) (*fact, link) {
	var when struct {
		At time.Time `json:"at"`
	}
	if json.Unmarshal(row.doc, &when) != nil {
		when.At = time.Time{}
	}
	return c.addOf(row, when.At)
}

// addOf is add for a row whose time is known.
func (c *checker) addOf(row auditRow, at time.Time) (*fact, link) {
	f := &fact{number: row.number, campaign: row.campaign, at: at}
	c.facts = append(c.facts, f)
	content, l, s, linked, err := splitRow(row.doc)
	f.linked = linked
	if !linked || err != nil {
		return f, l
	}
	f.prev, f.hash, f.now = l.Prev, l.hash(row.number), l.Now
	is := l.Body
	if l.Now != nil {
		is = *l.Now
	}
	f.sound = bodyDigest(s, row.campaign, row.number, content) == is
	if l.Vouch != nil {
		f.vouch = &voucher{}
		if json.Unmarshal(l.Vouch, f.vouch) != nil {
			f.vouch, f.sound = nil, false
		}
	}
	return f, l
}

// newest is the voucher that counts, with its entry.
func (c *checker) newest() (*fact, *voucher) {
	for _, f := range slices.Backward(c.facts) {
		if f.vouch != nil {
			return f, f.vouch
		}
	}
	return nil, &voucher{}
}

// nows sums up the rewritten contents, as they are or as they were made.
func (c *checker) nows(after bool) (count int, digest storage.Digest) {
	h := sha256.New()
	h.Write([]byte(nowsDomain))
	for _, f := range c.facts {
		now := f.now
		if after && f.after != nil {
			now = f.after
		}
		if now == nil || after && f.dropped {
			continue
		}
		count++
		h.Write(binary.BigEndian.AppendUint64(nil, f.number))
		h.Write(now[:])
	}
	if count == 0 {
		return 0, storage.Digest{}
	}
	return count, storage.Digest(h.Sum(nil))
}

// check looks at all facts, in their order.
func (c *checker) check(head storage.AuditHead, unreadable bool, copies []storage.AuditHead) storage.AuditCheck {
	slices.SortStableFunc(c.facts, func(a, b *fact) int { return cmp.Compare(a.number, b.number) })
	r := storage.AuditCheck{Head: head}
	w := walk{head: head, result: &r, told: map[*fact]bool{}}
	first := slices.IndexFunc(c.facts, func(f *fact) bool { return f.linked })
	switch {
	case head.First == 0 && first < 0 && !unreadable:
		r.Older = len(c.facts) // there is no chain yet
		w.compare(nil, copies)
		return r
	case head.First == 0:
		w.report(storage.AuditProblem{Kind: storage.AuditNoHead})
		if first < 0 {
			return r
		}
		w.from = c.facts[first].number
	default:
		w.from = head.First
		if first >= 0 && c.facts[first].number < head.First {
			w.report(storage.AuditProblem{Kind: storage.AuditNoHead, Number: head.First})
			w.from = c.facts[first].number
		}
	}
	_, v := c.newest()
	w.gaps = v.Gone
	var chain []*fact
	for _, f := range c.facts {
		if f.number < w.from && w.from > 1 {
			r.Older++
			continue
		}
		chain = append(chain, f)
	}
	chain = w.strangers(chain)
	w.links(chain)
	for _, g := range w.gaps {
		r.Removed += g.To - g.From + 1
	}
	if r.Entries = len(chain); r.Entries > 0 {
		r.Since = chain[0].at
	}
	c.vouched(&w)
	w.compare(chain, copies)
	slices.SortStableFunc(r.Problems, func(a, b storage.AuditProblem) int { return cmp.Compare(a.Number, b.Number) })
	return r
}

// vouched compares what was rewritten with the vouchers.
func (c *checker) vouched(w *walk) {
	f, v := c.newest()
	count, digest := c.nows(false)
	w.result.Erased = count
	if count != v.Changed || digest != v.Digest {
		p := storage.AuditProblem{Kind: storage.AuditErased}
		if f != nil {
			p.Number, p.Campaign, p.At = f.number, f.campaign, f.at
		}
		w.report(p)
	}
	for _, f := range c.facts {
		if f.vouch == nil || f.vouch.Doubt == nil {
			continue
		}
		d := f.vouch.Doubt
		if !slices.ContainsFunc(w.result.Problems, func(p storage.AuditProblem) bool { return p.Kind == d.Kind && p.Number == d.Number }) {
			w.report(storage.AuditProblem{Kind: storage.AuditDoubted, Number: d.Number, At: f.at, Was: d.Kind})
		}
	}
}

// vouch makes the voucher of a rewriting. Only what was taken out now is added to what may be missing,
// and what was wrong before is noted: a rewriting hides nothing.
func (c *checker) vouch(head storage.AuditHead, unreadable bool) *voucher {
	before := c.check(head, unreadable, nil)
	_, old := c.newest()
	v := &voucher{}
	if i := slices.IndexFunc(before.Problems, func(p storage.AuditProblem) bool { return p.Kind != storage.AuditDoubted }); i >= 0 {
		v.Doubt = &auditDoubt{before.Problems[i].Kind, before.Problems[i].Number}
	}
	all := slices.Clone(old.Gone)
	for _, f := range c.facts {
		if f.dropped && f.linked {
			all = append(all, gap{f.number, f.number, f.prev})
		}
	}
	slices.SortFunc(all, func(a, b gap) int { return cmp.Compare(a.From, b.From) })
	for _, g := range all {
		if n := len(v.Gone); n > 0 && g.From <= v.Gone[n-1].To+1 {
			v.Gone[n-1].To = max(v.Gone[n-1].To, g.To)
			continue
		}
		v.Gone = append(v.Gone, g)
	}
	v.Changed, v.Digest = c.nows(true)
	return v
}
