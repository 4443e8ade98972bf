package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/render"
	"thuky/render/markdown"
	"thuky/render/pdf"
	"thuky/storage"
)

var renderFormats = []string{"docx", "pdf", "md", "json"}

func (p *program) renderCommand() *cobra.Command {
	var campaign, format, output string
	var version int
	c := &cobra.Command{
		Use:   "render --campaign ID",
		Short: "ghi bản dự thảo của một đợt báo cáo",
		Long:  textRenderLong,
		Example: `  thuky render --campaign dan-van-6-thang-2024-1
  thuky render --campaign dan-van-6-thang-2024-1 --format pdf -o bao-cao.pdf
  thuky render --campaign dan-van-6-thang-2024-1 --version 1 -o bao-cao.docx`,
		Args: exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			if campaign == "" {
				return usage(textNeedFlag(c.CommandPath(), "--campaign ID", textSeeCampaigns))
			}
			if c.Flags().Changed("version") {
				if c.Flags().Changed("format") {
					return usage(textVersionHasFormat)
				}
				return p.writeVersion(c.Context(), campaign, version, output)
			}
			if named := strings.TrimPrefix(strings.ToLower(filepath.Ext(output)), "."); !c.Flags().Changed("format") && slices.Contains(renderFormats, named) {
				format = named
			}
			if err := oneOf("--format", format, renderFormats...); err != nil {
				return err
			}
			return p.render(c.Context(), campaign, format, output)
		}),
	}
	flags := c.Flags()
	flags.StringVar(&campaign, "campaign", "", "`ID` của đợt báo cáo (bắt buộc)")
	flags.StringVar(&format, "format", "docx", "`ĐỊNH DẠNG`: docx, pdf, md, json (mặc định theo đuôi của -o, không có thì docx)")
	flags.IntVar(&version, "version", 0, "ghi nguyên văn bản `SỐ` đã duyệt, không lập lại")
	flags.StringVarP(&output, "output", "o", "", "`TỆP` để ghi, “-” là in ra (mặc định: md và json in ra; docx và pdf ghi vào thư mục hiện tại)")
	_ = c.RegisterFlagCompletionFunc("campaign", p.completeCampaigns) // the flag is there
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(renderFormats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (p *program) render(ctx context.Context, campaign, format, output string) error {
	s, err := p.openExisting()
	if err != nil {
		return err
	}
	var in render.Input
	var pictures map[string][]byte
	err = s.View(ctx, func(tx storage.Tx) error {
		if _, err := findCampaign(tx, campaign); err != nil {
			return err
		}
		if in, err = bot.ReadDraft(tx, p.config.School, campaign); err != nil {
			return err
		}
		pictures, err = bot.Pictures(tx, in)
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return storeFailure(err)
	}
	d := render.Build(in)
	d.Pictures = pictures
	data, err := p.encode(ctx, d, format)
	if err != nil {
		return err
	}
	switch {
	case output == "-", output == "" && (format == "md" || format == "json"):
		if _, err := p.env.Stdout.Write(data); err != nil {
			return failed(textCannotPrint, err)
		}
	case output != "":
		if err := replaceFile(output, data); err != nil {
			return failed(textCannotWrite(output, err), nil)
		}
		p.say(output)
	default:
		if output, err = saveNew(".", bot.FileName(d.Title, format), data); err != nil {
			return failed(textCannotWrite(".", err), nil)
		}
		p.say(output)
	}
	if n := len(d.Gaps); n > 0 { // after what can fail: an error is the first line
		p.note(textGaps(n))
	}
	return nil
}

// writeVersion writes the bytes of an approved version, as they were approved.
func (p *program) writeVersion(ctx context.Context, campaign string, number int, output string) error {
	s, err := p.openExisting()
	if err != nil {
		return err
	}
	var v storage.Approved
	err = s.View(ctx, func(tx storage.Tx) error {
		if _, err := findCampaign(tx, campaign); err != nil {
			return err
		}
		v, err = tx.Version(campaign, number)
		if !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		var known []int
		for v, err := range tx.Versions(campaign) {
			if err != nil {
				return err
			}
			known = append(known, v.Number)
		}
		return failed(textNoVersion(campaign, number, known), nil)
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return storeFailure(err)
	}
	if sum := sha256.Sum256(v.Data); hex.EncodeToString(sum[:]) != v.SHA256 {
		return failed(textVersionSpoilt(campaign, number), nil)
	}
	switch output {
	case "-":
		if _, err := p.env.Stdout.Write(v.Data); err != nil {
			return failed(textCannotPrint, err)
		}
		return nil
	case "":
		if output, err = saveNew(".", v.File, v.Data); err != nil {
			return failed(textCannotWrite(".", err), nil)
		}
	default:
		if err := replaceFile(output, v.Data); err != nil {
			return failed(textCannotWrite(output, err), nil)
		}
	}
	p.say(output)
	return nil
}

// encode turns a document into the bytes of a format.
func (p *program) encode(ctx context.Context, d *render.Document, format string) ([]byte, error) {
	var b bytes.Buffer
	var err error
	switch format {
	case "docx", "pdf":
		unusable := func(_ *render.Document, err error) { p.note(textFormUnusable(err)) }
		err = writeDraft(unusable)(&b, d)
	case "md":
		err = markdown.Write(&b, d)
	case "json":
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err = e.Encode(d)
	default:
		err = fmt.Errorf("format %q", format) // unreachable: checked before
	}
	if err != nil {
		return nil, failed(textCannotRender(format), err)
	}
	if format == "pdf" {
		return p.encodePDF(ctx, b.Bytes())
	}
	return b.Bytes(), nil
}

// encodePDF turns a draft into a PDF.
func (p *program) encodePDF(ctx context.Context, document []byte) ([]byte, error) {
	c := pdf.New(pdf.Options{Environ: p.env.Environ})
	defer c.Close() //nolint:errcheck // the system clears its temporary files
	data, err := c.PDF(ctx, document)
	var bad *pdf.Error
	if errors.As(err, &bad) {
		return nil, failed(bad.Error()+" "+textUseDocx, bad.Unwrap())
	}
	return data, err
}
