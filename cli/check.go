package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"thuky/notice"
	"thuky/notice/doctext"
	"thuky/review"
)

func (p *program) checkCommand() *cobra.Command {
	var asJSON bool
	var date, former, template string
	c := &cobra.Command{
		Use:   "check TỆP",
		Short: "soát một bản thảo báo cáo trước khi gửi",
		Long:  textCheckLong,
		Example: `  thuky check bao-cao.docx
  thuky check --former bao-cao-ky-truoc.docx bao-cao.docx
  thuky check --json --date 1/7/2025 bao-cao.txt`,
		Args: exactly("TỆP"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			on, err := parseDate("--date", date)
			if err != nil {
				return err
			}
			if c.Flags().Changed("date") && on.IsZero() {
				return usage(textBadDate("--date", date))
			}
			in := review.Input{Date: on, Organisations: p.config.School.Organisations}
			if in.Text, err = p.draftText(c.Context(), args[0]); err != nil {
				return err
			}
			if former != "" {
				text, err := p.draftText(c.Context(), former)
				if err != nil {
					return err
				}
				in.Former = &text
			}
			if template != "" {
				l, err := p.library()
				if err != nil {
					return err
				}
				if in.Template, err = l.find(template); err != nil {
					return err
				}
			}
			found := review.Check(in)
			if asJSON {
				if err := p.printJSON(checkResult{append([]review.Finding{}, found...)}); err != nil {
					return err
				}
			} else {
				p.printFindings(args[0], found)
			}
			if slices.ContainsFunc(found, func(f review.Finding) bool { return f.Severity == review.Error }) {
				return errTold
			}
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	c.Flags().StringVar(&date, "date", "", "soát như vào `NGÀY` này, không theo ngày ghi trên bản thảo")
	c.Flags().StringVar(&former, "former", "", "`TỆP` báo cáo kỳ trước, để tìm đoạn chép lại")
	c.Flags().StringVar(&template, "template", "", "`ID` của mẫu báo cáo, hoặc TỆP mẫu .toml, để tìm mục còn thiếu")
	_ = c.RegisterFlagCompletionFunc("template", p.completeTemplates) // the flag is there
	return c
}

// checkResult is what "check --json" prints.
type checkResult struct {
	Findings []review.Finding `json:"findings"`
}

// draftText reads a draft as the checks see it.
func (p *program) draftText(ctx context.Context, path string) (review.Text, error) {
	data, err := p.input(path)
	if err != nil {
		return review.Text{}, err
	}
	got, err := doctext.Text(ctx, path, data, doctext.Options{Environ: p.env.Environ})
	var bad *doctext.Error
	switch {
	case errors.As(err, &bad):
		return review.Text{}, failed(bad.Error(), bad.Unwrap())
	case err != nil:
		return review.Text{}, failed(textReadStopped(path), err)
	}
	if word, secret := notice.Secret(got.Text); secret {
		return review.Text{}, failed(textSecret(word), nil)
	}
	switch got.Kind {
	case doctext.KindWord:
		draft, err := doctext.ReadDraft(ctx, path, data)
		if err != nil {
			return review.Text{}, failed(textReadStopped(path), err) // unreachable: it was read just now
		}
		return wordText(draft), nil
	case doctext.KindText:
		return review.FromPlain(got.Text), nil
	case doctext.KindMarkdown:
		return review.FromMarkdown(got.Text), nil
	}
	return review.Text{}, failed(textCheckKind(path), nil)
}

// wordText gives a Word file as the checks see it.
func wordText(d doctext.Draft) review.Text {
	t := review.Text{Layout: &review.Layout{}}
	for _, p := range d.Pages {
		t.Layout.Pages = append(t.Layout.Pages, review.Page(p))
	}
	tables := map[*doctext.Table]int{}
	for _, p := range d.Paragraphs {
		l := p.Look
		q := review.Paragraph{Text: p.Text, Style: p.Style, Level: p.Level, Look: &review.Look{
			Font: l.Font, OtherFonts: l.OtherFonts, Size: l.Size, Bold: l.Bold, Italic: l.Italic, Align: l.Align,
			FirstLine: l.FirstLine, Before: l.Before, After: l.After, Line: l.Line, Cell: p.Table != nil, Column: p.Column,
		}}
		for _, i := range p.Italic {
			q.Italic = append(q.Italic, review.Span{Start: i[0], End: i[1]})
		}
		// Two columns and a few rows are the head or the signature; the rest are figures.
		if p.Table != nil && (p.Table.Columns > 2 || p.Table.Rows > 4) {
			q.Part = review.Table
			if tables[p.Table] == 0 {
				tables[p.Table] = len(tables) + 1
			}
			q.Cell = &review.Cell{Table: tables[p.Table], Row: p.Row, Column: p.Grid}
		}
		t.Paragraphs = append(t.Paragraphs, q)
	}
	return t
}

// printFindings prints the findings for people: those that say the same of the same words
// are one item with several places.
func (p *program) printFindings(path string, found []review.Finding) {
	w := p.env.Stdout
	fmt.Fprintln(w, textCheckCount(path, found))
	type item struct {
		review.Finding
		places []string
	}
	var items []item
next:
	for _, f := range found {
		place := textCheckPlace(f.Place)
		for i := range items {
			if o := &items[i]; o.Code == f.Code && o.Severity == f.Severity && o.Message == f.Message && o.Suggest == f.Suggest && o.Quote == f.Quote {
				o.places = append(o.places, place)
				continue next
			}
		}
		items = append(items, item{f, []string{place}})
	}
	var last review.Severity
	for i, it := range items {
		if it.Severity != last {
			fmt.Fprintf(w, "\n%s\n", textSeverity(it.Severity))
			last = it.Severity
		}
		fmt.Fprintf(w, "%3d. %s: %s [%s]\n", i+1, strings.Join(it.places, "; "), it.Code.Title(), it.Code)
		line := it.Message
		if it.Quote != "" {
			line = "«" + it.Quote + "»: " + line
		}
		fmt.Fprintf(w, "     %s\n", line)
		if it.Suggest != "" {
			fmt.Fprintf(w, "     → %s\n", it.Suggest)
		}
	}
}
