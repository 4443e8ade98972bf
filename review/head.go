package review

import (
	"regexp"
	"strings"

	"thuky/vntext"
)

var (
	numberLine  = regexp.MustCompile(`(?i)^số\s?:?\s*([\d.… _]*)\s*/\s*([\p{L}\d&.\- –]+)`)
	numberShape = regexp.MustCompile(`^Số: (\d{2,})/\p{Lu}[\p{L}\d&]*(?:-[\p{L}\d&]+)+$`)
)

// sides gives what stands side by side in a line of the head: behind a tab, or behind
// many spaces that are no blank to be filled in.
func sides(text string) []string {
	var all []string
	from := 0
	for i := 0; i < len(text); i++ {
		end := i
		for end < len(text) && text[end] == ' ' {
			end++
		}
		if text[i] == '\t' || end-i > 2 && startsUpper(text[end:]) && !strings.HasSuffix(text[:i], ":") {
			all = append(all, strings.TrimSpace(text[from:i]))
			from = max(end, i+1)
		}
		i = max(i, end-1)
	}
	return append(all, strings.TrimSpace(text[from:]))
}

// checkHead looks at the number line, the date and what else stands on top.
func checkHead(d *draft) {
	country, issuer, number, dated := false, false, false, false
	head := -1
	for i := range d.paras {
		p := &d.paras[i]
		if p.part == Title && head < 0 {
			head = i
		}
		if p.part != Head {
			continue
		}
		for _, line := range sides(p.Text) {
			f := vntext.Fold(line)
			country = country || strings.HasPrefix(f, "cong hoa xa hoi chu nghia viet nam") || strings.HasPrefix(f, "dang cong san viet nam")
			issuer = issuer || isUpper(line) && strings.Contains(f, " ") && !strings.HasPrefix(f, "cong hoa") && !strings.HasPrefix(f, "dang cong san")
			if m := numberLine.FindStringSubmatch(line); m != nil {
				number = true
				d.checkNumber(i, line, m)
			}
			if dateLine.MatchString(line) {
				dated = true
				if d.date.IsZero() {
					at := strings.Index(p.Text, line)
					d.add(DateMissing, i, at, at+len(line), textDateMissing, "")
				}
			}
		}
	}
	if head < 0 && !number && !dated {
		return // a piece of a report, not a whole one
	}
	var missing []string
	if !issuer {
		missing = append(missing, "tên cơ quan chủ quản và cơ quan ban hành")
	}
	if !country {
		missing = append(missing, "Quốc hiệu và Tiêu ngữ")
	}
	if !number {
		missing = append(missing, "số, ký hiệu")
	}
	if !dated {
		missing = append(missing, "địa danh và ngày, tháng, năm")
	}
	if len(missing) > 0 {
		d.addWhole(HeadMissing, textHeadMissing(missing), "")
	}
}

// checkNumber looks at "Số: 07/BC-THHS". A number that the clerk has not given yet is no
// mistake.
func (d *draft) checkNumber(i int, line string, m []string) {
	at := strings.Index(d.paras[i].Text, line)
	if strings.Trim(m[1], ". …_") == "" {
		d.add(NumberMissing, i, at, at+len(line), textNumberMissing, "")
		return
	}
	if numberShape.MatchString(line) {
		return
	}
	digits, symbol := strings.Trim(m[1], " ."), strings.NewReplacer(" ", "", "–", "-").Replace(m[2])
	if len(digits) == 1 {
		digits = "0" + digits
	}
	if right := "Số: " + digits + "/" + symbol; numberShape.MatchString(right) {
		d.add(NumberForm, i, at, at+len(line), textNumberForm, right)
	} else {
		d.add(NumberForm, i, at, at+len(line), textNumberForm, "")
	}
}
