package conversation_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"thuky/conversation"
	"thuky/report"
)

// addressing is a report whose words all speak of teachers.
const addressing = `
-- a.toml --
id = "thay-co"
title = "Báo cáo về thầy/cô giáo"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả"

[[sections]]
id = "mot"
heading = "ĐỘI NGŨ"

  [[sections.questions]]
  id = "mo_ta"
  type = "longtext"
  heading = "Thầy/cô giáo của trường"
  prompt = "Thầy/cô tả đội ngũ giúp em, nhất là các thầy/cô mới."
  help = "Thầy/cô viết ngắn."

  [[sections.questions]]
  id = "chon"
  type = "choice"
  prompt = "Thầy/cô chọn một mức?"
  choices = ["Thầy/cô đạt chuẩn", "Thầy/cô chưa đạt chuẩn"]

  [[sections.questions]]
  id = "mot_dong"
  type = "text"
  prompt = "Thầy/cô viết một dòng?"
-- dialogue --
`

// foreignWords draws what somebody may write, with and without the words in question.
func foreignWords() *rapid.Generator[string] {
	part := rapid.SampledFrom([]string{
		"thầy/cô", "Thầy/cô", "các thầy/cô", "quý Thầy/Cô", "100%", "tham gia", "đủ", ",", ".", "gõ", "giúp em", "viết", "nhé", "dạ",
		"một đoạn dài kể về công tác của nhà trường trong kỳ", "“thầy/cô”", "(thầy/cô)", "Dạ, thầy/cô gõ «xong»", "ạ",
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(part, 1, 8).Draw(t, "parts"), rapid.SampledFrom([]string{" ", " ", "\n"}).Draw(t, "between"))
	})
}

// TestForeignWordsStay: with a form of address the bot says the same as without one, but
// for "thầy/cô" in its own words; and what people wrote stands in it letter for letter.
func TestForeignWordsStay(t *testing.T) {
	t.Parallel()
	archive := txtar.Parse([]byte(addressing))
	rapid.Check(t, func(r *rapid.T) {
		words, comment, second := foreignWords().Draw(r, "answer"), foreignWords().Draw(r, "comment"), strings.ReplaceAll(foreignWords().Draw(r, "second"), "\n", " ")
		plain, called := newPlay(t, archive), newPlay(t, archive)
		called.world.person.Call = "cô"
		for _, p := range []*play{plain, called} {
			id := p.world.campaigns[0].ID
			p.world.earlier["mo_ta"] = report.Answer{Question: "mo_ta", Value: report.TextValue(words)}
			steps := []func(){
				func() { p.step(conversation.Event{Kind: conversation.Opened, Campaign: id}) }, // the offer
				func() { p.say("sửa") },                        // the copy
				func() { p.say(words); p.say("xong") },         // written back
				func() { p.say("1") },                          // a choice
				func() { p.say(second) },                       // one line
				func() { p.say("xem lại") },                    // the review
				func() { p.say("sửa 1"); p.say("giữ nguyên") }, // what stands there
				func() { p.say("giup") },
				func() { p.stage("returned mo_ta " + strings.ReplaceAll(comment, "\n", " ")) },
				func() { p.say("quay lại") },
				func() { p.say("xem câu 1") },
				func() { p.say("gửi") },
				func() { // what an admin sees of others
					p.world.person.Role = report.Admin
					p.world.shares = []report.Share{{
						Person: report.Person{ID: "p2", Name: "Trần Văn Đỗ", Role: report.Staff},
						Answers: []report.Answer{
							{Campaign: id, Question: "mo_ta", Person: "p2", Author: "p2", Value: report.TextValue(words), Revision: 1},
							{Campaign: id, Question: "mot_dong", Person: "p2", Author: "p2", Skipped: true, Reason: comment, Revision: 1},
						},
					}}
					p.say("xem câu 1")
					p.say("xem câu 3")
					p.say("tiến độ")
					p.say("trả lại câu 1 Đỗ: " + second)
				},
			}
			for _, step := range steps {
				step()
			}
		}
		if len(plain.shown) != len(called.shown) {
			r.Fatalf("%d messages without, %d with a form of address", len(plain.shown), len(called.shown))
		}
		for i := range plain.shown {
			a, b := plain.shown[i], called.shown[i]
			for _, pair := range [][2]string{{a.Lead, b.Lead}, {a.Text, b.Text}} {
				checkAddressed(r, pair[0], pair[1], words, comment, second)
			}
			for j := range a.Choices {
				if a.Choices[j].Label != b.Choices[j].Label {
					r.Fatalf("the choice %q became %q", a.Choices[j].Label, b.Choices[j].Label)
				}
			}
		}
	})
}

func (p *play) say(words string) {
	p.sent++
	p.step(conversation.Event{Kind: conversation.Said, Text: words, Message: "m" + strings.Repeat("i", p.sent)})
}

// checkAddressed compares a message before and after. Every line of the foreign words that
// stood in it still stands there as often.
func checkAddressed(r *rapid.T, before, after string, foreign ...string) {
	back := strings.NewReplacer("thầy/cô", "", "Thầy/cô", "", "Thầy/Cô", "", "cô", "", "Cô", "")
	if back.Replace(before) != back.Replace(after) {
		r.Fatalf("more was changed than the form of address:\n%s\n%s", before, after)
	}
	for _, text := range append(foreign, "Báo cáo về thầy/cô giáo", "Thầy/cô giáo của trường", "các thầy/cô mới") {
		for line := range strings.SplitSeq(text, "\n") {
			if strings.Count(before, line) > strings.Count(after, line) && len(line) > len("Dạ, thầy/cô gõ «xong»") {
				r.Fatalf("%q was changed:\n%s\n%s", line, before, after)
			}
		}
	}
}

func TestAddressed(t *testing.T) {
	t.Parallel()
	p := newPlay(t, txtar.Parse([]byte(addressing)))
	p.world.person.Call = "chị"
	p.step(conversation.Event{Kind: conversation.Opened, Campaign: p.world.campaigns[0].ID})
	got := p.shown[len(p.shown)-1]
	if !strings.Contains(got.Lead, "em chào chị. Báo cáo về thầy/cô giáo") || !strings.HasPrefix(got.Text, "Chị tả đội ngũ giúp em, nhất là các thầy/cô mới.") {
		t.Errorf("got %q / %q", got.Lead, got.Text)
	}
}

// TestShortWordsStay: an answer that is nothing but the words is kept, too.
func TestShortWordsStay(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"Thầy/cô", "thầy/cô", "Thầy/Cô.", "thầy/cô ạ", "Các em, thầy/cô"} {
		p := newPlay(t, txtar.Parse([]byte(addressing)))
		p.world.person.Call = "cô"
		p.world.earlier["mo_ta"] = report.Answer{Question: "mo_ta", Value: report.TextValue(words)}
		p.step(conversation.Event{Kind: conversation.Opened, Campaign: p.world.campaigns[0].ID})
		p.say("sửa")
		p.say(words)
		p.say("xong")
		p.say("xem lại")
		p.say("sửa 1")
		p.say("giữ nguyên")
		p.stage("returned mo_ta " + words)
		var all []string
		for _, m := range p.shown {
			all = append(all, m.Plain())
		}
		said := strings.Join(all, "\n")
		for _, want := range []string{"Kỳ trước ghi:\n" + words, "\n" + words + "\n", "1. Thầy/cô giáo của trường: " + words, "Đang ghi: " + words, "Góp ý: " + words} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in:\n%s", want, said)
			}
		}
	}
}

// TestNoticeStays: the words of a notice are shown to an admin as they stand in it.
func TestNoticeStays(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/cong-van.txt")
	if err != nil {
		t.Fatal(err)
	}
	const subject = "báo cáo số lượng thầy/cô giáo dạy giỏi năm học 2025-2026"
	p := newPlay(t, archive)
	p.world.person.Role, p.world.person.Call = report.Admin, "thầy"
	p.say("công văn")
	p.say("UBND XÃ HOA SEN\nSố: 12/UBND-VX\nHoa Sen, ngày 20 tháng 5 năm 2026\nV/v " + subject +
		"\nKính gửi: Các trường trực thuộc\nỦy ban nhân dân xã yêu cầu các trường gửi báo cáo trước ngày 05/6/2026.")
	p.say("xong")
	var all []string
	for _, m := range p.shown {
		all = append(all, m.Plain())
	}
	if said := strings.Join(all, "\n"); !strings.Contains(said, subject) || strings.Contains(said, "lượng thầy giáo") {
		t.Errorf("got %s", said)
	}
}

// TestWitness: a method of World that gives words of people is one of the witness, too.
// Those named here give none, or such that are shown in no text.
func TestWitness(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{
		"Person": true, "Invitation": true, "Refused": true, "Asks": true, "Submitted": true, "RemindAt": true, "NextMorning": true,
		"TakesPart": true, "Approves": true, "Basis": true, "Calendar": true, "Corrections": true, "WithInternal": true, "Suggested": true,
		"Upload": true, "Full": true, "JoinAt": true, "KeepsTemplates": true, "Aside": true, "Notice": true,
	}
	file, err := parser.ParseFile(token.NewFileSet(), "witness.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			seen[fn.Name.Name] = true
		}
	}
	kind := reflect.TypeFor[conversation.World]()
	for i := range kind.NumMethod() {
		if name := kind.Method(i).Name; !seen[name] {
			t.Errorf("World.%s: the witness does not see what it gives", name)
		}
	}
}
