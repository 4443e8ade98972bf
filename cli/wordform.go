package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/render"
	"thuky/render/docx"
	"thuky/render/wordform"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// writeDraft writes a draft in the school's form where it has one. When the form cannot be
// read any more, unusable hears why, and the draft comes without it: nothing of it is lost so.
func writeDraft(unusable func(d *render.Document, err error)) func(io.Writer, *render.Document) error {
	return func(w io.Writer, d *render.Document) error {
		if d.Form == nil {
			return docx.Write(w, d)
		}
		var file bytes.Buffer
		if err := wordform.Write(&file, d); err != nil {
			unusable(d, err)
			return docx.Write(w, d)
		}
		_, err := w.Write(file.Bytes())
		return err
	}
}

// logUnusable writes it to the log.
func logUnusable(log *slog.Logger) func(*render.Document, error) {
	return func(d *render.Document, err error) {
		var refused *wordform.Refused
		if errors.As(err, &refused) && refused.Unwrap() != nil {
			err = refused.Unwrap()
		}
		log.Error("the Word form of the school cannot be used", "template", d.Template, "error", err)
	}
}

// starterForm is the file of a form to begin with.
func (p *program) starterForm() ([]byte, error) {
	var file bytes.Buffer
	err := docx.Write(&file, render.FormStarter(p.config.School))
	return file.Bytes(), err
}

// checkForm looks at a form; what cannot be one at all is a fatal problem like others.
func checkForm(data []byte, templates []*report.Template) (report.FormCheck, error) {
	result, err := wordform.Check(data, templates)
	var refused *wordform.Refused
	if errors.As(err, &refused) {
		return report.FormCheck{Problems: []report.FormProblem{{Fatal: true, Text: refused.Error()}}}, nil
	}
	return result, err
}

func (p *program) wordCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "word",
		Short: "mẫu Word riêng của trường: tải mẫu khởi đầu, kiểm tra, chọn, bỏ",
		Long:  textWordLong,
	}, p.wordStarter(), p.wordCheck(), p.wordSet(), p.wordList(), p.wordRemove())
}

func (p *program) wordStarter() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:     "starter",
		Short:   "ghi một mẫu Word khởi đầu, có đủ chỗ điền",
		Long:    textWordStarterLong,
		Example: "  thuky template word starter -o mau-cua-truong.docx",
		Args:    exactly(),
		RunE: p.doing(func(*cobra.Command, []string) error {
			data, err := p.starterForm()
			switch {
			case err != nil:
			case output == "-":
				_, err = p.env.Stdout.Write(data)
				return err
			case output == "":
				output, err = saveNew(".", starterName, data)
			default:
				err = replaceFile(output, data)
			}
			if err != nil {
				return failed(textCannotWrite(output, err), nil)
			}
			p.say(output)
			return nil
		}),
	}
	c.Flags().StringVarP(&output, "output", "o", "", "`TỆP` để ghi, “-” là in ra (mặc định "+starterName+" trong thư mục hiện tại)")
	return c
}

// formTemplates are the kinds of reports that a form is for: one, or all at hand.
func (p *program) formTemplates(id string) ([]*report.Template, error) {
	l, err := p.library()
	if err != nil {
		return nil, err
	}
	if id == "" {
		return l.all(), nil
	}
	t := l.byID[id]
	if t == nil {
		return nil, failed(textUnknownTemplate(id, vntext.Nearest(id, l.ids), l.ids), nil)
	}
	return []*report.Template{t}, nil
}

// readForm reads the file of a form and checks it.
func (p *program) readForm(path, template string) (data []byte, result report.FormCheck, err error) {
	templates, err := p.formTemplates(template)
	if err != nil {
		return nil, result, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, result, failed(textFileUnreadable(path, err), nil)
	}
	data, err = io.ReadAll(io.LimitReader(f, wordform.MaxFile+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, result, failed(textFileUnreadable(path, err), nil)
	}
	result, err = checkForm(data, templates)
	return data, result, err
}

func (p *program) wordCheck() *cobra.Command {
	var template string
	var asJSON bool
	c := &cobra.Command{
		Use:   "check TỆP",
		Short: "kiểm tra các chỗ điền của một mẫu Word (.docx)",
		Long:  textWordCheckLong,
		Example: `  thuky template word check mau-cua-truong.docx
  thuky template word check mau-dan-van.docx --template dan-van-6-thang`,
		Args: exactly("TỆP"),
		RunE: p.doing(func(_ *cobra.Command, args []string) error {
			_, result, err := p.readForm(args[0], template)
			if err != nil {
				return err
			}
			if asJSON {
				if err := p.printJSON(formResult{result.Usable(), orNone(result.Fields), orNone(result.Problems)}); err != nil {
					return err
				}
			} else {
				p.say(textFormSummary(args[0], result))
				p.tellProblems(p.env.Stdout, result)
			}
			if !result.Usable() {
				return errTold
			}
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	p.formFlag(c, &template)
	return c
}

// formResult is what "template word check --json" prints.
type formResult struct {
	Usable   bool                 `json:"usable"`
	Fields   []string             `json:"fields"`
	Problems []report.FormProblem `json:"problems"`
}

// orNone gives an empty list for none, which is [] in JSON.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (p *program) formFlag(c *cobra.Command, template *string) {
	c.Flags().StringVar(template, "template", "", "chỉ cho mẫu báo cáo `ID` (mặc định: cho mọi mẫu không có mẫu Word riêng)")
	_ = c.RegisterFlagCompletionFunc("template", p.completeTemplates) // the flag is there
}

func (p *program) tellProblems(w io.Writer, result report.FormCheck) {
	for _, problem := range result.Problems {
		fmt.Fprintln(w, textFormProblem(problem))
	}
}

func (p *program) wordSet() *cobra.Command {
	var template string
	c := &cobra.Command{
		Use:   "set TỆP",
		Short: "dùng một mẫu Word cho báo cáo từ nay",
		Long:  textWordSetLong,
		Example: `  thuky template word set mau-cua-truong.docx
  thuky template word set mau-dan-van.docx --template dan-van-6-thang`,
		Args: exactly("TỆP"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			data, result, err := p.readForm(args[0], template)
			if err != nil {
				return err
			}
			if !result.Usable() {
				p.note(textFormSummary(args[0], result))
				p.tellProblems(p.env.Stderr, result)
				return errTold
			}
			s, err := p.openStore()
			if err != nil {
				return err
			}
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				_, err := bot.SetWordForm(tx, report.WordForm{Template: template, Name: filepath.Base(args[0]), Fields: result.Fields, Data: data}, bot.Actor{}, p.now())
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			p.say(textFormSet(filepath.Base(args[0]), template))
			p.tellProblems(p.env.Stderr, result)
			return nil
		}),
	}
	p.formFlag(c, &template)
	return c
}

// formRow is a line of "template word list --json".
type formRow struct {
	Template *string  `json:"template"` // null for all others
	Name     string   `json:"name"`
	SHA256   string   `json:"sha256"`
	Fields   []string `json:"fields"`
}

func (p *program) wordList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "liệt kê các mẫu Word đang dùng",
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			var list []report.WordForm
			if err := p.viewExisting(c.Context(), func(tx storage.Tx) (err error) {
				list, err = storage.WordForms(tx)
				return err
			}); err != nil {
				return storeFailure(err)
			}
			rows, cells := []formRow{}, [][]string{textFormColumns()}
			for _, f := range list {
				row := formRow{Name: f.Name, SHA256: f.SHA256, Fields: orNone(f.Fields)}
				if f.Template != "" {
					row.Template = &f.Template
				}
				rows = append(rows, row)
				cells = append(cells, []string{textFormFor(f.Template), f.Name, f.At.In(vietnam).Format("2/1/2006")})
			}
			switch {
			case asJSON:
				return p.printJSON(rows)
			case len(list) == 0:
				p.say(textNoForms)
			default:
				table(p.env.Stdout, cells)
			}
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) wordRemove() *cobra.Command {
	var template string
	c := &cobra.Command{
		Use:   "remove",
		Short: "thôi dùng một mẫu Word",
		Long:  textWordRemoveLong,
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			err = s.Update(c.Context(), func(tx storage.Tx) error { return bot.RemoveWordForm(tx, template, bot.Actor{}, p.now()) })
			err = errors.Join(err, s.Close())
			if errors.Is(err, storage.ErrNotFound) {
				return failed(textNoSuchForm(template), nil)
			}
			if err != nil {
				return storeFailure(err)
			}
			p.say(textFormRemoved(template))
			return nil
		}),
	}
	p.formFlag(c, &template)
	return c
}
