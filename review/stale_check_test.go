package review

import (
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/workday"
)

// closing is the end of a page.
const closing = "\nNơi nhận:\n- Phòng Văn hóa - Xã hội (báo cáo);\n- Lưu: VT.\nHIỆU TRƯỞNG\nLê Thị Mận"

// dated is a report of 2025 with its closing.
func dated(text string) string { return headed(text) + closing }

// headed puts a text under the head of a report of 2025.
func headed(text string) string {
	return "UBND XÃ HOA SEN\nTRƯỜNG TIỂU HỌC HOA SEN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 07/BC-THHS\nHoa Sen, ngày 18 tháng 12 năm 2025\nBÁO CÁO\nKết quả công tác thư viện 06 tháng cuối năm 2025\n" + strings.TrimSuffix(text, ".") + "./."
}

func TestStaleThings(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"in order", dated("I. KẾT QUẢ\nTrường mua 120 quyển sách."), nil},
		{"another half-year", dated("I. KẾT QUẢ\nTrong 06 tháng đầu năm 2025, trường mua 120 quyển sách."), []string{"stale-period 10 «06 tháng đầu năm 2025» → "}},
		{"another year", dated("I. KẾT QUẢ\nTrong năm 2024, trường mua 120 quyển sách."), []string{"stale-year 10 «năm 2024» → "}},
		{"the year in a report of half a year", dated("I. KẾT QUẢ\nTrong năm, trường không mất quyển sách nào."), []string{"period-word 10 «Trong năm» → Trong kỳ"}},
		{"tasks may be those of the year", dated("I. NHIỆM VỤ\nTrong năm, trường mua thêm sách."), nil},
		{"a body that is gone, as superior", dated("I. KẾT QUẢ\nĐược sự quan tâm của Phòng Giáo dục và Đào tạo, thư viện đã mở cửa."), []string{"stale-body 10 «Phòng Giáo dục và Đào tạo» → Phòng Văn hóa - Xã hội thuộc Ủy ban nhân dân xã; chuyên môn: Sở Giáo dục và Đào tạo"}},
		{"in a citation of its time", dated("I. KẾT QUẢ\nTrường thực hiện Kế hoạch số 12/KH-PGDĐT ngày 05 tháng 3 năm 2025 của Phòng Giáo dục và Đào tạo huyện Sen Hồng về thư viện."), nil},
		{"told as past", dated("I. KẾT QUẢ\nTủ sách do Phòng Giáo dục và Đào tạo trước đây trao tặng vẫn được dùng."), nil},
		{"as recipient", headed("I. KẾT QUẢ\nTrường mua 120 quyển sách.") + "\nNơi nhận:\n- Phòng Nội vụ (báo cáo);\n- Lưu: VT.\nHIỆU TRƯỞNG\nLê Thị Mận", []string{"stale-body 12 «Phòng Nội vụ» → Phòng Văn hóa - Xã hội thuộc Ủy ban nhân dân xã"}},
		{"an old event", dated("I. KẾT QUẢ\nTrường tuyên truyền bầu cử đại biểu Quốc hội khóa XV đến học sinh."), []string{"stale-event 10 «bầu cử đại biểu Quốc hội khóa XV» → "}},
		{"a document of the future", dated("I. KẾT QUẢ\nTrường thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã về thư viện."), []string{"citation-future 10 «ngày 05 tháng 3 năm 2026» → "}},
	})
	t.Run("judged later", func(t *testing.T) {
		t.Parallel()
		in := Input{Text: FromPlain(dated("I. KẾT QUẢ\nTrường thực hiện Nghị định số 13/2023/NĐ-CP ngày 17 tháng 4 năm 2023 của Chính phủ về bảo vệ dữ liệu cá nhân."))}
		compare(t, in, nil)
		in.Date = workday.Date{Year: 2027, Month: time.January, Day: 5}
		compare(t, in, []string{
			"stale-period 8 «Kết quả công tác thư viện 06 tháng cuối năm 2025» → ",
			"stale-document 10 «Nghị định số 13/2023/NĐ-CP» → Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP",
		})
	})
	t.Run("the notice of last time", func(t *testing.T) {
		t.Parallel()
		compare(t, Input{
			Text:           FromPlain("Thực hiện theo Công văn số 512/UBND-VX ngày 28 tháng 5 năm 2025 của Ủy ban nhân dân xã về thư viện, trường đã mua sách."),
			Campaign:       report.Campaign{ID: "b", Period: "06 tháng cuối năm 2025", Notice: &report.Notice{Number: "764/UBND-VX"}},
			FormerCampaign: report.Campaign{ID: "a", Period: "06 tháng đầu năm 2025", Notice: &report.Notice{Number: "512/UBND-VX"}},
		}, []string{"stale-notice 1 «Công văn số 512/UBND-VX ngày 28 tháng 5 năm 2025» → "})
	})
}

func TestWhole(t *testing.T) {
	t.Parallel()
	opening := "Thực hiện Công văn số 12/UBND-VX ngày 05 tháng 12 năm 2025 của Ủy ban nhân dân xã Hoa Sen về việc báo cáo công tác thư viện"
	runCases(t, []checkCase{
		{"an opening that ends too early", dated(strings.Replace(opening, "Ủy ban nhân dân xã Hoa Sen", "Phòng Văn hóa - Xã hội", 1) + ".\nTrường Tiểu học Hoa Sen báo cáo như sau:\nI. KẾT QUẢ\nTrường mua sách."), []string{"opening-open 9 «tác thư viện.» → tác thư viện,"}},
		{"who asked does not get it", dated(opening + ",\nTrường Tiểu học Hoa Sen báo cáo như sau:\nI. KẾT QUẢ\nTrường mua sách."), []string{"recipient-missing 13 «Nơi nhận:» → - Ủy ban nhân dân xã Hoa Sen;"}},
		{"no end", "BÁO CÁO\nKết quả thư viện năm 2025\nI. KẾT QUẢ\nTrường mua 120 quyển sách.", []string{
			"end-mark 4 «120 quyển sách.» → 120 quyển sách./.", "closing-missing 1 «» → ", "head-missing 1 «» → ",
		}},
		{"gaps", "I. KẾT QUẢ\n[Chưa có nội dung: Kết quả]\nTrường mua ...... quyển sách theo {{ke_hoach}}.", []string{
			"gap 2 «[Chưa có nội dung: Kết quả]» → ", "gap 3 «{{ke_hoach}}» → ", "blank 3 «Trường mua ...... quyển sách theo {{ke_hoach}}» → ",
		}},
		{"number without zero", "Số: 7/BC-THHS\nHoa Sen, ngày tháng 12 năm 2025\nBÁO CÁO\nKết quả thư viện năm 2025\nI. KẾT QUẢ\nTrường mua sách./." + closing, []string{
			"number-form 1 «Số: 7/BC-THHS» → Số: 07/BC-THHS", "date-missing 2 «Hoa Sen, ngày tháng 12 năm 2025» → ", "head-missing 1 «» → ",
		}},
		{"recipients and signature", headed("I. KẾT QUẢ\nTrường mua sách.") + "\nNơi nhận:\n- Ủy ban nhân dân xã,\n- Chi bộ;\nK/T HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\nLê Thị Mận", []string{
			"signature-form 14 «K/T» → KT.", "recipients-form 12 «- Ủy ban nhân dân xã,» → - Ủy ban nhân dân xã;", "recipients-form 13 «- Chi bộ;» → - Lưu: VT.",
		}},
		{"motto", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh Phúc\nUBND XÃ HOA SEN\nSố: 07/BC-THHS\nHoa Sen, ngày 18 tháng 12 năm 2025\nBÁO CÁO\nThư viện năm 2025\nI. KẾT QUẢ\nTrường mua sách./." + closing, []string{"head-form 2 «Độc lập – Tự do – Hạnh Phúc» → Độc lập - Tự do - Hạnh phúc"}},
		{
			"a list with and without dashes", "I. NHIỆM VỤ\n\nMua thêm sách cho lớp 1.\n\nSửa giá sách của phòng đọc.\n\nMở cửa thư viện cả buổi trưa.\n\n- Tập huấn cho giáo viên.\n\n- Thi kể chuyện theo sách.\n\n- Tặng sách cho lớp 5.",
			[]string{"list-mixed 5 «- Tập huấn cho giáo viên» → "},
		},
		{
			"an answer that says the heading again", "I. KẾT QUẢ\n\n1. Công tác phối hợp với cha mẹ học sinh\n\nNhà trường đã thực hiện tốt công tác phối hợp với cha mẹ học sinh.",
			[]string{"answer-restates 3 «Nhà trường đã thực hiện tốt công tác phối hợp với cha mẹ học sinh.» → "},
		},
		{
			"a question without an answer", "I. KẾT QUẢ\n\n1. Kết quả mua sắm thiết bị cho thư viện của nhà trường; việc tập huấn cho nhân viên thư viện\n\nTrường mua sắm 4 giá sách và 120 quyển sách.",
			[]string{"question-unanswered 2 «Kết quả mua sắm thiết bị cho thư viện của nhà trường; việc tập huấn cho nhân viên thư viện» → "},
		},
	})
}

func TestFigures(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"right sums", "Trường có 32 viên chức, gồm 02 cán bộ quản lý, 26 giáo viên, 04 nhân viên. Có 512 học sinh (250 nữ). Có 12 đảng viên, trong đó 9 nữ.", nil},
		{"parts do not make the whole", "Trường có 32 viên chức, gồm 02 cán bộ quản lý, 25 giáo viên, 04 nhân viên.", []string{"sum 1 «32 viên chức, gồm 02 cán bộ quản lý, 25 giáo viên, 04 nhân viên.» → "}},
		{"more than the whole", "Có 20 bài viết, trong đó 15 bài của tổ 1, 12 bài của tổ 2.", []string{"sum 1 «20 bài viết, trong đó 15 bài của tổ 1, 12 bài của tổ 2.» → "}},
		{"boys and girls", "Lớp 5A có 35 học sinh (20 nam, 16 nữ).", []string{"sum 1 «35 học sinh (20 nam, 16 nữ)» → "}},
		{"right percent", "Có 26/32 viên chức (81,25%); 26/32 viên chức, đạt 81,3%; 26/32 viên chức, đạt 81,2%.", nil},
		{"wrong percent", "Có 26/32 viên chức, đạt 85%.", []string{"percent 1 «26/32 viên chức, đạt 85%» → 81,3%"}},
		{"percents of different wholes", "Tốt 300 học sinh (58,6%), đạt 202 học sinh (45,5%).", []string{"percent 1 «202 học sinh (45,5%)» → "}},
		{"percents of one whole", "Tốt 300 học sinh (58,6%), đạt 202 học sinh (39,5%), chưa đạt 10 học sinh (2%).", nil},
		{"a quantity with two values", "Toàn trường có 412 học sinh giỏi.\n\nNăm nay toàn trường có 421 học sinh giỏi.", []string{"figure-mixed 2 «421 học sinh» → "}},
		{"a quantity that changed", "Đầu năm học, toàn trường có 412 học sinh.\n\nCuối học kỳ, toàn trường có 410 học sinh.", nil},
		{"dates", "Họp ngày 31 tháng 6 năm 2026, thứ Hai ngày 05 tháng 6 năm 2026, ngày 5 tháng 2 năm 2026, tháng 09, ngày 29/02/2026 và ngày 07/6.", []string{
			"date-invalid 1 «ngày 31 tháng 6 năm 2026» → ", "date-invalid 1 «ngày 29/02/2026» → ", "weekday 1 «thứ Hai» → thứ Sáu", "date-form 1 «5 tháng 2» → 05 tháng 02", "date-form 1 «tháng 09» → tháng 9",
		}},
	})
}

func TestRepeats(t *testing.T) {
	t.Parallel()
	long := "Thực hiện nghiêm và đầy đủ việc công khai các khoản thu, chi để cha mẹ học sinh biết, giám sát và góp ý kịp thời."
	runCases(t, []checkCase{
		{"the same twice", "I. MỘT\n\n" + long + "\n\nII. HAI\n\n- " + long, []string{"repeat 4 «- " + long + "» → "}},
		{"with a slip", "I. MỘT\n\n" + long + "\n\nII. HAI\n\n" + "Thực hiện nghiêm và đầy đủ việc công khai các khoản thu, chi để cha mẹ học sinh biết, giám sát và gớp ý kịp thời.", []string{
			"repeat 4 «Thực hiện nghiêm và đầy đủ việc công khai các khoản thu, chi để cha mẹ học sinh biết, giám sát và gớp ý kịp thời.» → ",
		}},
		{"a sentence within another paragraph", "I. MỘT\n\n" + long + "\n\nII. HAI\n\nMọi việc đều có sổ theo dõi riêng, do tổ văn phòng ghi chép hằng ngày và hiệu trưởng ký vào cuối mỗi tháng. " + long, []string{"repeat 4 «" + long[:len(long)-1] + "» → "}},
		{"alike in form, not in words", "I. MỘT\n\nTổ 1 tổ chức hai chuyên đề về môn Toán, dự giờ mười tiết và thao giảng một tiết trong tháng 3.\n\nTổ 2 mua ba bộ đồ dùng, sửa bốn máy tính và trồng thêm năm chậu hoa trước sân trong tháng 4.", nil},
		{
			"the begin of a sentence", "I. MỘT\n\nTrong kỳ không có đơn thư khiếu nại, tố cáo. Tổ văn phòng trực đủ buổi.\n\nII. HAI\n\nTrong kỳ không có đơn thư khiếu nại, tố cáo. Học sinh ngoan.",
			[]string{"repeat-phrase 4 «Trong kỳ không có đơn thư khiếu nại, tố cáo» → "},
		},
	})
	t.Run("from the report before", func(t *testing.T) {
		t.Parallel()
		former := FromPlain("I. KẾT QUẢ\n\nNhà trường vận động được 24 suất học bổng cho học sinh có hoàn cảnh khó khăn trong địa bàn.\n\nCông đoàn thăm hỏi đoàn viên ốm đau, tổ chức giao lưu bóng chuyền với các trường bạn trong xã.\n\nThư viện có 512 quyển sách, mở cửa tất cả các buổi trong tuần cho học sinh mượn đọc.")
		now := FromPlain("I. KẾT QUẢ\n\nNhà trường vận động được 24 suất học bổng cho học sinh có hoàn cảnh khó khăn trong địa bàn.\n\nCông đoàn thăm hỏi đoàn viên ốm đau, tổ chức giao lưu bóng chuyền với các trường bạn trong xã.\n\nThư viện có 640 quyển sách, mở cửa tất cả các buổi trong tuần cho học sinh mượn đọc.")
		found := Check(Input{Text: now, Former: &former})
		if len(found) != 2 || found[0].Place.Paragraph != 2 || found[0].Severity != Warning || found[1].Place.Paragraph != 3 || found[1].Severity != Hint {
			t.Errorf("got %+v, want the paragraph with figures as a warning, the one without as a hint, and not the one with new figures", found)
		}
	})
}
