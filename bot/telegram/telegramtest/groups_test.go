package telegramtest

import (
	"encoding/json"
	"strings"
	"testing"
)

// updatesOf polls all that waits.
func updatesOf(t *testing.T, s *Server) (all []json.RawMessage) {
	t.Helper()
	_, result, _ := call(t, s, "getUpdates", "timeout", "0", "allowed_updates", `["message","edited_message","callback_query","my_chat_member"]`)
	if err := json.Unmarshal(result, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// everything makes an update of each kind.
func everything(s *Server) {
	s.UserSays(7, "chữ")
	s.UserSaysFormatted(7, "đậm", []Entity{{"bold", 0, 3}})
	s.UserEdits(7, 1, "khác")
	s.UserPresses(7, 1, "x")
	for kind := range media {
		s.UserSends(7, kind, "")
	}
	s.UserSendsFile(7, "a.pdf", "application/pdf", []byte("%PDF"), "chú thích")
	s.UserSendsPhotos(7, "hai trang", []byte("JPEG một"), []byte("JPEG hai"))
	s.UserBlocks(7)
	s.UserUnblocks(7)
	s.AddToGroup(-5, 7, "Tổ 3")
	s.GroupSays(-5, 8, "/tiendo@"+DefaultUsername+" hỏi @"+DefaultUsername, 0)
	s.GroupPresses(-5, 8, 1, "x")
	s.MigrateGroup(-5, supergroups-5, "Tổ 3")
	s.RemoveFromGroup(supergroups-5, 7)
}

// TestUpdatesFitTheSchema: the fake sends what Telegram describes.
func TestUpdatesFitTheSchema(t *testing.T) {
	t.Parallel()
	whole, found := FindSchema()
	if !found {
		t.Skip("the whole Bot API is not at hand")
	}
	s := offline(t, Options{})
	everything(s)
	all := updatesOf(t, s)
	if len(all) < 20 {
		t.Fatalf("%d updates", len(all))
	}
	for _, raw := range all {
		if why := whole.checkText("Update", string(raw)); why != "" {
			t.Errorf("%s: %s", why, raw)
		}
	}
}

func TestPrivacy(t *testing.T) {
	t.Parallel()
	for _, readAll := range []bool{false, true} {
		s := offline(t, Options{ReadAll: readAll})
		s.SetGroup(-5, "Tổ 3")
		s.GroupSays(-5, 7, "/before", 0)
		s.AddToGroup(-5, 7, "Tổ 3")
		_, _, why := call(t, s, "sendMessage", "chat_id", "-5", "text", "x")
		if why != "" {
			t.Fatal(why)
		}
		ours := s.BotMessages(-5)[0].ID
		for text, reply := range map[string]int64{
			"/tiendo": 0, "/tiendo@Thuky_test_bot": 0, "a @thuky_test_bot": 0, "trả lời": ours,
			"chuyện riêng": 0, "/x@other_bot": 0, "@other_bot": 0, "trả lời người khác": 1,
		} {
			s.GroupSays(-5, 7, text, reply)
		}
		want := 1 + 4
		if readAll {
			want = 1 + 8
		}
		if got := updatesOf(t, s); len(got) != want {
			t.Errorf("read all %v: %d updates, want %d", readAll, len(got), want)
		}
	}
}

func TestGroupSends(t *testing.T) {
	t.Parallel()
	s := offline(t, Options{})
	s.SetGroup(-5, "Tổ 3")
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "bot was kicked"},
		{func() { s.AddToGroup(-5, 7, "Tổ 3") }, ""},
		{func() { s.MigrateGroup(-5, -1_000_000_000_005, "Tổ 3") }, "upgraded to a supergroup"},
	} {
		step.do()
		if _, _, why := call(t, s, "sendMessage", "chat_id", "-5", "text", "x"); (why == "") != (step.want == "") || !strings.Contains(why, step.want) {
			t.Errorf("got %q, want %q", why, step.want)
		}
	}
}
