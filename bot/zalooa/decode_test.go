package zalooa

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thuky/chat"
)

// sample is the event of the test vector of the signature: one line, NFC.
const sample = `{"app_id":"1234567890","oa_id":"555","user_id_by_app":"777","event_name":"user_send_text","timestamp":"1767225600000",` +
	`"sender":{"id":"9001"},"recipient":{"id":"555"},"message":{"msg_id":"abc123","text":"Lịch họp hôm nay?"}}`

func TestSigned(t *testing.T) {
	t.Parallel()
	const app, stamp, secret = "1234567890", "1767225600000", "oa-secret-for-tests"
	const mac = "mac=846deb7e0cc3c65b3571d43d3995cc308558e97bab0a94a77e957abaaf0b8b7f"
	if len(sample) != 228 {
		t.Fatalf("the sample has %d bytes", len(sample))
	}
	for _, tt := range []struct {
		name, header, app, body, stamp, secret string
		want                                   bool
	}{
		{"the vector", mac, app, sample, stamp, secret, true},
		{"without mac=", mac[4:], app, sample, stamp, secret, true},
		{"spaces around", " " + mac + " ", app, sample, stamp, secret, true},
		{"another digit", mac[:len(mac)-1] + "e", app, sample, stamp, secret, false},
		{"cut", mac[:len(mac)-2], app, sample, stamp, secret, false},
		{"twice mac=", "mac=" + mac, app, sample, stamp, secret, false},
		{"nothing", "", app, sample, stamp, secret, false},
		{"another body", mac, app, sample + "\n", stamp, secret, false},
		{"another time", mac, app, sample, "1767225600001", secret, false},
		{"another app", mac, "1", sample, stamp, secret, false},
		{"another secret", mac, app, sample, stamp, "x", false},
		{"no secret of ours", "mac=" + strings.Repeat("0", 64), app, sample, stamp, "", false},
		{"no secret, signed with none", "mac=7b6e3a0d66b4a0b4a5f24bfb55a6f2b5f8a3c8b0", app, sample, stamp, "", false},
		{"no time", mac, app, sample, "", secret, false},
	} {
		if got := signed(tt.header, tt.app, []byte(tt.body), tt.stamp, tt.secret); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func TestUpdates(t *testing.T) {
	t.Parallel()
	when := time.UnixMilli(1767225600000)
	from := chat.Address{Platform: Platform, ID: "9001"}
	event := func(name, rest string) string {
		return `{"app_id":"1","event_name":"` + name + `","timestamp":"1767225600000","sender":{"id":"9001"},"recipient":{"id":"555"}` + rest + `}`
	}
	message := func(rest string) string { return `,"message":{"msg_id":"m1"` + rest + `}` }
	base := chat.Update{Key: "zalooa/m1", Kind: chat.Text, Address: from, At: when, Message: "m1"}
	with := func(change func(*chat.Update)) []chat.Update {
		u := base
		change(&u)
		return []chat.Update{u}
	}
	media := func(kind string) []chat.Update {
		return with(func(u *chat.Update) { u.Kind, u.Media = chat.Media, kind })
	}
	for _, tt := range []struct {
		name, body string
		want       []chat.Update
	}{
		{"the sample", sample, with(func(u *chat.Update) { u.Key, u.Message, u.Text = "zalooa/abc123", "abc123", "Lịch họp hôm nay?" })},
		{"words", event("user_send_text", message(`,"text":" một\nhai "`)), with(func(u *chat.Update) { u.Text = " một\nhai " })},
		{"a link with words", event("user_send_link", message(`,"text":"xem https://a.vn","attachments":[{"payload":{"url":"https://a.vn"}}]`)), with(func(u *chat.Update) { u.Text = "xem https://a.vn" })},
		{"a link alone", event("user_send_link", message(`,"attachments":[{"payload":{"title":"Tiêu đề","url":"https://a.vn"}}]`)), with(func(u *chat.Update) { u.Text = "Tiêu đề\n\nhttps://a.vn" })},
		{"a press", event("user_send_text", message(`,"text":"Có [#17.o.`+checksum("17.o")+`]"`)), with(func(u *chat.Update) {
			u.Kind, u.Choice, u.PressID, u.Message = chat.Press, "17.o", "zalooa/m1", ""
		})},
		{"numbers for texts", `{"event_name":"user_send_text","timestamp":1767225600000,"sender":{"id":9001},"recipient":{"id":555},"message":{"message_id":71,"text":"a"}}`, with(func(u *chat.Update) {
			u.Key, u.Message, u.Text = "zalooa/71", "71", "a"
		})},
		{"a file", event("user_send_file", message(`,"attachments":[{"type":"file","payload":{"url":"https://f.vn/1","name":"../x/Công văn.pdf","size":"1234"}}]`)), with(func(u *chat.Update) {
			u.Kind, u.Media = chat.Media, "file"
			u.Attachment = &chat.Attachment{ID: "https://f.vn/1", Name: "Công văn.pdf", Size: 1234}
		})},
		{"pictures and words", event("user_send_image", message(`,"text":"hai trang","attachments":[{"payload":{"url":"https://f.vn/1"}},{"payload":{"url":"https://f.vn/2","size":7}}]`)), []chat.Update{
			{Key: "zalooa/m1", Kind: chat.Media, Media: "photo", Address: from, At: when, Message: "m1", Text: "hai trang", Attachment: &chat.Attachment{ID: "https://f.vn/1"}},
			{Key: "zalooa/m1/1", Kind: chat.Media, Media: "photo", Address: from, At: when, Message: "m1", Attachment: &chat.Attachment{ID: "https://f.vn/2", Size: 7}},
		}},
		{"a picture without anything", event("user_send_image", message("")), media("photo")},
		{"a file without a link", event("user_send_file", message(`,"attachments":[{"payload":{"name":"a.pdf"}}]`)), media("file")},
		{"gif", event("user_send_gif", message(`,"attachments":[{"payload":{"url":"https://f.vn/1"}}]`)), media("video")},
		{"sticker", event("user_send_sticker", message("")), media("sticker")},
		{"voice", event("user_send_audio", message("")), media("voice")},
		{"video", event("user_send_video", message("")), media("video")},
		{"location", event("user_send_location", message("")), media("location")},
		{"card", event("user_send_business_card", message("")), media("contact")},
		{"something new", event("user_send_hologram", message("")), media("other")},
		{"follow", `{"event_name":"follow","timestamp":"1767225600000","oa_id":"555","follower":{"id":"9001"}}`, []chat.Update{
			{Key: "zalooa/follow/9001/1767225600000", Kind: chat.Unblocked, Address: from, At: when},
		}},
		{"unfollow", `{"event_name":"unfollow","timestamp":"1767225600000","oa_id":"555","follower":{"id":"9001"}}`, []chat.Update{
			{Key: "zalooa/unfollow/9001/1767225600000", Kind: chat.Blocked, Address: from, At: when},
		}},
		{"a receipt", event("user_received_message", message("")), nil},
		{"read", event("user_seen_message", message("")), nil},
		{"an echo", event("oa_send_text", message(`,"text":"a"`)), nil},
		{"of the account itself", `{"event_name":"user_send_text","timestamp":"1","sender":{"id":"555"},"recipient":{"id":"555"},"message":{"msg_id":"m","text":"a"}}`, nil},
		{"of the account to somebody", `{"event_name":"user_send_text","timestamp":"1","oa_id":"555","sender":{"id":"555"},"recipient":{"id":"9"},"message":{"msg_id":"m","text":"a"}}`, nil},
		{"in a group", event("user_send_group_text", message(`,"text":"a"`)), nil},
		{"of somebody without a number", `{"event_name":"user_send_text","timestamp":"1","sender":{"id":"a b"},"message":{"msg_id":"m","text":"a"}}`, nil},
		{"follow of nobody", `{"event_name":"follow","timestamp":"1"}`, nil},
	} {
		e, ok := readEvent([]byte(tt.body))
		if !ok {
			t.Errorf("%s: not read", tt.name)
			continue
		}
		got := e.updates([]byte(tt.body))
		for i := range got {
			if string(got[i].Raw) != tt.body {
				t.Errorf("%s: raw %q", tt.name, got[i].Raw)
			}
			got[i].Raw = nil
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
	for _, id := range []string{"", "a/b", "ạ", strings.Repeat("x", 101)} {
		body := fmt.Sprintf(`{"event_name":"user_send_text","timestamp":"1","sender":{"id":"9001"},"message":{"msg_id":%q,"text":"a"}}`, id)
		e, _ := readEvent([]byte(body))
		if got := e.updates([]byte(body))[0].Key; !strings.HasPrefix(got, "zalooa/event-") || got != e.updates([]byte(body))[0].Key {
			t.Errorf("%q: key %q", id, got)
		}
	}
}

// FuzzEvent: whatever a body holds, its updates have keys of their own and an address.
func FuzzEvent(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(`{"event_name":"user_send_file","timestamp":1,"sender":{"id":9001},"message":{"attachments":[{"payload":{"url":"https://a","size":"7"}},{}]}}`))
	f.Add([]byte(`{"event_name":"unfollow","timestamp":{},"follower":{"id":"9001"}}`))
	f.Add([]byte(`{"event_name":"user_send_text","sender":{"id":"1"},"message":{"text":"Có [#17.o.` + checksum("17.o") + `]"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		e, ok := readEvent(body)
		if !ok {
			return
		}
		keys := map[string]bool{}
		for _, u := range e.updates(body) {
			press := u.Kind == chat.Press
			if u.Key == "" || keys[u.Key] || !validID(u.Address.ID) || press != (u.Choice != "") || press != (u.PressID != "") {
				t.Errorf("got %+v", u)
			}
			if a := u.Attachment; a != nil && (a.ID == "" || a.Size < 0 || strings.ContainsAny(a.Name, `/\`)) {
				t.Errorf("got %+v", *a)
			}
			keys[u.Key] = true
		}
	})
}

func TestPayload(t *testing.T) {
	t.Parallel()
	for _, c := range []chat.Choice{
		{ID: "17.o", Label: "Có"},
		{ID: "tiendo-1a2b3c", Label: "Xem  tiến\nđộ [#1]"},
		{ID: "q7:giữ [#x] %5B.", Label: "]"},
		{ID: strings.Repeat("x", 64), Label: strings.Repeat("ộ", 40)},
	} {
		p := payload(c)
		if got, ok := readPayload(" " + p + "\n"); !ok || got != c.ID {
			t.Errorf("%q: read %q, %v", p, got, ok)
		}
		if label := strings.Join(strings.Fields(c.Label), " "); !strings.HasPrefix(p, label+" ") || len([]rune(p)) > 1000 {
			t.Errorf("%q does not begin with %q, or is too long", p, label)
		}
	}
	for _, words := range []string{
		"", "Có", "xem [#3]", "[#17.o.0000]", " [#17.o.0000]", "Có [#.e3b0]", "theo mục 2.1]", "[#]", " [#%zz.0000]",
		"Có [#17.o." + checksum("17.o") + "] ạ", "Có(#17.o." + checksum("17.o") + ")",
	} {
		if id, ok := readPayload(words); ok {
			t.Errorf("%q is taken for the choice %q", words, id)
		}
	}
}

func FuzzPayload(f *testing.F) {
	f.Add("17.o", "Có")
	f.Add("q7:giữ", "[#x.1234]")
	f.Fuzz(func(t *testing.T, id, label string) {
		c := chat.Choice{ID: id, Label: label}
		got, ok := readPayload(payload(c))
		if c.Check() == nil && (!ok || got != id) {
			t.Errorf("%q: read %q, %v", payload(c), got, ok)
		}
	})
}
