package review

// checkVariants finds a pair of words that stands once, where the same pair with other
// marks stands many times: "phiến hà" beside "phiền hà". Where the words are real ones
// nobody can be sure, so this is a question.
func checkVariants(d *draft) {
	type variant struct {
		count, para, from, to int
	}
	type bare struct{ a, b string }
	type exact struct{ a, b int32 }
	var order []exact
	all := make(map[exact]*variant)
	most := make(map[bare]*variant)
	bares := make(map[exact]bare)
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for n := 1; n < len(p.words); n++ {
			a, b := p.words[n-1], p.words[n]
			if b.gap != gapSpace || len(a.fold) < 2 || len(b.fold) < 2 || a.number() || b.number() {
				continue
			}
			e := exact{a.id, b.id}
			v := all[e]
			if v == nil {
				v = &variant{para: i, from: a.from, to: b.to}
				all[e] = v
				order = append(order, e)
				bares[e] = bare{a.fold, b.fold}
			}
			v.count++
			if m := most[bares[e]]; m == nil || v.count > m.count {
				most[bares[e]] = v
			}
		}
	}
	const often = 5
	for _, e := range order {
		v, m := all[e], most[bares[e]]
		if v.count > 1 || m == v || m.count < often || d.toldAt(v.para, v.from) {
			continue
		}
		right := d.paras[m.para].Text[m.from:m.to]
		f := d.add(RareVariant, v.para, v.from, v.to, textVariant(m.count, right), asCase(d.paras[v.para].Text[v.from:v.to], right))
		f.Edit = d.edit(v.para, v.from, v.to, f.Suggest)
	}
}

// toldAt tells whether a finding with a replacement is at a place already.
func (d *draft) toldAt(i, at int) bool {
	for _, f := range d.found {
		if f.Place.Paragraph == i+1 && f.Edit != nil && f.Place.Start <= at && at < f.Place.End {
			return true
		}
	}
	return false
}
