package telegram

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"thuky/chat"
)

func TestDecodeGroup(t *testing.T) {
	t.Parallel()
	const (
		from  = `"from":{"id":42,"is_bot":false,"first_name":"Hoa"}`
		group = `"chat":{"id":-100200,"type":"supergroup","title":"Tổ 3"}`
		head  = `"message_id":7,` + from + `,` + group + `,"date":1795484280`
		anon  = `"message_id":7,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-100200,"type":"supergroup"},` + group + `,"date":1795484280`
		us    = `"reply_to_message":{"message_id":3,"from":{"id":123456789,"is_bot":true,"first_name":"Thư ký"},` + group + `,"date":1}`
	)
	hoa, place := chat.Address{Platform: "telegram", ID: "42"}, chat.Address{Platform: "telegram", ID: "-100200"}
	old := chat.Address{Platform: "telegram", ID: "-5"}
	written := time.Unix(1795484280, 0)
	says := func(text string) chat.Update {
		return chat.Update{Key: "telegram/5", Kind: chat.GroupText, Address: place, By: hoa, Name: "Tổ 3", At: written, Text: text, Message: "7"}
	}
	unknown := says("tiến độ")
	unknown.By = chat.Address{}
	ignored := chat.Update{Key: "telegram/5", Kind: chat.Ignored, At: received}
	entity := func(kind string, offset, length int) string {
		return fmt.Sprintf(`"entities":[{"type":%q,"offset":%d,"length":%d}]`, kind, offset, length)
	}
	joined := chat.Update{Key: "telegram/5", Kind: chat.GroupJoined, Address: place, By: hoa, Name: "Tổ 3", At: written}
	left := chat.Update{Key: "telegram/5", Kind: chat.GroupLeft, Address: place, By: hoa, At: written}
	member := func(was, is string) string {
		return `"my_chat_member":{` + group + `,` + from + `,"date":1795484280,"old_chat_member":{"status":"` + was + `"},"new_chat_member":` + is + `}`
	}
	for _, tt := range []struct {
		name, body string
		want       chat.Update
	}{
		{"chatter", `"message":{` + head + `,"text":"Chiều nay họp nhé"}`, ignored},
		{"chatter about another", `"message":{` + head + `,"text":"hỏi @co_hoa nhé",` + entity("mention", 4, 7) + `}`, ignored},
		{"photo of a picnic", `"message":{` + head + `,"photo":[{"file_id":"x"}],"caption":"vui quá"}`, ignored},
		{"command", `"message":{` + head + `,"text":"/tiendo",` + entity("bot_command", 0, 7) + `}`, says("/tiendo")},
		{"command with our name", `"message":{` + head + `,"text":"/tiendo@Thuky_Test_Bot",` + entity("bot_command", 0, 22) + `}`, says("/tiendo")},
		{"command with words", `"message":{` + head + `,"text":"/nhom@thuky_test_bot ạ",` + entity("bot_command", 0, 20) + `}`, says("/nhom ạ")},
		{"command of another bot", `"message":{` + head + `,"text":"/tiendo@other_bot",` + entity("bot_command", 0, 17) + `}`, ignored},
		{"command of another bot in a reply to us", `"message":{` + head + `,"text":"/tiendo@other_bot",` + entity("bot_command", 0, 17) + `,` + us + `}`, ignored},
		{"command in the middle", `"message":{` + head + `,"text":"gõ /tiendo",` + entity("bot_command", 3, 7) + `}`, ignored},
		{"mention", `"message":{` + head + `,"text":"👍 @THUKY_test_bot, tiến độ",` + entity("mention", 3, 15) + `}`, says("👍 , tiến độ")},
		{"mention first", `"message":{` + head + `,"text":"@thuky_test_bot tiến độ",` + entity("mention", 0, 15) + `}`, says("tiến độ")},
		{"mention in a caption", `"message":{` + head + `,"photo":[],"caption":"@thuky_test_bot đây","caption_entities":[{"type":"mention","offset":0,"length":15}]}`, says("đây")},
		{"only a mention", `"message":{` + head + `,"text":"@thuky_test_bot",` + entity("mention", 0, 15) + `}`, says("")},
		{"reply to us", `"message":{` + head + `,"text":"31 người",` + us + `}`, says("31 người")},
		{"reply to another", `"message":{` + head + `,"text":"31 người","reply_to_message":{"message_id":3,` + from + `}}`, ignored},
		{"our name without an entity", `"message":{` + head + `,"text":"@thuky_test_bot"}`, ignored},
		{"edited", `"edited_message":{` + head + `,"edit_date":1795484290,"text":"/tiendo",` + entity("bot_command", 0, 7) + `}`, ignored},
		{"another bot", `"message":{"message_id":7,"from":{"id":9,"is_bot":true,"first_name":"x"},` + group + `,"date":1,"text":"/tiendo",` + entity("bot_command", 0, 7) + `}`, ignored},
		{"anonymous admin", `"message":{` + anon + `,"text":"tiến độ",` + us + `}`, unknown},
		{"channel", `"message":{` + strings.Replace(head, "supergroup", "channel", 1) + `,"text":"/tiendo",` + entity("bot_command", 0, 7) + `}`, ignored},
		{"bad entities", `"message":{` + head + `,"text":"x","entities":[{"type":"mention","offset":-1,"length":9},{"type":"mention","offset":0,"length":900},{"type":"bot_command","offset":9,"length":1}]}`, ignored},
		{"put in", member("left", `{"status":"member"}`), joined},
		{"put in as an admin", member("kicked", `{"status":"administrator"}`), joined},
		{"made an admin", member("member", `{"status":"administrator"}`), ignored},
		{"restricted", member("member", `{"status":"restricted","is_member":true}`), ignored},
		{"restricted and out", member("member", `{"status":"restricted","is_member":false}`), left},
		{"taken out", member("administrator", `{"status":"left"}`), left},
		{"banned afterwards", member("left", `{"status":"kicked"}`), ignored},
		{
			"moved, told in the old one", `"message":{"message_id":7,` + from + `,"chat":{"id":-5,"type":"group","title":"x"},"date":1,"migrate_to_chat_id":-100200}`,
			chat.Update{Key: "telegram/5", Kind: chat.GroupMoved, Address: old, To: place, At: received},
		},
		{
			"moved, told in the new one", `"message":{` + anon + `,"migrate_from_chat_id":-5}`,
			chat.Update{Key: "telegram/5", Kind: chat.GroupMoved, Address: old, To: place, At: received},
		},
		{
			"press", `"callback_query":{"id":"900",` + from + `,"message":{"message_id":8,` + group + `,"date":1},"data":"x"}`,
			chat.Update{Key: "telegram/5", Kind: chat.GroupPress, Address: place, By: hoa, At: received, PressID: "900"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, got := ourselves.decode([]byte(`{"update_id":5,`+tt.body+`}`), received)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(chat.Update{}, "Raw")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	// Before Telegram has told our name nothing with a name is ours.
	if _, got := (self{}).decode([]byte(`{"update_id":5,"message":{`+head+`,"text":"/a@",`+entity("bot_command", 0, 3)+`,`+us+`}}`), received); got.Kind != chat.Ignored {
		t.Errorf("nameless: %+v", got)
	}
}

// TestMeantSurrogates: an entity that ends within a character is none.
func TestMeantSurrogates(t *testing.T) {
	t.Parallel()
	const text = "𐞀 tiến độ" // the first letter takes two units
	for _, e := range []entity{{"bot_command", 0, 1}, {"mention", 1, 1}, {"mention", 1, 5}} {
		if words, _ := ourselves.meant(text, []entity{e}, true); words != text {
			t.Errorf("%+v: got %q", e, words)
		}
	}
}

// TestMeant: whatever the entities say, the words are those of the message.
func TestMeant(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var entities []entity
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			entities = append(entities, entity{
				rapid.SampledFrom([]string{"mention", "bot_command", "bold"}).Draw(t, "type"),
				rapid.IntRange(-3, 40).Draw(t, "offset"), rapid.IntRange(-3, 40).Draw(t, "length"),
			})
		}
		words, ok := ourselves.meant(text, entities, true)
		if ok && len([]rune(words)) > len([]rune(text)) {
			t.Fatalf("%q became %q", text, words)
		}
	})
}
