package report

import (
	"slices"
	"strconv"
	"strings"

	"thuky/vntext"
)

// Combine gives the one value that the answers of several people to q come to, in
// their order: texts, rows and files follow each other, numbers are added, choices are united.
// Skipped and empty answers do not count. It is false without an answer, and where
// different ones cannot be one value: dates, percents, yes and no.
func Combine(q *Question, answers []Answer) (Value, bool) {
	var values []Value
	var texts []string // the printed forms, each once
	for _, a := range answers {
		if a.Skipped {
			continue
		}
		text := strings.TrimSpace(vntext.Clean(q.Format(a.Value)))
		if text == "" {
			continue
		}
		values = append(values, a.Value)
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(values) == 0 {
		return Value{}, false
	}
	if len(values) == 1 {
		return values[0], true
	}
	switch q.Type {
	case "integer", "decimal":
		return NumberValue(sum(values)), true
	case "longtext":
		return TextValue(strings.Join(texts, "\n")), true
	case "text":
		return TextValue(strings.Join(texts, "; ")), true
	case "choice":
		return TextValue(strings.Join(texts, ", ")), true
	case "choices":
		return ListValue(union(values, q.Choices)), true
	case "table":
		var rows []Row
		for _, v := range values {
			rows = append(rows, v.Table...)
		}
		if rows == nil { // nobody has anything to list
			return values[0], true
		}
		return TableValue(rows), true
	case "files":
		var files []File
		for _, v := range values {
			files = append(files, v.Files...)
		}
		if files == nil {
			return values[0], true
		}
		return FilesValue(files), true
	}
	return values[0], len(texts) == 1
}

// sum adds decimals as they are written: 0.1 and 0.2 make 0.3.
func sum(values []Value) float64 {
	total, digits := 0.0, 0
	for _, v := range values {
		if v.Number == nil {
			continue
		}
		total += *v.Number
		_, fraction, _ := strings.Cut(strconv.FormatFloat(*v.Number, 'f', -1, 64), ".")
		digits = max(digits, len(fraction))
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(total, 'f', digits, 64), 64)
	if err != nil {
		return total
	}
	return rounded
}

// union gives the choices that anybody took, in the template's order.
func union(values []Value, order []string) []string {
	var list []string
	for _, v := range values {
		for _, c := range v.List {
			if !slices.Contains(list, c) {
				list = append(list, c)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y string) int {
		return slices.Index(order, x) - slices.Index(order, y)
	})
	return list
}
