package cli

import (
	"os"

	"rsc.io/qr"
)

// drawInvitation writes a QR picture of the link of an invitation, or of the bare
// code where there is no link. The invitation has been told already, so that it is
// not lost when the file cannot be written.
func drawInvitation(v inviteView, path string) error {
	text := v.Code
	switch {
	case v.Links.Telegram != nil:
		text = *v.Links.Telegram
	case v.Links.Web != nil:
		text = *v.Links.Web
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return failed(textCannotWrite(path, err), nil)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // whoever has the picture can join
	if err != nil {
		return failed(textCannotWrite(path, err), nil)
	}
	_, err = f.Write(code.PNG())
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return failed(textCannotWrite(path, err), nil)
	}
	return nil
}
