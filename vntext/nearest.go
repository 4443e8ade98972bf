package vntext

// Words longer than this many characters are not worth a suggestion.
const maxNearest = 64

// Nearest gives the one of among that word was probably meant to be, and "" when none is near: more
// than two slips, or than a third of a long word. Case and marks do not count. The first of equals wins.
func Nearest(word string, among []string) string {
	w := []rune(Fold(word))
	if len(w) == 0 || len(w) > maxNearest {
		return ""
	}
	best, least := "", max(2, len(w)/3)+1
	for _, candidate := range among {
		c := []rune(Fold(candidate))
		if len(c) > maxNearest || len(c)-len(w) >= least || len(w)-len(c) >= least {
			continue
		}
		if d := distance(w, c); d < least && d < min(len(w), len(c)) {
			best, least = candidate, d
		}
	}
	return best
}

// DistanceOf counts the slips between two words: a letter too many, missing, wrong, or two swapped.
// Case and marks do not count.
func DistanceOf(a, b string) int { return distance([]rune(Fold(a)), []rune(Fold(b))) }

func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
