package notice

import (
	"sort"
	"strings"
	"testing"
)

// TestWordings reads single sentences; the notice came in on Monday 2 March 2026.
// What is wanted is "date|time|rule" of each deadline, "" for none.
func TestWordings(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		// Full dates, with slips.
		"Các trường gửi báo cáo về Phòng trước ngày 15/3/2026.":                          "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước 15/3/2026.":                               "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15-3-2026.":                          "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15.03.2026.":                         "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15 / 3 / 2026.":                      "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15/ 3/2026.":                         "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15/32026.":                           "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15//3/2026.":                         "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15 tháng 3 năm 2026.":                "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15 tháng 3/2026.":                    "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày 15/3/26.":                            "2026-03-15||",
		"Các trường gửi báo cáo về Phòng trước ngày l5/O3/2026.":                         "2026-03-15||",
		"Cáctrường gửibáocáo về Phòng trướcngày15/3/2026.":                               "2026-03-15||",
		"Cac truong gui bao cao ve Phong truoc ngay 15/3/2026.":                          "2026-03-15||",
		"CÁC TRƯỜNG GỬI BÁO CÁO VỀ PHÒNG TRƯỚC NGÀY 15/3/2026.":                          "2026-03-15||",
		"Báo cáo gửi về Phòng chậm nhất ngày 15/3/2026.":                                 "2026-03-15||",
		"Báo cáo gửi về Phòng chậm nhất là ngày 15/3/2026.":                              "2026-03-15||",
		"Báo cáo gửi về Phòng chậm nhất vào ngày 15/3/2026.":                             "2026-03-15||",
		"Báo cáo gửi về Phòng chậm nhất trước ngày 15/3/2026.":                           "2026-03-15||",
		"Báo cáo gửi về Phòng chậm nhất đến hết ngày 15/3/2026.":                         "2026-03-15||",
		"Báo cáo gửi về Phòng muộn nhất ngày 15/3/2026.":                                 "2026-03-15||",
		"Báo cáo gửi về Phòng không quá ngày 15/3/2026.":                                 "2026-03-15||",
		"Báo cáo gửi về Phòng đến hết ngày 15/3/2026.":                                   "2026-03-15||",
		"Báo cáo gửi về Phòng trong ngày 15/3/2026.":                                     "2026-03-15||",
		"Thời hạn nộp báo cáo: 15/3/2026.":                                               "2026-03-15||",
		"Thời hạn gửi báo cáo về Phòng là ngày 15/3/2026.":                               "2026-03-15||",
		"Hạn nộp báo cáo: ngày 15/3/2026.":                                               "2026-03-15||",
		"Hạn cuối gửi báo cáo là 15/3/2026.":                                             "2026-03-15||",
		"Đề nghị các đơn vị gửi báo cáo qua email (hạn chót 15/3/2026).":                 "2026-03-15||",
		"Trước ngày 15/3/2026, các trường gửi danh sách giáo viên về Phòng.":             "2026-03-15||",
		"Báo cáo (gửi trước ngày 15/3/2026) theo mẫu đính kèm.":                          "2026-03-15||",
		"Ý kiến góp ý gửi về Sở trước ngày 15/3/2026.":                                   "2026-03-15||",
		"Đề nghị các trường cung cấp số liệu trước ngày 15/3/2026.":                      "2026-03-15||",
		"Các tổ nộp kế hoạch cho Phó Hiệu trưởng trước thứ Sáu, ngày 13/3/2026.":         "2026-03-13||",
		"Trình Hiệu trưởng phê duyệt trước ngày 15/3/2026.":                              "2026-03-15||",
		"Báo cáo kết quả kiểm tra, xử lý về Ủy ban nhân dân xã trước ngày 15/3/2026.":    "2026-03-15||",
		"Báo cáo tình hình tổ chức, triển khai thực hiện Kế hoạch trước ngày 15/3/2026.": "2026-03-15||",
		"Hoàn thành báo cáo trước ngày 15/3/2026.":                                       "2026-03-15||",
		// Without a year.
		"Các trường gửi báo cáo về Phòng trước ngày 15/3.":            "2026-03-15||no-year:03-15",
		"Các trường gửi báo cáo về Phòng trước ngày 15 tháng 3.":      "2026-03-15||no-year:03-15",
		"Các trường gửi báo cáo về Phòng trước ngày 15-3.":            "2026-03-15||no-year:03-15",
		"Các trường gửi báo cáo về Phòng trước ngày 05/01.":           "2027-01-05||no-year:01-05",
		"Các trường gửi báo cáo về Phòng trước ngày 25/2.":            "2026-02-25||no-year:02-25",
		"Các trường gửi báo cáo về Phòng trước ngày 15/3 tới.":        "2026-03-15||no-year:03-15",
		"Các trường gửi báo cáo về Phòng trước ngày 15/3, kèm ảnh.":   "2026-03-15||no-year:03-15",
		"Các trường gửi báo cáo về Phòng trước ngày 15/3/202.":        "2026-03-15||no-year:03-15",
		"Chậm nhất ngày 15-3, các trường gửi báo cáo về Phòng.":       "2026-03-15||no-year:03-15",
		"Phòng yêu cầu ngày 15/3 là hạn cuối các trường nộp báo cáo.": "2026-03-15||no-year:03-15",
		// Times of day.
		"Các trường gửi báo cáo về Phòng trước 16 giờ 30 ngày 15/3/2026.":               "2026-03-15|16:30|",
		"Các trường gửi báo cáo về Phòng trước 16h30 ngày 15/3/2026.":                   "2026-03-15|16:30|",
		"Các trường gửi báo cáo về Phòng trước 16h30, ngày 15/3/2026.":                  "2026-03-15|16:30|",
		"Các trường gửi báo cáo về Phòng trước 17g00 ngày 15/3/2026.":                   "2026-03-15|17:00|",
		"Các trường gửi báo cáo về Phòng trước 9h ngày 15/3/2026.":                      "2026-03-15|09:00|",
		"Các trường gửi báo cáo về Phòng trước 17:00 ngày 15/3/2026.":                   "2026-03-15|17:00|",
		"Các trường gửi báo cáo về Phòng trước 16h00' ngày 15/3/2026.":                  "2026-03-15|16:00|",
		"Các trường gửi báo cáo về Phòng trước ngày 15/3/2026 (trước 16 giờ).":          "2026-03-15|16:00|",
		"Các trường gửi báo cáo về Phòng chậm nhất lúc 10h ngày 15/3.":                  "2026-03-15|10:00|no-year:03-15",
		"Các trường gửi báo cáo về Phòng trước 11 giờ 00 phút ngày 15 tháng 3 năm 2026": "2026-03-15|11:00|",
		"Các trường gửi báo cáo về Phòng trước 9 giờ sáng thứ Hai (16/3/2026).":         "2026-03-16|09:00|",
		"Các trường gửi báo cáo về Phòng trước 3 giờ chiều ngày 15/3/2026.":             "2026-03-15|15:00|",
		"Các trường gửi báo cáo về Phòng trước 15h00 chiều ngày 15/3/2026.":             "2026-03-15|15:00|",
		"Các trường gửi báo cáo về Phòng trước ngày 15 tháng này.":                      "2026-03-15||",
		// Ranges.
		"Các đơn vị nộp dự toán về Phòng Kinh tế từ ngày 09/3/2026 đến hết ngày 13/3/2026.": "2026-03-13||",
		"Các đơn vị nộp hồ sơ quyết toán về Phòng trước ngày 13/3/2026.":                    "2026-03-13||",
		"Thời gian nhận báo cáo: từ ngày 09/3/2026 đến hết ngày 13/3/2026.":                 "2026-03-13||",
		"Các trường nộp báo cáo từ ngày 09/3 đến ngày 13/3/2026.":                           "2026-03-13||",
		// What comes back.
		"Báo cáo tháng gửi trước ngày 20 hằng tháng.":                         "2026-03-20||monthly:20",
		"Các trường định kỳ báo cáo về UBND xã trước ngày 10 hằng tháng.":     "2026-03-10||monthly:10",
		"Các đơn vị gửi báo cáo tuần vào 15h00 chiều thứ Năm hàng tuần.":      "2026-03-05|15:00|weekly:thu",
		"Số liệu tính đến ngày 31/12/2025, gửi báo cáo chậm nhất 15/3/2026.":  "2026-03-15||",
		"Báo cáo gửi trước ngày 20 của tháng.":                                "2026-03-20||monthly:20",
		"Định kỳ hằng tháng, trước ngày 20, các trường gửi báo cáo về Phòng.": "2026-03-20||monthly:20",
		"Định kỳ từ ngày 20 đến ngày 25 hàng tháng, các trường gửi báo cáo.":  "2026-03-25||monthly:20-25",
		"Báo cáo quý gửi trước ngày 10 tháng cuối quý.":                       "2026-03-10||quarter-last-month:10",
		"Báo cáo quý gửi chậm nhất vào ngày 10 của tháng cuối cùng mỗi quý.":  "2026-03-10||quarter-last-month:10",
		"Báo cáo gửi trước ngày 20 của tháng cuối kỳ báo cáo.":                "||period-last-month:20",
		"Báo cáo tháng gửi trước ngày 05 của tháng sau.":                      "2026-03-05||next-month:05",
		"Báo cáo tháng gửi trước ngày 05 tháng kế tiếp.":                      "2026-03-05||next-month:05",
		"Báo cáo tháng gửi trước ngày 05 của tháng liền kề tháng báo cáo.":    "2026-03-05||next-month:05",
		"Báo cáo quý gửi trước ngày 15 tháng đầu của quý tiếp theo.":          "2026-04-15||next-quarter-first-month:15",
		"Báo cáo năm gửi trước ngày 15/12 hằng năm.":                          "2026-12-15||yearly:12-15",
		"Hằng năm, trước ngày 15 tháng 12, các trường gửi báo cáo.":           "2026-12-15||yearly:12-15",
		"Báo cáo năm gửi trước ngày 15/01 năm sau.":                           "2027-01-15||yearly-next:01-15",
		"Báo cáo năm gửi trước ngày 15 tháng 01 của năm tiếp theo.":           "2027-01-15||yearly-next:01-15",
		"Báo cáo tuần gửi trước 15h thứ Năm hằng tuần.":                       "2026-03-05|15:00|weekly:thu",
		"Báo cáo gửi vào thứ 6 hàng tuần.":                                    "2026-03-06||weekly:fri",
		"Báo cáo gửi trước 10h00 ngày thứ Hai tuần kế tiếp.":                  "2026-03-09|10:00|weekly-next:mon",
		"Báo cáo gửi trước 16h hằng ngày.":                                    "2026-03-03|16:00|daily:16:00",
		"Các trường báo cáo hằng ngày (trước 16h00) về Phòng.":                "2026-03-03|16:00|daily:16:00",
		"Các trường báo cáo về Phòng lúc 7 giờ 30 mỗi ngày.":                  "2026-03-03|07:30|daily:07:30",
		// Lengths of time.
		"Đề nghị báo cáo trong thời hạn 05 ngày làm việc kể từ ngày nhận được công văn này.": "2026-03-09||workdays:5 after receipt",
		"Đề nghị báo cáo trong vòng 5 ngày kể từ ngày nhận được văn bản.":                    "2026-03-09||days:5 after receipt",
		"Đề nghị báo cáo chậm nhất 03 ngày làm việc sau khi nhận được văn bản này.":          "2026-03-05||workdays:3 after receipt",
		"Báo cáo gửi trong 07 ngày sau khi kết thúc đợt kiểm tra.":                           "||days:7 after event",
		"Báo cáo gửi không quá 02 ngày làm việc kể từ ngày kết thúc quý.":                    "||workdays:2 after period-end",
		"Báo cáo gửi chậm nhất 02 ngày làm việc kể từ thời điểm chốt số liệu.":               "||workdays:2 after data-cutoff",
		"Báo cáo sự cố gửi trong vòng 24 giờ kể từ khi xảy ra sự việc.":                      "||hours:24 after event",
		"Báo cáo sự cố gửi trong vòng 24h kể từ khi xảy ra sự việc.":                         "||hours:24 after event",
		"Đơn vị gửi kế hoạch ít nhất 10 ngày làm việc trước ngày tổ chức hoạt động.":         "||workdays:10 before event",
		"Báo cáo dịch bệnh: báo cáo ngay khi phát hiện ca bệnh.":                             "||immediately after event",
		"Kể từ ngày nhận được công văn này, trong 03 ngày các trường gửi báo cáo về Phòng.":  "2026-03-05||days:3 after receipt",
		"Báo cáo ngày gửi chậm nhất 14 giờ của ngày làm việc tiếp theo ngày báo cáo.":        "|14:00|workdays:1 after period-end",
		"Báo cáo tháng gửi chậm nhất vào ngày làm việc thứ 3 của tháng sau.":                 "||workdays:3 after period-end",
		// Several in one sentence.
		"Báo cáo lần 1 gửi trước ngày 10/3/2026, báo cáo lần 2 gửi trước ngày 20/3/2026.":                 "2026-03-10|| 2026-03-20||",
		"Gửi báo cáo: các trường mầm non trước ngày 10/3/2026; các trường tiểu học trước ngày 12/3/2026.": "2026-03-10|| 2026-03-12||",
		// None.
		"Các trường gửi danh sách. Thời hạn sử dụng thẻ từ ngày 01/4/2026 đến ngày 31/12/2026.":           "",
		"Thực hiện Công văn số 12/UBND ngày 15/3/2026 về việc báo cáo.":                                   "",
		"Số liệu báo cáo tính đến ngày 15/3/2026.":                                                        "",
		"Số liệu báo cáo tính đến hết ngày 15/3/2026.":                                                    "",
		"Báo cáo kết quả từ ngày 01/01/2026 đến ngày 15/3/2026.":                                          "",
		"Hội nghị tổng kết tổ chức trước ngày 15/3/2026.":                                                 "",
		"Hội nghị báo cáo chuyên đề được tổ chức trước ngày 15/3/2026.":                                   "",
		"Các trường hoàn thành việc sửa chữa trước ngày 15/3/2026.":                                       "",
		"Không tổ chức thi trước ngày 15/3/2026.":                                                         "",
		"Các trường không gửi báo cáo trước ngày 15/3/2026.":                                              "",
		"Hồ sơ dự tuyển nộp trước ngày 15/3/2026.":                                                        "",
		"Thí sinh gửi bài dự thi về Ban Tổ chức trước ngày 15/3/2026.":                                    "",
		"Nộp học phí trước ngày 15/3/2026.":                                                               "",
		"Quyết định này có hiệu lực từ ngày 15/3/2026.":                                                   "",
		"Trực ban trước, trong và sau ngày 15/3/2026.":                                                    "",
		"Đạt 3/4 số xã trước năm 2030, báo cáo đầy đủ.":                                                   "",
		"Công khai báo cáo trên trang thông tin điện tử trước ngày 15/3/2026.":                            "",
		"Báo cáo các vụ việc phát sinh trước ngày 15/3/2026.":                                             "",
		"Trước đó, ngày 01/02/2026, Sở có công văn đề nghị các trường gửi báo cáo trước ngày 20/02/2026.": "",
		"Nếu gửi báo cáo muộn sau ngày 15/3/2026 sẽ không được tổng hợp.":                                 "",
		"Cuộc họp bắt đầu lúc 8 giờ ngày 15/3/2026.":                                                      "",
		"Kiểm tra định kỳ vào thứ Sáu hằng tuần.":                                                         "",
		"Các đơn vị khẩn trương báo cáo kịp thời khi có vướng mắc.":                                       "",
		"Học sinh sinh trước ngày 01/01/2020 được tuyển vào lớp 1; các trường báo cáo Phòng.":             "",
		"Sở sẽ tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/3/2026.":                              "",
	} {
		r := Read(text, Options{Received: testDay})
		checkReading(t, text, r)
		var keys []string
		for _, d := range r.Deadlines {
			keys = append(keys, d.Date.String()+"|"+d.Time+"|"+d.Rule)
		}
		sort.Strings(keys)
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}
