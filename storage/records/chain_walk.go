package records

import (
	"slices"

	"thuky/storage"
)

// walk goes along the chain.
type walk struct {
	head   storage.AuditHead
	from   uint64 // the number with which the chain begins
	gaps   []gap
	result *storage.AuditCheck
	told   map[*fact]bool // entries that were reported
}

func (w *walk) report(p storage.AuditProblem) { w.result.Problems = append(w.result.Problems, p) }

// about reports an entry, once.
func (w *walk) about(kind storage.AuditProblemKind, f *fact) {
	if !w.told[f] {
		w.told[f] = true
		w.report(storage.AuditProblem{Kind: kind, Number: f.number, Campaign: f.campaign, At: f.at})
	}
}

// vouchedFor tells whether an entry of a number was taken out lawfully.
func (w *walk) vouchedFor(number uint64) bool {
	return slices.ContainsFunc(w.gaps, func(g gap) bool { return g.From <= number && number <= g.To })
}

// strangers reports what does not belong there, and gives the rest: one entry a number.
func (w *walk) strangers(all []*fact) (chain []*fact) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].number == all[0].number {
			n++
		}
		same := all[:n]
		all = all[n:]
		number := same[0].number
		if number < w.from || w.head.Number != 0 && number > w.head.Number || w.vouchedFor(number) {
			for _, f := range same {
				w.about(storage.AuditInserted, f)
			}
			continue
		}
		genuine := max(0, slices.IndexFunc(same, func(f *fact) bool {
			if len(all) > 0 && all[0].number == number+1 && all[0].linked {
				return f.hash == all[0].prev
			}
			return f.sound && (number != w.head.Number || f.hash == w.head.Hash)
		}))
		chain = append(chain, same[genuine])
		for i, f := range same {
			if i != genuine {
				w.about(storage.AuditInserted, f)
			}
		}
	}
	return chain
}

// links follows the hashes from one entry to the next, up to the head.
func (w *walk) links(chain []*fact) {
	var last *fact
	for _, f := range chain {
		if !f.sound {
			w.about(storage.AuditAltered, f)
		}
		next := w.from
		if last != nil {
			next = last.number + 1
		}
		switch {
		case f.number > next:
			w.missing(last, next, f.number-1, storage.AuditMissing)
		case !f.sound, w.head.First != 0 && f.number == w.head.First && w.from < w.head.First: // said already, of this entry or of the head
		case last == nil:
			if f.prev != (storage.Digest{}) {
				w.about(storage.AuditAltered, f)
			}
		case last.linked && f.prev != last.hash:
			w.about(storage.AuditAltered, last)
		}
		last = f
	}
	switch {
	case w.head.Number == 0: // there is none: said already
	case last == nil:
		w.missing(nil, w.from, w.head.Number, storage.AuditCut)
	case last.number < w.head.Number:
		w.missing(last, last.number+1, w.head.Number, storage.AuditCut)
	case last.hash != w.head.Hash:
		w.about(storage.AuditAltered, last)
	}
}

// missing looks whether the entries of some numbers, between others, were taken out lawfully.
func (w *walk) missing(last *fact, from, to uint64, kind storage.AuditProblemKind) {
	for _, g := range w.gaps {
		if g.To < from || g.From > to {
			continue
		}
		if last != nil && g.From == last.number+1 && last.linked && g.Before != last.hash {
			w.about(storage.AuditAltered, last)
		}
		if g.From > from {
			w.lost(last, from, g.From-1, kind)
		}
		if from = g.To + 1; from > to || from == 0 {
			return
		}
	}
	w.lost(last, from, to, kind)
}

func (w *walk) lost(last *fact, from, to uint64, kind storage.AuditProblemKind) {
	p := storage.AuditProblem{Kind: kind, Number: from, To: to}
	if last != nil {
		p.Campaign, p.At = last.campaign, last.at
	}
	w.report(p)
}

// compare looks whether heads that were noted earlier belong to this chain. Of one whose
// entry was taken out nothing can be said.
func (w *walk) compare(chain []*fact, copies []storage.AuditHead) {
	for _, noted := range copies {
		if noted.Number > w.head.Number {
			w.report(storage.AuditProblem{Kind: storage.AuditBehind, Number: w.head.Number, To: noted.Number})
			continue
		}
		i := slices.IndexFunc(chain, func(f *fact) bool { return f.number == noted.Number })
		if i >= 0 && chain[i].hash != noted.Hash {
			w.report(storage.AuditProblem{Kind: storage.AuditOther, Number: noted.Number, Campaign: chain[i].campaign, At: chain[i].at})
		}
	}
}
