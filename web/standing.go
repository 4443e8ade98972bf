package web

import (
	"context"
	"net/http"
	"time"

	"thuky/storage"
)

// StandingOffice tells how the program is doing.
type StandingOffice interface {
	Standing(ctx context.Context) (storage.Standing, error)
}

// stillAfter is how long the work of every minute may be missing before the page says so.
const stillAfter = 15 * time.Minute

// standing shows how the program is doing, for admins: what doctor tells at the machine.
func (s *Server) standing(v *visit) error {
	now, err := s.office.Standing(v.r.Context())
	if err != nil {
		return err
	}
	for i := range now.Platforms {
		now.Platforms[i].Name = textChannel(now.Platforms[i].Name)
	}
	var newest *BackupFile
	if s.backups != nil {
		if all, err := s.backups.List(); err == nil && len(all) > 0 { // what is wrong with it is told on its page
			newest = &all[0]
		}
	}
	return s.page(v, http.StatusOK, "standing", titleStanding, map[string]any{
		"Now": now, "Copy": newest, "Still": now.Leads && !now.Ticked.IsZero() && s.now().Sub(now.Ticked) > stillAfter,
	})
}
