package review

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	ratio   = regexp.MustCompile(`(\d{1,3}(?:\.\d{3})+|\d{1,6})\s?/\s?(\d{1,3}(?:\.\d{3})+|\d{1,6})([^%\d;.]{0,60}?)(\d{1,3}(?:[.,]\d{1,2})?)\s?%`)
	counted = regexp.MustCompile(`(\d{1,3}(?:\.\d{3})+|\d{1,6})\s+\p{L}[^%\d;.()]{0,40}\(\s?(?:chiếm |đạt |tỷ lệ |tỉ lệ |tỷ lệ: |tỉ lệ: )?(\d{1,3}(?:[.,]\d{1,2})?)\s?%`)
	dotted  = regexp.MustCompile(`\d{1,3}\.\d{1,2}\s?%|\d\s%`)
)

// checkPercents works percentages out again.
func checkPercents(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() || !strings.Contains(p.Text, "%") {
			continue
		}
		for _, m := range ratio.FindAllStringSubmatchIndex(p.Text, -1) {
			part, whole := readNumber(p.Text[m[2]:m[3]]), readNumber(p.Text[m[4]:m[5]])
			before := p.Text[:m[2]]
			if whole == 0 || part > whole || strings.HasSuffix(before, "/") || strings.HasSuffix(before, "ngày ") || strings.HasSuffix(before, "tháng ") || strings.HasPrefix(p.Text[m[5]:], "/") {
				continue
			}
			written := p.Text[m[8]:m[9]]
			if exact := 100 * part / whole; !rounds(exact, written) {
				right := percent(exact, written)
				d.replace(Percent, i, m[8], m[1], textPercent(p.Text[m[2]:m[5]], right), right).Quote = p.Text[m[2]:m[1]]
			}
		}
		d.checkShares(i)
		for _, m := range dotted.FindAllStringIndex(p.Text, -1) {
			words := p.Text[m[0]:m[1]]
			right := strings.ReplaceAll(strings.ReplaceAll(words, " ", ""), ".", ",")
			d.replace(NumberStyle, i, m[0], m[1], textNumberStyle, right)
		}
	}
}

// checkShares compares counts that carry percentages of one unknown whole: 295 (9,7%),
// 1.723 (56,4%). Every one allows a range of wholes; they must have one in common.
func (d *draft) checkShares(i int) {
	p := &d.paras[i]
	all := counted.FindAllStringSubmatchIndex(p.Text, -1)
	if len(all) < 2 {
		return
	}
	type share struct {
		low, high float64
		from, to  int
	}
	var shares []share
	for _, m := range all {
		n, written := readNumber(p.Text[m[2]:m[3]]), p.Text[m[4]:m[5]]
		value, slack := readDecimal(written), step(written)
		if n == 0 || value <= slack {
			continue
		}
		shares = append(shares, share{100 * n / (value + slack), 100 * n / (value - slack), m[4], m[1]})
	}
	if len(shares) < 2 {
		return
	}
	base := shares[0] // the narrowest range knows the whole best
	for _, s := range shares {
		if s.high-s.low < base.high-base.low {
			base = s
		}
	}
	for _, s := range shares {
		if s.high < base.low || s.low > base.high {
			f := d.add(Percent, i, s.from, s.to, textShares, "")
			f.Severity = Warning
			f.Quote = around(p.Text, s.from, s.to)
		}
	}
}

// readNumber reads 1.234; 0 for none.
func readNumber(s string) float64 {
	n, _ := strconv.ParseFloat(strings.ReplaceAll(s, ".", ""), 64)
	return n
}

func readDecimal(s string) float64 {
	n, _ := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return n
}

func decimals(s string) int {
	if k := strings.IndexAny(s, ".,"); k >= 0 {
		return len(s) - k - 1
	}
	return 0
}

// step is the value of the last decimal that is written: what was rounded away, or cut.
func step(s string) float64 { return math.Pow(10, -float64(decimals(s))) }

// rounds tells whether a percentage is the exact one, rounded or cut off.
func rounds(exact float64, written string) bool {
	return math.Abs(exact-readDecimal(written)) < step(written)-1e-9
}

// percent writes a percentage with as many decimals as the wrong one, and one at least.
func percent(exact float64, like string) string {
	n := max(decimals(like), 1)
	scale := math.Pow(10, float64(n))
	s := strconv.FormatFloat(math.Round(exact*scale)/scale, 'f', n, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	return strings.Replace(s, ".", ",", 1) + "%"
}

var (
	partWord = regexp.MustCompile(`(trong đó|bao gồm|gồm|chia ra)(?: có)?\s?:?\s`)
	figure   = regexp.MustCompile(`\d{1,3}(?:\.\d{3})+|\d+`)
	inside   = regexp.MustCompile(`\([^()]*\)`)
	bothSexe = regexp.MustCompile(`^\s*(?:có )?(?:(\d{1,5}) nam,? (?:và )?(\d{1,5}) nữ|(\d{1,5}) nữ,? (?:và )?(\d{1,5}) nam|nam:? ?(\d{1,5})[,;]? (?:và )?nữ:? ?(\d{1,5})|nữ:? ?(\d{1,5})[,;]? (?:và )?nam:? ?(\d{1,5}))\s*[.;)]?\s*$`)
)

// checkSums adds parts up: "32 viên chức, gồm 02 cán bộ quản lý, 26 giáo viên và 04 nhân
// viên". Parts behind "trong đó" need not be all, but cannot be more.
func checkSums(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() || !strings.ContainsAny(p.Text, "0123456789") {
			continue
		}
		for _, s := range sentenceSpans(p.Text) {
			d.checkSum(i, s)
		}
	}
}

// sentenceSpans cuts a text at full stops and semicolons.
func sentenceSpans(text string) []Span {
	var all []Span
	from := 0
	for i := 0; i+1 < len(text); i++ {
		if (text[i] == '.' || text[i] == ';') && text[i+1] == ' ' {
			all = append(all, Span{from, i + 1})
			from = i + 1
		}
	}
	return append(all, Span{from, len(text)})
}

func (d *draft) checkSum(i int, s Span) {
	text := d.paras[i].Text[s.Start:s.End]
	if m := partWord.FindStringSubmatchIndex(text); m != nil {
		total, at := lastFigure(text[:m[0]])
		parts := figuresOf(inside.ReplaceAllString(text[m[1]:], ""))
		if total > 0 && len(parts) >= 2 {
			sum := 0.0
			for _, n := range parts {
				sum += n
			}
			all := text[m[2]:m[3]] != "trong đó" || bothSexe.MatchString(text[m[1]:])
			if sum > total || all && sum != total {
				d.add(Sum, i, s.Start+at, s.Start+len(text), textSum(total, parts, sum), "")
			}
		}
	}
	for _, m := range inside.FindAllStringIndex(text, -1) {
		total, at := lastFigure(text[:m[0]])
		if parts := figuresOf(text[m[0]:m[1]]); total > 0 && len(parts) == 2 && bothSexe.MatchString(text[m[0]+1:m[1]]) && parts[0]+parts[1] != total {
			d.add(Sum, i, s.Start+at, s.Start+m[1], textSum(total, parts, parts[0]+parts[1]), "")
		}
	}
}

// lastFigure gives the last count of a text, and where it stands; 0 for none.
func lastFigure(text string) (float64, int) {
	all := figure.FindAllStringIndex(text, -1)
	for k := len(all) - 1; k >= 0; k-- {
		if m := all[k]; countable(text, m) {
			return readNumber(text[m[0]:m[1]]), m[0]
		}
	}
	return 0, 0
}

// figuresOf gives the counts of a text.
func figuresOf(text string) []float64 {
	var list []float64
	for _, m := range figure.FindAllStringIndex(text, -1) {
		if countable(text, m) {
			list = append(list, readNumber(text[m[0]:m[1]]))
		}
	}
	return list
}

// countable tells whether digits are a count: no part of a date, percentage, decimal,
// identifier, class or year.
func countable(text string, m []int) bool {
	before, after := text[:m[0]], text[m[1]:]
	for _, end := range []string{"/", "-", "–", ",", ".", "năm ", "tháng ", "ngày ", "lớp ", "khối ", "tổ ", "số ", "Lớp ", "Tổ ", "học kỳ ", "mức ", "mức độ ", "hạng ", "cấp độ "} {
		if strings.HasSuffix(before, end) {
			return false
		}
	}
	for _, begin := range []string{"/", "%", " %", "-", "–", " triệu", " nghìn", " đồng", " tỷ", "đ", " điểm", " tuổi", " lần"} {
		if strings.HasPrefix(after, begin) {
			return false
		}
	}
	if len(after) > 1 && after[0] == ',' && after[1] >= '0' && after[1] <= '9' || len(before) > 0 && wordByte(before[len(before)-1]) || len(after) > 0 && wordByte(after[0]) {
		return false
	}
	return true
}

// checkQuantities looks whether one quantity is said twice with two values: "toàn trường
// có 412 học sinh" here, 421 there.
func checkQuantities(d *draft) {
	type said struct {
		value string
		para  int
	}
	seen := make(map[string]said)
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for n := range p.words {
			subject := quantity(p.words, n)
			if subject == "" || changing.MatchString(sentenceOf(p.Text, p.words[n].from)) {
				continue
			}
			value := strings.TrimLeft(p.words[n].text, "0")
			if before, known := seen[subject]; !known {
				seen[subject] = said{value, i}
			} else if before.value != value && before.para != i {
				d.add(FigureMixed, i, p.words[n].from, p.words[n+2].to, textFigureMixed(before.value, before.para+1), "")
			}
		}
	}
}

// changing are sentences in which a quantity has several values with right.
var changing = regexp.MustCompile(`(?i)đầu năm|cuối năm|năm học trước|năm trước|so với|cùng kỳ|tăng|giảm|học kỳ|thêm|mới|đến ngày|tính đến`)

// owners are whose quantities are compared.
var owners = map[string]bool{"toàn trường": true, "nhà trường": true, "đơn vị": true, "chi bộ": true, "trường": true}

// quantity gives what the number at word n counts, "" where that is not said clearly.
func quantity(words []word, n int) string {
	if !words[n].number() || len(words[n].text) > 4 || n < 2 || n+2 >= len(words) || words[n+1].gap != gapSpace || words[n+2].gap != gapSpace || words[n+1].number() {
		return ""
	}
	unit := words[n+1].key + " " + words[n+2].key
	for k := n - 1; k >= max(1, n-4); k-- {
		if words[k+1].gap > gapComma {
			return ""
		}
		two := words[k-1].key + " " + words[k].key
		if two == "tổng số" || two == "tất cả" {
			return "tổng số " + unit
		}
		if words[k].key != "có" {
			continue
		}
		owner := ""
		for m := k - 1; m >= max(0, k-3); m-- {
			if m > 0 && owners[words[m-1].key+" "+words[m].key] {
				owner = words[m-1].key + " " + words[m].key
				break
			}
		}
		if owner == "" {
			return ""
		}
		return owner + " có " + unit
	}
	return ""
}

// sentenceOf gives the sentence that a place stands in.
func sentenceOf(text string, at int) string {
	for _, s := range sentenceSpans(text) {
		if s.Start <= at && at < s.End {
			return text[s.Start:s.End]
		}
	}
	return text
}
