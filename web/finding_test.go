package web_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"thuky/report"
	"thuky/storage"
)

var findingForm = regexp.MustCompile(`(?s)<li>(.*?)</li>`)

// finding gives the key of the finding that says these words, and whether it can be
// carried out by one tap.
func (p page) finding(t testing.TB, words string) (key string, fix bool) {
	t.Helper()
	for _, m := range findingForm.FindAllStringSubmatch(p.body, -1) {
		if strings.Contains(html.UnescapeString(m[1]), words) {
			if value := regexp.MustCompile(`name="key" value="([0-9a-f]+)"`).FindStringSubmatch(m[1]); value != nil {
				return value[1], strings.Contains(m[1], "/sua")
			}
		}
	}
	return "", false
}

const commaAnswer = "Thực hiện Kế hoạch số 12/KH-UBND, ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân xã về phát triển văn hóa đọc, thư viện mở cửa *cả tuần*."

// TestFindings: a suggestion is carried out in the answer by one tap, with its reason; a
// finding is put aside until its words change.
func TestFindings(t *testing.T) {
	t.Parallel()
	d := newDraftSite(t)
	d.says("viec", report.TextValue(commaAnswer+"\nTrong 06 tháng đầu năm 2026, trường tổ chức ngày hội đọc sách."))
	d.says("sach", report.NumberValue(1250))
	path := d.path + "/ban-thao"
	p := d.approver.get(path)
	p.has(t, "12/KH-UBND, ngày", d.path+"/cau/viec", "Lê Thị Mai")

	// What is put aside is folded away, for everybody, and can be taken back.
	stale, fix := p.finding(t, "06 tháng đầu năm 2026")
	if stale == "" || fix {
		t.Fatalf("the stale words: key %q, one tap %v\n%s", stale, fix, p.body)
	}
	p = d.approver.post(path+"/bo-qua", "key", stale)
	p.has(t, "Đã bỏ qua điểm này", "1 điểm đã bỏ qua")
	d.admin.get(path).has(t, "1 điểm đã bỏ qua")
	d.approver.post(path+"/bo-qua", "key", stale) // twice is once
	p = d.admin.post(path+"/bo-qua", "key", stale, "back", "1")
	p.has(t, "Đã đưa điểm này trở lại")
	if strings.Contains(p.body, "điểm đã bỏ qua") {
		t.Error("it is still put aside")
	}
	d.approver.post(path+"/bo-qua", "key", stale)
	if got := d.approver.post(path+"/bo-qua", "key", "0123456789abcdef01234567"); got.status != http.StatusConflict {
		t.Errorf("no such finding: got %d", got.status)
	}

	// The suggestion.
	key, fix := p.finding(t, "12/KH-UBND, ngày")
	if key == "" || !fix {
		t.Fatalf("the comma: key %q, one tap %v\n%s", key, fix, p.body)
	}
	if got := d.staff.post(path+"/sua", "key", key); got.status != http.StatusForbidden {
		t.Errorf("staff: got %d", got.status)
	}
	p = d.approver.post(path+"/sua", "key", key)
	p.has(t, "Đã sửa theo gợi ý")
	mai := d.person("Lê Thị Mai").ID
	d.view(func(tx storage.Tx) error {
		a, err := tx.Answer(d.campaign.ID, "viec", mai)
		if want := strings.Replace(commaAnswer, ", ngày", " ngày", 1) + "\nTrong 06 tháng đầu năm 2026, trường tổ chức ngày hội đọc sách."; *a.Value.Text != want || a.Revision != 2 {
			t.Errorf("got revision %d %q\nwant %q", a.Revision, *a.Value.Text, want)
		}
		actions := map[string]int{}
		for e, err := range tx.Audit(d.campaign.ID) {
			if err != nil {
				return err
			}
			actions[e.Action]++
			if e.Action == "amend" && !strings.HasPrefix(e.Note, "Sửa theo gợi ý khi soát bản thảo: ") {
				t.Errorf("the reason: %q", e.Note)
			}
		}
		if actions["amend"] != 1 || actions["finding-aside"] != 2 || actions["finding-back"] != 1 {
			t.Errorf("audit: %v", actions)
		}
		return err
	})
	if got := d.approver.post(path+"/sua", "key", key); got.status != http.StatusConflict {
		t.Errorf("carried out twice: got %d", got.status)
	}
	p.has(t, "1 điểm đã bỏ qua") // the other one, whose words are the same

	// Other words are another finding.
	d.says("viec", report.TextValue("Trong 6 tháng đầu năm 2026, trường tổ chức ngày hội đọc sách."))
	if p := d.approver.get(path); strings.Contains(p.body, "điểm đã bỏ qua") {
		t.Error("changed words are put aside")
	}
	d.admin.get("/quan-ly/nhat-ky").has(t, "bỏ qua điểm soát")
}
