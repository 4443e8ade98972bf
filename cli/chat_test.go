package cli_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// drafts lists the files that chat has written.
func (d *desk) drafts() []string {
	d.t.Helper()
	entries, err := os.ReadDir(d.path("drafts"))
	if err != nil {
		d.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestChat answers a report on a pipe, leaves in the middle, and comes back.
func TestChat(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	first := d.lines("25").must("chat", "--template", template, "--period", "quý IV năm 2026", "--as", "Lê Thị Mận")
	if strings.Contains(first, "\x1b") {
		t.Errorf("colours on a pipe: %q", first)
	}
	for _, want := range []string{"Có bao nhiêu người họp ạ?", "Cuộc họp kết luận gì ạ?"} {
		if !strings.Contains(first, want) {
			t.Errorf("first run lacks %q:\n%s", want, first)
		}
	}
	second := d.lines("Nhất trí với kế hoạch.", "gửi").must("chat")
	if strings.Contains(second, "Có bao nhiêu người họp") && !strings.Contains(second, "Cuộc họp kết luận gì ạ?") {
		t.Errorf("the second run did not go on at the same question:\n%s", second)
	}
	names := d.drafts()
	if len(names) != 1 || filepath.Ext(names[0]) != ".docx" {
		t.Fatalf("drafts: got %q, want one .docx", names)
	}
	if path := filepath.Join(d.path("drafts"), names[0]); !strings.Contains(second, path) {
		t.Errorf("the path %s is not printed:\n%s", path, second)
	}
	// Changed after sending: a new draft beside the old one.
	third := d.lines("sửa 1", "26", "gửi").must("chat", "--template", template)
	if names := d.drafts(); len(names) != 2 || !strings.HasSuffix(names[0], " (2).docx") && !strings.HasSuffix(names[1], " (2).docx") {
		t.Errorf("drafts after a change: got %q\n%s", names, third)
	}
	type row struct{ Questions, Answered int }
	if list := decode[[]row](t, d.must("campaign", "list", "--json")); len(list) != 1 || list[0].Answered != 2 {
		t.Errorf("campaigns: got %+v", list)
	}
	markdown := d.must("render", "--campaign", "hop-nho-2026-1", "--format", "md")
	for _, want := range []string{"Có 26 người họp.", "Nhất trí với kế hoạch.", "quý IV năm 2026"} {
		if !strings.Contains(markdown, want) {
			t.Errorf("draft lacks %q:\n%s", want, markdown)
		}
	}
}

// TestChatDefault: on a pipe no line is eaten by a menu.
func TestChatDefault(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	out := d.lines("có").must("chat")
	first, _, _ := strings.Cut(out, "\n")
	if !strings.Contains(first, "cai-cach-hanh-chinh") {
		t.Errorf("first line: %q", first)
	}
	if list := d.must("campaign", "list", "--json"); !strings.Contains(list, `"answered": 1`) {
		t.Errorf("the first line was not an answer: %s\n%s", list, out)
	}
}

// TestChatAmongSeveral: with several open reports each is reached by its template,
// and what was being written is kept.
func TestChatAmongSeveral(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one := d.file("hop-nho.toml", small)
	long := strings.NewReplacer("hop-nho", "hop-lon", "họp nhỏ", "họp lớn", `type = "text"`, `type = "longtext"`).Replace(small)
	two := d.file("hop-lon.toml", long)
	d.lines("1").must("chat", "--template", one)
	out := d.lines("2", "Đoạn thứ nhất.", "Đoạn thứ hai.").must("chat", "--template", two)
	if !strings.Contains(out, "Có bao nhiêu người họp ạ?") {
		t.Errorf("the second report was not opened:\n%s", out)
	}
	back := d.lines("Xong việc.").must("chat", "--template", one)
	if !strings.Contains(back, "Cuộc họp kết luận gì ạ?") {
		t.Errorf("the first report was not continued:\n%s", back)
	}
	show := d.must("campaign", "show", "hop-lon-2026-1", "--json")
	if !strings.Contains(show, `Đoạn thứ nhất.\nĐoạn thứ hai.`) {
		t.Errorf("what was being written is lost: %s", show)
	}
	if list := d.must("campaign", "list", "--json"); strings.Count(list, `"id"`) != 2 {
		t.Errorf("campaigns: %s", list)
	}
	// Without a template the chat goes on where it is; nothing is asked first.
	if again := d.lines("xem lại").must("chat"); strings.Contains(again, "họp lớn") {
		t.Errorf("went elsewhere:\n%s", again)
	}
}

func TestChatPeriodAndName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	d.must("chat", "--template", template, "--period", "quý III năm 2026")
	d.must("chat", "--template", template, "--period", "quý IV năm 2026", "--as", "Trần Văn Bưởi")
	list := d.must("campaign", "list", "--json")
	if !strings.Contains(list, `"period": "quý IV năm 2026"`) || strings.Count(list, `"id"`) != 1 {
		t.Errorf("got %s", list)
	}
	if people := d.must("person", "list", "--json"); !strings.Contains(people, "Trần Văn Bưởi") || strings.Count(people, `"id"`) != 1 {
		t.Errorf("got %s", people)
	}
}

// TestChatClosed: a closed campaign is left alone and a new one opened.
func TestChatClosed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	d.lines("25").must("chat", "--template", template)
	d.must("campaign", "close", "hop-nho-2026-1")
	out := d.lines("30").must("chat", "--template", template)
	list := d.must("campaign", "list", "--json")
	if strings.Count(list, `"answered": 1`) != 2 || strings.Count(list, `"closed"`) != 1 {
		t.Errorf("got %s\n%s", list, out)
	}
}

func TestChatStrangeInput(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	d.stdin = strings.NewReader("\ufeff25\r\n\n   \nChữ h\xffỏng\x00 và \x1b[31mmàu\r\n" + strings.Repeat("x", 2<<20) + "\ngửi")
	out := d.must("chat", "--template", template)
	if strings.Contains(out, "\x1b") || strings.Contains(out, "\x00") {
		t.Errorf("control characters came back: %q", out)
	}
	if !strings.Contains(out, "1 MiB") {
		t.Errorf("the long line is not mentioned:\n%s", out)
	}
	if len(d.drafts()) != 1 {
		t.Errorf("no draft:\n%s", out)
	}
}

// TestRecord: what --record writes is a scenario: the template, and the dialogue.
func TestRecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	record := d.path("rec.txt")
	d.lines("25", "Nhất trí.", "gửi").must("chat", "--template", template, "--record", record)
	archive, err := txtar.ParseFile(record)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != 2 || archive.Files[0].Name != "hop-nho.toml" || string(archive.Files[0].Data) != small || archive.Files[1].Name != "dialogue" {
		t.Fatalf("got %s", txtar.Format(archive))
	}
	dialogue := string(archive.Files[1].Data)
	for line := range strings.Lines(dialogue) {
		if line != "\n" && !strings.HasPrefix(line, "> ") && !strings.HasPrefix(line, "<") && !strings.HasPrefix(line, "! hello") {
			t.Errorf("line %q", line)
		}
	}
	for _, want := range []string{"\n! hello\n< ", "\n> 25\n< ", "\n> Nhất trí.\n< ", "< Cuộc họp kết luận gì ạ?\n", ".docx)\n"} {
		if !strings.Contains(dialogue, want) {
			t.Errorf("dialogue lacks %q:\n%s", want, dialogue)
		}
	}
}

// TestDraftNotSaved: the folder is taken away while somebody answers.
func TestDraftNotSaved(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	d.stdin = &spoiler{text: "25\nNhất trí.\ngửi\n", spoil: func() {
		if err := os.Remove(d.path("drafts")); err != nil {
			t.Error(err)
		}
		d.file("drafts", "a file now")
	}}
	code, stdout, stderr := d.run("chat", "--template", template)
	if code != 1 || !strings.Contains(stdout, "thuky render --campaign hop-nho-2026-1") {
		t.Errorf("exit %d\n%s\n%s", code, stdout, stderr)
	}
	if got := d.must("render", "--campaign", "hop-nho-2026-1", "--format", "md"); !strings.Contains(got, "Nhất trí.") {
		t.Errorf("the answer is lost: %s", got)
	}
}

// spoiler gives its text byte by byte, and calls spoil before the first.
type spoiler struct {
	text  string
	spoil func()
}

func (s *spoiler) Read(p []byte) (int, error) {
	if s.spoil != nil {
		s.spoil()
		s.spoil = nil
	}
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(p[:1], s.text)
	s.text = s.text[n:]
	return n, nil
}

// TestChatSeats: who comes with another name is another person, with answers of
// their own; the first name goes to whoever was nameless.
func TestChatSeats(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	d.lines("25").must("chat", "--template", template)
	d.must("chat", "--as", "Lê Thị Mận")
	if out := d.lines("30").must("chat", "--as", "Trần Văn Bưởi"); !strings.Contains(out, "Câu 1/") {
		t.Errorf("the second person does not begin at the first question:\n%s", out)
	}
	if out := d.must("chat", "--as", "le thi man"); !strings.Contains(out, "Câu 2/") {
		t.Errorf("the first person is not known without marks:\n%s", out)
	}
	type person struct{ Name string }
	var names []string
	for _, p := range decode[[]person](t, d.must("person", "list", "--json")) {
		names = append(names, p.Name)
	}
	if got := strings.Join(names, ", "); got != "Lê Thị Mận, Trần Văn Bưởi" && got != "Trần Văn Bưởi, Lê Thị Mận" {
		t.Errorf("people: %s", got)
	}
}
