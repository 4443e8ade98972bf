package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"thuky/storage/boltstore"
)

// The words of restore, and of a store that was lost.

const (
	textRestoreLong = `Khôi phục kho dữ liệu từ một bản sao lưu. Không ghi TỆP thì liệt kê các bản trong backups.folder,
bản nào còn nguyên vẹn. Bản sao lưu được đọc lại toàn bộ trước khi dùng; kho đang ở đó, dù
hỏng hay không, được đổi tên và giữ lại. Kho còn dùng được thì ở cửa sổ lệnh được hỏi lại trước khi
thay. Hãy dừng “thuky serve” trước.`
	textFlagReplace = "thay cả kho còn dùng được, không hỏi lại (kho đó được đổi tên và giữ lại)"
	wordReplace     = "thay"
)

func textStoreIsDamaged(path, list string) string {
	return fmt.Sprintf("Kho dữ liệu %s bị hỏng nên không mở; tệp được giữ nguyên. Xem các bản sao lưu và cách khôi phục bằng: %s", path, list)
}

func textStoreSpoilt(store string) string {
	return fmt.Sprintf("Kho dữ liệu %s bị hỏng trong lúc chạy nên trợ lý dừng lại; từ lúc phát hiện không có gì được ghi thêm. Chạy lại “thuky serve”: kho sẽ được xem lại từng trang, nếu hỏng thì được để riêng, và bản sao lưu mới nhất được chỉ ra.", store)
}

func textStoreIsAside(path, aside, list string) string {
	return fmt.Sprintf("Không còn kho dữ liệu ở %s: bản hỏng đã được để riêng ở %s. Chưa tạo kho mới để khỏi nhầm với kho cũ. Xem các bản sao lưu và cách khôi phục bằng: %s\n"+
		"Nếu thật sự muốn bắt đầu với kho trống, hãy chuyển tệp để riêng sang thư mục khác rồi chạy lại.", path, aside, list)
}

func textStoreLost(path, aside string) string {
	return fmt.Sprintf("Kho dữ liệu %s bị hỏng, đã được để riêng và còn nguyên ở %s; không có gì bị ghi đè hay xóa. Trợ lý chưa chạy.", path, aside)
}

func textNotSetAside(path string, err error) string {
	return fmt.Sprintf("Kho dữ liệu %s bị hỏng, và chưa để riêng được: %s. Tệp vẫn còn nguyên.", path, reason(err))
}

func textSoundCopy(c soundCopy, order string) string {
	return fmt.Sprintf("Bản sao lưu mới nhất còn nguyên vẹn: %s (%s, %s). Để khôi phục, chạy:\n  %s\nrồi chạy lại “thuky serve”. Những câu trả lời nhận sau lúc đó sẽ được hỏi lại.",
		c.path, c.at.In(vietnam).Format("15:04 ngày 2/1/2006"), textContents(c.Contents), order)
}

func textContents(c boltstore.Contents) string {
	return fmt.Sprintf("%d người, %d đợt báo cáo, %d câu trả lời", c.People, c.Campaigns, c.Answers)
}

func textNoSoundCopy(folder, order string) string {
	where := "Chưa đặt backups.folder nên không biết các bản sao lưu ở đâu."
	if folder != "" {
		where = fmt.Sprintf("Trong %s không có bản sao lưu nào còn nguyên vẹn.", folder)
	}
	return where + " Nếu có bản sao lưu ở nơi khác, chạy: " + order
}

func textCopiesUnreadable(folder string, err error) string {
	return fmt.Sprintf("Không xem được các bản sao lưu ở %s: %s.", folder, reason(err))
}

func textCopyRow(c copyFile, contents boltstore.Contents, err error) []string {
	state := "còn nguyên vẹn: " + textContents(contents)
	switch {
	case errors.Is(err, errNotRead):
		state = "chưa đọc lại"
	case err != nil:
		state = "hỏng, không dùng được"
	}
	return []string{filepath.Base(c.path), fmt.Sprintf("%d KiB", (c.size+1023)/1024), state}
}

func textRestoreNewest(order string) string {
	return "Để khôi phục bản mới nhất, dừng “thuky serve” rồi chạy:\n  " + order
}

func textRestoreAsk(path, backup string) string {
	return fmt.Sprintf("Kho dữ liệu %s vẫn dùng được. Thay bằng bản sao lưu %s? Kho đang có được đổi tên và giữ lại.\nGõ «%s» rồi Enter để thay, gõ khác để thôi: ", path, backup, wordReplace)
}

func textRestoreOverSound(path, order string) string {
	return fmt.Sprintf("Kho dữ liệu %s vẫn dùng được nên chưa thay. Nếu chắc chắn muốn quay về bản sao lưu, chạy:\n  %s\nKho đang có sẽ được đổi tên và giữ lại.", path, order)
}

func textRestoreNoFile(backup string) string {
	return fmt.Sprintf("Không có tệp %s. Chạy “thuky restore” để xem các bản sao lưu.", backup)
}

func textNotRestored(backup, path, aside string, err error) string {
	why := "bản sao lưu hỏng hoặc không phải là kho của thuky"
	if isFileError(err) {
		why = reason(err)
	}
	text := fmt.Sprintf("Chưa khôi phục được từ %s: %s. ", backup, why)
	if aside != "" {
		return text + fmt.Sprintf("Kho cũ còn nguyên ở %s.", aside)
	}
	return text + fmt.Sprintf("Kho %s vẫn như cũ.", path)
}

func textRestored(path string, c boltstore.Contents) string {
	return fmt.Sprintf("Đã khôi phục và kiểm tra lại %s: %s.", path, textContents(c))
}

func textSetAside(aside string) string {
	return fmt.Sprintf("Kho cũ được giữ ở %s; khi chắc chắn không cần nữa thì xóa.", aside)
}
