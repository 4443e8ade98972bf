package cli

import (
	"fmt"

	"thuky/report"
	"thuky/workday"
)

// The words about names of bodies.

const (
	textSubjectOrganisations = "Tên cơ quan"
	textFixOrganisations     = "Sửa tệp theo docs/ten-co-quan.md rồi chạy lại “thuky doctor”."
	textFixUnlisted          = "Ghi school.name đúng như một tên trong tệp, hoặc thêm tên trường vào tệp."
	textFixTemplateBodies    = "Sửa nơi nhận trong mẫu, hoặc thêm cơ quan vào tệp school.organisations (docs/ten-co-quan.md)."
)

func textOrganisationsUnreadable(path string, err error) string {
	return fmt.Sprintf("Không đọc được tệp tên cơ quan %s: %s. Hãy sửa school.organisations, hoặc để trống để chỉ dùng bảng có sẵn.", path, reason(err))
}

func textOrganisationsTooLarge(path string) string {
	return fmt.Sprintf("Tệp tên cơ quan %s phải là một tệp TOML không quá 1 MiB. Hãy sửa school.organisations.", path)
}

func textOrganisationsMistakes(bad *report.OrganisationsError) string {
	return "Tệp tên cơ quan chưa đúng:\n" + bad.Error()
}

func textOrganisationsFine(n int, file, superior string) string {
	text := fmt.Sprintf("%d tên trong bảng có sẵn", n)
	if file != "" {
		text = fmt.Sprintf("%d tên, kể cả tệp %s", n, file)
	}
	if superior != "" {
		text += fmt.Sprintf("; cơ quan chủ quản “%s” còn dùng được", superior)
	}
	return text
}

func textSchoolUnlisted(name, file string) string {
	return fmt.Sprintf("tệp %s có tên trường, nhưng không có “%s”", file, name)
}

func textSchoolRenamed(name, now string) string {
	return fmt.Sprintf("trường “%s” nay có tên “%s”", name, now)
}

func textFixRenamed(now string) string { return fmt.Sprintf("Sửa school.name = %q.", now) }

func dayWords(d workday.Date) string { return fmt.Sprintf("%d/%d/%d", d.Day, int(d.Month), d.Year) }

func textSuperiorGone(name string, gone report.Gone) string {
	text := fmt.Sprintf("cơ quan chủ quản “%s” không còn từ ngày %s", name, dayWords(gone.Last.AddDays(1)))
	if gone.Then != "" {
		text += "; nay là " + gone.Then
	}
	return text
}

func textFixSuperior(name, now string) string {
	if now != name {
		return fmt.Sprintf("Sửa school.superior = %q. Văn bản của ngày trước vẫn in tên cũ.", now)
	}
	return "Sửa school.superior thành cơ quan chủ quản hiện nay của trường."
}

func textTemplateUnknownBody(template, id string) string {
	return fmt.Sprintf("mẫu %s nhắc đến {{org.%s}}, không có cơ quan nào có id ấy", template, id)
}

func textTemplateGoneBody(template, line string, gone report.Gone) string {
	text := fmt.Sprintf("mẫu %s: nơi nhận “%s” không còn từ ngày %s", template, line, dayWords(gone.Last.AddDays(1)))
	if gone.Then != "" {
		text += "; nay là " + gone.Then
	}
	return text
}
