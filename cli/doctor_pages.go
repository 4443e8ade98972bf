package cli

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"time"

	"thuky/render"
	"thuky/render/docx"
	"thuky/render/pdf"
	"thuky/tool"
)

// fontLimit ends an fc-match that hangs.
const fontLimit = 10 * time.Second

// checkFonts looks for a font of the widths of Times New Roman, which the layout asks
// for, that has the Vietnamese letters: an old Liberation Serif has not, and LibreOffice
// then takes each such letter from another font.
func (p *program) checkFonts(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectFonts}
	path := tool.Find(p.env.Environ, "fc-match")
	out, err := tool.Run(ctx, tool.Call{
		Path: path, Args: []string{"--format", "%{family}\n%{charset}", "Times New Roman"}, Environ: p.env.Environ, Limit: fontLimit,
	})
	font, letters, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	switch {
	case path == "" || err != nil:
		c.Verdict, c.Found, c.Advice = warning, textNoFontMatch, textFixFonts
	case !goodFont(font):
		c.Verdict, c.Found, c.Advice = warning, textPoorFont(font), textFixFonts
	case !hasVietnamese(letters):
		c.Verdict, c.Found, c.Advice = warning, textOldFont(font), textFixOldFont
	default:
		c.Found = textFontFine(font)
	}
	return c
}

func goodFont(font string) bool {
	for _, good := range []string{"times", "tinos", "liberation serif"} {
		if strings.Contains(strings.ToLower(font), good) {
			return true
		}
	}
	return false
}

// hasVietnamese tells whether a set of characters, as fontconfig prints it ("20-7e
// 1ea0-1ef9"), has all Vietnamese letters beyond Latin-1.
func hasVietnamese(set string) bool {
	type span struct{ from, to int64 }
	need := []span{{0x102, 0x103}, {0x110, 0x111}, {0x128, 0x129}, {0x168, 0x169}, {0x1a0, 0x1a1}, {0x1af, 0x1b0}, {0x1ea0, 0x1ef9}}
	for field := range strings.FieldsSeq(set) {
		from, to, ranged := strings.Cut(field, "-")
		if !ranged {
			to = from
		}
		first, err := strconv.ParseInt(from, 16, 32)
		if err != nil {
			return false
		}
		last, err := strconv.ParseInt(to, 16, 32)
		if err != nil {
			return false
		}
		for i := range need {
			if n := &need[i]; first <= n.from && n.from <= last {
				n.from = last + 1 // spans come in order
			}
		}
	}
	for _, n := range need {
		if n.from <= n.to {
			return false
		}
	}
	return true
}

// checkSoffice looks for LibreOffice and lets it convert a page: its core without the
// part for texts is there on many machines, and converts nothing.
func (p *program) checkSoffice(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectSoffice}
	path := tool.FindOffice(p.env.Environ)
	if path == "" {
		c.Verdict, c.Found, c.Advice = warning, textSofficeMissing, textFixSoffice
		return c
	}
	var page bytes.Buffer
	err := docx.Write(&page, &render.Document{Blocks: []render.Block{&render.Paragraph{Runs: []render.Run{{Text: textTrialPage}}}}})
	if err == nil {
		converter := pdf.New(pdf.Options{Soffice: path, Environ: p.env.Environ})
		defer converter.Close() //nolint:errcheck // the system clears its temporary files
		_, err = converter.PDF(ctx, page.Bytes())
	}
	if err != nil {
		c.Verdict, c.Found, c.Advice = warning, textSofficeBroken(path), textFixSofficeBroken
		return c
	}
	c.Found = textSofficeFine(path)
	return c
}
