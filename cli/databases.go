package cli

import (
	"context"
	"sync"

	"thuky/storage/pgstore"
	"thuky/storage/records"
)

// databases are those of the schools of a process: schools of one database share its
// connections. The zero value has none.
type databases struct {
	mu        sync.Mutex
	byAddress map[string]*sharedDatabase // under mu
}

// sharedDatabase is a database once it was reached.
type sharedDatabase struct {
	mu sync.Mutex
	db *pgstore.Database // under mu: nil until then
}

// get gives the database of an address. One that could not be reached is tried again.
func (d *databases) get(ctx context.Context, address string, seal *records.Seal) (*pgstore.Database, error) {
	name := address
	if seal != nil { // schools with another key have connections of their own
		name += "\x00" + string(seal.Mark())
	}
	d.mu.Lock()
	if d.byAddress == nil {
		d.byAddress = map[string]*sharedDatabase{}
	}
	s := d.byAddress[name]
	if s == nil {
		s = new(sharedDatabase)
		d.byAddress[name] = s
	}
	d.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db != nil {
		return s.db, nil
	}
	db, err := pgstore.Connect(ctx, address, sealedOptions(seal))
	if err != nil {
		return nil, err
	}
	s.db = db
	return db, nil
}

// close closes all of them; their stores have been closed.
func (d *databases) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.byAddress {
		s.mu.Lock()
		if s.db != nil {
			s.db.Close()
		}
		s.mu.Unlock()
	}
}
