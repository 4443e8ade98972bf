package bot

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{textCrashed, textDraftFailed, textDraftName, textUnnamed("p7")} {
		if !norm.NFC.IsNormalString(text) || strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
			t.Errorf("%q is not in order", text)
		}
		if len(text) > 1000 || strings.Contains(text, "!") {
			t.Errorf("%q is too long or too loud", text)
		}
	}
}
