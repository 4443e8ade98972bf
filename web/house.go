package web

import (
	"context"
	"fmt"
	"time"

	"thuky/storage"
)

// houseEvery is how often the pages forget what is not needed any more.
const houseEvery = time.Hour

// KeepHouse forgets the notices that nobody has gone on with.
func (s *Server) KeepHouse(ctx context.Context) error {
	if err := s.store.Update(ctx, func(tx storage.Tx) error { return pruneIntakes(tx, s.now().Add(-keepIntakes)) }); err != nil {
		return fmt.Errorf("housekeeping of the pages: %w", err)
	}
	return nil
}

// keepHouse keeps house until ctx ends.
func (s *Server) keepHouse(ctx context.Context) {
	tick := time.NewTicker(houseEvery)
	defer tick.Stop()
	for {
		if err := s.KeepHouse(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("regular work failed", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
