package review

import (
	"regexp"
	"strconv"
	"strings"
)

// What makes an earlier time a rightful part of a sentence.
var (
	programme = regexp.MustCompile(`\b(?:giai doan|nhiem ky|thoi ky|khoa|tam nhin)(?: [ivxl]+)?,? ?\(?$`)
	compared  = regexp.MustCompile(`\b(?:so voi|so cung ky|cung ky|so sanh|hon han)\b`)
	begun     = regexp.MustCompile(`\b(?:sinh|thanh lap|hieu luc(?: tu| ke tu)?)(?: ngay| vao)?$`)
	since     = regexp.MustCompile(`\btu(?: ngay| dau)?$`)
	tillNow   = regexp.MustCompile(`^,? (?:den|toi) (?:nay|nam|thang|ngay|het)\b`)
	planning  = regexp.MustCompile(`\b(?:phuong huong|nhiem vu|giai phap|ke hoach|tiep tuc|du kien|thoi gian toi|se|muc tieu)\b`)
	fromTo    = regexp.MustCompile(`\b(?:tu|den|het|ngay \d{1,2}|\d)[ ,/-]*$`)
	toWhat    = regexp.MustCompile(`^ ?(?:den|-|/)`)

	strongDocument = regexp.MustCompile(`\b(?:luat|hien phap|phap lenh|nghi dinh|thong tu|nghi quyet|quyet dinh|chi thi|ket luan|quy dinh|quy che|dieu le|sac lenh|huong dan so|thong bao ket luan)\b`)
	anyDocument    = regexp.MustCompile(`\bso:? ?\d+[a-z]? ?[-/]|\b` + weakDocument + ` (?:so\b|ngay\b|ki ngay\b)|\bky ngay\b|\bban hanh ngay\b`)
	// A new clause: what comes after it is no longer the title of a document.
	clause = regexp.MustCompile(`, ?(?:trong|ngay tu|tu dau|den nay|nha truong|truong|chi bo|don vi|ket qua|toan truong|toan the|da|hien nay|co|cac)\b|\bda (?:to chuc|trien khai|thuc hien|ban hanh|xay dung|co|dat)\b|\btrong nam 20`)
)

const weakDocument = `(?:ke hoach|cong van|thong bao|huong dan|to trinh|bao cao|cong dien|chuong trinh|de an|van ban|bien ban|giay moi|hop dong|quyet dinh)`

// excused tells whether the sentence has a reason to name that earlier year, 0 for
// none: it compares with it, begins with it, or names the present year beside it.
func (s *staleness) excused(from, to, y int) bool {
	before, after := s.text.sentence(from, to)
	trimmed := strings.TrimRight(before, " (")
	switch {
	case begun.MatchString(trimmed), since.MatchString(trimmed) && tillNow.MatchString(after):
		return true
	case programme.MatchString(before):
		return true
	case y != 0 && y < s.now.first-1:
		return false
	}
	return compared.MatchString(before) || y != 0 && y == s.now.first-1 && strings.Contains(after, " nam "+strconv.Itoa(s.now.first))
}

// cited tells whether the time at a place is part of the name of a document. The title
// of a plan or letter of an earlier year is not excused, its day is.
func (s *staleness) cited(from int, day bool) bool {
	before, _ := s.text.sentence(from, from)
	name := -1 // where the name of the last document ends
	for _, form := range []*regexp.Regexp{strongDocument, anyDocument} {
		if form == anyDocument && !day {
			continue
		}
		if all := form.FindAllStringIndex(before, -1); len(all) > 0 {
			name = max(name, all[len(all)-1][1])
		}
	}
	if name < 0 {
		return false
	}
	return !clause.MatchString(before[name:] + s.text.text[from:min(from+len("nam 20"), len(s.text.text))])
}

// planned tells whether the sentence speaks of what is to come.
func (s *staleness) planned(from int) bool {
	before, _ := s.text.sentence(from, from)
	return planning.MatchString(before)
}

// partial tells whether a month is part of a day or of a span of months.
func (s *staleness) partial(from, to int) bool {
	before, after := s.text.sentence(from, to)
	return fromTo.MatchString(before) || toWhat.MatchString(after)
}
