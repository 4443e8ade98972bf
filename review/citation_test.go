package review

import "testing"

func TestCitations(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"in full, then in short", "Thực hiện Kế hoạch số 15/KH-UBND ngày 10 tháng 3 năm 2026 của Ủy ban nhân dân xã Hoa Sen về công tác dân vận năm 2026.\n\nKế hoạch số 15/KH-UBND được phổ biến đến toàn trường.", nil},
		{"hyphen lost", "Thực hiện Chỉ thị số 12/CTTTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.", []string{"identifier-form 1 «12/CTTTg» → 12/CT-TTg"}},
		{"hyphen for slash", "Thông báo số 15-TB-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã về lịch họp.", []string{"identifier-form 1 «15-TB-UBND» → 15/TB-UBND"}},
		{"Party in State form", "Quyết định số 17/QĐ-TW ngày 12 tháng 12 năm 2023 của Bộ Chính trị về giám sát.", []string{"identifier-party 1 «17/QĐ-TW» → 17-QĐ/TW"}},
		{"State in Party form", "Kế hoạch số 17-KH/UBND ngày 12 tháng 12 năm 2023 của Ủy ban nhân dân xã về thư viện.", []string{"identifier-party 1 «17-KH/UBND» → 17/KH-UBND"}},
		{"two ways", "Kế hoạch số 17-KH/ĐU ngày 12 tháng 12 năm 2023 của Đảng ủy xã về thư viện. Kế hoạch số 17/KH-ĐU đã được phổ biến.", []string{"identifier-mixed 1 «17/KH-ĐU» → 17-KH/ĐU"}},
		{"type and code", "Kế hoạch số 17/CT-UBND ngày 12 tháng 12 năm 2023 của Ủy ban nhân dân xã về thư viện.", []string{"citation-kind 1 «Kế hoạch số 17/CT-UBND» → "}},
		{"two dates", "Chỉ thị số 12/CT-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.\n\nChỉ thị số 12/CT-TTg ngày 06 tháng 3 năm 2026.", []string{"citation-date 2 «ngày 06 tháng 3 năm 2026» → ngày 05 tháng 3 năm 2026"}},
		{"the same number in another year", "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã về cải cách hành chính năm 2026; Kế hoạch số 12/KH-UBND ngày 06 tháng 3 năm 2025 của Ủy ban nhân dân xã về thư viện.", nil},
		{"no date, no issuer", "Thực hiện Nghị quyết số 80-NQ/TW về văn hóa.", []string{"citation-incomplete 1 «Nghị quyết số 80-NQ/TW» → "}},
		{"laws go by name", "Thực hiện Luật Giáo dục số 43/2019/QH14 và Luật số 91/2025/QH15.", nil},
		{"without số", "Thực hiện Chỉ thị 12/CT-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.", []string{"citation-so 1 «Chỉ thị 12/CT-TTg» → Chỉ thị số 12/CT-TTg"}},
		{"stray comma", "Thực hiện Chỉ thị số 12/CT-TTg, ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.", []string{"citation-comma 1 «12/CT-TTg, ngày» → 12/CT-TTg ngày"}},
		{"two issuers", "Công văn số 12/UBND-VX ngày 05 tháng 3 năm 2026 của UBND xã của Chủ tịch UBND xã về việc họp.", []string{"citation-issuer 1 «của UBND xã của Chủ tịch UBND xã» → của Chủ tịch UBND xã"}},
		{
			"subject drifts", "Chỉ thị số 12/CT-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về “Tăng cường công tác thư viện của các trường học trong tình hình mới”.\n\nChỉ thị số 12/CT-TTg về tăng cường công tác thư viện trong các trường học trong tình hình mới.",
			[]string{"citation-title 2 «tăng cường công tác thư viện trong các trường học trong tình hình mới» → Tăng cường công tác thư viện của các trường học trong tình hình mới"},
		},
		{
			"in full again", "Chỉ thị số 12/CT-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.\n\nNhà trường phổ biến Chỉ thị số 12/CT-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.",
			[]string{"citation-repeat 2 «Chỉ thị số 12/CT-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy» → Chỉ thị số 12/CT-TTg"},
		},
		{"number alone", "Đánh giá học sinh theo Thông tư 26.", []string{"citation-symbol 1 «Thông tư 26» → "}},
		{"plans over years", "Thực hiện Kế hoạch 5 năm và nghị quyết 2 lần.", nil},
		{"no identifiers", "Lớp 5/A1 đạt 26/32 em; ngày 09/02/2026; tỉ lệ 3/4; 24/7; năm học 2025-2026; vào lúc 8/3 Hội phụ nữ.", nil},
	})
}

func TestHeadingOrder(t *testing.T) {
	t.Parallel()
	runCases(t, []checkCase{
		{"in order", "I. MỘT\n\nChữ.\n\nII. HAI\n\n1. Ý một\n\nChữ.\n\n2. Ý hai\n\na) điểm một;\n\nb) điểm hai.\n\nIII. BA\n\n1. Ý một\n\nChữ.", nil},
		{"a section left out", "I. MỘT\n\nChữ.\n\nIII. BA\n\nChữ.", []string{"heading-gap 3 «III.» → II."}},
		{"a point left out", "I. MỘT\n\na) điểm một;\n\nb) điểm hai;\n\nd) điểm ba.", []string{"heading-gap 4 «d)» → c)"}},
		{"đ comes after d", "I. MỘT\n\na) một;\n\nb) hai;\n\nc) ba;\n\nd) bốn;\n\nđ) năm;\n\ne) sáu.", nil},
		{"twice", "I. MỘT\n\n1. Ý một\n\nChữ.\n\n2. Ý hai\n\nChữ.\n\n2. Ý ba\n\nChữ.", []string{"heading-repeat 6 «2.» → 3."}},
		{"backwards", "I. MỘT\n\n1. Ý một\n\nChữ.\n\n3. Ý ba\n\nChữ.\n\n2. Ý hai\n\nChữ.", []string{"heading-gap 4 «3.» → 2.", "heading-order 6 «2.» → 4."}},
		{"counted through all sections", "I. MỘT\n\n1. Ý một\n\nChữ.\n\n2. Ý hai\n\nChữ.\n\nII. HAI\n\n3. Ý ba\n\nChữ.", nil},
		{"a list in a heading", "I. MỘT\n\n1. Ý một\n\nChữ.\n\n1) việc một;\n\n2) việc hai.\n\n2. Ý hai\n\nChữ.", nil},
		{"letters and Roman numbers", "A. PHẦN ĐẦU\n\nI. MỘT\n\nChữ.\n\nII. HAI\n\nChữ.\n\nB. PHẦN HAI\n\nI. MỘT\n\nChữ.\n\nC. PHẦN BA\n\nChữ.", nil},
		{"decimals", "1. Ý một\n\n1.1. Ý nhỏ\n\nChữ.\n\n1.2. Ý nhỏ\n\nChữ.\n\n2. Ý hai\n\n2.1. Ý nhỏ\n\nChữ.\n\n2.3. Ý nhỏ\n\nChữ.", []string{"heading-gap 9 «2.3.» → 2.2."}},
		{"small letter", "I. MỘT\n\n1. ưu điểm\n\nChữ.", []string{"heading-case 2 «ưu điểm» → Ưu điểm"}},
		{"nothing under it", "I. MỘT\n\nII. HAI\n\nChữ.", []string{"section-empty 1 «I. MỘT» → "}},
		{"the answer behind the colon", "I. MỘT: Không\n\nII. HAI\n\nChữ.", nil},
		{"cut by a page", "Trường thực hiện quy chế dân\n\nchủ ở cơ sở.", []string{"sentence-broken 1 «hiện quy chế dân» → hiện quy chế dân chủ ở cơ sở"}},
		{"points in small letters", "Trường đã làm:\n\n- mua sách;\n\n- sửa phòng.", nil},
	})
}
