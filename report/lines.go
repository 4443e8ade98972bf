package report

import (
	"bytes"
	"fmt"
	"sort"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines tells on which line each key of a TOML file stands. Paths look like
// "sections[0].questions[2].when".
type lines struct {
	ends  []int          // offset of each line end
	at    map[string]int // path → line from 1
	count map[string]int // array of tables → how many so far
}

// maxDepth is how many parts of a dotted key are looked at; the format has four.
const maxDepth = 8

// findLines walks a file that has already been read without error.
func findLines(source []byte) *lines {
	l := &lines{at: map[string]int{}, count: map[string]int{}}
	for i := 0; ; {
		n := bytes.IndexByte(source[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		l.ends = append(l.ends, i-1)
	}
	var parser unstable.Parser
	parser.Reset(source)
	table := ""
	for parser.NextExpression() {
		node := parser.Expression()
		switch node.Kind {
		case unstable.Table:
			table = l.path("", node.Key())
		case unstable.ArrayTable:
			table = l.element(node.Key())
		case unstable.KeyValue:
			l.keyValue(table, node)
		}
	}
	return l
}

// of gives the line of a path, or of the nearest path around it.
func (l *lines) of(path string) int {
	for path != "" {
		if line, ok := l.at[path]; ok {
			return line
		}
		i := len(path) - 1
		for i > 0 && path[i] != '.' && path[i] != '[' {
			i--
		}
		path = path[:i]
	}
	return 1
}

// path resolves a dotted key; a part that names an array of tables means its
// last element.
func (l *lines) path(base string, key unstable.Iterator) string {
	for depth := 0; depth < maxDepth && key.Next(); depth++ {
		node := key.Node()
		if n := l.count[base]; n > 0 {
			base = element(base, n-1)
		}
		base = join(base, string(node.Data))
		l.note(base, node.Raw)
	}
	if n := l.count[base]; n > 0 {
		base = element(base, n-1)
	}
	return base
}

// element opens the next element of an array of tables.
func (l *lines) element(key unstable.Iterator) string {
	base := ""
	for depth := 0; depth < maxDepth && key.Next(); depth++ {
		node := key.Node()
		base = join(base, string(node.Data))
		if key.IsLast() {
			l.count[base]++
			base = element(base, l.count[base]-1)
		} else if n := l.count[base]; n > 0 {
			base = element(base, n-1)
		}
		l.note(base, node.Raw)
	}
	return base
}

func (l *lines) keyValue(base string, node *unstable.Node) {
	key := node.Key()
	for depth := 0; depth < maxDepth && key.Next(); depth++ {
		base = join(base, string(key.Node().Data))
		l.note(base, key.Node().Raw)
	}
	l.value(base, node.Value())
}

// value notes what stands inside an array or an inline table.
func (l *lines) value(path string, node *unstable.Node) {
	switch node.Kind {
	case unstable.Array:
		children := node.Children()
		for i := 0; children.Next(); i++ {
			child := children.Node()
			if child.Raw.Length > 0 {
				l.note(element(path, i), child.Raw)
			}
			l.value(element(path, i), child)
		}
	case unstable.InlineTable:
		children := node.Children()
		for children.Next() {
			if children.Node().Kind == unstable.KeyValue {
				l.keyValue(path, children.Node())
			}
		}
	}
}

// note keeps the first line seen of a path.
func (l *lines) note(path string, raw unstable.Range) {
	if _, known := l.at[path]; !known {
		l.at[path] = sort.SearchInts(l.ends, int(raw.Offset)) + 1
	}
}

func join(base, key string) string {
	if base == "" {
		return key
	}
	return base + "." + key
}

func element(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
