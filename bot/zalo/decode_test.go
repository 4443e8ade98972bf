package zalo

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thuky/bot/wire"
	"thuky/chat"
)

var (
	now = time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)
	me  = Self{ID: "bot-id", Name: "Bot Thư ký", Account: "bot.ThuKy"}
)

const sampleUpdate = `{"event_name":"message.text.received","message":{"message_id":"0c95d167c1061b5f0001","date":1788780810265,` +
	`"message_type":"CHAT_TEXT","from":{"id":"5d585b5e9b14724a0001","display_name":" Cô\n Lan ","is_bot":false},` +
	`"chat":{"id":"5d585b5e9b14724a0001","chat_type":"PRIVATE"},"text":"Lịch họp tuần này?"}}`

func at(ms int64) time.Time { return time.UnixMilli(ms) }

func TestDecode(t *testing.T) {
	t.Parallel()
	u1 := chat.Address{Platform: "zalo", ID: "u1"}
	const from = `"from":{"id":"u1","display_name":"Cô Lan","is_bot":false},"chat":{"id":"u1","chat_type":"PRIVATE"}`
	for _, tt := range []struct {
		name, raw string
		want      chat.Update
	}{
		{"text", sampleUpdate, chat.Update{
			Key: "zalo/0c95d167c1061b5f0001", Kind: chat.Text, Address: chat.Address{Platform: "zalo", ID: "5d585b5e9b14724a0001"},
			Name: "Cô Lan", At: at(1788780810265), Text: "Lịch họp tuần này?", Message: "0c95d167c1061b5f0001",
		}},
		{"photo of live traffic", `{"event_name":"message.image.received","message":{"message_id":"m","date":1788780810265,` + from + `,"photo_url":"https://a.zdn.vn/x.jpg","photo":"https://b.zdn.vn/y","caption":"Công văn"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: at(1788780810265), Text: "Công văn", Message: "m", Media: "photo",
			Attachment: &chat.Attachment{ID: "https://a.zdn.vn/x.jpg"},
		}},
		{"photo of the documentation", `{"event_name":"message.image.received","message":{"message_id":"m","date":1788780810,` + from + `,"photo":"https://b.zdn.vn/y"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: time.Unix(1788780810, 0), Message: "m", Media: "photo",
			Attachment: &chat.Attachment{ID: "https://b.zdn.vn/y"},
		}},
		{"photo without a link we take", `{"event_name":"message.image.received","message":{"message_id":"m",` + from + `,"photo_url":"http://127.0.0.1/x"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: now, Message: "m", Media: "photo",
		}},
		{"photo of another shape", `{"event_name":"message.image.received","message":{"message_id":"m",` + from + `,"photo_url":null,"photo":[{"url":"x"}],"caption":["x"]}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: now, Message: "m", Media: "photo",
		}},
		{"sticker", `{"event_name":"message.sticker.received","message":{"message_id":"m",` + from + `,"sticker":"s","url":"https://x"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: now, Message: "m", Media: "sticker",
		}},
		{"voice", `{"event_name":"message.voice.received","message":{"message_id":"m",` + from + `,"voice_url":"https://x"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: now, Message: "m", Media: "voice",
		}},
		{"a file", `{"event_name":"message.unsupported.received","message":{"message_id":"m",` + from + `}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Media, Address: u1, Name: "Cô Lan", At: now, Message: "m", Media: "file",
		}},
		{"loose shapes", `{"event_name":"message.text.received","message":{"message_id":17,"date":"1788780810265","from":{"id":5,"name":"Thầy Nam"},"chat":null,"text":"a","photo_url":{}}}`, chat.Update{
			Key: "zalo/17", Kind: chat.Text, Address: chat.Address{Platform: "zalo", ID: "5"}, Name: "Thầy Nam", At: at(1788780810265), Text: "a", Message: "17",
		}},
		{"no name of the event", `{"message":{"message_id":"m",` + from + `,"text":"a"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Text, Address: u1, Name: "Cô Lan", At: now, Text: "a", Message: "m",
		}},
		{"a new kind with words", `{"event_name":"message.poem.received","message":{"message_id":"m",` + from + `,"text":"a","date":-5}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Text, Address: u1, Name: "Cô Lan", At: now, Text: "a", Message: "m",
		}},
		{"a link", `{"event_name":"message.link.received","message":{"message_id":"m",` + from + `,"text":"https://x"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.Text, Address: u1, Name: "Cô Lan", At: now, Text: "https://x", Message: "m",
		}},
		{"a new kind without words", `{"event_name":"message.poem.received","message":{"message_id":"m",` + from + `}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"a receipt", `{"event_name":"message.read","message":{"message_id":"m",` + from + `,"text":"a"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"empty words", `{"event_name":"message.text.received","message":{"message_id":"m",` + from + `,"text":" \n"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"another bot", `{"event_name":"message.text.received","message":{"message_id":"m","from":{"id":"u1","is_bot":true},"chat":{"id":"u1","chat_type":"PRIVATE"},"text":"a"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"an echo", `{"event_name":"message.text.received","message":{"message_id":"m","from":{"id":"bot-id"},"chat":{"id":"u1","chat_type":"PRIVATE"},"text":"a"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"a chat of two people that is not called private", `{"event_name":"message.text.received","message":{"message_id":"m","from":{"id":"u1"},"chat":{"id":"other"},"text":"a"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"a channel", `{"event_name":"message.text.received","message":{"message_id":"m","from":{"id":"u1"},"chat":{"id":"u1","chat_type":"CHANNEL"},"text":"a"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"a message of nobody", `{"event_name":"message.text.received","message":{"message_id":"m","text":"a"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
		{"a group", `{"event_name":"message.text.received","message":{"message_id":"m","from":{"id":"u1","display_name":"Cô Lan"},"chat":{"id":"zgr-1f","chat_type":"GROUP"},"text":"@Bot Thư ký  tiến độ"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.GroupText, Address: chat.Address{Platform: "zalo", ID: "zgr-1f"}, By: u1, At: now, Text: "tiến độ", Message: "m",
		}},
		{"a group by its id", `{"event_name":"message.image.received","message":{"message_id":"m","chat":{"id":"zgr-1f"},"photo_url":"https://x.vn/a","caption":"tiến độ @bot.thuky"}}`, chat.Update{
			Key: "zalo/m", Kind: chat.GroupText, Address: chat.Address{Platform: "zalo", ID: "zgr-1f"}, At: now, Text: "tiến độ", Message: "m",
		}},
		{"a sticker in a group", `{"event_name":"message.sticker.received","message":{"message_id":"m","from":{"id":"u1"},"chat":{"id":"zgr-1f","chat_type":"GROUP"},"sticker":"s"}}`, chat.Update{Key: "zalo/m", Kind: chat.Ignored, At: now}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, _, ok := me.decode([]byte(tt.raw), now)
			tt.want.Raw = []byte(tt.raw)
			if diff := cmp.Diff(tt.want, got); diff != "" || !ok {
				t.Errorf("ok %v (-want +got):\n%s", ok, diff)
			}
		})
	}
	for _, raw := range []string{`{"event_name":"message.unsupported.received"}`, `{"event_name":"x","message":null}`, `{"event_name":5,"message":[1]}`, `{"message":{}}`} {
		if u, _, ok := me.decode([]byte(raw), now); ok {
			t.Errorf("%s became %+v, want nothing", raw, u)
		}
	}
	one, _, ok := me.decode([]byte(`{"event_name":"message.text.received","message":{"from":{"id":"u1"},"text":"một"}}`), now)
	two, _, _ := me.decode([]byte(`{"event_name":"message.text.received","message":{"from":{"id":"u1"},"text":"hai"}}`), now)
	if !ok || one.Key == two.Key || one.Text != "một" || !strings.HasPrefix(one.Key, "zalo/unnamed-") {
		t.Errorf("without an id: %+v, %+v", one, two)
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	const e = `{"event_name":"x"}`
	for _, tt := range []struct {
		raw  string
		want int // -1 = no JSON
	}{
		{e, 1},
		{" \n" + e + "\n", 1},
		{"[" + e + "," + e + "]", 2},
		{`{"ok":true,"result":` + e + `}`, 1},
		{`{"ok":true,"result":[` + e + `,` + e + `]}`, 2},
		{`{"message":{"message_id":"m"}}`, 1},
		{`{"result":{"result":` + e + `}}`, 1},
		{`{"result":{"result":{"result":` + e + `}}}`, 0},
		{"[[[[" + e + "]]]]", 0},
		{"", 0},
		{"null", 0},
		{"{}", 0},
		{"[]", 0},
		{"5", 0},
		{`"x"`, 0},
		{`{"ok":true}`, 0},
		{`{"ok":true,"result":null}`, 0},
		{"<html>", -1},
		{e[:10], -1},
		{e + e, -1},
	} {
		all, ok := events([]byte(tt.raw))
		if got := len(all); !ok && tt.want != -1 || ok && got != tt.want {
			t.Errorf("%s: %d events, %v, want %d", tt.raw, got, ok, tt.want)
		}
		for _, raw := range all {
			if string(raw) != e && !strings.HasPrefix(string(raw), `{"message"`) {
				t.Errorf("%s: event %s", tt.raw, raw)
			}
		}
	}
}

func TestUnmention(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"@Bot Thư ký tiến độ":          "tiến độ",
		"@bot thư ký: tiến độ":         "tiến độ",
		"@Bot Thu\u031b ký tiến độ":    "tiến độ", // not composed
		"tiến độ @Bot Thư ký":          "tiến độ",
		"@bot.ThuKy /tiendo":           "/tiendo",
		"@Bot Thư ký":                  "",
		"@Bot Thư kýtiến độ":           "@Bot Thư kýtiến độ",
		"@Bot Khác tiến độ":            "@Bot Khác tiến độ",
		"/tiendo":                      "/tiendo",
		"  nhắn @Bot Thư ký giữa câu ": "nhắn @Bot Thư ký giữa câu",
		"":                             "",
	} {
		if got := me.unmention(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := (Self{}).unmention("@Bot Thư ký tiến độ"); got != "@Bot Thư ký tiến độ" {
		t.Errorf("without a name: %q", got)
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Time{
		"1788780810265": at(1788780810265), "1788780810": time.Unix(1788780810, 0), "1.788780810265e12": at(1788780810265),
		"": {}, "0": {}, "-1": {}, "NaN": {}, "1e300": {}, "true": {}, "99999999999999999": {},
	} {
		if got, ok := moment(text); !got.Equal(want) || ok == want.IsZero() {
			t.Errorf("%q: %s, %v, want %s", text, got, ok, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		sampleUpdate, "[" + sampleUpdate + "]", `{"ok":true,"result":` + sampleUpdate + `}`, "{}", "null", "",
		`{"event_name":"message.unsupported.received"}`, `{"message":{"message_id":5,"chat":{"id":"zgr-1"},"text":"@Bot Thư ký x"}}`,
		`{"event_name":"message.image.received","message":{"message_id":"m","from":{"id":"u"},"photo_url":"https://a.vn/b","date":1e99}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		all, _ := events(data)
		for _, raw := range all {
			u, name, ok := me.decode(raw, now)
			if len(name) > 60 || strings.ContainsAny(name, " \n") {
				t.Errorf("name %q", name)
			}
			if !ok {
				continue
			}
			addressed := u.Address.Platform == Platform && u.Address.ID != ""
			switch {
			case !strings.HasPrefix(u.Key, "zalo/") || u.Key == "zalo/" || u.At.IsZero():
				t.Errorf("%s: %+v", raw, u)
			case (u.Kind == chat.Ignored) == addressed:
				t.Errorf("%s: %+v", raw, u)
			case u.Kind == chat.Text && strings.TrimSpace(u.Text) == "", u.Kind == chat.Media && u.Media == "":
				t.Errorf("%s: %+v", raw, u)
			}
			if u.Attachment != nil && !wire.GoodLink(u.Attachment.ID) {
				t.Errorf("%s: attachment %q", raw, u.Attachment.ID)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	body := []byte(`{"ok":true,"result":` + sampleUpdate + `}`)
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		all, _ := events(body)
		if _, _, ok := me.decode(all[0], now); !ok {
			b.Fatal("nothing")
		}
	}
}
