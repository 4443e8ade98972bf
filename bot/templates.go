package bot

import (
	"errors"
	"fmt"
	"sync"

	"thuky/report"
	"thuky/storage"
)

// templates keeps every template version that was needed, read and compiled
// once: a version never changes.
type templates struct {
	known sync.Map // version → *readTemplate
}

type readTemplate struct {
	template *report.Template
	err      error
}

// get gives the pinned template of a campaign. Its error is ErrNotFound, too,
// for a file that this release refuses: the campaign goes on with another one.
func (t *templates) get(tx storage.Tx, c report.Campaign) (*report.Template, error) {
	if known, ok := t.known.Load(c.Version); ok {
		r := known.(*readTemplate)
		return r.template, r.err
	}
	source, err := tx.Template(c.Version)
	if err != nil {
		return nil, err
	}
	r := new(readTemplate)
	r.template, err = report.ReadTemplate(c.Template+".toml", source)
	if err != nil {
		r.err = errors.Join(fmt.Errorf("read stored template version %s: %w", c.Version, err), storage.ErrNotFound)
	}
	t.known.Store(c.Version, r)
	return r.template, r.err
}
