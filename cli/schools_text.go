package cli

import (
	"fmt"
	"strings"
)

// The words about several schools in one configuration.

const textFlagSchool = "`MÃ` trường, khi cấu hình có nhiều [[school]] (hoặc biến THUKY_SCHOOL)"

func textSchoolAndSchools(place string) string {
	return fmt.Sprintf("%s: [school] và [[school]] không đi cùng nhau. Một trường thì chỉ viết [school]; nhiều trường thì chuyển các dòng này vào một [[school]] có id, ví dụ:\n[[school]]\nid = \"hoa-sen\"\nname = \"Trường Tiểu học Hoa Sen\"", place)
}

func textNoSchool(path string) string {
	return fmt.Sprintf("%s: chưa có trường nào trong danh sách school. Viết cho mỗi trường, ví dụ:\n[[school]]\nid = \"hoa-sen\"\nname = \"Trường Tiểu học Hoa Sen\"", path)
}

func textSchoolSpelling(path string) string {
	return fmt.Sprintf("%s: các trường được viết theo nhiều cách nên có trường bị bỏ sót. Viết tất cả là [[school]], chữ thường.", path)
}

func textSchoolWithoutID(place string) string {
	return fmt.Sprintf("%s: [[school]] này chưa có mã. Thêm một dòng, ví dụ: id = \"hoa-sen\"", place)
}

func textSchoolID(place, id string) string {
	return fmt.Sprintf("%s: mã trường “%s” không dùng được. Viết chữ thường a–z, số và dấu gạch nối, nhiều nhất 32 ký tự, ví dụ: id = \"hoa-sen\"", place, id)
}

func textSchoolWithoutName(place, id string) string {
	return fmt.Sprintf("%s: trường “%s” chưa có tên. Thêm một dòng, ví dụ: name = \"Trường Tiểu học Hoa Sen\"", place, id)
}

func textSchoolWithoutHost(place, id string) string {
	return fmt.Sprintf("%s: trường “%s” chưa có tên miền cho trang web. Thêm một dòng, ví dụ: host = \"%s.xa.example\"; không dùng trang web thì đặt web.listen = \"\" chung.", place, id, id)
}

func textSchoolHost(place, host, id string) string {
	return fmt.Sprintf("%s: host “%s” không phải là tên miền. Viết tên miền không có https:// và không có cổng, ví dụ: host = \"%s.xa.example\"", place, host, id)
}

func textSchoolAddress(place, address, host string) string {
	return fmt.Sprintf("%s: web.public_url “%s” không thuộc host “%s” của trường này. Bỏ dòng này, hoặc viết: public_url = \"https://%s\"", place, address, host, host)
}

func textSchoolWithoutToken(place, id, variable string) string {
	return fmt.Sprintf("%s: trường “%s” chưa có mã bot nào. Viết trong trường này:\n[school.telegram]\ntoken = \"123456:ABC…\"\nhoặc đặt biến %s=TỆP; trường chỉ dùng trang web thì viết token = \"\" cho rõ.", place, id, variable)
}

func textSameSchool(place, key, value, other, id string) string {
	what := key
	if value != "" {
		what = fmt.Sprintf("%s “%s”", key, value)
	}
	return fmt.Sprintf("%s: %s đã là của trường “%s” (%s). Mỗi trường cần một %s riêng, ví dụ: %s", place, what, id, other, key, exampleOfOwn(key, id))
}

// exampleOfOwn shows how a school says what is its own, with a name that is not taken by id.
func exampleOfOwn(key, id string) string {
	example := map[string]string{
		"id": "id = \"hoa-sen\"", "host": "host = \"hoa-sen.xa.example\"", "telegram.token": "[school.telegram] token = \"123456:ABC…\" của bot khác",
		"zalo.token": "[school.zalo] token = \"…\" của bot khác", "zalooa.app_id": "[school.zalooa] app_id = \"…\" của ứng dụng khác",
		"storage.url": "[school.storage] url = \"bolt:data/hoa-sen/thuky.db\", hoặc bỏ dòng này", "backups.folder": "[school.backups] folder = \"backups/hoa-sen\", hoặc bỏ dòng này",
		"drafts.folder": "[school.drafts] folder = \"drafts/hoa-sen\", hoặc bỏ dòng này", "templates.folder": "[school.templates] folder = \"mau/hoa-sen\", hoặc bỏ dòng này",
	}[key]
	return strings.ReplaceAll(example, "hoa-sen", id+"-2")
}

func textKeyOfProcess(place, key string) string {
	section, _, _ := strings.Cut(key, ".")
	return fmt.Sprintf("%s: %s là của cả chương trình, không phải của một trường. Chuyển dòng này ra mục [%s] ở đầu tệp.", place, key, section)
}

func textUnknownSchoolKey(place, key, near string) string {
	return fmt.Sprintf("%s: [[school]] không có khóa “%s”.%s Các khóa đúng ở trong config.example.toml.", place, key, didYouMean(near))
}

func textKeyOfOne(place, key, id string) string {
	section, name, _ := strings.Cut(key, ".")
	return fmt.Sprintf("%s: %s là của riêng một trường, nên khi có [[school]] thì không đặt chung được. Chuyển vào trường đó, ví dụ trong trường “%s”:\n[school.%s]\n%s = \"…\"", place, key, id, section, name)
}

func textAddressOfOne(place, id string) string {
	return fmt.Sprintf("%s: web.public_url là địa chỉ của một trường, nên khi có [[school]] thì không đặt chung được. Viết trong từng trường, ví dụ trong trường “%s”: host = \"%s.xa.example\"", place, id, id)
}

func textStoreOfOne(place string) string {
	return fmt.Sprintf("%s: storage.url chung không mang school=…, vì mỗi [[school]] đã có id. Viết: url = \"postgres://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY/KHO\"", place)
}

func textInSchool(place, id, problem string) string {
	return fmt.Sprintf("%s (trường “%s”): %s", place, id, problem)
}

// What is said about --school.

func textWhichSchool(ids []string) string {
	return fmt.Sprintf("Cấu hình có nhiều trường, nên cần --school MÃ (hoặc biến THUKY_SCHOOL), ví dụ --school %s. Các trường: %s.", ids[0], strings.Join(ids, ", "))
}

func textUnknownSchool(id, near string, ids []string) string {
	return fmt.Sprintf("--school: không có trường “%s”.%s Các trường: %s.", id, didYouMean(near), strings.Join(ids, ", "))
}

func textOneSchool(id string) string {
	return fmt.Sprintf("--school %s: cấu hình này là của một trường nên không cần --school. Nhiều trường thì viết [[school]] cho từng trường; xem config.example.toml.", id)
}

const (
	textFixSchoolFlag   = "Sửa --school hoặc THUKY_SCHOOL rồi chạy lại."
	textFixSchoolFields = "Thêm các dòng đó vào [[school]] của trường này; chúng được in trong báo cáo."
)

func textSchoolHeading(id, name string) string {
	return fmt.Sprintf("— Trường “%s”: %s —", id, name)
}

func textConfigOfSchools(file string, n int) string { return fmt.Sprintf("%s; %d trường", file, n) }

func textSchoolFine(place, host string) string {
	if host == "" {
		return place
	}
	return fmt.Sprintf("%s; trang web ở %s", place, host)
}

func textSchoolLacks(place string, fields []string) string {
	return fmt.Sprintf("%s: còn trống %s", place, strings.Join(fields, ", "))
}

func textBackupFolder(folder string, err error) string {
	return fmt.Sprintf("Cấu hình có nhiều trường, nên “%s” phải là một thư mục để chứa một tệp cho mỗi trường: %s. Viết tên thư mục khác, hoặc thêm --school MÃ.", folder, reason(err))
}

func textBackupsFailed(n, all int) string {
	return fmt.Sprintf("Có %d trong %d trường chưa sao lưu được; các trường khác đã xong.", n, all)
}

// textSharedConfigWrong is what a school hears of a mistake in the configuration of all.
const textSharedConfigWrong = "Tệp cấu hình chung của các trường có lỗi nên chưa được nhận; người vận hành xem trong nhật ký."

const textStoreOfWhich = "--db là kho của một trường, mà cấu hình có nhiều trường. Thêm --school MÃ, hoặc bỏ --db."
