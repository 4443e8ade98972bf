package cli

import (
	"fmt"
	"strings"
)

// The words of migrate.

const (
	textMigrateLong = `Chuyển toàn bộ kho dữ liệu sang một kho mới, từ tệp sang PostgreSQL hoặc ngược lại, rồi đếm và so
mã kiểm tra của từng loại bản ghi ở cả hai bên. Kho cũ được giữ nguyên. Kho mới phải còn trống: tệp
chưa có, hoặc trường chưa có bản ghi nào trong PostgreSQL. Hãy dừng “thuky serve” trước khi chuyển,
và sửa storage.url sau khi chuyển.`
	textMigrateExample = `  thuky migrate --from bolt:data/thuky.db --to postgres://thuky:MẬT_KHẨU@localhost/thuky
  thuky migrate --from postgres://thuky:MẬT_KHẨU@localhost/thuky --to bolt:data/moi.db`
	textMigrateFlags = "migrate cần cả --from và --to. Viết: thuky migrate --from bolt:data/thuky.db --to postgres://thuky:MẬT_KHẨU@localhost/thuky"
	textFlagFrom     = "kho đang dùng: bolt:ĐƯỜNG_DẪN hoặc postgres://…"
	textFlagTo       = "kho mới, còn trống: bolt:ĐƯỜNG_DẪN hoặc postgres://…"
)

var textMigrateHead = []string{"loại bản ghi", "kho cũ", "mã kiểm tra", "kho mới", "mã kiểm tra", ""}

func textMigrated(from, to string) string {
	return fmt.Sprintf("Đã chuyển %s sang %s; hai bên giống nhau. Hãy sửa storage.url rồi chạy lại “thuky serve”, và giữ kho cũ cho tới khi yên tâm.", from, to)
}

func textMigrateExists(path string) string {
	return fmt.Sprintf("Không chuyển vào %s: đã có tệp trùng tên. Hãy chọn tên khác.", path)
}

func textMigrateFull(at, school string) string {
	return fmt.Sprintf("Không chuyển vào %s: trường “%s” ở đó đã có dữ liệu. Hãy dùng kho trống, hoặc tên trường khác bằng ?school=TÊN.", at, school)
}

func textMigrateFailed(at string, err error) string {
	why := "kho mới không giữ lại gì, kho cũ vẫn nguyên"
	if isFileError(err) {
		why = reason(err)
	}
	return fmt.Sprintf("Chưa chuyển được sang %s: %s.", at, why)
}

func textMigrateUnproven(at string) string {
	return fmt.Sprintf("Đã chép sang %s nhưng chưa kiểm tra lại được. Xin đừng dùng kho mới; kho cũ vẫn nguyên.", at)
}

func textMigrateDiffers(at string, kinds []string) string {
	return fmt.Sprintf("Kho mới %s khác kho cũ ở: %s. Xin đừng dùng kho mới; kho cũ vẫn nguyên.", at, strings.Join(kinds, ", "))
}
