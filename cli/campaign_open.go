package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// openFlags are the flags of "campaign open".
type openFlags struct {
	template, period, deadline, title string
	noticeKind, noticeNumber          string
	noticeDate, noticeIssuer          string
	noticeSubject                     string
	json                              bool
}

func (p *program) campaignOpen() *cobra.Command {
	var f openFlags
	c := &cobra.Command{
		Use:   "open --template ID|TỆP",
		Short: "mở một đợt báo cáo",
		Example: `  thuky campaign open --template dan-van-6-thang --period "06 tháng đầu năm 2024" \
    --deadline 31/5/2024 --notice-number 764/UBND-HC --notice-date 28/5/2024 \
    --notice-issuer "Ủy ban nhân dân huyện Tân Lập" --notice-subject "báo cáo công tác dân vận"`,
		Args: exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error { return p.openCampaign(c, f) }),
	}
	flags := c.Flags()
	flags.StringVar(&f.template, "template", "", "mẫu báo cáo: `ID|TỆP` .toml (bắt buộc)")
	flags.StringVar(&f.period, "period", "", "kỳ báo cáo, `VĂN BẢN` như \"06 tháng đầu năm 2024\"")
	flags.StringVar(&f.deadline, "deadline", "", "hạn gửi, `NGÀY` 2024-05-31 hoặc 31/5/2024")
	flags.StringVar(&f.title, "title", "", "`TÊN` đợt báo cáo (mặc định: tên mẫu)")
	flags.StringVar(&f.noticeKind, "notice-kind", "", "`LOẠI` văn bản yêu cầu báo cáo (mặc định: công văn)")
	flags.StringVar(&f.noticeNumber, "notice-number", "", "`SỐ`, ký hiệu của công văn, ví dụ 764/UBND-HC")
	flags.StringVar(&f.noticeDate, "notice-date", "", "`NGÀY` của công văn")
	flags.StringVar(&f.noticeIssuer, "notice-issuer", "", "`CƠ QUAN` ban hành công văn")
	flags.StringVar(&f.noticeSubject, "notice-subject", "", "`TRÍCH YẾU` của công văn, không có “về việc”")
	flags.BoolVar(&f.json, "json", false, textFlagJSON)
	_ = c.RegisterFlagCompletionFunc("template", p.completeTemplates) // the flag is there
	return c
}

func (p *program) openCampaign(c *cobra.Command, f openFlags) error {
	if f.template == "" {
		return usage(textNeedFlag(c.CommandPath(), "--template ID", textSeeTemplates))
	}
	wanted := report.Campaign{Period: oneLine(f.period), Title: oneLine(f.title)}
	var err error
	if wanted.Deadline, err = parseDate("--deadline", f.deadline); err != nil {
		return err
	}
	if wanted.Notice, err = f.notice(); err != nil {
		return err
	}
	l, err := p.library()
	if err != nil {
		return err
	}
	t, err := l.find(f.template)
	if err != nil {
		return err
	}
	s, err := p.openStore()
	if err != nil {
		return err
	}
	var g *progress
	err = s.Update(c.Context(), func(tx storage.Tx) error {
		opened, err := bot.OpenCampaign(tx, t, wanted, p.now())
		if err != nil {
			return err
		}
		g, err = readProgress(tx, opened.ID)
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return storeFailure(err)
	}
	if f.json {
		return p.printJSON(g.row())
	}
	p.say(textCampaignOpened(g.campaign, len(g.asked)))
	return nil
}

// notice gives the notice that the flags tell of, nil when there is none.
func (f *openFlags) notice() (*report.Notice, error) {
	issued, err := parseDate("--notice-date", f.noticeDate)
	if err != nil {
		return nil, err
	}
	n := &report.Notice{
		Kind: oneLine(f.noticeKind), Number: oneLine(f.noticeNumber), Issued: issued,
		Issuer: oneLine(f.noticeIssuer), Subject: oneLine(f.noticeSubject),
	}
	if *n == (report.Notice{}) {
		return nil, nil
	}
	if n.Kind == "" {
		n.Kind = textNoticeKind
	}
	return n, nil
}

func (p *program) campaignClose() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:               "close ID",
		Short:             "đóng một đợt báo cáo: không nhận câu trả lời nữa",
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeCampaigns,
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var g *progress
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				if _, err := findCampaign(tx, args[0]); err != nil {
					return err
				}
				if _, err := bot.CloseCampaign(tx, args[0], p.now()); err != nil {
					return err
				}
				g, err = readProgress(tx, args[0])
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			if asJSON {
				return p.printJSON(g.row())
			}
			p.say(textCampaignClosed(g.campaign, g.done(), len(g.asked)))
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// oneLine brings what was typed as a setting into one clean line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(vntext.Clean(text)), " ")
}

// oneOf checks a flag that knows a few words.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return usage(textNotOneOf(flag, value, vntext.Nearest(value, allowed), allowed))
}
