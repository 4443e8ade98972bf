package render

import "slices"

// How alike two blocks must be to be one edited block, and how much is compared for that,
// in words and pairs of blocks.
const (
	minAlike   = 0.5
	maxCompare = 8_000_000
)

// similar finds the blocks between two places that are edits of each other, in order:
// those that have most words in common as a whole.
func (d differ) similar(fromA, toA, fromB, toB int) []match {
	rows, cols := toA-fromA, toB-fromB
	if rows == 0 || cols == 0 {
		return nil
	}
	bagsA, bagsB := bags(d.a[fromA:toA], d.b[fromB:toB])
	work := 8 * rows * cols
	for _, bag := range bagsA {
		work += len(bag) * cols
	}
	for _, bag := range bagsB {
		work += len(bag) * rows
	}
	if work > maxCompare {
		return nil
	}
	// sum[i][j] is the most that the first i and the first j blocks have in common.
	sum := make([]float64, (rows+1)*(cols+1))
	alike := make([]float64, rows*cols)
	at := func(i, j int) *float64 { return &sum[i*(cols+1)+j] }
	for i := range rows {
		for j := range cols {
			best := max(*at(i, j+1), *at(i+1, j))
			if d.a[fromA+i].kind == d.b[fromB+j].kind {
				if s := overlap(bagsA[i], bagsB[j]); s >= minAlike {
					alike[i*cols+j] = s
					best = max(best, *at(i, j)+s)
				}
			}
			*at(i+1, j+1) = best
		}
	}
	var found []match
	for i, j := rows, cols; i > 0 && j > 0; {
		s := alike[(i-1)*cols+j-1]
		switch {
		case s > 0 && *at(i, j) == *at(i-1, j-1)+s:
			i, j = i-1, j-1
			found = append(found, match{fromA + i, fromB + j})
		case *at(i, j) == *at(i-1, j):
			i--
		default:
			j--
		}
	}
	slices.Reverse(found)
	return found
}

// bags gives the words of each block as sorted numbers.
func bags(a, b []diffBlock) (x, y [][]int) {
	numbers := map[string]int{}
	bag := func(blocks []diffBlock) [][]int {
		out := make([][]int, len(blocks))
		for i, block := range blocks {
			for _, t := range tokens(block.text) {
				if !isWord(t) {
					continue
				}
				n, ok := numbers[t]
				if !ok {
					n = len(numbers)
					numbers[t] = n
				}
				out[i] = append(out[i], n)
			}
			slices.Sort(out[i])
		}
		return out
	}
	return bag(a), bag(b)
}

// overlap is the share of words that two bags have in common, 0 to 1.
func overlap(a, b []int) float64 {
	if 2*min(len(a), len(b)) < int(minAlike*float64(len(a)+len(b))) || len(a)+len(b) == 0 {
		return 0 // too different in length to be alike enough
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			common++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
