package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
	"thuky/workday"
)

// openFlags are the flags of "campaign open".
type openFlags struct {
	template, period, deadline, title string
	internal                          string
	notice                            string
	noticeKind, noticeNumber          string
	noticeDate, noticeIssuer          string
	noticeSubject                     string
	assign                            string
	json                              bool
}

func (p *program) campaignOpen() *cobra.Command {
	var f openFlags
	c := &cobra.Command{
		Use:   "open --template ID|TỆP | --notice TỆP",
		Short: "mở một đợt báo cáo",
		Example: `  thuky campaign open --template dan-van-6-thang --period "06 tháng đầu năm 2024" \
    --deadline 31/5/2024 --notice-number 764/UBND-HC --notice-date 28/5/2024 \
    --notice-issuer "Ủy ban nhân dân huyện Tân Lập" --notice-subject "báo cáo công tác dân vận"
  thuky campaign open --notice cong-van.pdf`,
		Args: exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error { return p.openCampaign(c, f) }),
	}
	flags := c.Flags()
	flags.StringVar(&f.template, "template", "", "mẫu báo cáo: `ID|TỆP` .toml (bắt buộc, trừ khi --notice cho biết)")
	flags.StringVar(&f.notice, "notice", "", "công văn yêu cầu báo cáo, `TỆP` .docx, .pdf, .txt; các cờ khác thay cho điều đọc được")
	flags.StringVar(&f.period, "period", "", "kỳ báo cáo, `VĂN BẢN` như \"06 tháng đầu năm 2024\"")
	flags.StringVar(&f.deadline, "deadline", "", "hạn nộp, `NGÀY` 2024-05-31 hoặc 31/5/2024")
	flags.StringVar(&f.internal, "internal", "", "hạn nội bộ cho thầy cô, `NGÀY|none` (mặc định: campaigns.internal_days ngày làm việc trước hạn nộp)")
	flags.StringVar(&f.assign, "assign", assignSuggested, textFlagAssign)
	flags.StringVar(&f.title, "title", "", "`TÊN` đợt báo cáo (mặc định: tên mẫu)")
	f.noticeFlags(flags)
	flags.BoolVar(&f.json, "json", false, textFlagJSON)
	_ = c.RegisterFlagCompletionFunc("template", p.completeTemplates) // the flags are there
	_ = c.RegisterFlagCompletionFunc("assign", cobra.FixedCompletions([]string{assignSuggested, assignNone}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// noticeFlags are those that say what a notice is.
func (f *openFlags) noticeFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.noticeKind, "notice-kind", "", "`LOẠI` văn bản yêu cầu báo cáo (mặc định: công văn)")
	flags.StringVar(&f.noticeNumber, "notice-number", "", "`SỐ`, ký hiệu của công văn, ví dụ 764/UBND-HC")
	flags.StringVar(&f.noticeDate, "notice-date", "", "`NGÀY` của công văn")
	flags.StringVar(&f.noticeIssuer, "notice-issuer", "", "`CƠ QUAN` ban hành công văn")
	flags.StringVar(&f.noticeSubject, "notice-subject", "", "`TRÍCH YẾU` của công văn, không có “về việc”")
}

func (p *program) openCampaign(c *cobra.Command, f openFlags) error {
	if f.template == "" && f.notice == "" {
		return usage(textNeedFlag(c.CommandPath(), "--template ID", textSeeTemplates))
	}
	if err := oneOf("--assign", f.assign, assignSuggested, assignNone); err != nil {
		return err
	}
	var o order
	planner, err := p.planner(p.storedDays(c.Context()))
	if err != nil {
		return err
	}
	if f.notice != "" {
		if o, err = p.readOrder(c.Context(), f.notice, planner.Calendar); err != nil {
			return err
		}
	}
	wanted := o.campaign
	if err := f.override(&wanted); err != nil {
		return err
	}
	l, err := p.library()
	if err != nil {
		return err
	}
	var t *report.Template
	if f.template != "" {
		t, err = l.find(f.template)
	} else {
		t, err = l.suggest(o.reading.Subject)
	}
	if err != nil {
		return err
	}
	bot.PlanInternal(planner, &wanted, workday.DateOf(p.now()))
	s, err := p.openStore()
	if err != nil {
		return err
	}
	var g *progress
	err = s.Update(c.Context(), func(tx storage.Tx) error {
		if first, twice, err := bot.NoticeTwin(tx, wanted.Notice); err != nil {
			return err
		} else if twice {
			return failed(textNoticeTwice(first), nil)
		}
		if f.assign == assignSuggested {
			if wanted.Assignments, err = bot.SuggestAssignments(tx, t); err != nil {
				return err
			}
		}
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
	p.showAssignments(g)
	return nil
}

// override puts what the flags say in the place of what was read.
func (f *openFlags) override(c *report.Campaign) error {
	deadline, err := parseDate("--deadline", f.deadline)
	if err != nil {
		return err
	}
	c.Title = oneLine(f.title)
	if period := oneLine(f.period); period != "" {
		c.Period = period
	}
	if !deadline.IsZero() {
		c.Deadline, c.DeadlineHour = deadline, ""
	}
	if err := f.overrideInternal(c); err != nil {
		return err
	}
	c.Notice, err = f.overrideNotice(c.Notice)
	return err
}

// overrideNotice is a notice with what the flags say of it, nil for none.
func (f *openFlags) overrideNotice(was *report.Notice) (*report.Notice, error) {
	issued, err := parseDate("--notice-date", f.noticeDate)
	if err != nil {
		return nil, err
	}
	var n report.Notice
	if was != nil {
		n = *was
	}
	for _, field := range []struct {
		to   *string
		flag string
	}{
		{&n.Kind, f.noticeKind},
		{&n.Number, f.noticeNumber},
		{&n.Issuer, f.noticeIssuer},
		{&n.Subject, f.noticeSubject},
	} {
		if words := oneLine(field.flag); words != "" {
			*field.to = words
		}
	}
	if !issued.IsZero() {
		n.Issued = issued
	}
	if n == (report.Notice{}) {
		return nil, nil
	}
	if n.Kind == "" {
		n.Kind = textNoticeKind
	}
	return &n, nil
}

// overrideInternal takes the internal deadline that a flag names.
func (f *openFlags) overrideInternal(c *report.Campaign) error {
	switch {
	case f.internal == "":
		return nil
	case strings.EqualFold(strings.TrimSpace(f.internal), noInternal):
		c.InternalFixed = true
		return nil
	}
	day, err := parseDate("--internal", f.internal)
	switch {
	case err != nil:
		return err
	case day.IsZero():
		return usage(textBadDate("--internal", f.internal))
	}
	c.Internal, c.InternalFixed = day, true
	if c.Deadline.IsZero() || c.InternalLate() {
		return usage(textInternalLate(day, c.Deadline))
	}
	return nil
}

// noInternal is typed for no internal deadline.
const noInternal = "none"

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
				if _, err := bot.CloseCampaign(tx, args[0], bot.Actor{}, p.now()); err != nil {
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
