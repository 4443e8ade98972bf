package endtoend

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// seedFile is a real, finished report, kept outside the repository because it
// names real people.
const seedFile = "../../../shared/seed/bao-cao-dan-van-2024.txt"

// seed is the reference report, taken apart.
type seed struct {
	school, symbol, place, signer string
	period                        string
	opening                       []string
	sections                      []seedSection
	kind, number, issued          string // of the notice
	issuer, subject               string
}

type seedSection struct {
	heading string // without its number; "KIẾN NGHỊ, ĐỀ XUẤT"
	inline  string // an answer on the heading's own line: "Không"
	parts   []seedPart
}

type seedPart struct {
	heading string // without its number, "" for paragraphs right under the section
	text    []string
}

var (
	seedSectionLine = regexp.MustCompile(`^[IVX]+\. (.+)$`)
	seedPartLine    = regexp.MustCompile(`^\d+\. (.+)$`)
	seedNotice      = regexp.MustCompile(`^Thực hiện (Công văn) số (\S+) ngày (\d+) tháng (\d+) năm (\d+) của (.+?) về việc (.+)\.$`)
)

// readSeed splits the reference report by its headings.
func readSeed(t testing.TB) seed {
	t.Helper()
	raw, err := os.ReadFile(seedFile)
	if os.IsNotExist(err) {
		t.Skip("the reference report lies beside the repository, and is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	var s seed
	var lines []string
	for line := range strings.Lines(norm.NFC.String(string(raw))) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		switch {
		case strings.HasPrefix(line, "Số: /BC-"):
			s.symbol = strings.TrimPrefix(line, "Số: /BC-")
		case s.place == "" && strings.Contains(line, ", ngày "):
			s.place, _, _ = strings.Cut(line, ", ngày ")
		case strings.HasPrefix(line, "Nơi nhận:"):
			s.signer = lines[len(lines)-1]
			return s
		case seedSectionLine.MatchString(line):
			heading, inline, _ := strings.Cut(seedSectionLine.FindStringSubmatch(line)[1], ": ")
			s.sections = append(s.sections, seedSection{heading: heading, inline: inline})
		case len(s.sections) == 0:
			s.readOpening(line)
		default:
			section := &s.sections[len(s.sections)-1]
			if m := seedPartLine.FindStringSubmatch(line); m != nil {
				section.parts = append(section.parts, seedPart{heading: m[1]})
				continue
			}
			if len(section.parts) == 0 {
				section.parts = append(section.parts, seedPart{})
			}
			part := &section.parts[len(section.parts)-1]
			part.text = append(part.text, line)
		}
	}
	t.Fatal("the reference report has no «Nơi nhận»")
	return s
}

func (s *seed) readOpening(line string) {
	if m := seedNotice.FindStringSubmatch(line); m != nil {
		s.kind, s.number, s.issuer, s.subject = strings.ToLower(m[1]), m[2], m[6], m[7]
		s.issued = m[3] + "/" + m[4] + "/" + m[5]
		s.opening = append(s.opening, line)
		return
	}
	if school, rest, ok := strings.Cut(line, " báo cáo kết quả thực hiện công tác dân vận ở đơn vị "); ok {
		s.school = school
		s.period, _, _ = strings.Cut(rest, " với nội dung")
		s.opening = append(s.opening, line)
	}
}

// answers are the messages a person sends to each question of dan-van-6-thang.
func (s *seed) answers(t testing.TB) map[string][]string {
	t.Helper()
	find := func(pattern, text string) []string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("the reference report has nothing like %q in %.80q", pattern, text)
		}
		return m[1:]
	}
	part := func(section, part int) seedPart { return s.sections[section].parts[part] }
	a := map[string][]string{
		"khai_quat_chung":         part(0, 0).text,
		"ke_hoach_dan_van":        find(`”; (Kế hoạch số .+?); kết quả ban hành`, part(1, 0).heading),
		"chi_dao_trien_khai":      part(1, 0).text,
		"quan_triet_tuyen_truyen": part(1, 1).text,
		"ket_qua_chi_thi_33":      part(2, 0).text,
		"hieu_luc_quan_ly":        part(2, 1).text,
		"tuyen_truyen_giao_duc":   part(2, 2).text,
		"dan_van_kheo":            part(2, 3).text,
		"quyet_dinh_cchc":         find(`^Kết quả tổ chức (.+?); Kế hoạch`, part(2, 4).heading),
		"ke_hoach_cchc":           find(`; (Kế hoạch số .+?); việc phân cấp`, part(2, 4).heading),
		"cai_cach_hanh_chinh":     part(2, 4).text,
		"dao_duc_cong_vu":         part(2, 5).text,
		"giai_quyet_don_thu":      part(2, 6).text,
		"giam_sat_phan_bien":      part(2, 7).text,
		"han_che_nguyen_nhan":     part(3, 1).text,
		"nhiem_vu_giai_phap":      part(4, 0).text,
		"kien_nghi_de_xuat":       {s.sections[5].inline},
	}
	good := part(3, 0).text
	for i, line := range good {
		if !strings.Contains(line, "xếp loại chất lượng viên chức năm học") {
			continue
		}
		m := find(`năm học (\d{4}-\d{4}), có (\d+) viên chức .+ và (\d+) viên chức`, line)
		a["uu_diem"], a["uu_diem_khac"] = good[:i], good[i+1:]
		a["nam_hoc"], a["xuat_sac"], a["hoan_thanh_tot"] = m[:1], m[1:2], m[2:3]
		a["tong_vien_chuc"] = []string{sum(t, m[1], m[2])}
		a["hoan_thanh"], a["khong_hoan_thanh"] = []string{"0"}, []string{"0"}
	}
	return a
}
