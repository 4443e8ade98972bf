package pgstore

// enoughInOrder is how many records of a kind are asked for, each beyond the one before, until
// those that follow are read together.
const enoughInOrder = 8

// ahead is how a transaction asks for the records of a kind one by one.
type ahead struct {
	last    string            // key that was asked for
	inOrder int               // how many were, each beyond the one before
	size    int               // of the next page
	page    map[string][]byte // all that there is from last until
	until   string            // the last key of the page, "" for all of the stretch
}

// readAhead is base.get for whoever looks up something of each of all people, who come in the
// order of their ids: after the first few the records that follow are read page by page. They
// are kept here and not only in the cache, which may be further than this transaction.
func (t *tx) readAhead(k kind, key []byte) (value []byte) {
	prefix := tables[k].stretch(key)
	a := t.ahead[k]
	switch {
	case large[k]:
		return t.base.get(k, key)
	case a == nil, string(key) <= a.last, len(a.last) < len(prefix), a.last[:len(prefix)] != string(prefix):
		a = &ahead{size: firstPage}
		t.ahead[k] = a
	}
	a.last = string(key)
	if a.page != nil && (a.until == "" || a.last <= a.until) {
		return a.page[a.last]
	}
	value = t.base.get(k, key)
	if a.inOrder++; a.inOrder < enoughInOrder {
		return value
	}
	next, err := t.base.page(k, page{}, prefix, key, a.size)
	if err != nil {
		return nil // t.base.err says so
	}
	t.cache.read(t.version, k, next...)
	a.page, a.until = make(map[string][]byte, len(next)), ""
	for _, e := range next {
		a.page[string(e.Key)] = e.Value
	}
	if len(next) == a.size {
		a.until = string(next[len(next)-1].Key)
	}
	a.size = min(a.size*4, lastPage)
	return value
}
