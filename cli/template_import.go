package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"thuky/notice/doctext"
	"thuky/outline"
	"thuky/outline/xlsx"
	"thuky/pdfium"
	"thuky/sheet"
	"thuky/web"
)

// importFlags are the flags of "template import".
type importFlags struct {
	output, as, id string
	force, json    bool
}

func (p *program) templateImport() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import TỆP|-",
		Short: "lập mẫu từ đề cương, danh sách câu hỏi hoặc báo cáo cũ",
		Long:  textTemplateImportLong,
		Example: `  thuky template import de-cuong.docx -o thu-vien.toml
  thuky template import cau-hoi.xlsx -o mau/khao-sat.toml
  thuky template import bao-cao-nam-truoc.docx --as report -o dan-van.toml`,
		Args: exactly("TỆP"),
		RunE: p.doing(func(c *cobra.Command, args []string) error { return p.importTemplate(c.Context(), args[0], f) }),
	}
	flags := c.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "ghi mẫu vào `TỆP` .toml (mặc định: in ra màn hình)")
	flags.StringVar(&f.as, "as", "", "coi tệp là `LOẠI` outline (đề cương) hoặc report (báo cáo đã xong); mặc định tự nhận ra")
	flags.StringVar(&f.id, "id", "", "`ID` của mẫu (mặc định: đặt theo trích yếu)")
	flags.BoolVar(&f.force, "force", false, "ghi đè tệp đã có")
	flags.BoolVar(&f.json, "json", false, textFlagJSON)
	_ = c.RegisterFlagCompletionFunc("as", cobra.FixedCompletions([]string{string(outline.KindOutline), string(outline.KindReport)}, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	return c
}

// importedTemplate is what "template import --json" prints.
type importedTemplate struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Kind      outline.Kind   `json:"kind"`
	Sections  int            `json:"sections"`
	Questions int            `json:"questions"`
	Notes     []importedNote `json:"notes"`
	File      string         `json:"file,omitempty"`
	Source    string         `json:"source,omitempty"` // where no file was written
}

type importedNote struct {
	Place string `json:"place,omitempty"`
	Text  string `json:"text"`
}

func (p *program) importTemplate(ctx context.Context, path string, f importFlags) error {
	if f.as != "" {
		if err := oneOf("--as", f.as, string(outline.KindOutline), string(outline.KindReport)); err != nil {
			return err
		}
	}
	if _, err := os.Stat(f.output); f.output != "" && err == nil && !f.force {
		return failed(textImportThere(f.output), nil)
	}
	l, err := p.library()
	if err != nil {
		return err
	}
	data, err := p.input(path)
	if err != nil {
		return err
	}
	engine := pdfium.NewEngine(p.cacheFolder("pdfium"))
	defer engine.Close() //nolint:errcheck // nothing is kept
	result, err := p.outlineOf(ctx, path, data, engine, outline.Options{
		ID: f.id, As: outline.Kind(f.as), Taken: func(id string) bool { return l.byID[id] != nil },
	})
	if err != nil {
		return err
	}
	t := result.Template
	if f.output != "" {
		if err := replaceFile(f.output, t.Source()); err != nil {
			return failed(textCannotWrite(f.output, err), nil)
		}
	}
	switch {
	case f.json:
		out := importedTemplate{ID: t.ID, Title: t.Title, Kind: result.Kind, Sections: len(t.Sections), Questions: asked(t), Notes: []importedNote{}, File: f.output}
		for _, n := range result.Notes {
			out.Notes = append(out.Notes, importedNote(n))
		}
		if f.output == "" {
			out.Source = string(t.Source())
		}
		return p.printJSON(out)
	case f.output == "":
		if _, err := p.env.Stdout.Write(t.Source()); err != nil {
			return failed(textCannotPrint, err)
		}
	}
	for _, n := range result.Notes {
		p.note(n.String())
	}
	if f.output != "" {
		p.say(textTemplateImported(f.output, result, asked(t)))
	}
	return nil
}

// outlineOf makes a template of the bytes of a file, whatever it is called: a spreadsheet is
// known by what is in it.
func (p *program) outlineOf(ctx context.Context, path string, data []byte, engine *pdfium.Engine, o outline.Options) (*outline.Result, error) {
	o.Name = filepath.Base(path)
	if path == "-" {
		o.Name = textStandardInput
	}
	ending := strings.ToLower(filepath.Ext(path))
	if sheet.Is(data) || ending == ".xlsx" || ending == ".xlsm" || ending == ".xls" {
		book, err := xlsx.Read(o.Name, data)
		var bad *sheet.Error
		if errors.As(err, &bad) {
			return nil, failed(bad.Error(), bad.Unwrap())
		}
		if err != nil {
			return nil, err
		}
		return told(outline.Spreadsheet(book, o))
	}
	file, err := p.textOf(ctx, path, data, engine)
	if err != nil {
		return nil, err
	}
	o.Markdown, o.Word = file.kind == doctext.KindMarkdown, file.kind == doctext.KindWord || file.kind == doctext.KindOld
	result, err := told(outline.Text(file.text, o))
	if err != nil {
		return nil, err
	}
	for _, d := range file.doubts {
		result.Notes = append(result.Notes, outline.Note{Text: d.Why})
	}
	return result, nil
}

// told makes what is wrong with an outline a failure that the person is told of.
func told(result *outline.Result, err error) (*outline.Result, error) {
	var bad *outline.Error
	if errors.As(err, &bad) {
		return nil, failed(bad.Error(), nil)
	}
	return result, err
}

// proposer makes templates of files that are handed over on a page.
func (p *program) proposer(engine *pdfium.Engine) web.ProposeFunc {
	return func(ctx context.Context, name string, data []byte, taken func(id string) bool) (*outline.Result, string, error) {
		result, err := p.outlineOf(ctx, name, data, engine, outline.Options{Taken: taken})
		var bad *failure
		if errors.As(err, &bad) {
			return nil, bad.text, nil
		}
		return result, "", err
	}
}
