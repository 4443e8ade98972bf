package notice

import (
	"slices"
	"testing"

	"thuky/workday"
)

// TestWordLists: a word that is not folded would never be found.
func TestWordLists(t *testing.T) {
	t.Parallel()
	words := slices.Concat(handWords, workWords, dossierWords, purposeWords, bodies, ministries, orders, faint, things, tasks, openings, kindWords, nextWords, stampWords, everyDay, everyWeek, everyMonth, everyYear)
	for _, c := range cues {
		words = append(words, c.word)
	}
	for _, k := range kinds {
		words = append(words, k.word)
	}
	for _, l := range levels {
		words = append(words, l.folded)
	}
	for _, word := range words {
		if word == "" || squeeze(word) != word {
			t.Errorf("%q is not folded: %q", word, squeeze(word))
		}
	}
	for group, list := range map[string][]string{"hand": handWords, "work": workWords} {
		for i, word := range list {
			if slices.Contains(list[:i], word) {
				t.Errorf("%s words hold %q twice", group, word)
			}
		}
	}
}

func TestIssuerOfHead(t *testing.T) {
	t.Parallel()
	const tail = "\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHoa Sen, ngày 05 tháng 3 năm 2026\n\nKính gửi: Các trường\n\nĐề nghị các trường gửi báo cáo trước ngày 15/3/2026.\n"
	for head, want := range map[string]string{
		"PHÒNG GD&ĐT HOA SEN\nTRƯỜNG TH HOA SEN\nSố: 12/TB-THHS":                                "Trường TH Hoa Sen",
		"UBND HUYỆN HOA SEN\nPHÒNG GD&ĐT\nSố: 12/PGD&ĐT-TH":                                     "Phòng GD&ĐT huyện Hoa Sen",
		"SỞ GD&ĐT AN BÌNH\nSố: 12/SGD&ĐT-VP":                                                    "Sở GD&ĐT An Bình",
		"BỘ GIÁO DỤC VÀ ĐÀO TẠO\nCỤC NHÀ GIÁO VÀ CÁN BỘ QUẢN LÝ GIÁO DỤC\n-----\nSố: 99/NGCB-A": "Cục Nhà giáo và Cán bộ Quản lý Giáo dục",
		"ĐẢNG BỘ TỈNH AN BÌNH\nHUYỆN ỦY HOA SEN\n*\nSố 12-CV/HU":                                "Huyện ủy Hoa Sen",
		"TỈNH ỦY AN BÌNH\nBAN TUYÊN GIÁO\n*\nSố 12-HD/BTGTU":                                    "Ban Tuyên giáo Tỉnh ủy An Bình",
		"ỦY BAN MTTQ VIỆT NAM\nXÃ BÌNH AN\nBAN THƯỜNG TRỰC\nSố: 17/MTTQ-BTT":                    "Ban Thường trực Ủy ban MTTQ Việt Nam xã Bình An",
		"ỦY BAN NHÂN DÂN TỈNH\nĐỒNG XANH\nSố: 17/UBND-VX":                                       "Ủy ban nhân dân tỉnh Đồng Xanh",
		"Uỷ ban nhân dân\nxã Hoa Sen\nSố: 8/UBND-VHXH":                                          "Uỷ ban nhân dân xã Hoa Sen",
		"SỞ GIÁO DỤC VÀ ĐÀO TẠO AN BÌNH\nTRƯỜNG THPT SÔNG XANH\nSố: 17/KH-THPTSX":               "Trường THPT Sông Xanh",
		"TRƯỜNG ĐẠI HỌC SƯ PHẠM AN BÌNH\nPHÒNG ĐÀO TẠO\nSố: 17/TB-ĐT":                           "Phòng Đào tạo Trường Đại học Sư phạm An Bình",
		"UBND TỈNH AN BÌNH\nBAN DÂN TỘC\nSố: 17/BDT-VP":                                         "Ban Dân tộc tỉnh An Bình",
		"BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH AN BÌNH\nSố: 17/BHXH-TST":               "Bảo hiểm Xã hội tỉnh An Bình",
		"ĐOÀN TNCS HỒ CHÍ MINH\nBCH TỈNH AN BÌNH\n***\nSố: 17-KH/TĐTN":                          "Ban Chấp hành Đoàn TNCS Hồ Chí Minh tỉnh An Bình",
		"HĐND XÃ HOA SEN\nTHƯỜNG TRỰC\nSố: 17/HĐND-TT":                                          "Thường trực HĐND xã Hoa Sen",
	} {
		r := Read(head+tail, Options{})
		checkReading(t, head+tail, r)
		if r.Issuer != want || len(r.Deadlines) != 1 || len(r.Recipients) != 1 || r.Issued.String() != "2026-03-05" {
			t.Errorf("%q:\n  got  %q, issued %s, to %q, %d deadlines\n  want %q", head, r.Issuer, r.Issued, r.Recipients, len(r.Deadlines), want)
		}
	}
}

// holiday is a calendar with one day off in the week.
type holiday struct {
	weekdays
	off workday.Date
}

func (h holiday) IsWorking(d workday.Date) bool { return d != h.off && h.weekdays.IsWorking(d) }

func (h holiday) Prev(d workday.Date) workday.Date {
	for d = h.weekdays.Prev(d); d == h.off; d = h.weekdays.Prev(d) {
	}
	return d
}

func (h holiday) Add(d workday.Date, n int) workday.Date {
	for ; n > 0; n-- {
		for d = h.weekdays.Add(d, 1); d == h.off; d = h.weekdays.Add(d, 1) {
		}
	}
	return d
}

func TestEffective(t *testing.T) {
	t.Parallel()
	off := workday.Date{Year: 2026, Month: 3, Day: 13} // a Friday
	for text, want := range map[string]string{
		"Gửi báo cáo về Phòng trước ngày 12/3/2026.":                                  "2026-03-12 2026-03-12",
		"Gửi báo cáo về Phòng trước ngày 13/3/2026.":                                  "2026-03-13 2026-03-12",
		"Gửi báo cáo về Phòng chậm nhất ngày 15/3/2026.":                              "2026-03-15 2026-03-12",
		"Báo cáo trong 05 ngày làm việc kể từ ngày nhận được công văn này gửi Phòng.": "2026-03-17 2026-03-17",
		"Báo cáo trong 02 ngày kể từ ngày nhận được công văn này.":                    "2026-03-11 2026-03-11",
		"Báo cáo trong 04 ngày kể từ ngày nhận được công văn này.":                    "2026-03-16 2026-03-16",
	} {
		r := Read(text, Options{Received: workday.Date{Year: 2026, Month: 3, Day: 9}, Calendar: holiday{off: off}})
		if len(r.Deadlines) != 1 || r.Deadlines[0].Date.String()+" "+r.Deadlines[0].Effective.String() != want {
			t.Errorf("%s\n  got  %+v\n  want %s", text, r.Deadlines, want)
		}
	}
}

func TestDoubts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Doubt{
		"Gửi báo cáo về Phòng trước ngày 31/6/2026.":                 {"deadlines[0]", whyNoSuchDay},
		"Gửi báo cáo về Phòng trước ngày l5/6/2026.":                 {"deadlines[0]", whySlip},
		"Gửi báo cáo về Phòng trước ngày 15/6/202.":                  {"deadlines[0]", whyYear},
		"Gửi báo cáo về Phòng trước thứ Hai, ngày 13/3/2026.":        {"deadlines[0]", whyWeekday},
		"Gửi báo cáo về Phòng trước ngày 28/02.":                     {"deadlines[0]", whyPast},
		"Gửi báo cáo về Phòng trước 16h hôm nay.":                    {"deadlines[0]", whySameDay},
		"Gửi báo cáo về Phòng chậm nhất cuối tháng 6/2026.":          {"deadlines[0]", whyMonthEnd},
		"Thư viện mở lại trước ngày 15/6/2026.":                      {"deadlines", "Có thể là một thời hạn: “trước ngày 15/6/2026”."},
		"Số: l2/PGDĐT-VP\nGửi báo cáo về Phòng trước ngày 15/6.":     {"number", whySlip},
		"Tr\u00ad\u00ea\u00f9ng häc göi b¸o c¸o cña nhµ tr\u00adêng": {"text", "Văn bản dùng phông chữ cũ (TCVN3), cần chuyển mã trước khi đọc."},
	} {
		r := Read(text, Options{Received: testDay})
		if !slices.Contains(r.Doubts, want) {
			t.Errorf("%s\n  got  %+v\n  want %+v", text, r.Doubts, want)
		}
	}
}
