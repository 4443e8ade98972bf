package review

import (
	"regexp"
	"strings"

	"thuky/vntext"
)

// partyForm is the Party's way to write who signs for another: T/M, K/T.
var partyForm = regexp.MustCompile(`^(TM|KT|TL|TUQ|T/M|K/T|T/L|T/U/Q)([/.:]?)\s`)

// checkClosing looks at recipients and signature: that they are there, and how the list
// and the post are written.
func checkClosing(d *draft) {
	var items []int
	recipients, signed, title, party := false, false, false, false
	for i := range d.paras {
		p := &d.paras[i]
		switch p.part {
		case Title:
			title = true
		case Head:
			party = party || strings.HasPrefix(vntext.Fold(p.Text), "dang cong san viet nam")
		case Recipients:
			if recipients {
				items = append(items, i)
			}
			recipients = true
		case Signature:
			signed = true
			if m := partyForm.FindStringSubmatchIndex(p.Text); m != nil && !party {
				right := strings.ReplaceAll(p.Text[m[2]:m[3]], "/", "") + "."
				if is := p.Text[m[2]:m[5]]; is != right {
					d.add(SignatureForm, i, m[2], m[5], textSignatureForm, right)
				}
			}
		}
	}
	if title {
		var missing []string
		if !recipients {
			missing = append(missing, "Nơi nhận")
		}
		if !signed {
			missing = append(missing, "chức vụ, họ tên người ký")
		}
		if len(missing) > 0 {
			d.addWhole(ClosingMissing, textClosingMissing(missing), "")
		}
	}
	for k, i := range items {
		text := strings.TrimSpace(d.paras[i].Text)
		last := k == len(items)-1
		switch {
		case !strings.HasPrefix(text, "- "):
			d.add(RecipientsForm, i, 0, len(d.paras[i].Text), textRecipientsForm, "- "+strings.TrimLeft(text, "-–—+• "))
		case last && !strings.HasPrefix(vntext.Fold(text), "- luu"):
			d.add(RecipientsForm, i, 0, len(d.paras[i].Text), textRecipientsArchive, "- Lưu: VT.")
		case last && !strings.HasSuffix(text, "."), !last && !strings.HasSuffix(text, ";"):
			end := ";"
			if last {
				end = "."
			}
			d.add(RecipientsForm, i, 0, len(d.paras[i].Text), textRecipientsForm, strings.TrimRight(text, ".;, ")+end)
		}
	}
}
