package review

import (
	"fmt"

	"thuky/report"
	"thuky/workday"
)

// What is said about times and bodies of the past.

const textPeriodWord = "Báo cáo không phải của cả năm; nói «trong kỳ» hoặc nêu kỳ báo cáo."

func textStaleWords(w StaleWords) string {
	return fmt.Sprintf("Thuộc %s; có thể còn sót từ báo cáo cũ.", map[Code]string{
		StaleYear: "năm trước kỳ báo cáo này", StalePeriod: "kỳ báo cáo trước", StaleDate: "thời gian trước kỳ báo cáo này", StaleNotice: "công văn yêu cầu báo cáo của kỳ trước",
	}[w.Code])
}

func textStaleBody(name string, gone report.Gone) string {
	after := shortDate(gone.Last.AddDays(1))
	switch {
	case gone.Then == "":
		return fmt.Sprintf("«%s» không còn từ ngày %s; ghi cơ quan thay thế.", name, after)
	case gone.Renamed:
		return fmt.Sprintf("«%s» đổi tên từ ngày %s; nay là %s.", name, after, gone.Then)
	}
	return fmt.Sprintf("«%s» không còn từ ngày %s; nay là %s.", name, after, gone.Then)
}

func textStaleDocument(doc string, e *ended) string {
	return fmt.Sprintf("%s hết hiệu lực từ ngày %s, nay áp dụng %s.", doc, shortDate(e.last.AddDays(1)), e.then)
}

func textStaleEvent(e *ended) string {
	return fmt.Sprintf("Việc của trước kỳ báo cáo: %s. Có thể còn sót từ báo cáo cũ.", e.then)
}

func textDateEarly(date, cut workday.Date) string {
	return fmt.Sprintf("Báo cáo ngày %s, trước ngày chốt số liệu %s của kỳ (Nghị định 09/2019/NĐ-CP); số liệu đến ngày nào thì ghi rõ.", shortDate(date), shortDate(cut))
}

func textPeriodOver(asOf workday.Date) string {
	return fmt.Sprintf("Kỳ báo cáo này đã qua lâu so với ngày %s.", shortDate(asOf))
}

func textRecipientMissing(body, doc string) string {
	return fmt.Sprintf("Nơi nhận chưa có %s, nơi ban hành %s yêu cầu báo cáo.", body, doc)
}
