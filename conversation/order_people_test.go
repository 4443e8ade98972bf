package conversation

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/report"
)

func TestParsePeople(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]PeopleOrder{
		"em nghỉ":                          {Task: peopleAway},
		"Em nghi ạ.":                       {Task: peopleAway},
		"tôi xin nghỉ phép 3 ngày":         {Task: peopleAway},
		"mình nghỉ ốm, không nhờ ai":       {Task: peopleAway},
		"em nghỉ, nhờ cô Mận":              {Task: peopleAway, Stand: "cô Mận"},
		"co nghi nho thay Do lam thay nhe": {Task: peopleAway, Stand: "thay Do"},
		"em nghỉ thai sản và nhờ chị Lò Thị Ươm trả lời giúp em ạ": {Task: peopleAway, Stand: "chị Lò Thị Ươm"},

		"em di vang den 15/12":                      {Task: peopleAway},
		"em nghi tu mai den thu 6":                  {Task: peopleAway},
		"em nghỉ hết tuần này ạ":                    {Task: peopleAway},
		"dạ em đi công tác đến thứ sáu, nhờ cô Mận": {Task: peopleAway, Stand: "cô Mận"},
		"em vắng 3 ngày":                            {Task: peopleAway},

		"nghỉ nhờ cô Mận":         {Task: peopleAway, Stand: "cô Mận"},
		"/nghi nhờ Mận":           {Task: peopleAway, Stand: "Mận"},
		"em đi làm lại":           {Task: peopleBack},
		"di day lai roi":          {Task: peopleBack},
		"em hết nghỉ rồi":         {Task: peopleBack},
		"doi ten":                 {Task: peopleName},
		"đổi tên thành Lê Thị Mơ": {Task: peopleName, Value: "Lê Thị Mơ"},
		"gọi em là cô":            {Task: peopleCall, Value: "cô"},
		"xung ho voi em la thay":  {Task: peopleCall, Value: "thay"},
		"xưng hô":                 {Task: peopleCall},
		"liên kết zalo":           {Task: peopleLink},
		"bỏ liên kết":             {Task: peopleUnlink},
		"trang web":               {Task: peopleWeb},
		"Mở trang web ạ":          {Task: peopleWeb},
		"mo trang web":            {Task: peopleWeb},
		"trang quản lý":           {Task: peopleWeb},
		"vào trang web trường":    {Task: peopleWeb},
		"cho em link trang web":   {Task: peopleWeb},
		"mo trang":                {Task: peopleWeb},
		"đăng nhập":               {Task: peopleWeb},
		"dang nhap trang web":     {Task: peopleWeb},
		"/web":                    {Task: peopleWeb},
		"roi khoi":                {Task: peopleLeave},
		"em xin rời danh sách":    {Task: peopleLeave},
		"danh sách người":         {Task: peopleList},
		"mời":                     {Task: peopleInvite, Uses: 1, Role: report.Staff},
		"moi 30 nguoi":            {Task: peopleInvite, Uses: 30, Role: report.Staff},
		"mời 2 người duyệt":       {Task: peopleInvite, Uses: 2, Role: report.Approver},
		"moi quan tri":            {Task: peopleInvite, Uses: 1, Role: report.Admin},
		"mời lại cô Mận":          {Task: peopleInvite, Name: "cô Mận"},
		"cô Mận thuộc tổ 3":       {Task: peopleUnit, Name: "cô Mận", Value: "tổ 3"},
		"co Man to 3":             {Task: peopleUnit, Name: "co Man", Value: "to 3"},

		"Lê Thị Mận chuyển sang văn phòng": {Task: peopleUnit, Name: "Lê Thị Mận", Value: "văn phòng"},
		"thầy Đỗ làm người duyệt":          {Task: peopleRole, Name: "thầy Đỗ", Role: report.Approver},
		"co Man lam nhan vien":             {Task: peopleRole, Name: "co Man", Role: report.Staff},
		"bỏ cô Mận khỏi danh sách":         {Task: peopleLeave, Name: "cô Mận"},
		"cô Mận nghỉ, nhờ thầy Đỗ":         {Task: peopleAway, Name: "cô Mận", Stand: "thầy Đỗ"},
		"co Man di lam lai":                {Task: peopleBack, Name: "co Man"},
	} {
		got, ok := parsePeople(text, true)
		if d := cmp.Diff(want, got); !ok || d != "" {
			t.Errorf("%q: %v %s", text, ok, d)
		}
	}
	for _, text := range []string{
		"em nghĩ", "em nghĩ là đủ", "mọi người", "mới", "tổ 3", "cô giáo mới", "nghỉ", "Học sinh nghỉ học nhiều.\nNhờ cô Mận nhắc.", "gọi", "tên",
		"liên kết với phụ huynh tốt", "rồi", "làm lại", "danh sách", "sửa 7", "bỏ qua", "", "   ", "/xyz", "câu 7 giao tổ",
		"đang nhập", "đang nhập sách", "mơ trang", "trắng web", "trang web của trường có 30 bài", "đăng bài trên trang web", "trang 7", "mở web trường", strings.Repeat("em nghỉ ", 60),
	} {
		if got, ok := parsePeople(text, true); ok && got.Name == "" {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
	for _, text := range []string{"danh sách người", "mời 30 người", "cô Mận thuộc tổ 3", "cô Mận nghỉ, nhờ thầy Đỗ", "bỏ cô Mận khỏi danh sách"} {
		if got, ok := parsePeople(text, false); ok {
			t.Errorf("of staff, %q is taken for %+v", text, got)
		}
	}
}

func FuzzParsePeople(f *testing.F) {
	for _, s := range []string{"em nghỉ, nhờ cô Mận", "cô Mận thuộc tổ 3", "mời 30 người", "bỏ liên kết", "𝔫𝔤𝔥𝔦 em nghỉ", "em nghi\u0309", "... , em , nghỉ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, ok := parsePeople(text, true)
		if ok && o.Task == "" {
			t.Errorf("%q: an order without a task", text)
		}
		for _, typed := range []string{o.Name, o.Stand} {
			for word := range strings.FieldsSeq(typed) {
				if !strings.Contains(text, word) {
					t.Errorf("%q: %q was not typed", text, word)
				}
			}
		}
		readName(text)
	})
}

func TestReadName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Lê Thị Mận": "Lê Thị Mận", " em là  Lê Thị Mận. ": "Lê Thị Mận", "Dạ, tên em là H'Hen Niê ạ": "H'Hen Niê", "Nguyễn Văn A": "Nguyễn Văn A",
		"«Bùi Thị Mơ»": "Bùi Thị Mơ", "Mơ": "Mơ",
	} {
		if got, problem := readName(text); got != want || problem != "" {
			t.Errorf("%q: %q %q", text, got, problem)
		}
	}
	for text, want := range map[string]string{
		"Lê Thị 3": textNameDigits, "a@b": textNameLetters, "Lê\nThị": textNameLetters, "L": textNameShort, "": textNameShort, "…": textNameShort,
		strings.Repeat("Lê ", 40): textNameLong,
	} {
		if _, problem := readName(text); problem != want {
			t.Errorf("%q: %q, want %q", text, problem, want)
		}
	}
	for name, want := range map[string]string{"lê thị mận": "Lê Thị Mận", "LÊ THỊ MẬN": "Lê Thị Mận", "H'Hen Niê": "H'Hen Niê", "đỗ VĂN a": "Đỗ VĂN A"} {
		if got := titled(name); got != want {
			t.Errorf("titled(%q) = %q, want %q", name, got, want)
		}
	}
}
