package conversation_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"thuky/conversation"
	"thuky/report"
	"thuky/vntext"
)

// The orders that change something, as people know them, with what becomes of each.
var dataOrders = map[string][]string{
	"withdraw": {"rút đồng ý", "rút lại đồng ý", "/rutdongy"},
	"erase":    {"xóa dữ liệu", "xoá dữ liệu của tôi", "/xoadulieu"},
	"correct":  {"sửa thông tin", "sửa thông tin của tôi", "/suathongtin"},
}

// places are the ways to every kind of place in a report, by what is typed before.
var places = map[string]string{
	"decimal":  "",
	"number":   "> 48,5\n",
	"unsure":   "> 48,5\n> khoảng 10\n",
	"skipping": "> 48,5\n> bỏ qua\n",
	"writing":  "> 48,5\n> 10\n> Mái đã lợp lại.\n> Phòng đọc còn tối.\n",
	"empty":    "> 48,5\n> 10\n",
	"text":     "> 48,5\n> 10\n> Mái đã lợp lại.\n> xong\n",
	"nothing":  "> 48,5\n> 10\n> Mái đã lợp lại.\n> xong\n> không có\n",
	"review":   "> 48,5\n> 10\n> Mái đã lợp lại.\n> xong\n> Thêm giá sách.\n",
	"sent":     "> 48,5\n> 10\n> Mái đã lợp lại.\n> xong\n> Thêm giá sách.\n> gửi\n",
	"paused":   "> 48,5\n> tạm dừng\n",
}

// typed is an order as a hurried person may write it.
func typed(r *rand.Rand, order string) string {
	if strings.HasPrefix(order, "/") {
		if r.IntN(2) == 0 {
			order += "@thuky_bot"
		}
		if r.IntN(3) == 0 {
			order = strings.ToUpper(order)
		}
		return order
	}
	words := strings.Fields(order)
	for i := range words {
		switch r.IntN(4) {
		case 0:
			words[i] = vntext.Fold(words[i])
		case 1:
			words[i] = strings.ToUpper(words[i])
		}
	}
	text := strings.Join(words, []string{" ", "  "}[r.IntN(2)])
	text = []string{"", "", "Dạ ", "em muốn ", "Em xin ", "cho tôi "}[r.IntN(6)] + text
	text += []string{"", "", " ạ", " nhé", ".", " ạ…"}[r.IntN(6)]
	if r.IntN(5) == 0 {
		text = "«" + text + "»"
	}
	return []string{"", " ", "\t"}[r.IntN(3)] + text
}

// at brings a chat to a place.
func at(t *testing.T, archive *txtar.Archive, place string) *play {
	p := newPlay(t, archive)
	p.run("! opened thu-vien-1\n" + places[place])
	return p
}

// kept is what a chat holds that somebody entered.
func (p *play) kept() (map[string]report.Answer, conversation.State) {
	state := must(conversation.Decode(p.state))
	state.Matter, state.MatterSeq, state.Done = nil, 0, ""
	return maps.Clone(p.world.answers), state
}

// TestDataOrders types the orders in every place, however people type: nothing is carried out
// without the question, nothing entered is lost by asking or by leaving it, and what is
// confirmed is carried out once.
func TestDataOrders(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/xoa-du-lieu.txt")
	if err != nil {
		t.Fatal(err)
	}
	for place := range places {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, uint64(len(place))))
			for right, orders := range dataOrders {
				for range 12 {
					order := typed(r, orders[r.IntN(len(orders))])
					p := at(t, archive, place)
					answers, state := p.kept()
					unchanged := func(what, out string) {
						t.Helper()
						now, then := p.kept()
						if !reflect.DeepEqual(now, answers) || !reflect.DeepEqual(then, state) {
							t.Fatalf("%q, %s changes what was entered:\n%s\n%+v\n%+v", order, what, out, state, then)
						}
						if strings.Contains(out, "= ") || out == "" {
							t.Fatalf("%q, %s:\n%s", order, what, out)
						}
					}
					out := p.run("> " + order)
					if !strings.Contains(out, "Thôi") {
						t.Fatalf("%q is no order:\n%s", order, out)
					}
					unchanged("asked", out)
					unchanged("left", p.run("> "+[]string{"thôi", "THÔI", "không", "dừng", "dừng ạ"}[r.IntN(5)]))
					out = p.run("> " + order)
					if right == "correct" {
						unchanged("asked again", out)
						out = p.run("> tên của em viết sai")
					}
					unchanged("asked again", out)
					out = p.run("> " + []string{"1", "đồng ý", "Dong y ạ", "có"}[r.IntN(4)])
					if strings.Count(out, "= yêu cầu "+right) != 1 {
						t.Fatalf("%q, confirmed:\n%s", order, out)
					}
					if now, _ := p.kept(); !reflect.DeepEqual(now, answers) {
						t.Fatalf("%q changes answers", order)
					}
				}
			}
		})
	}
}

// TestDataWordsInAnswers: an answer that holds the words of the orders stays an answer.
func TestDataWordsInAnswers(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/xoa-du-lieu.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	before := []string{"Thư viện cần", "Hai phụ huynh đã", "Năm nay nhà trường", ""}
	after := []string{"của ba phụ huynh", "cũ trong máy tính", "cho 12 em", "theo quy định mới"}
	orders := slices.Concat(dataOrders["withdraw"][:2], dataOrders["erase"][:2], dataOrders["correct"][:2],
		[]string{"dữ liệu của tôi", "sổ yêu cầu", "đã xử lý 3", "quyền riêng tư", "từ chối yêu cầu"})
	for _, order := range orders {
		for range 8 {
			text := strings.TrimSpace(before[r.IntN(len(before))] + " " + order + " " + after[r.IntN(len(after))])
			p := at(t, archive, "text")
			p.world.person.Role = report.Admin
			if out := p.run("> " + text); p.world.answers["de_xuat"].Value.Text == nil || *p.world.answers["de_xuat"].Value.Text != text {
				t.Errorf("%q is no answer:\n%s", text, out)
			}
		}
	}
	for _, text := range []string{"Bảo vệ dữ liệu cá nhân", "đã xử lý 3", "từ chối yêu cầu 3: thiếu kinh phí", "Quyền của em"} {
		p := at(t, archive, "text")
		p.world.person.Role = report.Admin
		if out := p.run("> " + text); p.world.answers["de_xuat"].Value.Text == nil {
			t.Errorf("%q is no answer:\n%s", text, out)
		}
	}
}

// TestHeldBehindDeletion: who is asked for consent and would rather be deleted finds what was
// held when they change their mind, whatever was typed meanwhile.
func TestHeldBehindDeletion(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/xoa-du-lieu.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, leave := range []string{"thôi", "2", "dừng", "quay lại", "rút đồng ý\n> thôi", "không đồng ý"} {
		p := at(t, archive, "decimal")
		p.world.person.Consent = nil
		out := p.run("> 48,5\n> xóa dữ liệu\n> đây là tin gõ giữa chừng\n> " + leave + "\n> đồng ý\n")
		if v := p.world.answers["dien_tich"].Value.Number; v == nil || *v != 48.5 {
			t.Errorf("%q: the answer that was held is lost:\n%s", leave, out)
		}
		if strings.Contains(out, "= yêu cầu") {
			t.Errorf("%q carries something out:\n%s", leave, out)
		}
	}
}

// FuzzDataOrders: no two messages order anything about data but an order and a yes to its
// question.
func FuzzDataOrders(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/xoa-du-lieu.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("xóa dữ liệu", "đồng ý", "thôi", uint8(0), true)
	f.Add("từ chối yêu cầu 3", "lý do: không", "1", uint8(3), true)
	f.Add("/suathongtin@x", "tổ 4", "ok", uint8(5), false)
	f.Add("tu choi yeu cau so 3 : vi ly do la la", "da xu ly so 3", "co", uint8(6), true)
	names := slices.Sorted(maps.Keys(places))
	f.Fuzz(func(t *testing.T, first, second, third string, place uint8, admin bool) {
		if len(first)+len(second)+len(third) > 3000 {
			return
		}
		p := at(t, archive, names[int(place)%len(names)])
		if admin {
			p.world.person.Role = report.Admin
			p.world.people = append(p.world.people, report.Person{ID: "p20", Name: "Bùi Văn Bảy", Role: report.Admin, Joined: p.at})
			p.roomStage("request", "3 erase p3")
		}
		for i, text := range []string{first, second, third} {
			m := must(conversation.Decode(p.state)).Matter
			out := p.step(conversation.Event{Kind: conversation.Said, Text: text, Message: "w" + string(rune('a'+i))})
			if out == "" {
				t.Fatalf("silence after %q", text)
			}
			for _, done := range []string{"= yêu cầu withdraw", "= yêu cầu erase", "= yêu cầu correct", "= xử lý", "= từ chối"} {
				if strings.Contains(out, done) && (m == nil || m.Kind != "end") {
					t.Fatalf("%q is done without a question: %s", text, out)
				}
			}
		}
	})
}
