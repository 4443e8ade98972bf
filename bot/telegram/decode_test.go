package telegram

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"thuky/chat"
)

var ourselves = self{id: 123456789, name: "thuky_test_bot"}

var received = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

func TestDecode(t *testing.T) {
	t.Parallel()
	const (
		from    = `"from":{"id":42,"is_bot":false,"first_name":" Hoa ","last_name":"Lê"}`
		private = `"chat":{"id":42,"type":"private","first_name":"Hoa"}`
		head    = `"message_id":7,` + from + `,` + private + `,"date":1795484280`
	)
	written := time.Unix(1795484280, 0)
	hoa := chat.Address{Platform: "telegram", ID: "42"}
	ignored := chat.Update{Key: "telegram/5", Kind: chat.Ignored, At: received}
	for _, tt := range []struct {
		name, body string
		want       chat.Update
	}{
		{
			"text", `"message":{` + head + `,"text":"Có 31 viên chức"}`,
			chat.Update{Key: "telegram/5", Kind: chat.Text, Address: hoa, Name: "Hoa Lê", At: written, Text: "Có 31 viên chức", Message: "7"},
		},
		{
			"bold and italics", `"message":{` + head + `,"text":"đậm và nghiêng","entities":[{"type":"bold","offset":0,"length":3},{"type":"italic","offset":7,"length":7}]}`,
			chat.Update{Key: "telegram/5", Kind: chat.Text, Address: hoa, Name: "Hoa Lê", At: written, Text: "*đậm* và *nghiêng*", Message: "7"},
		},
		{
			"edited", `"edited_message":{` + head + `,"edit_date":1795484300,"text":"Có 32 viên chức"}`,
			chat.Update{Key: "telegram/5", Kind: chat.Edited, Address: hoa, Name: "Hoa Lê", At: time.Unix(1795484300, 0), Text: "Có 32 viên chức", Message: "7"},
		},
		{
			"sticker", `"message":{` + head + `,"sticker":{"file_id":"x","emoji":"👍"}}`,
			chat.Update{Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "sticker"},
		},
		{
			"photo with caption, in several sizes", `"message":{` + head + `,"media_group_id":"9","photo":[{"file_id":"s","width":90,"height":60,"file_size":900},{"file_id":"l","width":1280,"height":900,"file_size":90000},{"file_id":"m","width":320,"height":240}],"caption":"sân trường","caption_entities":[{"type":"italic","offset":0,"length":3}]}`,
			chat.Update{
				Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "photo", Text: "*sân* trường",
				Attachment: &chat.Attachment{ID: "l", MIME: "image/jpeg", Size: 90000},
			},
		},
		{
			"document", `"message":{` + head + `,"document":{"file_id":"x","file_name":"..\\a/Công văn: 764.docx","mime_type":"application/msword","file_size":4000000000}}`,
			chat.Update{
				Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "file",
				Attachment: &chat.Attachment{ID: "x", Name: "Công văn- 764.docx", MIME: "application/msword", Size: 4_000_000_000},
			},
		},
		{
			"document without a name", `"message":{` + head + `,"document":{"file_id":"x","file_name":null,"file_size":-1}}`,
			chat.Update{
				Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "file",
				Attachment: &chat.Attachment{ID: "x"},
			},
		},
		{
			"document of a shape from the future", `"message":{` + head + `,"document":["x"],"caption":"đọc giúp em"}`,
			chat.Update{Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "file", Text: "đọc giúp em"},
		},
		{
			"animation, which comes with a document", `"message":{` + head + `,"animation":{"file_id":"x"},"document":{"file_id":"x"}}`,
			chat.Update{Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "video"},
		},
		{
			"new kind of content", `"message":{` + head + `,"checklist":{"title":"x","tasks":[]}}`,
			chat.Update{Key: "telegram/5", Kind: chat.Media, Address: hoa, Name: "Hoa Lê", At: written, Message: "7", Media: "other"},
		},
		{
			"edited caption", `"edited_message":{` + head + `,"edit_date":1795484300,"photo":[],"caption":"x"}`,
			chat.Update{Key: "telegram/5", Kind: chat.Edited, Address: hoa, Name: "Hoa Lê", At: time.Unix(1795484300, 0), Message: "7", Media: "photo", Text: "x"},
		},
		{
			"press", `"callback_query":{"id":"900",` + from + `,"message":{"message_id":8,` + private + `,"date":1795484000,"text":"Câu 1"},"chat_instance":"1","data":"q1:s"}`,
			chat.Update{Key: "telegram/5", Kind: chat.Press, Address: hoa, Name: "Hoa Lê", At: received, Message: "8", Choice: "q1:s", PressID: "900"},
		},
		{
			"press under an inaccessible message", `"callback_query":{"id":"900",` + from + `,"message":{"message_id":8,` + private + `,"date":0},"data":"q1:s"}`,
			chat.Update{Key: "telegram/5", Kind: chat.Press, Address: hoa, Name: "Hoa Lê", At: received, Message: "8", Choice: "q1:s", PressID: "900"},
		},
		{
			"blocked", `"my_chat_member":{` + private + `,` + from + `,"date":1795484280,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}`,
			chat.Update{Key: "telegram/5", Kind: chat.Blocked, Address: hoa, Name: "Hoa Lê", At: written},
		},
		{
			"unblocked", `"my_chat_member":{` + private + `,` + from + `,"date":1795484280,"new_chat_member":{"status":"member"}}`,
			chat.Update{Key: "telegram/5", Kind: chat.Unblocked, Address: hoa, Name: "Hoa Lê", At: written},
		},
		{"press without a message", `"callback_query":{"id":"900",` + from + `,"inline_message_id":"x","data":"q1:s"}`, ignored},
		{"group", `"message":{"message_id":7,` + from + `,"chat":{"id":-100,"type":"supergroup"},"date":1,"text":"x"}`, ignored},
		{"service message", `"message":{` + head + `,"pinned_message":{"message_id":3}}`, ignored},
		{"live location moved", `"edited_message":{` + head + `,"location":{"latitude":1,"longitude":2}}`, ignored},
		{"channel post", `"channel_post":{"message_id":7,"chat":{"id":-1,"type":"channel"},"date":1,"text":"x"}`, ignored},
		{"unknown kind", `"from_the_future":{"x":1}`, ignored},
		{"wrong types", `"message":{"message_id":"seven","chat":[],"text":{}}`, ignored},
		{"null", `"message":null`, ignored},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			raw := []byte(`{"update_id":5,` + tt.body + `}`)
			id, got := ourselves.decode(raw, received)
			if id != 5 || string(got.Raw) != string(raw) {
				t.Errorf("id %d, raw %q", id, got.Raw)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(chat.Update{}, "Raw")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	for _, raw := range []string{`{}`, `[]`, `7`, `"x"`, `{"update_id":"5"}`, `{"update_id":0}`, `{"update_id":-3}`, `{"update_id":5`, ``} {
		if id, u := ourselves.decode([]byte(raw), received); id != 0 || u.Kind != chat.Ignored {
			t.Errorf("%q: id %d, %s; want none", raw, id, u.Kind)
		}
	}
}

func TestEmphasize(t *testing.T) {
	t.Parallel()
	e := func(kind string, offset, length int) entity { return entity{kind, offset, length} }
	for _, tt := range []struct {
		text     string
		entities []entity
		want     string
	}{
		{"một hai ba", nil, "một hai ba"},
		{"một hai ba", []entity{e("bold", 4, 3)}, "một *hai* ba"},
		{"một hai ba", []entity{e("italic", 3, 5)}, "một *hai* ba"},
		{"một hai ba", []entity{e("bold", 0, 7), e("italic", 4, 6)}, "*một hai ba*"},
		{"một hai ba", []entity{e("italic", 4, 3), e("bold", 4, 3)}, "một *hai* ba"},
		{"một hai ba", []entity{e("bold", 0, 3), e("italic", 3, 4)}, "*một hai* ba"},
		{"một hai ba", []entity{e("underline", 0, 3), e("code", 4, 3)}, "một hai ba"},
		{"👍🏽 đậm", []entity{e("bold", 5, 3)}, "👍🏽 *đậm*"},
		{"một\nhai", []entity{e("bold", 0, 7)}, "*một*\n*hai*"},
		{"một *sao* hai", []entity{e("bold", 0, 13)}, "một *sao* hai"},
		{"   ", []entity{e("bold", 0, 3)}, "   "},
		{"ngắn", []entity{e("bold", 2, 900)}, "*ngắn*"},
		{"chữ nghiêng đậm", []entity{e("italic", 4, 6)}, "chữ *nghiêng* đậm"},
		{"một hai ba", []entity{e("italic", 1, 4), e("bold", 9, 1)}, "*một hai* *ba*"},
		{"(hai), ba", []entity{e("italic", 1, 2)}, "(*hai*), ba"},
		{"một 👍 hai", []entity{e("italic", 4, 2)}, "một 👍 hai"},
		{"*một hai", []entity{e("italic", 1, 3)}, "*một hai"},
		{"tiê\u0301ng to", []entity{e("italic", 0, 3)}, "*tiê\u0301ng* to"},
		{"ngắn", []entity{e("bold", 90, 9), e("bold", -3, 4), e("bold", 1, -1)}, "ngắn"},
		{"👍x", []entity{e("bold", 1, 1)}, "👍x"},
		{"AAA👍A", []entity{e("bold", 0, 4), e("bold", 5, 1)}, "*AAA👍A*"},
	} {
		if got := emphasize(tt.text, tt.entities); got != tt.want {
			t.Errorf("emphasize(%q, %v) = %q, want %q", tt.text, tt.entities, got, tt.want)
		}
	}
}

// TestEmphasizeKeepsWords: without the stars, every text is as it was.
func TestEmphasizeKeepsWords(t *testing.T) {
	t.Parallel()
	one := rapid.Custom(func(t *rapid.T) entity {
		return entity{
			rapid.SampledFrom([]string{"bold", "italic", "code"}).Draw(t, "type"),
			rapid.IntRange(-2, 50).Draw(t, "offset"), rapid.IntRange(-2, 50).Draw(t, "length"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ReplaceAll(rapid.String().Draw(t, "text"), "*", "")
		got := emphasize(text, rapid.SliceOf(one).Draw(t, "entities"))
		if strings.ReplaceAll(got, "*", "") != text {
			t.Fatalf("got %q, want the words of %q", got, text)
		}
		if strings.Contains(got, "**") || strings.Count(got, "*")%2 != 0 {
			t.Fatalf("stars do not pair in %q", got)
		}
	})
}

func TestSplitArray(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{`[]`, nil},
		{` [ ] `, nil},
		{`[{"a":[1,2,{"b":"],["}]},{"c":"\"}{\\"} , 7]`, []string{`{"a":[1,2,{"b":"],["}]}`, `{"c":"\"}{\\"}`, `7`}},
	} {
		got, err := splitArray([]byte(tt.in))
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
		}
		var texts []string
		for _, g := range got {
			texts = append(texts, string(g))
		}
		if diff := cmp.Diff(tt.want, texts); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.in, diff)
		}
	}
	for _, in := range []string{``, `null`, `{}`, `true`, `[`} {
		if _, err := splitArray([]byte(in)); err == nil {
			t.Errorf("%q: no error", in)
		}
	}
}

func FuzzUpdate(f *testing.F) {
	f.Add([]byte(`[` + sampleUpdate + `]`))
	f.Add([]byte(`[{"update_id":5,"callback_query":{"id":"1","message":{"chat":{"id":4,"type":"private"}},"data":"x"}},{"update_id":"x"}]`))
	f.Add([]byte(`[{"update_id":5,"message":{"chat":{"id":4,"type":"private"},"text":"a b","entities":[{"type":"bold","offset":1,"length":1}]}}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			ourselves.decode(data, received)
			return
		}
		var list []json.RawMessage
		raws, err := splitArray(data)
		if wrong := json.Unmarshal(data, &list) != nil || list == nil; wrong != (err != nil) {
			t.Fatalf("splitArray: %v; encoding/json finds a list: %v", err, !wrong)
		}
		if len(raws) != len(list) {
			t.Fatalf("%d elements, want %d", len(raws), len(list))
		}
		for i, raw := range raws {
			if string(raw) != string(list[i]) {
				t.Fatalf("element %d: %q, want %q", i, raw, list[i])
			}
			id, u := ourselves.decode(raw, received)
			switch {
			case id != 0 && u.Key != fmt.Sprintf("telegram/%d", id):
				t.Fatalf("key %q of update %d", u.Key, id)
			case u.Kind != chat.Ignored && (u.Address.ID == "" || id == 0):
				t.Fatalf("%+v from nobody", u)
			case u.Kind == chat.Press && u.PressID == "":
				t.Fatalf("%+v cannot be acknowledged", u)
			}
		}
	})
}
