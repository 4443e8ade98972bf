package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

func (p *program) templateCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "template",
		Short: "xem, kiểm tra và lập các mẫu báo cáo",
	}, p.templateList(), p.templateShow(), p.templateCheck(), p.templateImport(), p.wordCommand())
}

// templateRow is a line of "template list --json".
type templateRow struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Questions int    `json:"questions"`
}

func (p *program) templateList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "liệt kê các mẫu báo cáo",
		Args:  exactly(),
		RunE: p.doing(func(*cobra.Command, []string) error {
			l, err := p.library()
			if err != nil {
				return err
			}
			rows := []templateRow{}
			cells := [][]string{textTemplateColumns()}
			for _, id := range l.ids {
				t := l.byID[id]
				rows = append(rows, templateRow{t.ID, t.Title, asked(t)})
				cells = append(cells, []string{t.ID, fmt.Sprint(asked(t)), t.Title})
			}
			if asJSON {
				return p.printJSON(rows)
			}
			table(p.env.Stdout, cells)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) templateShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:               "show ID",
		Short:             "in một mẫu báo cáo: các phần và câu hỏi",
		Example:           "  thuky template show dan-van-6-thang",
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeTemplates,
		RunE: p.doing(func(_ *cobra.Command, args []string) error {
			l, err := p.library()
			if err != nil {
				return err
			}
			t, err := l.find(args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(t)
			}
			p.showTemplate(t)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) templateCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check TỆP",
		Short: "kiểm tra một tệp mẫu báo cáo (.toml)",
		Long:  textTemplateCheckLong,
		Args:  exactly("TỆP"),
		RunE: p.doing(func(_ *cobra.Command, args []string) error {
			t, err := readTemplateFile(args[0])
			if err != nil {
				return err
			}
			p.say(textTemplateGood(args[0], t.ID, len(t.Sections), asked(t)))
			if bodies := bodiesOf(t, p.config.School.Organisations, workday.DateOf(p.now())); len(bodies) > 0 {
				p.note(strings.Join(bodies, "\n") + "\n" + textFixTemplateBodies)
			}
			return nil
		}),
	}
}

// showTemplate prints a template for people.
func (p *program) showTemplate(t *report.Template) {
	w := p.env.Stdout
	fmt.Fprintf(w, "%s\n", t.Title)
	rows := [][]string{
		{"id", t.ID},
		{"tên loại", t.Kind + " (" + t.Symbol + ")"},
		{"trích yếu", t.Subject},
		{"phiên bản", shortVersion(t.Version)},
		{"số câu hỏi", fmt.Sprint(asked(t))},
	}
	if len(t.Addressees) > 0 {
		rows = append(rows, []string{"kính gửi", strings.Join(t.Addressees, "; ")})
	}
	rows = append(rows, []string{"nơi nhận", strings.Join(t.Recipients, "; ")})
	table(w, rows)
	n := 0
	for i, s := range t.Sections {
		fmt.Fprintf(w, "\n%s. %s\n", vntext.Roman(i+1), s.Heading)
		for j := range s.Questions {
			q := &s.Questions[j]
			if q.Computed() {
				fmt.Fprintf(w, "    =  %s (%s)\n", textComputed(q), q.ID)
				continue
			}
			n++
			fmt.Fprintf(w, "  %3d. %s (%s, %s)\n", n, q.Prompt, q.ID, textQuestionTraits(q))
			if q.Heading != "" {
				fmt.Fprintf(w, "       → %s\n", q.Heading)
			}
		}
	}
}

// completeTemplates offers the ids of templates to the shell.
func (p *program) completeTemplates(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	if p.prepare() != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	l, err := loadLibrary(p.config.Templates, nil)
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var all []string
	for _, id := range l.ids {
		all = append(all, id+"\t"+l.byID[id].Title)
	}
	return all, cobra.ShellCompDirectiveDefault
}

// shortVersion is enough of a version to tell two apart.
func shortVersion(version string) string { return version[:min(12, len(version))] }
