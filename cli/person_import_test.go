package cli_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

type imported struct {
	People []struct {
		ID, Name, Role, Unit, Call, State string
		Code                              *string
	}
	Ignored []string
}

// put writes a file of people.
func put(t *testing.T, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ds.csv")
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// utf16LE is what Excel writes as "Unicode text".
func utf16LE(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		b.WriteByte(byte(unit))
		b.WriteByte(byte(unit >> 8))
	}
	return b.String()
}

// latin1 gives each letter as one byte, as files from before Unicode have them.
func latin1(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteByte(byte(r))
	}
	return b.String()
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("Lê " + strings.Map(func(r rune) rune { return 'a' + r - '0' }, strconv.Itoa(100_000+i)) + "\n")
	}
	return b.String()
}

func TestImport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := put(t, "\ufeffSTT;Họ và tên;Tổ/bộ phận;Vai;Xưng hô\r\n1;Lê Thị Mận;tổ 3;;cô\r\n;;;;\r\n2;Trần Văn Đỗ;\"tổ 1; kế toán\";Người duyệt;Thay\r\n\r\n3;Nguyễn Thị Mai;tổ 1;gv;\r\n4;Nguyễn Thị Mai;tổ 2;staff;\r\n")
	codes := filepath.Join(t.TempDir(), "ma.csv")
	got := decode[imported](t, d.must("person", "import", path, "--json", "--codes", codes))
	if len(got.People) != 4 || got.People[1].Unit != "tổ 1, kế toán" || got.People[1].Role != "approver" || got.People[1].Call != "thầy" || strings.Join(got.Ignored, "") != "STT" {
		t.Fatalf("got %+v", got)
	}
	seen := map[string]bool{}
	for _, p := range got.People {
		if p.Code == nil || p.State != "new" || seen[*p.Code] {
			t.Fatalf("got %+v", p)
		}
		seen[*p.Code] = true
	}
	info, err := os.Stat(codes)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("codes: %v, %v", info.Mode(), err)
	}
	data, _ := os.ReadFile(codes)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 5 || rows[1][0] != "Lê Thị Mận" || rows[1][3] != *got.People[0].Code {
		t.Errorf("codes: %q, %v", rows, err)
	}
	store, _ := os.ReadFile(d.path("thuky.db"))
	if strings.Contains(string(store), *got.People[0].Code) {
		t.Error("a code is stored")
	}
	if text := d.must("person", "list"); strings.Count(text, "chưa vào") != 4 {
		t.Errorf("list: %s", text)
	}

	// Again, with a unit that changed.
	moved := put(t, "name,unit,role\nLê Thị Mận,tổ 4,\nNguyễn Thị Mai,tổ 1,staff\nNguyễn Thị Mai,tổ 2,staff\nBùi Thị Cam,tổ 5,\n")
	again := decode[imported](t, d.must("person", "import", moved, "--json"))
	states := []string{}
	for _, p := range again.People {
		states = append(states, p.State)
	}
	if strings.Join(states, " ") != "changed same same new" || again.People[0].ID != got.People[0].ID || again.People[0].Call != "cô" || *again.People[0].Code == *got.People[0].Code {
		t.Errorf("again: %+v", again)
	}
	if text := d.must("person", "import", moved); !strings.Contains(text, "0 người mới, 0 người cập nhật, 4 người không đổi. 4 mã mời") {
		t.Errorf("third: %s", text)
	}
	if code, _, stderr := d.run("person", "import", moved, "--codes", codes); code != 1 || !strings.Contains(stderr, codes) {
		t.Errorf("over a file: exit %d: %s", code, stderr)
	}
	if code, _, stderr := d.run("person", "import", put(t, "họ tên,tổ\nNguyễn Thị Mai,tổ 7\n")); code != 1 || !strings.Contains(stderr, "dòng 2, “Nguyễn Thị Mai”: kho dữ liệu có nhiều người cùng tên") {
		t.Errorf("which of two: exit %d: %s", code, stderr)
	}
}

// TestRemoveTells: the questions of somebody who is removed are told, also to the admins.
func TestRemoveTells(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must("person", "import", put(t, "name\nLê Thị Mận\n"))
	id := decode[struct{ ID string }](t, d.must("campaign", "open", "--template", "dan-van-6-thang", "--json")).ID
	question := ""
	change(t, d, func(tx storage.Tx) error {
		c, err := tx.Campaign(id)
		if err != nil {
			return err
		}
		source, err := tx.Template(c.Version)
		if err != nil {
			return err
		}
		tmpl, err := report.ReadTemplate("x.toml", source)
		if err != nil {
			return err
		}
		question = tmpl.Questions()[2].ID
		c.Assign(question, []string{"p1"})
		return errors.Join(tx.PutCampaign(c), tx.PutPerson(report.Person{
			ID: "p2", Name: "Bùi Kim Chi", Role: report.Admin, Call: "cô", Joined: time.Unix(1, 0), Addresses: []report.Contact{{Address: "telegram:7"}},
		}))
	})
	if text := d.must("person", "remove", "p1"); !strings.Contains(text, "Chưa có người trả lời trong "+id+": "+question) {
		t.Errorf("got %s", text)
	}
	change(t, d, func(tx storage.Tx) error {
		var all []string
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			all = append(all, o.To.String()+" "+o.Message.Plain())
		}
		if len(all) != 1 || !strings.Contains(all[0], "telegram:7 Dạ, Lê Thị Mận đã rời danh sách") || !strings.Contains(all[0], "câu 3") {
			t.Errorf("outbox %q", all)
		}
		return nil
	})
}

func change(t *testing.T, d *desk, fn func(storage.Tx) error) {
	t.Helper()
	s, err := boltstore.Open(d.path("thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Update(t.Context(), fn), s.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestImportReads(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ file, want string }{
		"UTF-16 with tabs":        {utf16LE("họ tên\ttổ\r\nBùi Thị Cam\ttổ 5\r\n"), "Bùi Thị Cam, tổ 5"},
		"letters and marks apart": {norm.NFD.String("Họ tên,Tổ\nĐặng Thị Ổi,tổ 2\n"), "Đặng Thị Ổi, tổ 2"},
		"two columns of a name":   {"sep=;\r\nHọ đệm;Tên;Tổ\r\nLê Thị;Mơ;tổ 1\r\n", "Lê Thị Mơ, tổ 1"},
		"another order, quotes":   {"unit,\"name\",call\n\"tổ 3, kế toán\",\" Lê  Thị Mận \",chị\n", "Lê Thị Mận, tổ 3, kế toán"},
		"other names":             {"họ tên,tổ\nH'Hen Niê,tổ 1\n", "H'Hen Niê, tổ 1"},
		"old Mac line ends":       {"họ tên,tổ\rLê Thị Mận,tổ 1\r", "Lê Thị Mận, tổ 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := decode[imported](t, newDesk(t).must("person", "import", put(t, test.file), "--json"))
			if len(got.People) != 1 || got.People[0].Name+", "+got.People[0].Unit != test.want {
				t.Errorf("got %+v, want %s", got.People, test.want)
			}
		})
	}
}

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	const head = "họ tên,vai,tổ,xưng hô\n"
	for name, test := range map[string]struct{ file, want string }{
		"role":          {head + "Lê Thị Mận,hiệu phó,tổ 1,cô\n", "dòng 2, cột “vai”, “hiệu phó”: không phải là một vai"},
		"call":          {head + "Lê Thị Mận,,tổ 1,bà\n", "dòng 2, cột “xưng hô”, “bà”"},
		"digits":        {head + "\nLê Thị 3,,,\n", "dòng 3, cột “họ tên”, “Lê Thị 3”: họ tên không có chữ số"},
		"no name":       {head + ",staff,tổ 1,\n", "dòng 2, cột “họ tên”: chưa có họ tên"},
		"formula":       {head + "Lê Thị Mận,,=1+1,\n", "cột “tổ”, “=1+1”"},
		"lost marks":    {head + "Nguy?n Th? Mai,,,\n", "lưu sai bảng mã"},
		"old font":      {head + "NguyÔn ThÞ MËn,,,\n", "“Nguyễn Thị Mận”"},
		"twice":         {head + "Lê Thị Mận,,tổ 1,\nlê thị mận,,Tổ 1,\n", "dòng 3, “lê thị mận”: trùng tên và tổ với dòng 2"},
		"more cells":    {head + "Lê Thị Mận,,tổ 3, kế toán,cô\n", "dòng 2, “cô”: dòng có nhiều ô hơn"},
		"quotes":        {head + "\"Lê \"Thị\" Mận,,,\n", "dòng 2: dấu nháy kép"},
		"no head":       {"Lê Thị Mận,staff\n", "dòng 1, “Lê Thị Mận | staff”: chưa có cột họ tên"},
		"head twice":    {"họ tên,name\na,b\n", "trùng với cột “họ tên”"},
		"only head":     {head, "chưa có người nào"},
		"nothing":       {"\n\n", "không có dòng nào"},
		"a workbook":    {"PK\x03\x04abc", "đây là tệp Excel"},
		"a picture":     {"\x89PNG\x00\x01", "không phải là chữ"},
		"TCVN3":         {latin1("Hä vµ tªn,Vai\nNguyÔn ThÞ MËn,staff\n"), "phông TCVN3"},
		"VNI":           {latin1("Hoï vaø teân,Vai\nNguyeãn Thò Maän,staff\n"), "phông VNI"},
		"another table": {latin1("h\xf5,t\xean\n"), "không viết bằng UTF-8"},
		"too large":     {strings.Repeat("x", 1<<20+1), "lớn hơn 1 MB"},
		"too many":      {"họ tên\n" + manyNames(2001), "hơn 2000 người"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			code, stdout, stderr := d.run("person", "import", put(t, test.file))
			if code != 1 || stdout != "" || !strings.Contains(stderr, test.want) {
				t.Errorf("exit %d, stdout %q\n%s\nwant %q", code, stdout, stderr, test.want)
			}
			if _, err := os.Stat(d.path("thuky.db")); err == nil {
				t.Error("a store was made")
			}
		})
	}
}
