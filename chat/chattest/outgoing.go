package chattest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"thuky/chat"
)

const tricky = "Trường <b>Hoa Sen</b> & *bạn* _gạch_ [liên kết](x) `mã` \\ &lt; 98,5% «trích» 👩‍🏫\ndòng hai"

func shownAsIs(t *testing.T, h Harness) {
	first := send(t, h, 1, chat.Message{Text: tricky})
	second := send(t, h, 1, chat.Message{Lead: "Dạ, em đã ghi <1>.", Head: "Câu 2/21 · <II>", Text: tricky})
	send(t, h, 2, chat.Message{Text: "người khác"})
	if first == second {
		t.Errorf("two messages have the id %q", first)
	}
	got := h.Shown(1)
	if len(got) != 2 {
		t.Fatalf("%d messages are shown, want 2", len(got))
	}
	if got[0].Text != tricky || got[0].ID != first {
		t.Errorf("shown %q (%s), want %q (%s)", got[0].Text, got[0].ID, tricky, first)
	}
	rest := got[1].Text
	for _, words := range []string{"Dạ, em đã ghi <1>.", "Câu 2/21 · <II>", tricky} {
		_, after, found := strings.Cut(rest, words)
		if !found {
			t.Errorf("shown %q, which lacks %q at its place", got[1].Text, words)
		}
		rest = after
	}
	if other := h.Shown(2); len(other) != 1 || other[0].Text != "người khác" {
		t.Errorf("the other person sees %+v", other)
	}
}

func long(t *testing.T, h Harness) {
	limit := h.Transport().Capabilities().MaxText
	if limit == 0 {
		limit = 5000
	}
	var b strings.Builder
	for i := 0; chat.Units(b.String()) < 3*limit; i++ {
		fmt.Fprintf(&b, "Đoạn %d: nhà trường đã tuyên truyền, vận động <phụ huynh> & học sinh 👩‍🏫.", i)
		b.WriteString([]string{" ", "\n", "\n\n"}[i%3])
	}
	want := b.String()
	// A word without an end, exactly at the limit.
	want += strings.Repeat("ố", limit)
	for _, m := range chat.Degrade([]chat.Message{{Head: "Bản nháp", Text: want}}, h.Transport().Capabilities()) {
		send(t, h, 1, m)
	}
	var got strings.Builder
	for _, m := range h.Shown(1) {
		got.WriteString(m.Text)
	}
	if w, g := letters("Bản nháp"+want), letters(got.String()); w != g {
		t.Errorf("shown %d letters, want %d", len(g), len(w))
	}
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

var offered = []chat.Choice{
	{ID: "q7:giữ", Label: "Giữ nguyên"},
	{ID: "q7:sửa", Label: "Sửa"},
	{ID: "q7:mới", Label: "Viết mới <&>"},
	{ID: strings.Repeat("x", 64), Label: "Bỏ qua", Word: "bỏ qua", Row: true},
}

func choices(t *testing.T, h Harness) {
	c := h.Transport().Capabilities()
	var id string
	for _, m := range chat.Degrade([]chat.Message{{Head: "Câu 7", Text: "Chọn một:", Choices: offered}}, c) {
		id = send(t, h, 1, m)
	}
	last := h.Shown(1)[len(h.Shown(1))-1]
	if !c.Buttons {
		for _, words := range []string{"1. Giữ nguyên", "2. Sửa", "3. Viết mới <&>", `"bỏ qua"`} {
			if !strings.Contains(last.Text, words) {
				t.Errorf("shown %q, which lacks %q", last.Text, words)
			}
		}
		return
	}
	if want := []string{"Giữ nguyên", "Sửa", "Viết mới <&>", "Bỏ qua"}; !slices.Equal(last.Choices, want) {
		t.Fatalf("shown the buttons %q, want %q", last.Choices, want)
	}

	in := &inbox{}
	running(t, h, in.accept)
	for _, choice := range []string{"q7:sửa", "not ours at all"} {
		h.Presses(1, id, choice)
	}
	eventually(t, "both presses", func() bool { return len(in.of(chat.Press)) == 2 })
	for i, want := range []string{"q7:sửa", "not ours at all"} {
		u := in.of(chat.Press)[i]
		// Where nothing can be edited a platform need not say under what it was pressed.
		if u.Choice != want || u.Message != id && (c.Edit || u.Message != "") || u.PressID == "" || u.Address != h.Address(1) {
			t.Errorf("press %+v, want choice %q under %s with an id", u, want, id)
		}
	}
	// Acknowledging twice, or too late, hurts nobody.
	ack := chat.Message{Ack: in.of(chat.Press)[0].PressID, Toast: strings.Repeat("Đã ghi. ", 60)}
	for range 2 {
		if _, err := h.Transport().Send(t.Context(), h.Address(1), ack); err != nil {
			t.Errorf("acknowledge: %v", err)
		}
	}
	ack.Text = "Dạ, em đã ghi."
	send(t, h, 1, ack)
	if n := len(h.Shown(1)); n != 2 {
		t.Errorf("%d messages are shown, want 2", n)
	}

	for _, bad := range []chat.Choice{{ID: strings.Repeat("x", 65), Label: "Dài"}, {ID: "", Label: "Trống"}, {ID: "a\xff", Label: "Hỏng"}} {
		se := sendError(t, h, h.Address(1), chat.Message{Text: "Chọn:", Choices: []chat.Choice{bad}})
		if se.Class != chat.Rejected {
			t.Errorf("choice %q: %s, want rejected", bad.Label, se.Class)
		}
	}
}

func edits(t *testing.T, h Harness) {
	if !h.Transport().Capabilities().Edit {
		t.Skip("the platform cannot edit")
	}
	id := send(t, h, 1, chat.Message{Text: "Câu 1", Choices: offered[:2]})
	edit := chat.Message{Head: "Câu 1", Text: "Đã ghi: 5 < 7", Edit: id}
	for range 2 { // the second changes nothing
		if got := send(t, h, 1, edit); got != id {
			t.Errorf("edited message has the id %q, want %q", got, id)
		}
	}
	got := h.Shown(1)
	if len(got) != 1 || !strings.Contains(got[0].Text, "Đã ghi: 5 < 7") || len(got[0].Choices) != 0 {
		t.Fatalf("shown %+v, want one message with the new words and no buttons", got)
	}
	for i, gone := range []string{"999999", "not an id"} {
		again := send(t, h, 1, chat.Message{Text: "gửi lại", Edit: gone})
		if got := h.Shown(1); len(got) != i+2 || got[i+1].ID != again || got[i+1].Text != "gửi lại" {
			t.Errorf("edit of %q: shown %+v, want it sent anew", gone, got)
		}
	}
}

func files(t *testing.T, h Harness) {
	if !h.Transport().Capabilities().FilesOut {
		t.Skip("the platform carries no files")
	}
	data := append([]byte("PK\x03\x04"), bytes.Repeat([]byte{0, 0xFF, '\n', '\r', '-'}, 50_000)...)
	long := strings.Repeat("Bản nháp báo cáo & ghi chú. ", 60)
	for i, tt := range []struct{ name, words string }{
		{"Báo cáo dân vận 6 tháng.docx", "Dạ, bản nháp <đây> ạ."},
		{`../../etc/Báo "cáo".docx`, ""},
		{"a.docx", long},
	} {
		before := len(h.Shown(1))
		send(t, h, 1, chat.Message{Text: tt.words, File: &chat.File{Name: tt.name, MIME: "application/octet-stream", Data: data}})
		got := h.Shown(1)[before:]
		last := got[len(got)-1]
		if !bytes.Equal(last.Data, data) {
			t.Errorf("file %d: %d bytes arrived, want %d", i, len(last.Data), len(data))
		}
		if last.File == "" || strings.ContainsAny(last.File, `/\"`) {
			t.Errorf("file %d: arrived as %q", i, last.File)
		}
		var words strings.Builder
		for _, m := range got {
			words.WriteString(m.Text)
		}
		if letters(words.String()) != letters(tt.words) {
			t.Errorf("file %d: words %q, want %q", i, words.String(), tt.words)
		}
	}
	if se := sendError(t, h, h.Address(1), chat.Message{Text: "x", File: &chat.File{Name: "a.docx"}}); se.Class != chat.Rejected {
		t.Errorf("an empty file: %s, want rejected", se.Class)
	}
}

func failures(t *testing.T, h Harness) {
	for _, tt := range []struct {
		fault Fault
		class chat.SendClass
	}{
		{Throttled, chat.Throttled},
		{Cut, chat.Temporary},
		{Lost, chat.Temporary},
		{Garbled, chat.Temporary},
		{Denied, chat.Denied},
		{Unreachable, chat.Unreachable},
	} {
		for _, m := range []chat.Message{
			{Text: "Mật khẩu wifi là hoa-sen-2024"},
			{Head: "Số điện thoại", Text: "0900 000 000"},
			{Text: "Bản nháp", File: &chat.File{Name: "a.docx", Data: []byte("PK")}},
		} {
			before := len(h.Shown(1))
			if m.File != nil && !h.Transport().Capabilities().FilesOut || !h.Fail(tt.fault) {
				continue
			}
			se := sendError(t, h, h.Address(1), m)
			if se.Class != tt.class {
				t.Errorf("%s: got %s (%v), want %s", tt.fault, se.Class, se, tt.class)
			}
			if tt.fault == Throttled && (se.RetryAfter < Wait || se.RetryAfter > Wait+time.Second) {
				t.Errorf("throttled: wait %s, want %s", se.RetryAfter, Wait)
			}
			if tt.fault != Lost && len(h.Shown(1)) != before {
				t.Errorf("%s: the message is shown", tt.fault)
			}
			if tt.fault == Unreachable || tt.fault == Denied {
				continue // some platforms stay so
			}
			send(t, h, 1, m)
		}
	}
}

func sendEnds(t *testing.T, h Harness) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	began := time.Now()
	_, err := h.Transport().Send(ctx, h.Address(1), chat.Message{Text: "muộn"})
	if err == nil {
		return // a platform that never waits may take it
	}
	if chat.ClassOf(err) != chat.Temporary {
		t.Errorf("got %v, want a temporary error", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("returned after %s", took)
	}
}

func wrongAddresses(t *testing.T, h Harness) {
	for _, to := range []chat.Address{{}, {Platform: "elsewhere", ID: h.Address(1).ID}, {Platform: h.Transport().Platform()}} {
		if se := sendError(t, h, to, chat.Message{Text: "cho ai"}); se.Class != chat.Rejected && se.Class != chat.Unreachable {
			t.Errorf("%q: %s, want rejected or unreachable", to, se.Class)
		}
	}
}
