package conversation

import "testing"

func TestLikeCode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"KGZS C4L7 SL6C AFMU", "kgzs c4l7 sl6c afmu", "KGZSC4L7SL6CAFMU", "kgzs-c4l7-sl6c-afm", "ABCD EFGH JKLM NPQR"} {
		if !likeCode(text) {
			t.Errorf("%q is no code", text)
		}
	}
	for _, text := range []string{"alo", "xin hoi chut nha em", "Trường mình nộp báo cáo chưa?", "0912345678", "ABCD EFGH", "12", "lop 4a1 co 32 hoc sinh", ""} {
		if likeCode(text) {
			t.Errorf("%q is a code", text)
		}
	}
}
