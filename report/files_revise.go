package report

import (
	"slices"
	"strings"
)

// Files are changed by others than who sent them as words: a line for each file that stays,
// in the order in which they are to stand, its hash first and its caption behind it.

// reviseFiles reads such lines. ok is false for words that are none.
func (q *Question) reviseFiles(old []File, text string) (v Value, problem *Problem, ok bool) {
	var files []File
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		hash, caption, _ := strings.Cut(strings.TrimSpace(line), " ")
		i := slices.IndexFunc(old, func(f File) bool { return f.Hash == hash })
		if i < 0 {
			return Value{}, nil, false
		}
		f := old[i]
		clean, fits := CleanCaption(caption)
		if !fits {
			p := q.problem(TooLong)
			p.Max = captionLimit
			return Value{}, p, true
		}
		f.Caption = clean
		if !slices.ContainsFunc(files, func(have File) bool { return have.Hash == hash }) {
			files = append(files, f)
		}
	}
	return FilesValue(files), nil, true
}
