package cli

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// maxInternalDays is the longest time between the two deadlines, in working days.
const maxInternalDays = 30

// planner gives the reminders as they are set, by the calendar with days corrected.
func (p *program) planner(days []workday.Day) (*remind.Planner, error) {
	policy, err := p.config.Reminders.policy()
	if err != nil {
		return nil, err
	}
	calendar, err := p.calendar(days)
	if err != nil {
		return nil, err
	}
	internal := p.config.Campaigns.InternalDays
	if internal < 0 || internal > maxInternalDays {
		return nil, failed(textInternalDays(internal, maxInternalDays), nil)
	}
	return &remind.Planner{Policy: policy, Calendar: calendar, Zone: vietnam, InternalDays: internal}, nil
}

// policy reads the settings.
func (c RemindersConfig) policy() (remind.Policy, error) {
	policy := remind.Policy{Off: !c.Enabled, Half: c.Half, Before: c.Before, Late: c.Late, Admins: c.Admins}
	var bad error
	clock := func(key, text string) remind.Clock {
		at, err := remind.ParseClock(text)
		if err != nil && bad == nil {
			bad = failed(textBadClock("reminders."+key, text), nil)
		}
		return at
	}
	policy.QuietFrom = clock("quiet_from", c.QuietFrom)
	policy.QuietUntil = clock("quiet_until", c.QuietUntil)
	policy.Morning = clock("morning", c.Morning)
	for _, text := range c.LastDay {
		policy.LastDay = append(policy.LastDay, clock("last_day", text))
	}
	if bad != nil {
		return policy, bad
	}
	switch err := policy.Check(); {
	case errors.Is(err, remind.ErrMute):
		return policy, failed(textQuietAlways(c.QuietFrom, c.QuietUntil), nil)
	case errors.Is(err, remind.ErrUnfree):
		return policy, failed(textReminderInQuiet(c.QuietFrom, c.QuietUntil), nil)
	case err != nil:
		return policy, failed(textReminderCounts, nil)
	}
	return policy, nil
}

func (p *program) campaignDeadline() *cobra.Command {
	var asJSON bool
	var hour string
	c := &cobra.Command{
		Use:   "deadline ID NGÀY",
		Short: "đổi hạn của một đợt báo cáo, lập lại lịch nhắc",
		Long:  textDeadlineLong,
		Example: `  thuky campaign deadline dan-van-6-thang-2026-1 5/12/2026
  thuky campaign deadline dan-van-6-thang-2026-1 2026-12-05 --hour 11:00`,
		Args:              exactly("ID", "NGÀY"),
		ValidArgsFunction: p.completeCampaigns,
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			day, err := parseDate("NGÀY", args[1])
			if err != nil {
				return err
			}
			if day.IsZero() {
				return usage(textBadDate("NGÀY", args[1]))
			}
			if hour, err = parseHour("--hour", hour); err != nil {
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
			var plan []plannedReminder
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				if _, err := findCampaign(tx, args[0]); err != nil {
					return err
				}
				_, err := bot.SetDeadline(tx, planner, args[0], day, hour, bot.Actor{}, p.now())
				if errors.Is(err, storage.ErrConflict) {
					return failed(textCampaignIsClosed(args[0]), nil)
				}
				if err != nil {
					return err
				}
				if g, err = readProgress(tx, args[0]); err != nil {
					return err
				}
				plan, err = readPlan(tx, planner, g.campaign)
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			if asJSON {
				return p.printJSON(g.row())
			}
			p.say(textDeadlineSet(g.campaign))
			p.showPlan(plan)
			return nil
		}),
	}
	c.Flags().StringVar(&hour, "hour", "", "`GIỜ` hạn trong ngày, ví dụ 11:00; không có thì hết ngày")
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// parseHour reads "11:00" or "11h30"; no text is no hour.
func parseHour(flag, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	for _, form := range []string{"15:04", "15h04", "15h"} {
		if at, err := time.Parse(form, text); err == nil && at.Hour()+at.Minute() > 0 {
			return at.Format("15:04"), nil
		}
	}
	return "", usage(textBadClock(flag, text))
}

// plannedReminder is one line of the plan of a campaign: all reminders of a kind at
// one time.
type plannedReminder struct {
	Kind    remind.Kind `json:"kind"`
	At      time.Time   `json:"at"`
	Planned int         `json:"planned"` // how many wait
	Sent    int         `json:"sent"`
	Other   int         `json:"other"` // came too late, or was not wanted or needed
}

// readPlan puts the stored reminders of a campaign together. As long as nobody takes
// part, it is the plan of somebody who would now.
func readPlan(tx storage.Tx, planner *remind.Planner, c report.Campaign) ([]plannedReminder, error) {
	type point struct {
		kind remind.Kind
		at   int64
	}
	lines := map[point]*plannedReminder{}
	line := func(kind remind.Kind, at time.Time) *plannedReminder {
		p := point{kind, at.Unix()}
		if lines[p] == nil {
			lines[p] = &plannedReminder{Kind: kind, At: at.In(vietnam)}
		}
		return lines[p]
	}
	some := false
	for r, err := range tx.Reminders(c.ID) {
		if err != nil {
			return nil, err
		}
		some = some || r.Person != remind.Admins
		l := line(r.Kind, r.At)
		switch {
		case r.Done.IsZero():
			l.Planned++
		case r.Outcome == storage.ReminderSent:
			l.Sent++
		default:
			l.Other++
		}
	}
	if !some && c.Status == report.Open {
		day, clock := c.Due()
		hour, _ := remind.ParseClock(clock) // "" is none
		for _, r := range planner.Plan(remind.Deadline{Date: day, Hour: hour}, c.Opened) {
			line(r.Kind, r.At)
		}
	}
	plan := make([]plannedReminder, 0, len(lines))
	for _, l := range lines {
		plan = append(plan, *l)
	}
	slices.SortFunc(plan, func(a, b plannedReminder) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind)) })
	return plan, nil
}

// showPlan prints a plan for people.
func (p *program) showPlan(plan []plannedReminder) {
	if len(plan) == 0 {
		return
	}
	p.say("\n" + textPlanHeading)
	rows := make([][]string, 0, len(plan))
	for _, r := range plan {
		rows = append(rows, []string{"  " + textPlanTime(r.At, workday.DateOf(r.At)), textKind(r.Kind), textPlanCount(r)})
	}
	table(p.env.Stdout, rows)
}
