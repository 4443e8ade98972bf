package review

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// checkQuestions looks at headings that are questions of the notice, and at what the text
// under them answers.
func checkQuestions(d *draft) {
	var long []int
	for i := range d.paras {
		p := &d.paras[i]
		if p.level == 0 {
			continue
		}
		body := d.bodyOf(i)
		if len(p.words) > longHeading {
			long = append(long, i)
		}
		if len(body) == 0 || d.onlyNil(body) {
			continue
		}
		d.checkRestated(i, body)
		d.checkAnswered(i, body)
	}
	if len(long) > 0 { // a habit of the report, told once
		p := &d.paras[long[0]]
		d.add(HeadingLong, long[0], p.index.end, len(p.Text), textHeadingLong(len(p.words), long[1:]), "")
	}
}

// longHeading is the length, in words, over which a heading is a copied question.
const longHeading = 45

// bodyOf gives the paragraphs directly under a heading.
func (d *draft) bodyOf(i int) []int {
	var body []int
	for k := i + 1; k < len(d.paras) && d.paras[k].under == i; k++ {
		if d.paras[k].text() {
			body = append(body, k)
		}
	}
	return body
}

// onlyNil tells whether the answer is "Không".
func (d *draft) onlyNil(body []int) bool {
	return len(body) == 1 && len(d.paras[body[0]].words) <= 3
}

// own gives the words of a paragraph that are not those of a citation or of its number.
func (d *draft) own(i int) []word {
	p := &d.paras[i]
	if p.own != nil {
		return p.own
	}
	list := make([]word, 0, len(p.words))
	for _, w := range p.words {
		if w.to <= p.index.end && p.index.style != noNumber || d.citedAt(i, w.from) {
			continue
		}
		list = append(list, w)
	}
	p.own = list
	return list
}

// citedAt tells whether a place is part of a citation.
func (d *draft) citedAt(i, at int) bool {
	for k := d.firstCite[i]; k < len(d.cites) && d.cites[k].para == i; k++ {
		if c := &d.cites[k]; c.start <= at && at < c.end {
			return true
		}
	}
	return false
}

// stock are words that say nothing of their own in an answer.
var stock = wordSet("nhà trường đã đang được luôn các những của và cho trong thực hiện tốt triển khai đầy đủ nghiêm túc kịp thời thường xuyên tiếp tục có về theo đúng quy định công tác việc đơn vị trường với đến tới cũng như hiệu quả chất lượng rất khá")

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// checkRestated finds answers that say the heading again: in one long run, or with
// nothing but stock words around.
func (d *draft) checkRestated(i int, body []int) {
	heading := d.own(i)
	const short = 4
	if len(heading) < short {
		return
	}
	for _, k := range body {
		answer := d.own(k)
		run := longestRun(heading, answer)
		if n := run.bTo - run.bFrom; n >= 15 && n*5 >= len(heading)*3 {
			d.add(Restated, k, answer[run.bFrom].from, answer[run.bTo-1].to, textRestated(n), "")
			return
		}
	}
	if len(body) > 1 {
		return
	}
	known := make(map[string]bool, len(heading))
	for _, w := range heading {
		known[w.key] = true
	}
	extra, repeated := 0, 0
	answer := d.own(body[0])
	for _, w := range answer {
		switch {
		case known[w.key]:
			repeated++
		case !stock[w.key]:
			extra++
		}
	}
	if extra == 0 && repeated >= short && len(answer) > 0 {
		d.add(Restated, body[0], 0, len(d.paras[body[0]].Text), textRestatedOnly, "")
	}
}

// longestRun finds the longest run of words that two texts share.
func longestRun(a, b []word) change {
	a, b = a[:min(len(a), maxDiff)], b[:min(len(b), maxDiff)]
	var best change
	row := make([]int, len(b)+1) // row[k]: length of the run that ends at a[i-1], b[k-1]
	for i := 1; i <= len(a); i++ {
		diagonal := 0
		for k := 1; k <= len(b); k++ {
			above := row[k]
			row[k] = 0
			if a[i-1].id == b[k-1].id {
				row[k] = diagonal + 1
				if n := row[k]; n > best.bTo-best.bFrom {
					best = change{i - n, i, k - n, k}
				}
			}
			diagonal = above
		}
	}
	return best
}

// openers begin a question within a heading and are not what it asks about.
var openers = map[string]bool{"công tác": true, "kết quả": true, "việc": true, "tình hình": true, "hoạt động": true}

// empty are words in front of what a question is about.
var emptyWords = wordSet("và về của các những cho với trong trên nhằm theo để có được thực hiện tổ chức triển khai kết quả công tác việc hoạt động tình hình nâng cao tăng cường đẩy mạnh nhất là cùng")

// checkAnswered looks whether every question of a heading is answered: some pair of words
// with which it begins stands in the text, too.
func (d *draft) checkAnswered(i int, body []int) {
	p := &d.paras[i]
	if len(p.words) < 12 || p.section >= 0 && taskSections.MatchString(vntext.Fold(d.paras[p.section].Text)) {
		return
	}
	pairs := make(map[[2]int32]bool)
	cited := make(map[string]bool)
	for _, k := range body {
		words := d.paras[k].words
		for n := 1; n < len(words); n++ {
			pairs[[2]int32{words[n-1].id, words[n].id}] = true
		}
		for c := d.firstCite[k]; c < len(d.cites) && d.cites[c].para == k; c++ {
			cited[d.cites[c].key] = true
		}
	}
	var missing []string
	for _, q := range questionsOf(d.own(i), p.Text) {
		if !q.answered(pairs) {
			missing = append(missing, "«"+p.Text[q[0].from:q[len(q)-1].to]+"»")
		}
	}
	if asks := vntext.Fold(clip(p.Text[p.index.end:], 40)); strings.HasPrefix(asks, "ket qua") {
		for c := d.firstCite[i]; c < len(d.cites) && d.cites[c].para == i; c++ {
			if !cited[d.cites[c].key] && !mentions(d, body, &d.cites[c]) {
				missing = append(missing, d.cites[c].short())
			}
		}
	}
	if len(missing) > 0 {
		d.add(Unanswered, i, p.index.end, len(p.Text), textUnanswered(missing), "")
	}
}

// mentions tells whether a text names the type of a document at least: "Kế hoạch trên".
func mentions(d *draft, body []int, c *citation) bool {
	kind := strings.ToLower(c.kind)
	for _, k := range body {
		if kind != "" && strings.Contains(strings.ToLower(d.paras[k].Text), kind+" này") || strings.Contains(d.paras[k].Text, c.number) {
			return true
		}
	}
	return false
}

// asked is a question within a heading.
type asked []word

// questionsOf cuts a heading into its questions, without the first, which the whole text
// answers. One stands behind a semicolon, or begins with a word such as "công tác"; what
// "và" joins to one is another. The other parts of lists say more closely what is asked,
// and an answer need not repeat them.
func questionsOf(words []word, text string) []asked {
	var all []asked
	before := false // the clause before is a question
	for i := 0; i < len(words); {
		end := i + 1
		for end < len(words) && !strings.ContainsAny(text[words[end-1].to:words[end].from], ",;:") && words[end].key != "và" {
			end++
		}
		part := words[i:end]
		question := i > 0 && strings.ContainsAny(text[words[i-1].to:words[i].from], ";:")
		if part[0].key == "và" {
			question, part = before, part[1:]
		}
		rest, opened := strip(part)
		// "của cơ quan và chính quyền": joined is what belongs to something.
		joins := !slices.ContainsFunc(rest, func(w word) bool { return w.key == "của" })
		if before = question || opened && i > 0; before && (len(rest) >= 3 || len(rest) == 2 && opened) {
			all = append(all, rest)
		}
		before = before && joins
		i = end
	}
	return all
}

// strip takes the words away with which questions begin; opened tells that the first is one
// such as "công tác".
func strip(part []word) (rest []word, opened bool) {
	for first := true; len(part) > 0; first = false {
		if len(part) > 1 && openers[part[0].key+" "+part[1].key] {
			opened, part = opened || first, part[2:]
			continue
		}
		if !openers[part[0].key] && !emptyWords[part[0].key] {
			break
		}
		opened = opened || first && openers[part[0].key]
		part = part[1:]
	}
	return part, opened
}

// answered tells whether one of the pairs of words with which a question begins is in the text.
func (q asked) answered(pairs map[[2]int32]bool) bool {
	seen := 0
	for n := 1; n < len(q) && seen < 3; n++ {
		if emptyWords[q[n-1].key] || emptyWords[q[n].key] {
			continue
		}
		if seen++; pairs[[2]int32{q[n-1].id, q[n].id}] {
			return true
		}
	}
	return seen == 0
}
