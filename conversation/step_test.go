package conversation_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/workday"
)

// lines are things people send, dangerous ones included.
var lines = []string{
	"48,5", "1200", "1.234", "26/32", "31/5", "không", "ko", "Không có.", "dung", "huy", "thoi", "đúng", "có", "k", "1", "2", "3", "7",
	"xong", "hết", "gửi", "gui", "sửa 2", "sua", "sua 99", "bỏ qua", "quay lai", "xem lại", "tạm dừng", "tiếp", "giup", "?", "/start",
	"/xyz", "/", "giữ nguyên", "vẫn giữ", "viết mới", "viết thêm", "đổi báo cáo", "Mức độ 1", "1, 3", "Một đoạn văn.", "Nhiều dòng\n- ý một\nxong",
	"", "   ", "\u00a0", "🙂", "*nghiêng*", "cảm ơn em", "98,5%", "sữa", "Huy", "ngày 31 tháng 5 năm 2026", strings.Repeat("dài ", 2000),
	"tien do", "tiến độ", "ban thao", "duyet", "duyệt", "xem cau 2", "xem 99", "xem câu", "tra lai cau 1: đo lại", "tra lai cau 1 Do", "trả lại",
	"sua ho cau 2 uom: 12", "sửa hộ câu 3", "dong y bo qua cau 3", "lam lai", "tra loi bao cao", "em nghi", "em nghỉ, nhờ cô Ươm", "em di lam lai", "doi ten", "Lê thị mận", "goi em la co", "lien ket",
	"bo lien ket", "danh sach nguoi", "moi 30 nguoi", "co Uom thuoc to 3", "thay Do lam nguoi duyet", "bo thay Do khoi danh sach", "co Uom nghi, nho thay Do",
	"xung ho", "ABCDEFGH23456789", "/nghi", "đồng ý", "/tiendo", "/tralai 2", "/duyet", "thôi", "Đỗ",
	"doi han 5/6", "dời hạn thứ Sáu", "han noi bo 4/6 11 gio", "bo han noi bo", "dong bao cao", "mo lai bao cao", "cap nhat mau", "luu tru", "ban da duyet",
	"lich nghi", "ngay nghi 20/11/2026: ky niem", "lam bu thu Bay 28/11/2026", "bo ngay nghi 20/11/2026", "phan cong", "cau 1 giao co Uom", "mục I giao cả trường",
	"cau 2 bo giao", "cong van", "bao cao moi", "mở", "7: 5/6/2026", "hạn 5/6", "8: không", "nhac em sau 2 gio", "tat nhac",
}

// TestStepKeepsItsPromises drives chats with random events and checks after
// every one that no answer lands on a question that was not open, no word of the
// person is met with silence, and every state survives storing.
func TestStepKeepsItsPromises(t *testing.T) {
	t.Parallel()
	archives := []string{"testdata/tron-ven.txt", "testdata/doc-lai.txt", "testdata/ky-truoc.txt", "testdata/nhieu-bao-cao.txt", "testdata/phu-trach.txt", "testdata/nhieu-dot.txt", "testdata/ky-truoc-cu.txt"}
	var parsed []*txtar.Archive
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, a)
	}
	rapid.Check(t, func(r *rapid.T) {
		p := newPlay(t, rapid.SampledFrom(parsed).Draw(r, "report"))
		p.world.person.Role = rapid.SampledFrom([]report.Role{report.Staff, report.Admin, report.Approver}).Draw(r, "role")
		for range rapid.IntRange(1, 40).Draw(r, "events") {
			e := randomEvent(r, p)
			before, err := conversation.Decode(p.state)
			if err != nil {
				r.Fatal(err)
			}
			p.at = p.at.Add(time.Minute)
			e.Address, e.At, e.Today, e.World = chat.Address{Platform: "test", ID: "1"}, p.at, workday.DateOf(p.at), p.world
			after, effects := conversation.Step(before, e)
			p.state = after.Encode()
			checkStep(r, p, before, after, e, effects)
		}
	})
}

func randomEvent(r *rapid.T, p *play) conversation.Event {
	p.sent++
	message := "m" + string(rune('0'+p.sent%10)) + strings.Repeat("x", p.sent/10)
	switch rapid.IntRange(0, 11).Draw(r, "kind") {
	case 0:
		return conversation.Event{Kind: conversation.Hello}
	case 10, 11:
		return randomTiding(r, p)
	case 1:
		var all []chat.Choice
		for _, m := range p.shown {
			all = append(all, m.Choices...)
		}
		if len(all) == 0 {
			return conversation.Event{Kind: conversation.Pressed, Choice: "1.k"}
		}
		return conversation.Event{Kind: conversation.Pressed, Choice: rapid.SampledFrom(all).Draw(r, "button").ID, Message: "b1", PressID: "x"}
	case 2:
		return conversation.Event{Kind: conversation.Pressed, Choice: rapid.StringMatching(`[0-9]{1,2}\.[a-z][0-9]?`).Draw(r, "forged"), PressID: "x"}
	case 3:
		return conversation.Event{Kind: conversation.Edited, Text: rapid.SampledFrom(lines).Draw(r, "words"), Message: "m" + string(rune('0'+rapid.IntRange(0, 9).Draw(r, "which")))}
	case 4:
		return conversation.Event{Kind: conversation.Showed, Media: "photo", Text: rapid.SampledFrom(lines).Draw(r, "caption"), Message: message}
	default:
		return conversation.Event{Kind: conversation.Said, Text: rapid.SampledFrom(lines).Draw(r, "words"), Message: message}
	}
}

// randomTiding is what reaches a chat because of another one.
func randomTiding(r *rapid.T, p *play) conversation.Event {
	e := conversation.Event{
		Kind:     rapid.SampledFrom([]conversation.EventKind{conversation.Returned, conversation.Reworked, conversation.Amended, conversation.Checked, conversation.Approved, conversation.Outdated}).Draw(r, "tiding"),
		Campaign: rapid.SampledFrom([]string{p.world.campaigns[0].ID, "nowhere"}).Draw(r, "campaign"),
		Question: rapid.SampledFrom([]string{"dien_tich", "so_sach", "nhan_xet", "nothing"}).Draw(r, "question"),
		By:       "Trần Văn Đỗ", Note: "góp ý", Version: 1, Basis: p.world.Basis(""), File: &chat.File{Name: "a.docx", Artifact: "a"},
	}
	if e.Kind == conversation.Returned {
		p.world.returns = append(p.world.returns, report.Return{Campaign: e.Campaign, Question: e.Question, Comment: e.Note, Revision: p.world.answers[e.Question].Revision})
	}
	if rapid.Bool().Draw(r, "gaps") {
		e.Gaps = []string{"[Chưa có: kỳ báo cáo]"}
	}
	return e
}

func checkStep(r *rapid.T, p *play, before, after conversation.State, e conversation.Event, effects []conversation.Effect) {
	if after.Seq < before.Seq {
		r.Fatalf("Seq fell from %d to %d", before.Seq, after.Seq)
	}
	said := false
	for _, effect := range effects {
		switch effect := effect.(type) {
		case conversation.Say:
			said = true
			for _, c := range effect.Message.Choices {
				if len(c.ID) > 64 || c.Label == "" {
					r.Fatalf("choice %+v", c)
				}
			}
			p.shown = append(p.shown, effect.Message)
		case conversation.Save:
			a := effect.Answer
			if e.Kind != conversation.Edited && a.Question != before.Question {
				r.Fatalf("%q went to %s while %s was open", e.Text, a.Question, before.Question)
			}
			if a.Skipped == !a.Value.IsZero() {
				r.Fatalf("answer with both or neither of value and skip: %+v", a)
			}
			if a.At.IsZero() || a.Author == "" || a.Channel == "" {
				r.Fatalf("answer without its origin: %+v", a)
			}
			p.world.answers[a.Question] = roundTrip(p.t, a)
		case conversation.Submit:
			p.world.submitted[effect.Campaign] = true
		case conversation.Change:
			if effect.Person != p.world.person.ID && p.world.person.Role != report.Admin {
				r.Fatalf("%s changes another: %+v", p.world.person.Role, effect)
			}
			follows, _ := p.change(effect)
			said = said || follows // the Hello says it
		case conversation.Invite:
			said = true
		case conversation.Gather: // Gathered says it, once for all files of an album
			said = true
		case conversation.Approve: // what became of it is said by the next event
			said = true
			p.deskEffect(effect)
		case conversation.Return, conversation.Amend, conversation.Accept, conversation.Draft:
			if p.world.person.Role == report.Staff {
				r.Fatalf("staff: %T after %q", effect, e.Text)
			}
			p.deskEffect(effect)
		case conversation.Assign, conversation.SetDeadline, conversation.Close, conversation.Reopen, conversation.Update,
			conversation.PutDay, conversation.DropDay, conversation.Open, conversation.Extract, conversation.KeepTemplate:
			if p.world.person.Role != report.Admin {
				r.Fatalf("%s: %T after %q", p.world.person.Role, effect, e.Text)
			}
			_, opening := effect.(conversation.Open) // Launched says it
			said = said || opening
		}
	}
	if !said && (e.Kind == conversation.Said || e.Kind == conversation.Hello || e.Kind == conversation.Showed) {
		r.Fatalf("silence after %s %q in phase %q", e.Kind, e.Text, before.Phase)
	}
}

// A stored state of any kind must not be able to bring Step down.
func FuzzStep(f *testing.F) {
	f.Add([]byte(`{"v":1,"phase":"asking","campaign":"thu-vien-1","question":"dien_tich","seq":3}`), "48,5", "3.k")
	f.Add([]byte(`{"v":1,"phase":"reading","campaign":"thu-vien-1","question":"so_sach","seq":3,"values":[{"number":1}]}`), "1", "3.v9")
	f.Add([]byte(`{"v":1,"phase":"clash","campaign":"thu-vien-1","question":"nhan_xet","seq":3}`), "1", "3.v")
	f.Add([]byte(`{"v":1,"phase":"choosing","offered":["a","thu-vien-1"],"seq":1}`), "2", "1.u")
	f.Add([]byte(`{"v":1,"desk":{"task":"return","needs":"person","campaign":"thu-vien-1","number":-1,"question":"so_sach","offered":["p2"]},"desk_seq":2}`), "1", "d2.0")
	f.Add([]byte(`{"v":1,"desk":{"task":"amend","needs":"reason","campaign":"thu-vien-1","number":-4,"person":"p2","text":"x"},"desk_seq":2}`), "lý do", "d2.x")
	f.Add([]byte(`{"v":1,"desk":{"task":"approve","needs":"confirm","campaign":"thu-vien-1","file":{"name":"a"}},"desk_seq":2}`), "sửa hộ câu 2 uom: 12", "d2.0")
	f.Add([]byte(`{"v":1,"desk":{"task":"view","needs":"?","campaign":"x","question":"y"},"desk_seq":1}`), "xem câu 3", "d1.r")
	f.Add([]byte(`{"v":1,"desk":{"task":"deadline","needs":"date","campaign":"thu-vien-1","offered":["2026-06-05","x"]},"desk_seq":2}`), "2", "d2.1")
	f.Add([]byte(`{"v":1,"desk":{"task":"close","needs":"yes","campaign":"gone"},"desk_seq":2}`), "1", "d2.0")
	f.Add([]byte(`{"v":1,"desk":{"task":"archive","needs":"closed","number":-9,"offered":["gone"]},"desk_seq":2}`), "xem thêm", "d2.n")
	f.Add([]byte(`{"v":1,"desk":{"task":"approved","campaign":"thu-vien-1","number":-9},"desk_seq":2}`), "bản đã duyệt 99", "d2.0")
	f.Add([]byte(`{"v":1,"desk":{"task":"assign","needs":"whom","campaign":"thu-vien-1","questions":["x","dien_tich"],"offered":[":all","unit:","p9",":each"]},"desk_seq":2}`), "4", "d2.3")
	f.Add([]byte(`{"v":1,"desk":{"task":"assign","needs":"which","campaign":"thu-vien-1","what":"mục I","people":["p9"],"offered":["p2","p9"]},"desk_seq":2}`), "cô Ươm", "d2.s98")
	f.Add([]byte(`{"v":1,"desk":{"task":"update","needs":"yes","campaign":"thu-vien-1"},"desk_seq":2}`), "1", "capnhat-")
	f.Add([]byte(`{"v":1,"desk":{"task":"day-off","text":"23/11: x"},"desk_seq":2}`), "ngày nghỉ 31/2/2026: x", "d2.x")
	f.Add([]byte(`{"v":1,"matter":{"kind":"order","order":{"task":"away","person":"p9","with":"p1"}},"matter_seq":3}`), "1", "p3.0")
	f.Add([]byte(`{"v":1,"intake":{"stage":"check","field":99,"plan":{}},"desk_seq":3}`), "mở", "i3.o")
	f.Add([]byte(`{"v":1,"intake":{"stage":"check","of":"gone","plan":{}},"desk_seq":3}`), "lưu", "i3.o")
	f.Add([]byte(`{"v":1,"intake":{"stage":"check","of":"thu-vien-1","field":9,"plan":{}},"desk_seq":3}`), "5/6/2026", "i3.f9")
	f.Add([]byte(`{"v":1,"phase":"stale","campaign":"thu-vien-1","question":"nhan_xet","seq":3}`), "vẫn giữ", "3.k")
	archive, err := txtar.ParseFile("testdata/phu-trach.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, state []byte, words, choice string) {
		p := newPlay(t, archive)
		s, err := conversation.Decode(state)
		if err != nil {
			t.Skip("not a state")
		}
		for _, e := range []conversation.Event{
			{Kind: conversation.Said, Text: words, Message: "m1"},
			{Kind: conversation.Pressed, Choice: choice, Message: "b1"},
			{Kind: conversation.Edited, Text: words, Message: "m1"},
			{Kind: conversation.Hello},
		} {
			e.World, e.At = p.world, p.at
			for _, role := range []report.Role{report.Staff, report.Approver, report.Admin} {
				p.world.person.Role = role
				before := string(s.Encode())
				next, _ := conversation.Step(s, e)
				if _, err := conversation.Decode(next.Encode()); err != nil {
					t.Errorf("state after %s cannot be stored: %v", e.Kind, err)
				}
				if after := string(s.Encode()); after != before {
					t.Errorf("%s changed the state it was given from %s to %s", e.Kind, before, after)
				}
			}
		}
	})
}

func TestDecode(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "x", "[]", `{"v":99}`, `{"phase":1}`} {
		if _, err := conversation.Decode([]byte(bad)); err == nil {
			t.Errorf("Decode(%q) took it", bad)
		}
	}
	if s, err := conversation.Decode(nil); err != nil || s.Phase != conversation.Idle {
		t.Errorf("Decode(nil) = %+v, %v", s, err)
	}
}

func BenchmarkStep(b *testing.B) {
	archive, err := txtar.ParseFile("testdata/tron-ven.txt")
	if err != nil {
		b.Fatal(err)
	}
	p := newPlay(b, archive)
	p.step(conversation.Event{Kind: conversation.Opened, Campaign: "thu-vien-1"})
	s, err := conversation.Decode(p.state)
	if err != nil {
		b.Fatal(err)
	}
	cases := []struct{ name, text string }{
		{"number", "48,5"}, {"command", "quay lai"}, {"mistake", "chưa biết"}, {"words", "các thầy cô chưa biết"}, {"review", "xem lại"},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			e := conversation.Event{Kind: conversation.Said, Text: c.text, Message: "m9", At: p.at, World: p.world}
			b.ReportAllocs()
			for b.Loop() {
				conversation.Step(s, e)
			}
		})
	}
	b.Run("addressed", func(b *testing.B) {
		person := *p.world.person
		called := person
		called.Call = "cô"
		p.world.person = &called
		defer func() { p.world.person = &person }()
		e := conversation.Event{Kind: conversation.Said, Text: "48,5", Message: "m9", At: p.at, World: p.world}
		b.ReportAllocs()
		for b.Loop() {
			conversation.Step(s, e)
		}
	})
	s.Question = "nhan_xet"
	b.Run("paragraph", func(b *testing.B) {
		e := conversation.Event{Kind: conversation.Said, Text: strings.Repeat("Nhà trường thực hiện tốt công tác tuyên truyền. ", 20), Message: "m9", At: p.at, World: p.world}
		b.ReportAllocs()
		for b.Loop() {
			conversation.Step(s, e)
		}
	})
}

var _ conversation.World = (*world)(nil)
