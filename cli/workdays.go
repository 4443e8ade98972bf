package cli

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"thuky/workday"
)

func (p *program) workdaysCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "workdays",
		Short: "đếm ngày làm việc, xem lịch nghỉ của một năm",
		Long:  textWorkdaysLong,
	}, p.workdaysAdd(), p.workdaysList())
}

// maxCount is the most working days that are counted: some forty years.
const maxCount = 10_000

func (p *program) workdaysAdd() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "add NGÀY N",
		Short: "in ngày làm việc thứ N sau một ngày",
		Long:  textWorkdaysAddLong,
		Example: `  thuky workdays add 2024-05-28 3
  thuky workdays add 31/5/2024 -3`,
		RunE: negatives(exactly("NGÀY", "N"), p.doing(func(c *cobra.Command, args []string) error {
			from, err := parseDate("NGÀY", args[0])
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(strings.TrimSpace(args[1]))
			switch {
			case from.IsZero():
				return usage(textBadDate("NGÀY", args[0]))
			case err != nil || n > maxCount || n < -maxCount:
				return usage(textBadCount(args[1], maxCount))
			}
			calendar, err := p.calendar(p.storedDays(c.Context()))
			if err != nil {
				return err
			}
			to := calendar.Add(from, n)
			if to.IsZero() {
				return failed(textCountedOut(from, n), nil)
			}
			p.noteCoverage(calendar, from, to)
			if asJSON {
				return p.printJSON(struct {
					Date workday.Date `json:"date"`
				}{to})
			}
			p.say(to.String())
			return nil
		})),
	}
	c.DisableFlagParsing = true // negatives does it
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

var negative = regexp.MustCompile(`^-\d+$`)

// negatives makes a command that takes "-3" for a number and not for a flag. The
// command must have DisableFlagParsing; negative numbers count as its last arguments.
func negatives(count cobra.PositionalArgs, work func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, raw []string) error {
		var flags, numbers []string
		for i, arg := range raw {
			if arg == "--" {
				flags = append(flags, raw[i:]...)
				break
			}
			if negative.MatchString(arg) {
				numbers = append(numbers, arg)
			} else {
				flags = append(flags, arg)
			}
		}
		c.DisableFlagParsing = false
		if err := c.ParseFlags(flags); err != nil {
			return c.FlagErrorFunc()(c, err)
		}
		if help, _ := c.Flags().GetBool("help"); help { // the flag is there
			return c.Help()
		}
		args := append(c.Flags().Args(), numbers...)
		if err := count(c, args); err != nil {
			return err
		}
		return work(c, args)
	}
}

// specialDay is a line of "workdays list --json".
type specialDay struct {
	Date workday.Date `json:"date"`
	Name string       `json:"name"`
	Kind workday.Kind `json:"kind"`
}

func (p *program) workdaysList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "list NĂM",
		Short:   "liệt kê ngày nghỉ lễ, nghỉ bù, hoán đổi và làm bù của một năm",
		Long:    textWorkdaysListLong,
		Example: "  thuky workdays list 2026",
		Args:    exactly("NĂM"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			year, err := strconv.Atoi(strings.TrimSpace(args[0]))
			if err != nil || year < workday.FirstYear || year > workday.LastYear {
				return usage(textYearNotListed(args[0]))
			}
			calendar, err := p.calendar(p.storedDays(c.Context()))
			if err != nil {
				return err
			}
			days := calendar.Days(year)
			if _, note := calendar.Coverage(year); note != "" {
				p.note(note)
			}
			if asJSON {
				rows := []specialDay{}
				for _, d := range days {
					rows = append(rows, specialDay{d.Date, d.Name, d.Kind})
				}
				return p.printJSON(rows)
			}
			var cells [][]string
			for _, d := range days {
				cells = append(cells, []string{d.Date.String(), workday.WeekdayName(d.Date.Weekday()), d.Kind.Words(), textSpecialDay(d)})
			}
			table(p.env.Stdout, cells)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// noteCoverage says on standard error which of the years counted through are not
// settled, one line for each run of years that are open in the same way.
func (p *program) noteCoverage(c *workday.Calendar, from, to workday.Date) {
	first, last := min(from.Year, to.Year), max(from.Year, to.Year)
	for year := first; year <= last; year++ {
		status, note := c.Coverage(year)
		if status == workday.Official {
			continue
		}
		end := year
		for end < last {
			if next, _ := c.Coverage(end + 1); next != status {
				break
			}
			end++
		}
		p.note(note)
		if end > year {
			p.note(textSameUntil(end))
		}
		year = end
	}
}
