package doctext

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"
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

// officeProfile is the profile of the LibreOffice that opens foreign files: no
// macros, nothing fetched from elsewhere.
const officeProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// office turns a file into .docx with LibreOffice and reads that. The profile is made
// for the call: two LibreOffices with one profile disturb each other.
func (r *reader) office(ctx context.Context, ext string) (Result, error) {
	soffice := r.opts.find("soffice", "libreoffice")
	if soffice == "" {
		return Result{}, r.needs(LibreOffice, textNeedOffice(r.name, ext), nil)
	}
	folder, err := os.MkdirTemp("", "thuky-read-*")
	if err != nil {
		return Result{}, r.failFor(ToolFailed, textOfficeFailed(r.name), err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // the system clears its temporary files
	source, profile := filepath.Join(folder, "notice"+ext), filepath.Join(folder, "profile")
	user := filepath.Join(profile, "user")
	if err := errors.Join(
		os.WriteFile(source, r.data, 0o600),
		os.MkdirAll(user, 0o700),
		os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(officeProfile), 0o600),
	); err != nil {
		return Result{}, r.failFor(ToolFailed, textOfficeFailed(r.name), err)
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(profile)}
	printed, err := r.opts.run(ctx, officeLimit, folder, nil, nil, soffice, "-env:UserInstallation="+address.String(),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, source)
	switch {
	case errors.Is(err, errToolSlow):
		return Result{}, r.failFor(TooSlow, textOfficeSlow(r.name), err)
	case ctx.Err() != nil:
		return Result{}, context.Cause(ctx)
	case err != nil:
		return Result{}, r.failFor(ToolFailed, textOfficeFailed(r.name), err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "notice.docx"))
	if err != nil {
		return Result{}, r.failFor(Damaged, textOfficeFailed(r.name), fmt.Errorf("%w: %s", err, firstLines(string(printed))))
	}
	inner := reader{name: r.name, data: data, opts: r.opts}
	result, err := inner.zip(ctx)
	result.Kind = KindOld
	return result, err
}
