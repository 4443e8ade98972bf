package render

import "slices"

// match is a place in each of two lists.
type match struct{ a, b int }

// intern gives what is equal the same number.
func intern[T comparable](a, b []T) (x, y []int) {
	numbers := make(map[T]int, len(a)+len(b))
	number := func(list []T) []int {
		out := make([]int, len(list))
		for i, t := range list {
			n, ok := numbers[t]
			if !ok {
				n = len(numbers)
				numbers[t] = n
			}
			out[i] = n
		}
		return out
	}
	return number(a), number(b)
}

// maxEdits bounds one search: time by length × maxEdits, memory by its square.
const maxEdits = 400

// lcs finds a long common subsequence: the longest, unless the lists differ in more than
// maxEdits places. Then it takes the way that got furthest and searches on from its end.
func lcs(a, b []int) []match {
	var all []match
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		all = append(all, match{from, from})
		from++
	}
	tail := 0
	for tail < min(len(a), len(b))-from && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	endA, endB := len(a)-tail, len(b)-tail
	for i, j := from, from; i < endA && j < endB; {
		found, stepA, stepB := search(a[i:endA], b[j:endB])
		for _, m := range found {
			all = append(all, match{i + m.a, j + m.b})
		}
		i, j = i+stepA, j+stepB
	}
	for k := range tail {
		all = append(all, match{endA + k, endB + k})
	}
	return all
}

// search is the greedy algorithm of Myers (1986): for d = 0, 1, 2, … it keeps how far one
// gets with d edits on each diagonal (place in a minus place in b). It gives the matches
// on the way, and where the way ended.
func search(a, b []int) (found []match, endA, endB int) {
	const at = maxEdits + 1 // index of diagonal 0
	var reach [2*maxEdits + 3]int
	var trace [][]int // reach before each d, diagonals -d-1 to d+1
	for d := 0; ; d++ {
		trace = append(trace, slices.Clone(reach[at-d-1:at+d+2]))
		best := match{-1, 0} // the diagonal that got furthest, and how far
		for k := -d; k <= d; k += 2 {
			i := step(reach[at+k-1], reach[at+k+1], k, d)
			if i > len(a) || i-k > len(b) { // over an edge: nobody comes back from there
				reach[at+k] = i
				continue
			}
			for i < len(a) && i-k < len(b) && a[i] == b[i-k] {
				i++
			}
			reach[at+k] = i
			if i == len(a) && i-k == len(b) {
				return path(trace, k, i), i, i - k
			}
			if far := 2*i - k; far > best.a {
				best = match{far, k}
			}
		}
		if d == maxEdits {
			i := reach[at+best.b]
			return path(trace, best.b, i), i, i - best.b
		}
	}
}

// step gives how far in a one comes onto diagonal k with the d-th edit, from how far one
// came on the diagonals beside it: k-1, leaving out one of a, or k+1, one of b.
func step(below, above, k, d int) int {
	switch {
	case d == 0:
		return 0
	case k == -d, k != d && below < above:
		return above
	}
	return below + 1
}

// path goes back from where diagonal k was reached.
func path(trace [][]int, k, i int) []match {
	var found []match
	for d := len(trace) - 1; d >= 0; d-- {
		before := trace[d] // diagonal 0 is at d+1
		start := step(before[d+1+k-1], before[d+1+k+1], k, d)
		for ; i > start; i-- {
			found = append(found, match{i - 1, i - 1 - k})
		}
		if d == 0 {
			break
		}
		if k == -d || k != d && before[d+1+k-1] < before[d+1+k+1] {
			k++
		} else {
			k--
		}
		i = before[d+1+k]
	}
	slices.Reverse(found)
	return found
}
