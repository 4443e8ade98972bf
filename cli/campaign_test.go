package cli_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestCampaigns follows a campaign from its opening to its end.
func TestCampaigns(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	opened := d.must("campaign", "open", "--template", template, "--period", " quý  IV năm 2026 ", "--deadline", "5/12/2026",
		"--notice-number", "12/UBND", "--notice-date", "2026-11-02", "--notice-issuer", "UBND xã Hoa Sen",
		"--notice-subject", "báo cáo họp", "--json")
	type row struct {
		ID, Template, Title, Period, Status string
		Deadline                            *string
		Questions, Answered                 int
	}
	id := decode[row](t, opened).ID
	if id != "hop-nho-2026-1" {
		t.Errorf("id: got %q", id)
	}
	d.must("campaign", "open", "--template", "cai-cach-hanh-chinh")
	golden(t, "campaign-list.json", d.must("campaign", "list", "--json"))
	golden(t, "campaign-list.txt", d.must("campaign", "list"))

	d.lines("25", "tạm dừng").must("chat", "--template", template, "--as", "Lê Thị Mận")
	// Times of answers are the runtime's; versions rest on the bytes of templates.
	show := d.must("campaign", "show", id)
	golden(t, "campaign-show.txt", regexp.MustCompile(`phiên bản [0-9a-f]{12}`).ReplaceAllString(show, "phiên bản 0123456789ab"))
	shown := d.must("campaign", "show", id, "--json")
	golden(t, "campaign-show.json", regexp.MustCompile(`"[0-9a-f]{64}"`).ReplaceAllString(shown, `"sha256"`))

	if got := decode[row](t, d.must("campaign", "close", id, "--json")); got.Status != "closed" || got.Answered != 1 || got.Questions != 2 {
		t.Errorf("closed: got %+v", got)
	}
	d.must("campaign", "close", id) // again changes nothing
	if got := d.must("campaign", "list"); !strings.Contains(got, "đã đóng") {
		t.Errorf("list after closing: %s", got)
	}
	code, _, stderr := d.run("campaign", "close", "hop-nho-2026-2")
	if code != 1 {
		t.Errorf("closing what is not there: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"hop-nho-2026-2", "“hop-nho-2026-1”"})
}

// TestEmptyStore: a command that reads makes no store, and [] is not null.
func TestEmptyStore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, command := range []string{"campaign list --json", "person list --json"} {
		if got := d.must(strings.Fields(command)...); got != "[]\n" {
			t.Errorf("%s: got %q, want []", command, got)
		}
	}
	d.must("campaign", "list")
	d.must("person", "list")
	if _, err := os.Stat(d.path("thuky.db")); err == nil {
		t.Error("a list made a store")
	}
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	type row struct {
		ID, Title string
		Questions int
	}
	list := decode[[]row](t, d.must("template", "list", "--json"))
	if len(list) < 3 {
		t.Fatalf("shipped templates: got %d, want 3 or more", len(list))
	}
	for _, r := range list {
		if r.Title == "" || r.Questions == 0 || !strings.Contains(d.must("template", "list"), r.ID) {
			t.Errorf("template %+v", r)
		}
		type question struct{ ID, Type, Prompt, Heading string }
		type section struct {
			ID, Heading string
			Questions   []question
		}
		whole := decode[struct {
			ID, Title, Kind, Symbol, Subject string
			Sections                         []section
		}](t, d.must("template", "show", r.ID, "--json"))
		if whole.ID != r.ID || len(whole.Sections) == 0 {
			t.Errorf("show %s: %+v", r.ID, whole)
		}
		readable := d.must("template", "show", r.ID)
		for _, s := range whole.Sections {
			if !strings.Contains(readable, s.Heading) {
				t.Errorf("show %s lacks section %q", r.ID, s.Heading)
			}
			for _, q := range s.Questions {
				if !strings.Contains(readable, q.ID) {
					t.Errorf("show %s lacks question %q", r.ID, q.ID)
				}
			}
		}
	}
}

func TestTemplateCheck(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	good := d.file("good.toml", small)
	if got := d.must("template", "check", good); !strings.Contains(got, "2 câu hỏi") {
		t.Errorf("good: %s", got)
	}
	bad := d.file("bad.toml", strings.Replace(strings.Replace(small, "prompt = \"Có bao", "promt = \"Có bao", 1), "type = \"text\"", "type = \"tex\"", 1))
	code, stdout, stderr := d.run("template", "check", bad)
	if code != 1 || stdout != "" {
		t.Errorf("bad: exit %d, stdout %q", code, stdout)
	}
	for _, want := range []string{"bad.toml:16: ", "promt", "prompt"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr lacks %q:\n%s", want, stderr)
		}
	}
}

// TestTemplateFolder: the school's own templates are added, and a broken one keeps
// no other from working.
func TestTemplateFolder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := d.path("mine")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	d.file("mine/hop-nho.toml", small)
	d.file("mine/broken.toml", "id = 5\n")
	d.file("mine/same.toml", small)
	d.env = append(d.env, "THUKY_TEMPLATES_FOLDER="+folder)
	code, stdout, stderr := d.run("template", "list", "--json")
	if code != 0 || !strings.Contains(stdout, `"hop-nho"`) || !strings.Contains(stdout, `"dan-van-6-thang"`) {
		t.Errorf("exit %d: %s", code, stdout)
	}
	for _, want := range []string{"broken.toml:1", "same.toml", "“hop-nho” đã có"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr lacks %q:\n%s", want, stderr)
		}
	}
	d.env = append(d.env, "THUKY_TEMPLATES_FOLDER="+d.path("nowhere"))
	code, _, stderr = d.run("template", "list")
	if code != 1 {
		t.Errorf("missing folder: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"nowhere", "templates.folder"})
}

// TestCampaignUpdate: a campaign goes on with another version of its template.
func TestCampaignUpdate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if err := os.MkdirAll(d.path("mau"), 0o755); err != nil {
		t.Fatal(err)
	}
	d.file("mau/hop-nho.toml", small)
	config := []string{"--config", d.file("config.toml", "[templates]\nfolder = \""+d.path("mau")+"\"\n")}
	must := func(args ...string) string { return d.must(append(args, config...)...) }
	d.lines("25", "Nhất trí.", "gửi")
	must("chat", "--template", "hop-nho")
	const id = "hop-nho-2026-1"
	if got := must("campaign", "update", id); !strings.Contains(got, "không có gì thay đổi") {
		t.Errorf("the same: %s", got)
	}
	d.file("mau/hop-nho.toml", small+"\n  [[sections.questions]]\n  id = \"moi\"\n  type = \"text\"\n  prompt = \"Cuộc họp có gì mới?\"\n")
	if got := must("campaign", "update", id); !strings.Contains(got, "câu mới: Cuộc họp có gì mới?") {
		t.Errorf("update: %s", got)
	}
	if got := must("campaign", "show", id); !strings.Contains(got, "2/3 câu") || !strings.Contains(got, "đang trả lời") {
		t.Errorf("show: %s", got)
	}
	d.lines("trả lời tiếp", "Không.", "gửi")
	if got := must("chat"); !strings.Contains(got, "Cuộc họp có gì mới?") {
		t.Errorf("chat: %s", got)
	}
	must("campaign", "close", id)
	code, _, stderr := d.run(append([]string{"campaign", "update", id}, config...)...)
	if code != 1 {
		t.Errorf("closed: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{id, "đã đóng"})
}
