package conversation_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"thuky/conversation"
	"thuky/report"
)

// FuzzFiles: whatever is typed at a question that asks for files, and whatever comes there
// however, the answer has no file twice, none too many, and no caption that cannot be
// printed; nothing is silent.
func FuzzFiles(f *testing.F) {
	f.Add("2: Lễ chào cờ\nxóa 1-3\nthay ảnh 1", uint16(0b1011))
	f.Add("chú thích tất cả: a\n1: b\n2: c\nxóa 99999999999999999999 - 2", uint16(3))
	f.Add("vào câu 1\nbỏ tệp này\nxem tệp\nkhông\nxong", uint16(0xFFFF))
	archive, err := txtar.ParseFile("testdata/tep.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, mix uint16) {
		if len(text) > 2000 {
			return
		}
		p := newPlay(t, archive)
		p.step(conversation.Event{Kind: conversation.Opened, Campaign: "khai-giang-1"})
		p.step(conversation.Event{Kind: conversation.Said, Text: "Trang trọng", Message: "m0"})
		lines := strings.Split(text, "\n")
		for i := range 16 {
			if mix&(1<<i) != 0 {
				p.filesStage("send", []string{"a.jpg", "b.jpg: Chú thích", "c.pdf", "d.heic"}[i%4])
			}
			if i%3 == 2 {
				p.filesStage("gathered", []string{"", "back"}[i%2])
			}
			if i < len(lines) {
				if out := p.step(conversation.Event{Kind: conversation.Said, Text: lines[i], Message: "w" + lines[i]}); out == "" {
					t.Fatalf("silence after %q", lines[i])
				}
			}
		}
		for id, q := range map[string]*report.Question{"anh": p.world.template["khai-giang-1"].Question("anh"), "van_ban": p.world.template["khai-giang-1"].Question("van_ban")} {
			seen := map[string]bool{}
			files := p.world.answers[id].Value.Files
			if len(files) > q.MaxFiles() {
				t.Fatalf("%s has %d files", id, len(files))
			}
			for _, file := range files {
				if seen[file.Hash] || !utf8.ValidString(file.Caption) || strings.Contains(file.Caption, "\n") || utf8.RuneCountInString(file.Caption) > report.MaxCaption {
					t.Fatalf("%s: %+v", id, file)
				}
				seen[file.Hash] = true
			}
		}
	})
}
