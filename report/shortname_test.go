package report

import "testing"

func TestShortName(t *testing.T) {
	t.Parallel()
	plain := func(text string) string { return text }
	for prompt, want := range map[string]string{
		"Thầy/cô viết giúp phần khái quát chung trong kỳ.":               "Khái quát chung trong kỳ",
		"Thầy/cô viết giúp em kết quả thực hiện.":                        "Kết quả thực hiện",
		"Thầy/cô nhận xét giúp về phòng chức năng.":                      "Phòng chức năng",
		"Thầy/cô cho biết kế hoạch của cấp trên?":                        "Kế hoạch của cấp trên",
		"Thầy/cô có kiến nghị gì không ạ?":                               "Có kiến nghị gì không",
		"Môn Tiếng Việt: bao nhiêu học sinh xếp mức “Hoàn thành tốt” ạ?": "Môn Tiếng Việt: bao nhiêu học… “Hoàn thành tốt”",
		"Môn Tiếng Việt: bao nhiêu học sinh xếp mức “Hoàn thành” ạ?":     "Môn Tiếng Việt: bao nhiêu học sinh… “Hoàn thành”",
		"Trường có bao nhiêu lớp?":                                       "Trường có bao nhiêu lớp",
		"Thầy/cô viết về các biện pháp giúp học sinh khó khăn":           "Các biện pháp giúp học sinh khó khăn",
	} {
		if got := (&Question{ID: "q", Prompt: prompt}).ShortName(plain); got != want {
			t.Errorf("%q: got %q, want %q", prompt, got, want)
		}
	}
}
