package outline

import (
	"regexp"
	"strings"

	"thuky/review"
)

// lastRecipient stands at the end of every Nơi nhận.
const lastRecipient = "Lưu: VT"

// withPeriod puts {{period}} for the time of the report, and for places where one is to
// be written. Other times, as those of cited documents, stay.
func (d *draft) withPeriod(line string) string {
	if d.period != "" {
		line = strings.ReplaceAll(line, d.period, "{{period}}")
	}
	line = blankPeriods.ReplaceAllString(line, "{{period}} ")
	if !strings.Contains(line, "{{period}}") {
		return line
	}
	return strings.Join(strings.Fields(periodGap.ReplaceAllString(line, "{{period}}$1")), " ")
}

var periodGap = regexp.MustCompile(`\{\{period\}\}\s+([,.;:)])`)

// piece cleans a part of a sentence; the spaces at its ends stay.
func (d *draft) piece(part string) string {
	words := d.withPeriod(oneLine(part))
	if words == "" {
		return " "
	}
	if strings.HasPrefix(part, " ") {
		words = " " + words
	}
	if strings.HasSuffix(part, " ") || strings.HasSuffix(part, ":") {
		words += " "
	}
	return words
}

var reportWords = regexp.MustCompile(`(?i)^b[aá]o c[aá]o\s*:?\s*`)

// head settles what the report is called. before are the paragraphs before its first heading.
func (d *draft) head(subject string, before []string) {
	if subject == "" {
		for _, line := range before {
			timed := blankPeriods.ReplaceAllString(line, "")
			if !address(line) && reportWords.MatchString(line) && words(line) <= maxTitleWords && !hasBlank(timed) && !strings.HasSuffix(line, ":") {
				subject = line
				break
			}
		}
	}
	subject = oneLine(subject)
	heard := subject
	if i := strings.Index(strings.ToLower(subject), " kính gửi"); i > 0 && len(strings.ToLower(subject)) == len(subject) {
		subject = subject[:i]
	}
	subject = calm(subject)
	subject = strings.TrimRight(reportWords.ReplaceAllString(subject, ""), " .:;,")
	if subject == "" {
		subject = strings.TrimSpace(reportWords.ReplaceAllString(fileWords(d.opts.Name), ""))
		d.note(0, textNoSubject)
	}
	subject = clip(upperFirst(subject), maxSubject)
	d.match = matching(periods.ReplaceAllString(blankPeriods.ReplaceAllString(subject, " "), " "))
	if d.period = periods.FindString(subject); d.period != "" {
		subject = strings.Replace(subject, d.period, "{{period}}", 1)
		if words(d.period) < 3 { // a year alone may be that of anything
			d.period = ""
		}
	}
	d.subject = strings.TrimRight(d.withPeriod(subject), " ,–-")
	bare := strings.Join(strings.Fields(strings.ReplaceAll(d.subject, "{{period}}", "")), " ")
	d.title = clip(titleOf(strings.TrimRight(bare, " ,–-")), maxTitle)
	d.heard = heard
	d.nameTemplate()
}

// calm gives a title that is set in capitals, all of it or most, as one sentence.
func calm(title string) string {
	all := strings.Fields(title)
	caps := 0
	for _, w := range all {
		if shouted(w) {
			caps++
		}
	}
	if caps*2 < len(all) || len(all) == 0 {
		return title
	}
	for i, w := range all {
		if shouted(w) {
			all[i] = lower(w, true)
		}
	}
	return upperFirst(strings.Join(all, " "))
}

// maxTitleWords is the length of a line that may be a title.
const maxTitleWords = 40

// fileWords makes words of the name of a file.
func fileWords(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return oneLine(strings.NewReplacer("-", " ", "_", " ").Replace(name))
}

// frame settles what is printed around the sections.
func (d *draft) frame(s *source) {
	d.recipients = append(s.recipients, lastRecipient)
	for _, line := range s.closing {
		d.closing = append(d.closing, d.around(line))
	}
	var kept []string
	last := openingSchool
	for _, line := range s.before {
		if line = oneLine(line); words(line) < minOpening || address(line) || review.Upper(line) || motto.MatchString(line) || strings.HasSuffix(line, d.heard) {
			continue
		}
		switch small := strings.ToLower(line); {
		case begins(small, []string{"thực hiện công văn", "căn cứ công văn", "theo công văn", "thực hiện kế hoạch số", "thực hiện hướng dẫn số"}):
			d.note(0, textOpeningNotice(clip(line, maxQuote)))
		case d.kind == KindReport && begins(small, []string{"căn cứ", "thực hiện"}):
			kept = append(kept, d.around(line))
			d.note(0, textOpeningKept(clip(line, maxQuote)))
		case strings.HasSuffix(small, "như sau:") && strings.Contains(d.around(line), "{{school}}"):
			last = d.around(line)
		default:
			d.note(0, textOpeningLeft(clip(line, maxQuote)))
		}
	}
	d.opening = append([]string{openingNotice}, kept...)
	d.opening = append(d.opening, last)
	d.note(0, textOpeningMade)
}

// minOpening is how many words a paragraph before the first heading has at least.
const minOpening = 8

// motto is what stands in the head of every document.
var motto = regexp.MustCompile(`(?i)cộng hòa xã hội|cộng hoà xã hội|độc lập|^số\s*:|ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*$`)

// maxQuote is how much of a text a note quotes, in characters.
const maxQuote = 160

// schools are how a school names itself in a report.
var schools = regexp.MustCompile(`\bTrường (?:Tiểu học|TH|THCS|THPT|Trung học|Mầm non|Mẫu giáo|Phổ thông|PTDT)[^,.;:]{1,60}?( (?:xin |đã |trân trọng )?(?:báo cáo|đánh giá|tổng kết|kính)\b|[,.;:]|$)`)

// around makes a sentence around the report that of any year and school.
func (d *draft) around(line string) string {
	return clip(schools.ReplaceAllString(d.withPeriod(oneLine(line)), "{{school}}$1"), maxPrint)
}

// withoutHint cuts an instruction off a heading: "(nêu rõ số liệu)" at its end, or what
// follows a colon.
func withoutHint(line string) (heading, hint string) {
	if strings.HasSuffix(strings.TrimRight(line, " .;:"), ")") {
		if i := strings.LastIndexByte(line, '('); i > 0 {
			inner := strings.Trim(line[i:], " ().;:")
			if begins(strings.ToLower(inner), instructions) {
				return strings.TrimSpace(line[:i]), upperFirst(inner) + "."
			}
		}
	}
	if i := strings.Index(line, ": "); i > 0 && words(line[:i]) <= 14 {
		rest := strings.TrimSpace(line[i+1:])
		if begins(strings.ToLower(rest), instructions) && words(rest) > 2 && !hasBlank(rest) {
			return line[:i], upperFirst(rest)
		}
	}
	return line, ""
}

// helpOf joins the instructions for a question.
func helpOf(help string, more []string) string {
	lines := []string{}
	if help != "" {
		lines = append(lines, help)
	}
	for _, line := range more {
		if line = oneLine(withoutBlanks(line)); line != "" {
			lines = append(lines, line)
		}
	}
	return clip(strings.Join(lines, "\n"), maxHelp)
}
