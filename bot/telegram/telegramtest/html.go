package telegramtest

import (
	"fmt"
	"html"
	"strings"
)

// readHTML gives the visible text of a message in parse mode HTML and what is
// bold in it, or why the server would refuse it: only the documented tags,
// balanced, everything else escaped.
func readHTML(source string) (text string, bold []string, err error) {
	var out strings.Builder
	type open struct {
		tag string
		at  int
	}
	var stack []open
	for i := 0; i < len(source); {
		switch source[i] {
		default:
			next := strings.IndexAny(source[i:], "<&>")
			if next <= 0 {
				if next == 0 { // a lone ">" is taken as text
					next = 1
				} else {
					next = len(source) - i
				}
			}
			out.WriteString(source[i : i+next])
			i += next
		case '&':
			end := strings.IndexByte(source[i:], ';')
			if end < 0 {
				return "", nil, fmt.Errorf("unescaped & at byte offset %d", i)
			}
			name := source[i : i+end+1]
			seen := html.UnescapeString(name)
			known := name == "&lt;" || name == "&gt;" || name == "&amp;" || name == "&quot;" || strings.HasPrefix(name, "&#")
			if !known || seen == name {
				return "", nil, fmt.Errorf("unknown entity %q at byte offset %d", name, i)
			}
			out.WriteString(seen)
			i += end + 1
		case '<':
			end := strings.IndexByte(source[i:], '>')
			if end < 0 {
				return "", nil, fmt.Errorf("unclosed start tag at byte offset %d", i)
			}
			tag := source[i+1 : i+end]
			i += end + 1
			if name, closing := strings.CutPrefix(tag, "/"); closing {
				if len(stack) == 0 || stack[len(stack)-1].tag != name {
					return "", nil, fmt.Errorf("unmatched end tag %q", name)
				}
				last := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if name == "b" || name == "strong" {
					bold = append(bold, out.String()[last.at:])
				}
				continue
			}
			name, _, _ := strings.Cut(tag, " ")
			if !htmlTags[name] {
				return "", nil, fmt.Errorf("unsupported start tag %q", name)
			}
			stack = append(stack, open{name, out.Len()})
		}
	}
	if len(stack) > 0 {
		return "", nil, fmt.Errorf("can't find end tag corresponding to start tag %q", stack[len(stack)-1].tag)
	}
	return out.String(), bold, nil
}

var htmlTags = map[string]bool{
	"b": true, "strong": true, "i": true, "em": true, "u": true, "ins": true, "s": true, "strike": true, "del": true,
	"span": true, "tg-spoiler": true, "a": true, "tg-emoji": true, "tg-time": true, "code": true, "pre": true, "blockquote": true,
}
