package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"thuky/notice"
	"thuky/notice/doctext"
	"thuky/pdfium"
	"thuky/vntext"
)

func (p *program) readCommand() *cobra.Command {
	var asJSON bool
	var received string
	c := &cobra.Command{
		Use:   "read TỆP|-",
		Short: "đọc công văn: số, ngày, cơ quan, trích yếu, thời hạn",
		Long:  textReadLong,
		Example: `  thuky read cong-van.docx
  thuky read --received 29/5/2024 cong-van.pdf
  thuky read - < cong-van.txt`,
		Args: exactly("TỆP"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			on, err := parseDate("--received", received)
			if err != nil {
				return err
			}
			if c.Flags().Changed("received") && on.IsZero() {
				return usage(textBadDate("--received", received))
			}
			calendar, err := p.calendar(p.storedDays(c.Context()))
			if err != nil {
				return err
			}
			file, err := p.noticeFile(c.Context(), args[0])
			if err != nil {
				return err
			}
			reading := notice.Read(file.text, notice.Options{Received: on, Calendar: calendar})
			reading.Doubts = append(reading.Doubts, file.doubts...)
			if asJSON {
				return p.printJSON(reading)
			}
			writeReading(p.env.Stdout, file.text, reading)
			for _, d := range reading.Deadlines {
				if !d.Date.IsZero() && !d.Effective.IsZero() {
					p.noteCoverage(calendar, d.Effective, d.Date)
					break // the years of one are those of nearly all
				}
			}
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	c.Flags().StringVar(&received, "received", "", "`NGÀY` nhận công văn, như 29/5/2024 (để tính năm và thời hạn theo ngày nhận)")
	return c
}

// noticeText is the text of a notice, and what there is to doubt about the text itself.
type noticeText struct {
	text   string
	kind   string // of the file, one of doctext's
	doubts []notice.Doubt
}

// doubtText is the field of a doubt about the whole text.
const doubtText = "text"

// noticeFile gets the text out of a file. A notice marked as secret is refused:
// nothing of it is printed or kept.
func (p *program) noticeFile(ctx context.Context, path string) (noticeText, error) {
	data, err := p.input(path)
	if err != nil {
		return noticeText{}, err
	}
	engine := pdfium.NewEngine(p.cacheFolder("pdfium"))
	defer engine.Close() //nolint:errcheck // nothing is kept
	return p.textOf(ctx, path, data, engine)
}

// textOf gets the text out of the bytes of a file, as noticeFile does.
func (p *program) textOf(ctx context.Context, path string, data []byte, engine *pdfium.Engine) (noticeText, error) {
	got, err := doctext.Text(ctx, path, data, doctext.Options{Environ: p.env.Environ, Engine: engine})
	var bad *doctext.Error
	switch {
	case errors.As(err, &bad):
		return noticeText{}, failed(bad.Error(), bad.Unwrap())
	case err != nil:
		return noticeText{}, failed(textReadStopped(path), err)
	}
	t := noticeText{text: got.Text, kind: got.Kind}
	if got.Note != "" {
		t.doubts = append(t.doubts, notice.Doubt{Field: doubtText, Why: got.Note})
	}
	if converted, encoding, ok := notice.Legacy(t.text); ok {
		t.text = converted
		t.doubts = append(t.doubts, notice.Doubt{Field: doubtText, Why: textConverted(encoding)})
	}
	if word, secret := notice.Secret(t.text); secret {
		return noticeText{}, failed(textSecret(word), nil)
	}
	return t, nil
}

// input reads a file, or standard input for "-", up to the size that doctext reads.
func (p *program) input(path string) ([]byte, error) {
	from := p.env.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			f, err = os.Open(sameName(path))
		}
		if err != nil {
			return nil, failed(textCannotRead(path, err), nil)
		}
		defer f.Close() //nolint:errcheck // only read
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, failed(textCannotRead(path, syscall.EISDIR), nil)
		}
		from = f
	} else if in, ok := from.(*os.File); ok && term.IsTerminal(int(in.Fd())) {
		p.note(textPasteHere)
	}
	data, err := io.ReadAll(io.LimitReader(from, doctext.MaxBytes+1))
	switch {
	case err != nil:
		return nil, failed(textCannotRead(path, err), nil)
	case len(data) > doctext.MaxBytes:
		return nil, failed(doctext.TextTooLarge(path), nil)
	}
	return data, nil
}

// sameName gives the file of a folder that is called the same in letters put together
// otherwise, as Macs write the names of files; or the path as it is.
func sameName(path string) string {
	in, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return path
	}
	for _, f := range in {
		if vntext.NFC(f.Name()) == vntext.NFC(filepath.Base(path)) {
			return filepath.Join(filepath.Dir(path), f.Name())
		}
	}
	return path
}

// cacheFolder gives a folder of the user for what can be made again; "" where there is
// none. It need not be there.
func (p *program) cacheFolder(name string) string {
	base := p.getenv("XDG_CACHE_HOME")
	switch {
	case base != "":
	case runtime.GOOS == "windows":
		base = p.getenv("LocalAppData")
	case p.getenv("HOME") != "":
		base = filepath.Join(p.getenv("HOME"), ".cache")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "thuky", name)
}

// maxQuote is how many letters of the notice stand beside a value.
const maxQuote = 110

// writeReading prints what a notice says, each value with the words it came from.
func writeReading(w io.Writer, text string, r notice.Reading) {
	words := []rune(text)
	quote := func(field string) string {
		span, ok := r.Evidence[field]
		if !ok || span.Start < 0 || span.End > len(words) || span.Start >= span.End {
			return ""
		}
		return shorten(strings.Join(strings.Fields(string(words[span.Start:span.End])), " "))
	}
	line := func(label, value, quoted string) {
		switch {
		case value == "":
			fmt.Fprintf(w, "%s: %s\n", label, textNotSaid)
		case quoted == "" || strings.EqualFold(quoted, value):
			fmt.Fprintf(w, "%s: %s\n", label, value)
		default:
			fmt.Fprintf(w, "%s: %s\n    %s\n", label, value, textFrom(quoted))
		}
	}
	issued := ""
	if !r.Issued.IsZero() {
		issued = dateText(r.Issued)
	}
	line(textReadKind, r.Kind, quote("kind"))
	line(textReadNumber, r.Number, quote("number"))
	line(textReadIssued, issued, quote("issued"))
	line(textReadIssuer, r.Issuer, quote("issuer"))
	line(textReadSubject, r.Subject, quote("subject"))
	line(textReadRecipients, strings.Join(r.Recipients, "; "), quote("recipients"))
	line(textReadSendTo, r.SendTo, quote("send_to"))
	line(textReadPeriod, r.Period, quote("period"))
	if len(r.Deadlines) == 0 {
		line(textReadDeadline(0, 1), "", "")
	}
	for i, d := range r.Deadlines {
		line(textReadDeadline(i, len(r.Deadlines)), textDeadline(d), shorten(d.Quote))
	}
	if len(r.Outline) > 0 {
		fmt.Fprintf(w, "\n%s\n", textReadOutline)
		for _, h := range r.Outline {
			fmt.Fprintf(w, "%s%s\n", strings.Repeat("  ", max(h.Level, 1)), strings.TrimSpace(textItem(h.Number)+" "+h.Heading))
		}
	}
	if len(r.Doubts) > 0 {
		fmt.Fprintf(w, "\n%s\n", textReadDoubts)
		for _, d := range r.Doubts {
			fmt.Fprintf(w, "  - %s: %s\n", textField(d.Field), d.Why)
		}
	}
}

// shorten cuts a long quotation.
func shorten(text string) string {
	if runes := []rune(text); len(runes) > maxQuote {
		return string(runes[:maxQuote-1]) + "…"
	}
	return text
}
