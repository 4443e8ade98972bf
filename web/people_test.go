package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"thuky/report"
	"thuky/storage"
)

// upload sends one file as a form of ours would.
func (b *browser) upload(path, field, name string, data []byte) page {
	b.site.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, name)
	if err != nil {
		b.site.t.Fatal(err)
	}
	_, _ = part.Write(data) // into memory
	if err := form.Close(); err != nil {
		b.site.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.site.t.Context(), http.MethodPost, b.site.url+path, &body)
	if err != nil {
		b.site.t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// person finds somebody by name.
func (s *site) person(name string) (found report.Person) {
	s.t.Helper()
	s.view(func(tx storage.Tx) error {
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			if p.Name == name {
				found = p
			}
		}
		return nil
	})
	if found.ID == "" {
		s.t.Fatalf("there is no %s", name)
	}
	return found
}

var shownCode = regexp.MustCompile(`class="code">([^<]+)<`)

// TestPeople: a list is uploaded, its sheet of codes lets people in, and what can be done
// with one person is done.
func TestPeople(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.join(report.Admin, "Trần Văn Nam")
	sheet := admin.upload("/quan-ly/nguoi/danh-sach", "tep", "gv.csv", []byte("họ tên,tổ\nLê Thị Mai,tổ 1\nPhạm Văn Cường,tổ 2\n"))
	codes := shownCode.FindAllStringSubmatch(sheet.body, -1)
	if sheet.status != http.StatusOK || len(codes) != 2 || strings.Count(sheet.body, `<svg class="qr"`) != 2 {
		t.Fatalf("sheet: got %d with %d codes\n%s", sheet.status, len(codes), sheet.body)
	}
	// By given name: Cường before Mai. The code is typed as it stands on the paper.
	staff := s.browser()
	if got := staff.post("/moi", "code", strings.ToLower(codes[1][1])); !strings.Contains(got.body, "Chào Lê Thị Mai") {
		t.Fatalf("the code of the sheet: got %d\n%s", got.status, got.body)
	}
	staff.enter(strings.ReplaceAll(codes[1][1], " ", ""))
	mai := s.person("Lê Thị Mai")
	if mai.Joined.IsZero() || len(mai.Addresses) != 1 {
		t.Fatalf("who entered: %+v", mai)
	}
	list := admin.get("/quan-ly/nguoi")
	for _, want := range []string{"Lê Thị Mai", "tổ 2", "chưa vào", "trang web", "Còn 1 người"} {
		if !strings.Contains(list.body, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	here := "/quan-ly/nguoi/" + mai.ID
	admin.post(here, "viec", "to", "to", "tổ 3, kế toán")
	admin.post(here, "viec", "vai", "vai", "approver")
	if got := s.person("Lê Thị Mai"); got.Unit != "tổ 3, kế toán" || got.Role != report.Approver {
		t.Errorf("changed: %+v", got)
	}
	admin.post(here, "viec", "nghi", "thay", s.person("Trần Văn Nam").ID)
	if got := admin.get(here); !strings.Contains(got.body, "Trần Văn Nam làm thay") {
		t.Error("the absence is not shown")
	}
	admin.post(here, "viec", "ve")
	if got := admin.post(here, "viec", "bo"); !strings.Contains(got.body, "Bỏ Lê Thị Mai khỏi danh sách?") {
		t.Error("removal does not ask")
	}
	if got := admin.post(here, "viec", "bo", "chac", "1"); got.path != "/quan-ly/nguoi" || strings.Contains(got.body, "Lê Thị Mai") {
		t.Errorf("removal: at %s", got.path)
	}
	if got := staff.get("/tro-chuyen"); got.status != http.StatusUnauthorized {
		t.Errorf("who was removed: got %d", got.status)
	}
}

// TestPeopleRefused: what cannot be done says why, and changes nothing.
func TestPeopleRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.join(report.Admin, "Trần Văn Nam")
	self := "/quan-ly/nguoi/" + s.person("Trần Văn Nam").ID
	for _, tt := range []struct {
		name, path string
		fields     []string
		status     int
		says       string
	}{
		{"the last admin gives up the role", self, []string{"viec", "vai", "vai", "staff"}, 422, "quản trị duy nhất"},
		{"the last admin leaves", self, []string{"viec", "bo", "chac", "1"}, 422, "quản trị duy nhất"},
		{"stands in for themself", self, []string{"viec", "nghi", "thay", s.person("Trần Văn Nam").ID}, 422, "chưa thể làm thay"},
		{"a role that is none", self, []string{"viec", "vai", "vai", "chủ"}, 422, "chọn một vai"},
		{"an order that is none", self, []string{"viec", "x"}, 400, "biểu mẫu"},
		{"nobody", "/quan-ly/nguoi/p99", []string{"viec", "to", "to", "x"}, 404, "không còn"},
		{"a long unit", self, []string{"viec", "to", "to", strings.Repeat("tổ", 50)}, 422, "dài quá"},
		{"no number", "/quan-ly/nguoi/moi", []string{"vai", "staff", "so", "ba mươi"}, 422, "từ 1 đến 500"},
		{"too many", "/quan-ly/nguoi/moi", []string{"vai", "staff", "so", "501"}, 422, "từ 1 đến 500"},
		{"no role", "/quan-ly/nguoi/moi", []string{"so", "3"}, 422, "chọn một vai"},
		{"all have joined", "/quan-ly/nguoi/ma-rieng", nil, 422, "đều đã vào"},
		{"no file", "/quan-ly/nguoi/danh-sach", nil, 422, "chọn một tệp"},
	} {
		if got := admin.post(tt.path, tt.fields...); got.status != tt.status || !strings.Contains(got.body, tt.says) {
			t.Errorf("%s: got %d, want %d with %q\n%s", tt.name, got.status, tt.status, tt.says, got.body)
		}
	}
	got := admin.upload("/quan-ly/nguoi/danh-sach", "tep", "gv.csv", []byte("cột lạ\nLê Thị Mai\n"))
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "chưa được đưa vào") {
		t.Errorf("a bad list: got %d\n%s", got.status, got.body)
	}
	if got := admin.upload("/quan-ly/nguoi/danh-sach", "tep", "gv.csv", make([]byte, 3<<20)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge list: got %d", got.status)
	}
}

// TestSessions: browsers are listed and ended, by their owner or an admin.
func TestSessions(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	mai, nam := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Admin, "Trần Văn Nam")
	names := regexp.MustCompile(`name="phien" value="([0-9a-f]+)"`)
	own := names.FindAllStringSubmatch(mai.get("/phien").body, -1)
	all := names.FindAllStringSubmatch(nam.get("/phien").body, -1)
	if len(own) != 1 || len(all) != 2 {
		t.Fatalf("staff see %d, the admin %d sessions; want 1 and 2", len(own), len(all))
	}
	for _, found := range all {
		if found[1] == own[0][1] {
			continue
		}
		if got := mai.post("/phien", "phien", found[1]); got.status != http.StatusNotFound {
			t.Errorf("the session of an admin, ended by staff: got %d", got.status)
		}
	}
	if got := nam.post("/phien", "phien", own[0][1]); got.status != http.StatusOK {
		t.Errorf("ended by the admin: got %d", got.status)
	}
	if got := mai.get("/phien"); got.status != http.StatusUnauthorized {
		t.Errorf("after the end: got %d", got.status)
	}
	for _, name := range []string{"", "0", strings.Repeat("0", 16)} {
		if got := nam.post("/phien", "phien", name); got.status != http.StatusNotFound {
			t.Errorf("session %q: got %d", name, got.status)
		}
	}
}
