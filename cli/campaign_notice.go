package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

func (p *program) campaignNotice() *cobra.Command {
	var f openFlags
	c := &cobra.Command{
		Use:   "notice ID",
		Short: "gắn công văn cho một đợt báo cáo đang mở, hoặc sửa công văn đã gắn",
		Long:  textNoticeLong,
		Example: `  thuky campaign notice dan-van-6-thang-2026-1 --notice-number 764/UBND-HC --notice-date 28/5/2026 \
    --notice-issuer "Ủy ban nhân dân xã Hoa Sen" --notice-subject "báo cáo công tác dân vận"
  thuky campaign notice dan-van-6-thang-2026-1 --notice cong-van.pdf`,
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeCampaigns,
		RunE:              p.doing(func(c *cobra.Command, args []string) error { return p.setNotice(c, args[0], f) }),
	}
	c.Flags().StringVar(&f.notice, "notice", "", "công văn, `TỆP` .docx, .pdf, .txt; các cờ khác thay cho điều đọc được")
	f.noticeFlags(c.Flags())
	c.Flags().BoolVar(&f.json, "json", false, textFlagJSON)
	return c
}

func (p *program) setNotice(c *cobra.Command, id string, f openFlags) error {
	said, err := f.overrideNotice(nil)
	if err != nil {
		return err
	}
	if said == nil && f.notice == "" {
		return usage(textNeedFlag(c.CommandPath(), "--notice-number SỐ", textSeeNoticeFlags))
	}
	var read *report.Notice
	if f.notice != "" {
		planner, err := p.planner(p.storedDays(c.Context()))
		if err != nil {
			return err
		}
		o, err := p.readOrder(c.Context(), f.notice, planner.Calendar)
		if err != nil {
			return err
		}
		read = o.campaign.Notice
	}
	s, err := p.openExisting()
	if err != nil {
		return err
	}
	var g *progress
	err = s.Update(c.Context(), func(tx storage.Tx) error {
		was, err := findCampaign(tx, id)
		if err != nil {
			return err
		}
		if read == nil {
			read = was.Notice
		}
		n, err := f.overrideNotice(read)
		if err != nil {
			return err
		}
		_, err = bot.SetNotice(tx, id, *n, bot.Actor{}, p.now())
		var taken bot.NoticeTaken
		switch {
		case errors.Is(err, storage.ErrConflict):
			return failed(textClosedNoNotice(id), nil)
		case errors.As(err, &taken):
			return failed(textNoticeTwice(taken.First), nil)
		case err != nil:
			return err
		}
		g, err = readProgress(tx, id)
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return storeFailure(err)
	}
	if f.json {
		return p.printJSON(g.view())
	}
	p.say(textNoticeSet(g.campaign, len(g.versions) > 0))
	return nil
}
