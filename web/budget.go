package web

import (
	"thuky/storage"
)

// budgetRow is what a platform carries in a month and what of it is used.
type budgetRow struct {
	Platform                 string
	Month                    string // "11/2026"
	Sent, Budget, Free, Lost int    // Free: before only what matters most is sent
	Percent                  int
	Mood                     string
}

// budgets are those of the platforms that carry only so many messages.
func (s *Server) budgets(v *visit) ([]budgetRow, error) {
	var rows []budgetRow
	now := s.now().In(s.zone)
	month := storage.Month(now)
	err := s.view(v, func(tx storage.Tx) error {
		rows = nil
		for _, p := range s.carriers {
			c := p.Capabilities()
			if c.Budget <= 0 {
				continue
			}
			sent, err := storage.Count(tx, storage.SentKey(p.Platform(), month))
			if err != nil {
				return err
			}
			lost, err := storage.Count(tx, storage.DroppedKey(p.Platform(), month))
			if err != nil {
				return err
			}
			row := budgetRow{
				Platform: textChannel(p.Platform()), Month: now.Format("01/2006"), Sent: sent, Budget: c.Budget,
				Free: max(c.Budget-c.Reserve-sent, 0), Lost: lost, Percent: min(sent*100/c.Budget, 100),
			}
			switch {
			case row.Percent >= 90:
				row.Mood = "bad"
			case row.Percent >= 70:
				row.Mood = "warn"
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}
