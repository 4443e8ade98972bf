package conversation

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestHelpIsTrue reads every order that the help names as if it were typed.
func TestHelpIsTrue(t *testing.T) {
	t.Parallel()
	quoted := regexp.MustCompile(`«([^»]+)»`)
	n := 0
	for _, line := range append(slices.Concat(adminHelp, approverHelp), textPeopleHelp, textHelp(Asking), textHelp(Sent)) {
		for _, m := range quoted.FindAllStringSubmatch(line, -1) {
			n++
			typed := strings.ReplaceAll(m[1], "<tên>", "Mận")
			_, order := parseOrder(typed)
			_, people := parsePeople(typed, true)
			_, wish := parseWish(typed)
			cmd, _ := parseCommand(typed, true)
			if !order && !people && !wish && cmd == noCommand && typed != wordDropIt {
				t.Errorf("%q is named in the help and is no order", typed)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d orders are named", n)
	}
	whole := strings.Join(append([]string{textHelpShort, textPeopleHelp}, adminHelp...), "\n")
	if got := len(utf16.Encode([]rune(whole))); got > 1700 {
		t.Errorf("the help for admins has %d units; what is asked next must fit beside it in 2,000", got)
	}
}
