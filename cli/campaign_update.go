package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

func (p *program) campaignUpdate() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:               "update ID",
		Short:             "chuyển một đợt báo cáo đang mở sang bản mới của mẫu",
		Long:              textUpdateLong,
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeCampaigns,
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			l, err := p.library()
			if err != nil {
				return err
			}
			planner, err := p.planner(p.storedDays(c.Context()))
			if err != nil {
				return err
			}
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var g *progress
			var changes report.Changes
			same := false
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				was, err := findCampaign(tx, args[0])
				if err != nil {
					return err
				}
				old, err := pinnedTemplate(tx, was)
				if err != nil {
					return err
				}
				updated, err := l.find(was.Template)
				if err != nil {
					return err
				}
				changes, same = report.Compare(old, updated), was.Version == updated.Version
				_, err = bot.UpdateCampaign(tx, planner, was.ID, updated, bot.Actor{}, p.now())
				if errors.Is(err, storage.ErrConflict) {
					return failed(textClosedNoUpdate(was.ID), nil)
				}
				if err != nil {
					return err
				}
				g, err = readProgress(tx, was.ID)
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			if asJSON {
				return p.printJSON(g.row())
			}
			p.say(textCampaignUpdated(g.campaign, changes, same))
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}
