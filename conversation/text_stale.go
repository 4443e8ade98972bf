package conversation

import (
	"fmt"
	"strings"

	"thuky/review"
)

// What the bot says about a text that names the time of an earlier report.

const labelKeepStill, wordKeepStill = "Vẫn giữ", "vẫn giữ"

// maxStaleShown is how many places are named.
const maxStaleShown = 4

// staleList is «năm 2023» (năm trước kỳ này), «quý I» (kỳ trước) và 2 chỗ nữa.
func staleList(found []review.StaleWords) string {
	var names []string
	seen := map[string]bool{}
	for _, f := range found {
		name := "«" + clip(f.Quote, 60) + "» (" + f.Why + ")"
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if n := len(names); n > maxStaleShown+1 {
		return strings.Join(names[:maxStaleShown], ", ") + fmt.Sprintf(" và %d chỗ nữa", n-maxStaleShown)
	}
	return strings.Join(names, ", ")
}

func textStaleOffer(found []review.StaleWords) string {
	return "Có thể đã cũ: " + staleList(found) + "."
}

func textStaleAsk(found []review.StaleWords) string {
	if len(found) == 0 { // the period was corrected meanwhile
		return "Dạ, thầy/cô giữ nguyên nội dung của kỳ trước ạ?"
	}
	return "Dạ, nội dung này còn nhắc " + staleList(found) + ". Thầy/cô vẫn giữ nguyên ạ?"
}

func textStaleLeft(place int, found []review.StaleWords) string {
	return fmt.Sprintf("Trong đó còn nhắc %s. Nếu cần, thầy/cô gõ «sửa %d» ạ.", staleList(found), place)
}

func textStaleDraft(places string) string {
	return "\nCó thể còn nhắc kỳ trước: mục " + places + "."
}
