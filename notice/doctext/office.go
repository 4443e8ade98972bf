package doctext

import (
	"context"
	"errors"
	"time"

	"thuky/tool"
)

// officeLimit ends a LibreOffice that hangs.
const officeLimit = 60 * time.Second

// ole reads a file in the container of old Office files.
func (r *reader) ole(ctx context.Context) (Result, error) {
	switch {
	case hasUTF16(r.data, "EncryptedPackage"):
		return Result{}, r.fail(Protected, textProtected(r.name))
	case hasUTF16(r.data, "WordDocument"):
		return r.office(ctx, ".doc")
	case hasUTF16(r.data, "Workbook"), hasUTF16(r.data, "Book"):
		return Result{}, r.fail(Unsupported, textSpreadsheet(r.name))
	case hasUTF16(r.data, "PowerPoint Document"):
		return Result{}, r.fail(Unsupported, textSlides(r.name))
	}
	return Result{}, r.fail(Unsupported, textNotText(r.name))
}

// office turns a file into .docx with LibreOffice and reads that. Its profile is made
// for the call: nothing of one foreign file lasts until the next.
func (r *reader) office(ctx context.Context, ext string) (Result, error) {
	suite := tool.NewOffice(tool.OfficeOptions{Environ: r.opts.Environ, Limit: officeLimit})
	defer suite.Close() //nolint:errcheck // the system clears its temporary files
	data, err := suite.Convert(ctx, r.data, ext, "docx:MS Word 2007 XML")
	switch {
	case errors.Is(err, tool.ErrNoOffice):
		return Result{}, r.needs(LibreOffice, textNeedOffice(r.name, ext), nil)
	case errors.Is(err, tool.ErrSlow):
		return Result{}, r.failFor(TooSlow, textOfficeSlow(r.name), err)
	case ctx.Err() != nil:
		return Result{}, context.Cause(ctx)
	case errors.Is(err, tool.ErrNoResult):
		return Result{}, r.failFor(Damaged, textOfficeFailed(r.name), err)
	case err != nil:
		return Result{}, r.failFor(ToolFailed, textOfficeFailed(r.name), err)
	}
	inner := reader{name: r.name, data: data, opts: r.opts}
	result, err := inner.zip(ctx)
	result.Kind = KindOld
	return result, err
}
