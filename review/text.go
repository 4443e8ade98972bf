package review

// Why something is out of date, as it stands behind the words in brackets.
const (
	textStaleYear   = "năm trước kỳ này"
	textStalePeriod = "kỳ trước"
	textStaleDate   = "ngày trước kỳ này"
	textStaleNotice = "công văn của kỳ trước"
)

var texts = map[Code]string{
	StaleYear: textStaleYear, StalePeriod: textStalePeriod, StaleDate: textStaleDate, StaleNotice: textStaleNotice,
}
