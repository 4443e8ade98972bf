package evidence

import "time"

// The words of the list in an archive.
const (
	listName   = "Danh sách.txt"
	listHeader = "Tệp\tChú thích\tNgười gửi\tLúc\tSHA-256"
	lostWords  = "\t(không còn trong kho)"
)

func listTime(at time.Time) string { return at.Format("15:04 02/01/2006") }
