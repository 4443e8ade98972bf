package bot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"thuky/storage"
)

// Standing is Health in the words of the page of it.
func (r *Runtime) Standing(ctx context.Context) (storage.Standing, error) {
	h, err := r.Health(ctx)
	if err != nil {
		return storage.Standing{}, err
	}
	s := storage.Standing{Leads: h.Leads, Ticked: h.Ticked, Mistake: h.Reload, Late: h.Late, Dead: h.Dead, Failed: h.Failed}
	for _, j := range h.Jobs {
		s.JobsGivenUp += j.GivenUp
	}
	for name, p := range h.Platforms {
		s.Platforms = append(s.Platforms, storage.PlatformStanding{
			Name: name, Failing: p.Failing, Down: p.Down, Waiting: h.Outbox[name].Messages,
			Contact: slices.MaxFunc([]time.Time{p.Updated, p.Polled, p.Sent}, time.Time.Compare),
		})
	}
	slices.SortFunc(s.Platforms, func(a, b storage.PlatformStanding) int { return cmp.Compare(a.Name, b.Name) })
	return s, nil
}
