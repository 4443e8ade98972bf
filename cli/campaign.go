package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

func (p *program) campaignCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "campaign",
		Short: "mở, xem, đổi hạn, sửa công văn, cập nhật mẫu, đóng các đợt báo cáo và xuất câu trả lời",
	}, p.campaignList(), p.campaignShow(), p.campaignOpen(), p.campaignClose(), p.campaignDeadline(), p.campaignNotice(), p.campaignUpdate(), p.campaignExport())
}

// campaignRow is a line of "campaign list --json".
type campaignRow struct {
	ID        string  `json:"id"`
	Template  string  `json:"template"`
	Title     string  `json:"title"`
	Period    string  `json:"period"`
	Status    string  `json:"status"`
	Deadline  *string `json:"deadline"` // null when there is none
	Questions int     `json:"questions"`
	Answered  int     `json:"answered"` // questions that all who were to have answered or skipped
}

func (p *program) campaignList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "liệt kê các đợt báo cáo",
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			var all []*progress
			err := p.viewExisting(c.Context(), func(tx storage.Tx) (err error) {
				all, err = readAllProgress(tx)
				return err
			})
			if err != nil {
				return storeFailure(err)
			}
			if asJSON {
				rows := []campaignRow{}
				for _, g := range all {
					rows = append(rows, g.row())
				}
				return p.printJSON(rows)
			}
			if len(all) == 0 {
				p.say(textNoCampaigns)
				return nil
			}
			cells := [][]string{textCampaignColumns()}
			for _, g := range all {
				cells = append(cells, []string{
					g.campaign.ID, textStatus(g.campaign.Status), fmt.Sprintf("%d/%d", g.done(), len(g.asked)),
					dateText(g.campaign.Deadline), orDash(g.campaign.Period), g.campaign.Title,
				})
			}
			table(p.env.Stdout, cells)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) campaignShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:               "show ID",
		Short:             "in một đợt báo cáo: mẫu, công văn, tiến độ, lịch nhắc",
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeCampaigns,
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			planner, err := p.planner(p.storedDays(c.Context()))
			if err != nil {
				return err
			}
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			defer s.Close() //nolint:errcheck // it was only read
			var g *progress
			var plan []plannedReminder
			if err := s.View(c.Context(), func(tx storage.Tx) (err error) {
				if g, err = readProgress(tx, args[0]); err != nil {
					return err
				}
				plan, err = readPlan(tx, planner, g.campaign)
				return err
			}); err != nil {
				return storeFailure(err)
			}
			if asJSON {
				view := g.view()
				view.Reminders = plan
				return p.printJSON(view)
			}
			p.showProgress(g)
			p.showPlan(plan)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// findCampaign gives a campaign, or an error that names the nearest one.
func findCampaign(tx storage.Tx, id string) (report.Campaign, error) {
	c, err := tx.Campaign(id)
	if !errors.Is(err, storage.ErrNotFound) {
		return c, err
	}
	var ids []string
	for c, err := range tx.Campaigns() {
		if err != nil {
			return c, err
		}
		ids = append(ids, c.ID)
	}
	return c, failed(textUnknownCampaign(id, vntext.Nearest(id, ids), ids), nil)
}

// storeFailure gives errors of the engine Vietnamese words, and leaves the others.
func storeFailure(err error) error {
	if err == nil || isTold(err) || errors.Is(err, context.Canceled) {
		return err
	}
	return failed(textStoreFailed, err)
}

// completeCampaigns offers the ids of campaigns to the shell.
func (p *program) completeCampaigns(c *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	if p.prepare() == nil {
		s, err := p.openExisting()
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer s.Close() //nolint:errcheck // it was only read
		_ = s.View(c.Context(), func(tx storage.Tx) error {
			for c, err := range tx.Campaigns() {
				if err != nil {
					return err
				}
				ids = append(ids, c.ID+"\t"+c.Title)
			}
			return nil
		}) // a shell that gets no suggestion is not worse off
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "–"
	}
	return text
}

// sortByOpening puts campaigns in the order they were opened, then by id.
func sortByOpening(all []*progress) {
	slices.SortStableFunc(all, func(a, b *progress) int { return a.campaign.Opened.Compare(b.campaign.Opened) })
}
