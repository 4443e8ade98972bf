package report

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"

	"thuky/vntext"
)

// errUndecided ends a run that needs an answer which is not there, or divides
// by zero.
var errUndecided = errors.New("undecided")

// The functions that guard puts into expressions. Their capitals keep them
// apart from question ids; a template cannot call them.
const (
	answeredFunction = "Answered"
	compareFunction  = "Compare"
	divideFunction   = "Divide"
	restFunction     = "Rest"
	stringFunction   = "string"
)

// guard makes expressions safe to run while answers are missing:
//
//   - a nil operand ends the run as undecided, except in "x == nil", "x != nil"
//     and "x ?? …", so that short circuits still decide;
//   - a division by zero does the same;
//   - numbers compare as they read: 98.1 + 1.4 + 0.5 == 100 holds.
//
// What type a cell of a table has is known only when the run comes to it.
type guard struct{ names []string }

func (g guard) patch(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if slices.Contains(g.names, n.Value) {
			replace(node, answeredFunction, n.Type(), n)
		}
	case *ast.BinaryNode:
		g.binary(node, n)
	}
}

func (g guard) binary(node *ast.Node, n *ast.BinaryNode) {
	switch n.Operator {
	case "??":
		n.Left = bare(n.Left)
	case "==", "!=":
		if isNil(n.Left) || isNil(n.Right) {
			n.Left, n.Right = bare(n.Left), bare(n.Right)
			return
		}
		fallthrough
	case "<", "<=", ">", ">=":
		if numeric(n) || unknown(n.Left) && unknown(n.Right) {
			operator := &ast.StringNode{Value: n.Operator}
			replace(node, compareFunction, reflect.TypeFor[bool](), operator, n.Left, n.Right)
		}
	case "/":
		if numeric(n) {
			replace(node, divideFunction, reflect.TypeFor[float64](), n.Left, n.Right)
		}
	case "%":
		if numeric(n) {
			replace(node, restFunction, reflect.TypeFor[float64](), n.Left, n.Right)
		}
	}
}

// replace puts a call in place of a node. The type lets the parent, which is
// visited next, see what it has.
func replace(node *ast.Node, function string, result reflect.Type, arguments ...ast.Node) {
	call := &ast.CallNode{Callee: &ast.IdentifierNode{Value: function}, Arguments: arguments}
	call.Callee.SetLocation((*node).Location())
	call.SetType(result)
	ast.Patch(node, call)
}

// bare takes a name out of its guard.
func bare(node ast.Node) ast.Node {
	if call, ok := node.(*ast.CallNode); ok {
		if callee, ok := call.Callee.(*ast.IdentifierNode); ok && callee.Value == answeredFunction {
			return call.Arguments[0]
		}
	}
	return node
}

func isNil(node ast.Node) bool {
	_, ok := node.(*ast.NilNode)
	return ok
}

// numeric tells whether both sides are numbers, or may be.
func numeric(n *ast.BinaryNode) bool {
	return isNumber(n.Left) && (isNumber(n.Right) || unknown(n.Right)) || unknown(n.Left) && isNumber(n.Right)
}

// unknown tells whether a node may be of any type: a cell of a table.
func unknown(node ast.Node) bool { return node.Type().Kind() == reflect.Interface }

func isNumber(node ast.Node) bool {
	switch node.Type().Kind() {
	case reflect.Float64, reflect.Int:
		return true
	}
	return false
}

// functions are the definitions of what guard puts in, and of string.
func functions() []expr.Option {
	return []expr.Option{
		expr.Function(answeredFunction, answered,
			new(func(float64) float64), new(func(bool) bool), new(func(string) string), new(func([]string) []string),
			new(func([]map[string]any) []map[string]any)),
		expr.Function(compareFunction, compare, new(func(string, any, any) bool)),
		expr.Function(divideFunction, divide, new(func(any, any) float64)),
		expr.Function(restFunction, rest, new(func(any, any) float64)),
		expr.Function(stringFunction, vietnamese, new(func(any) string)),
	}
}

func answered(params ...any) (any, error) {
	if params[0] == nil {
		return nil, errUndecided
	}
	return params[0], nil
}

func compare(params ...any) (any, error) {
	a, okA := numberOf(params[1])
	b, okB := numberOf(params[2])
	if !okA || !okB || math.IsNaN(a) || math.IsNaN(b) {
		return compareWords(params)
	}
	// Numbers that differ only by the noise of binary fractions are the same.
	same := math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
	switch params[0].(string) {
	case "==":
		return same, nil
	case "!=":
		return !same, nil
	case "<":
		return a < b && !same, nil
	case "<=":
		return a < b || same, nil
	case ">":
		return a > b && !same, nil
	}
	return a > b || same, nil
}

// compareWords compares two cells that are no numbers: words and days, or yes and no.
func compareWords(params []any) (any, error) {
	if a, ok := params[1].(bool); ok {
		if b, ok := params[2].(bool); ok && params[0] == "==" || ok && params[0] == "!=" {
			return (a == b) == (params[0] == "=="), nil
		}
		return nil, errUndecided
	}
	a, okA := params[1].(string)
	b, okB := params[2].(string)
	if !okA || !okB {
		return nil, errUndecided
	}
	order := strings.Compare(a, b)
	switch params[0].(string) {
	case "==":
		return order == 0, nil
	case "!=":
		return order != 0, nil
	case "<":
		return order < 0, nil
	case "<=":
		return order <= 0, nil
	case ">":
		return order > 0, nil
	}
	return order >= 0, nil
}

func divide(params ...any) (any, error) {
	a, okA := numberOf(params[0])
	b, okB := numberOf(params[1])
	if !okA || !okB || b == 0 {
		return nil, errUndecided
	}
	return a / b, nil
}

func rest(params ...any) (any, error) {
	a, okA := numberOf(params[0])
	b, okB := numberOf(params[1])
	if !okA || !okB || b == 0 {
		return nil, errUndecided
	}
	return math.Mod(a, b), nil
}

// vietnamese is string(x) in expressions: numbers as they are printed.
func vietnamese(params ...any) (any, error) {
	switch v := params[0].(type) {
	case nil:
		return nil, errUndecided
	case string:
		return v, nil
	case bool:
		return yesNoKind{}.format(nil, YesValue(v)), nil
	case []string:
		return strings.Join(v, ", "), nil
	}
	if f, ok := numberOf(params[0]); ok && !math.IsInf(f, 0) && !math.IsNaN(f) {
		return vntext.FormatNumber(round(f, 6)), nil
	}
	return nil, fmt.Errorf("string of %T", params[0])
}
