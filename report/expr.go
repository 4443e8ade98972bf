package report

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"thuky/vntext"
)

// questionPrograms are a question's compiled expressions, nil where it has none.
type questionPrograms struct {
	when, check, compute *program
	pattern              *regexp.Regexp // matches whole texts
}

// program is a compiled expression. It is safe for concurrent use.
type program struct {
	code  *vm.Program
	names []string // the question ids it names, each once
	// runners keeps machines and their operands for the next run.
	runners sync.Pool
}

// runner runs a program once at a time.
type runner struct {
	machine  vm.VM
	operands map[string]any
}

// The limits of one expression. A template is written by an admin, but a slip
// there must not stop the bot.
const (
	maxExpression  = 4_000 // characters
	maxNodes       = 500
	maxPredicates  = 3      // all, any, filter …: they may stand inside each other
	memoryOfOneRun = 10_000 // expr's unit: about an element of a list
)

// builtins are the functions that expressions may use: none that reads a
// clock, grows its input, or depends on the order of a map.
var builtins = []string{
	"all", "none", "any", "one", "filter", "map", "count", "sum", "len",
	"abs", "ceil", "floor", "round", "int", "float", "max", "min", "mean", "median",
	"trim", "upper", "lower", "join", "indexOf", "hasPrefix", "hasSuffix", "first", "last",
}

// compile checks and compiles an expression over the questions. wanted is the
// Go kind of its result; whole refuses numbers that may have decimals.
func compile(source string, wanted reflect.Kind, whole bool, questions func(id string) *Question, ids []string) (*program, error) {
	if len([]rune(source)) > maxExpression {
		return nil, errors.New(exprTooLong(maxExpression))
	}
	tree, err := parser.Parse(source)
	if err != nil {
		return nil, exprError(err)
	}
	l := &linter{questions: questions, ids: ids, callees: map[*ast.IdentifierNode]bool{}}
	ast.Walk(&tree.Node, visit(l.first))
	ast.Walk(&tree.Node, visit(l.lint))
	if l.problem != "" {
		return nil, errors.New(l.problem)
	}
	if whole && l.fraction(tree.Node) {
		return nil, errors.New(exprNotWhole)
	}
	env := make(map[string]any, len(l.names))
	for _, name := range l.names {
		env[name] = kindOf(questions(name).Type).sample()
	}
	options := []expr.Option{
		expr.Env(env),
		expr.AsKind(wanted),
		expr.MaxNodes(maxNodes),
		expr.DisableAllBuiltins(),
		expr.Patch(visit(guard{names: l.names}.patch)),
	}
	for _, name := range builtins {
		options = append(options, expr.EnableBuiltin(name))
	}
	code, err := expr.Compile(source, append(options, functions()...)...)
	if err != nil {
		return nil, exprError(err)
	}
	return &program{code: code, names: l.names}, nil
}

// visit makes a function an ast.Visitor. Children come before their parents.
type visit func(node *ast.Node)

// Visit calls the function.
func (v visit) Visit(node *ast.Node) { v(node) }

// linter finds the questions an expression names, and what it may not use.
type linter struct {
	questions  func(id string) *Question
	ids        []string
	names      []string
	callees    map[*ast.IdentifierNode]bool
	predicates int
	problem    string // the first one
}

// first finds which names are functions, and refuses what would make the
// other messages misleading.
func (l *linter) first(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			l.callees[callee] = true
		}
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		l.say(exprNoVariables, n)
	}
}

func (l *linter) lint(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		switch {
		case l.callees[n]:
			l.function(n.Value, n)
		case l.questions(n.Value) == nil:
			l.say(exprUnknownName(n.Value, vntext.Nearest(n.Value, l.ids)), n)
		case !slices.Contains(l.names, n.Value):
			l.names = append(l.names, n.Value)
		}
	case *ast.BuiltinNode:
		l.function(n.Name, n)
	case *ast.MemberNode:
		l.column(n)
	case *ast.PredicateNode:
		if l.predicates++; l.predicates > maxPredicates {
			l.say(exprTooManyPredicates(maxPredicates), n)
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "..":
			l.say(exprNoRanges, n)
		case "==", "!=", "in":
			l.label(n.Left, n.Right)
			l.label(n.Right, n.Left)
		}
	}
}

func (l *linter) function(name string, at ast.Node) {
	if name != stringFunction && !slices.Contains(builtins, name) {
		l.say(exprUnknownFunction(name, vntext.Nearest(name, append([]string{stringFunction}, builtins...))), at)
	}
}

// label checks that what a choice question is compared with is one of its choices.
func (l *linter) label(name, words ast.Node) {
	id, ok := name.(*ast.IdentifierNode)
	if !ok {
		return
	}
	q := l.questions(id.Value)
	if q == nil || len(q.Choices) == 0 {
		return
	}
	nodes := []ast.Node{words}
	if list, ok := words.(*ast.ArrayNode); ok {
		nodes = list.Nodes
	}
	for _, node := range nodes {
		if s, ok := node.(*ast.StringNode); ok && !slices.Contains(q.Choices, s.Value) {
			l.say(exprUnknownLabel(s.Value, q.ID, vntext.Nearest(s.Value, q.Choices)), node)
		}
	}
}

// column checks that what is taken of a row is a column of some table.
func (l *linter) column(n *ast.MemberNode) {
	name, ok := n.Property.(*ast.StringNode)
	if !ok {
		return
	}
	var columns []string
	for _, id := range l.ids {
		if q := l.questions(id); q != nil {
			for _, c := range q.Columns {
				columns = append(columns, c.ID)
			}
		}
	}
	if !slices.Contains(columns, name.Value) {
		l.say(exprUnknownColumn(name.Value, vntext.Nearest(name.Value, columns)), n)
	}
}

func (l *linter) say(problem string, at ast.Node) {
	if l.problem == "" {
		l.problem = problem + exprColumn(at.Location().From)
	}
}

// fraction tells whether a number expression may come out with decimals.
func (l *linter) fraction(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.IdentifierNode:
		return l.questions(n.Value).Type != "integer"
	case *ast.FloatNode:
		return true
	case *ast.UnaryNode:
		return l.fraction(n.Node)
	case *ast.ConditionalNode:
		return l.fraction(n.Exp1) || l.fraction(n.Exp2)
	case *ast.BinaryNode:
		switch n.Operator {
		case "/":
			return true
		case "+", "-", "*", "%", "??":
			return l.fraction(n.Left) || l.fraction(n.Right)
		}
	}
	return false
}

var mismatch = regexp.MustCompile(`^invalid operation: (\S+) \(mismatched types (\S+) and (\S+)\)`)

// exprError keeps the message and place of expr's error, without its drawing.
func exprError(err error) error {
	var at *file.Error
	if errors.As(err, &at) {
		message := exprSyntax(at.Message)
		if m := mismatch.FindStringSubmatch(at.Message); m != nil {
			message = exprMismatch(m[1], m[2], m[3])
		} else if at.Message == "unexpected token EOF" {
			message = exprCutShort
		} else if strings.Contains(at.Message, "maximum allowed nodes") {
			return errors.New(exprTooLarge)
		}
		return errors.New(message + exprColumn(at.From))
	}
	if _, rest, ok := strings.Cut(err.Error(), "expected "); ok {
		if want, got, ok := strings.Cut(rest, ", but got "); ok {
			return errors.New(exprWrongType(want, got))
		}
	}
	return errors.New(exprSyntax(err.Error()))
}
