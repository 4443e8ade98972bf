package bot

import "thuky/report"

// library are the templates of now, by id.
func (r *Runtime) library() []*report.Template { return *r.shelf.Load() }

// watchLibrary takes up templates that have changed. The admins hear of open campaigns
// of another version as they do at the start.
func (r *Runtime) watchLibrary() {
	if r.renewed == nil {
		return
	}
	r.renewing.Lock()
	defer r.renewing.Unlock()
	all, changed := r.renewed()
	if !changed {
		return
	}
	r.shelf.Store(&all)
	r.newerTold.Store(false)
	r.log.Info("the templates have changed", "templates", len(all))
}

// templateOf is the template of an id as new campaigns get it; nil for none.
func templateOf(library []*report.Template, id string) *report.Template {
	for _, t := range library {
		if t.ID == id {
			return t
		}
	}
	return nil
}
