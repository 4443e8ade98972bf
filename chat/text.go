package chat

import (
	"fmt"
	"strconv"
	"strings"
)

// The few words that Degrade adds. The dialogue's own words are elsewhere.

// textTyped is the closing line that says what can be typed instead of a button.
func textTyped(words []string) string {
	return `Gõ: "` + strings.Join(words, `" · "`) + `"`
}

// textQuoted is how the dialogue writes what can be typed.
func textQuoted(word string) string { return "«" + word + "»" }

func textNumbered(n int, label string) string { return strconv.Itoa(n) + ". " + label }

// textFile stands for a file where the platform carries none.
func textFile(name, url string) string {
	if url != "" {
		return fmt.Sprintf("Tệp «%s», thầy/cô mở liên kết để tải về:\n%s", name, url)
	}
	return fmt.Sprintf("Dạ, tệp «%s» đã có sẵn, nhưng kênh này chưa gửi được tệp. Thầy/cô nhận tệp ở văn phòng trường giúp em ạ.", name)
}
