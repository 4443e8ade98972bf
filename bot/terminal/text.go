package terminal

import "fmt"

const (
	textUnnamedFile = "bao-cao"
	prompt          = "› "
	textTryingAgain = "Chưa ghi được, đang thử lại…"
	textLineTooLong = "Dòng này dài quá 1 MiB nên chưa được ghi. Xin chia thành nhiều dòng ngắn hơn."
)

func textFile(name string) string { return "Tệp: " + name }

func textSaved(path string) string { return "Đã ghi tệp: " + path }

func textNotSaved(name string, err error) string {
	return fmt.Sprintf("Chưa ghi được tệp %s: %v", name, err)
}
