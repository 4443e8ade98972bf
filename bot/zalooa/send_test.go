package zalooa_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/zalooa"
	"thuky/bot/zalooa/zalooatest"
	"thuky/chat"
)

// shown is what a person sees of a message, in one line.
func shown(m zalooatest.Sent) string {
	parts := []string{m.Text}
	for _, b := range m.Buttons {
		parts = append(parts, "["+b.Title+"]")
	}
	if m.File != "" {
		parts = append(parts, fmt.Sprintf("file %s (%d)", m.File, len(m.Data)))
	}
	if m.Picture != "" {
		parts = append(parts, fmt.Sprintf("picture %s (%d)", m.Picture, len(m.Data)))
	}
	return strings.Trim(strings.Join(parts, " "), " ")
}

func TestSend(t *testing.T) {
	t.Parallel()
	yesNo := []chat.Choice{{ID: "1.o", Label: "Có"}, {ID: "1.o1", Label: "Không"}}
	pdf := &chat.File{Name: "Báo cáo.pdf", Data: []byte("%PDF")}
	page := &chat.File{Name: "trang1.png", Data: []byte("PNG")}
	sheet := &chat.File{Name: "Số liệu.xlsx", Data: []byte("PK")}
	for _, tt := range []struct {
		name string
		m    chat.Message
		want []string
	}{
		{"words", chat.Message{Lead: "Dạ, em đã ghi.", Head: "Câu 2", Text: "Sĩ số?"}, []string{"Dạ, em đã ghi.\n\nCâu 2\nSĩ số?"}},
		{"buttons", chat.Message{Text: "Có không?", Choices: yesNo}, []string{"Có không? [Có] [Không]"}},
		{"a file", chat.Message{File: pdf}, []string{"file Báo cáo.pdf (4)"}},
		{"a file with words and buttons", chat.Message{Text: "Dự thảo đây ạ.", File: pdf, Choices: yesNo}, []string{"Dự thảo đây ạ. [Có] [Không]", "file Báo cáo.pdf (4)"}},
		{"a picture with words", chat.Message{Text: "Trang 1", Picture: page}, []string{"Trang 1 picture trang1.png (3)"}},
		{"a picture alone", chat.Message{Picture: page}, []string{"picture trang1.png (3)"}},
		{
			"all there is",
			chat.Message{Text: "Dự thảo", Picture: page, File: pdf, Choices: yesNo},
			[]string{"picture trang1.png (3)", "Dự thảo [Có] [Không]", "file Báo cáo.pdf (4)"},
		},
		{"a picture that is too large", chat.Message{Text: "Trang 1", Picture: &chat.File{Name: "a.png", Data: make([]byte, 1_000_001)}}, []string{"Trang 1"}},
		{"a picture of another kind", chat.Message{Text: "Trang 1", Picture: &chat.File{Name: "a.webp", Data: []byte("x")}}, []string{"Trang 1"}},
		{"a picture without bytes", chat.Message{Text: "Trang 1", Picture: &chat.File{Name: "a.png"}}, []string{"Trang 1"}},
		{
			"a file that is not carried, with a link",
			chat.Message{Text: "Bảng đây ạ.", File: &chat.File{Name: "Số liệu.xlsx", Data: []byte("PK"), URL: "https://truong.example/f/x"}},
			[]string{"Bảng đây ạ.\n\nTệp «Số liệu.xlsx», thầy/cô mở liên kết để tải về:\nhttps://truong.example/f/x"},
		},
		{"a large file", chat.Message{File: &chat.File{Name: "a.pdf", Data: make([]byte, 5_000_001), URL: "https://x.example"}}, []string{
			"Tệp «a.pdf», thầy/cô mở liên kết để tải về:\nhttps://x.example",
		}},
		{"a large document, exactly", chat.Message{File: &chat.File{Name: "a.DOCX", Data: make([]byte, 5_000_000)}}, []string{"file a.DOCX (5000000)"}},
		{
			"a file that is not carried, under many words",
			chat.Message{Text: strings.TrimSpace(strings.Repeat("chữ ", 495)), File: sheet, Choices: yesNo},
			[]string{
				strings.TrimSpace(strings.Repeat("chữ ", 495)),
				"Dạ, tệp «Số liệu.xlsx» đã có sẵn, nhưng kênh này chưa gửi được tệp. Thầy/cô nhận tệp ở văn phòng trường giúp em ạ. [Có] [Không]",
			},
		},
		{"a mere acknowledgement", chat.Message{Ack: "press", Toast: "Đã ghi"}, nil},
	} {
		bubble(t, tt.name, zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			last, err := h.oa.Send(t.Context(), at(1), tt.m)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range h.Messages(id(1)) {
				got = append(got, shown(m))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if all := h.Messages(id(1)); len(all) > 0 && all[len(all)-1].ID != last {
				t.Errorf("got the id %q, want %q", last, all[len(all)-1].ID)
			}
		})
	}
	for name, m := range map[string]chat.Message{
		"nothing":               {},
		"too long":              {Text: strings.Repeat("ạ", 2001)},
		"six buttons":           {Text: "x", Choices: []chat.Choice{{ID: "1", Label: "1"}, {ID: "2", Label: "2"}, {ID: "3", Label: "3"}, {ID: "4", Label: "4"}, {ID: "5", Label: "5"}, {ID: "6", Label: "6"}}},
		"buttons without words": {Choices: []chat.Choice{{ID: "1", Label: "1"}}, File: pdf},
		"a useless picture":     {Picture: &chat.File{Name: "a.png"}},
	} {
		bubble(t, "rejected: "+name, zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			if _, err := h.oa.Send(t.Context(), at(1), m); chat.ClassOf(err) != chat.Rejected {
				t.Errorf("got %v, want rejected", err)
			}
			if n := h.Requests(zalooatest.Message); n != 0 {
				t.Errorf("%d messages were sent", n)
			}
		})
	}
}

func TestButtons(t *testing.T) {
	t.Parallel()
	many := chat.Message{Text: "Chọn:"}
	for n := range 7 {
		many.Choices = append(many.Choices, chat.Choice{ID: fmt.Sprintf("9.o%d", n), Label: fmt.Sprintf("Mục %d", n+1)})
	}
	many.Choices = append(many.Choices, chat.Choice{ID: "9.b", Label: "Quay lại", Word: "quay lại"})
	bubble(t, "five, and lines for the others", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		for _, m := range chat.Degrade([]chat.Message{many}, h.oa.Capabilities()) {
			if _, err := h.oa.Send(t.Context(), at(1), m); err != nil {
				t.Fatal(err)
			}
		}
		want := "Chọn:\n\n6. Mục 6\n7. Mục 7\nGõ: \"quay lại\" [Mục 1] [Mục 2] [Mục 3] [Mục 4] [Mục 5]"
		if got := h.Messages(id(1)); len(got) != 1 || shown(got[0]) != want {
			t.Errorf("got %+v, want %q", got, want)
		}
	})
	bubble(t, "an account without buttons shows lines", zalooatest.Options{NoButtons: true}, nil, func(t *testing.T, h *harness) {
		m := chat.Message{
			Head: "Câu 1", Text: "Có không?", Choices: []chat.Choice{{ID: "1.o", Label: "Có"}, {ID: "1.o1", Label: "Không"}},
			File: &chat.File{Name: "a.pdf", Data: []byte("%PDF")},
		}
		if _, err := h.oa.Send(t.Context(), at(1), m); err != nil {
			t.Fatal(err)
		}
		got := h.Messages(id(1))
		if len(got) != 2 || shown(got[0]) != "Câu 1\nCó không?\n\n1. Có\n2. Không" || got[1].File != "a.pdf" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestClasses(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]struct {
		class chat.SendClass
		wait  time.Duration
		all   bool
	}{
		-32: {chat.Throttled, time.Minute, true}, -100: {class: chat.Temporary}, -201: {class: chat.Rejected},
		-209: {class: chat.Denied}, -210: {class: chat.Rejected}, -211: {chat.Throttled, time.Hour, true},
		-212: {class: chat.Denied}, -213: {class: chat.Unreachable}, -218: {chat.Throttled, time.Hour, false},
		-221: {class: chat.Denied}, -224: {class: chat.Denied}, -227: {class: chat.Unreachable},
		-230: {class: chat.Closed}, -232: {class: chat.Closed}, -233: {class: chat.Rejected},
		-240: {class: chat.Denied}, -242: {class: chat.Denied}, -244: {class: chat.Closed}, -248: {class: chat.Rejected},
		-249: {class: chat.Rejected}, -320: {class: chat.Closed}, -321: {class: chat.Closed}, -999: {class: chat.Temporary},
	} {
		bubble(t, fmt.Sprint(code), zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			h.Server.Fail(zalooatest.Fault{Kind: zalooatest.Refuse, Code: code, Request: zalooatest.Message})
			se := h.fails(t, want.class)
			if se.RetryAfter != want.wait || se.All != want.all {
				t.Errorf("wait %s, for all %v, want %s, %v", se.RetryAfter, se.All, want.wait, want.all)
			}
			if strings.Contains(se.Error(), "words of the platform") {
				t.Errorf("the error shows foreign words: %v", se)
			}
			h.says(t, "lần sau")
		})
	}
	for _, code := range []int{-216, -220} {
		bubble(t, fmt.Sprintf("%d once", code), zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			h.Server.Fail(zalooatest.Fault{Kind: zalooatest.Refuse, Code: code, Request: zalooatest.Message})
			h.says(t, "sau khi đổi mã")
			if n := h.Requests(zalooatest.Token); n != 1 {
				t.Errorf("%d renewals, want 1", n)
			}
		})
		bubble(t, fmt.Sprintf("%d for good", code), zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			h.Server.Fail(zalooatest.Fault{Kind: zalooatest.Refuse, Code: code, Request: zalooatest.Message, Times: -1})
			if se := h.fails(t, chat.Denied); !zalooa.Refused(se) {
				t.Errorf("%v, want it known as refused", se)
			}
			if n, asked := h.Requests(zalooatest.Token), h.Requests(zalooatest.Message); n != 1 || asked != 2 {
				t.Errorf("%d renewals, %d requests, want 1 and 2", n, asked)
			}
		})
	}
	bubble(t, "a gateway's 429", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		h.Server.Fail(zalooatest.Fault{Kind: zalooatest.TooMany, Request: zalooatest.Message, RetryAfter: 30})
		if se := h.fails(t, chat.Throttled); se.RetryAfter != 30*time.Second || !se.All {
			t.Errorf("got %+v", se)
		}
	})
	bubble(t, "an upload with an empty answer", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		h.Server.Fail(zalooatest.Fault{Kind: zalooatest.Empty, Request: zalooatest.Upload})
		_, err := h.oa.Send(t.Context(), at(1), chat.Message{File: &chat.File{Name: "a.pdf", Data: bytes.Repeat([]byte("x"), 9)}})
		if chat.ClassOf(err) != chat.Temporary {
			t.Errorf("got %v, want temporary", err)
		}
	})
}

func TestNight(t *testing.T) {
	t.Parallel()
	night := zalooatest.Fault{Kind: zalooatest.Refuse, Code: -234, Request: zalooatest.Message}
	for hour, want := range map[int]time.Duration{ // in Vietnam; the bubble begins at seven
		22: 8 * time.Hour, 23: 7 * time.Hour, 24: 6 * time.Hour, 29: time.Hour, 30: 0, 12: 0,
	} {
		bubble(t, fmt.Sprintf("at %d", hour%24), zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			time.Sleep(time.Duration(hour-7) * time.Hour)
			h.Server.Fail(night)
			if want == 0 { // whatever it means by day
				h.fails(t, chat.Closed)
				return
			}
			if se := h.fails(t, chat.Throttled); se.RetryAfter != want || se.All {
				t.Errorf("wait %s (all: %v), want %s", se.RetryAfter, se.All, want)
			}
		})
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	accept := &taker{}
	written := func(t *testing.T, h *harness) {
		h.mount(t, accept.accept)
		h.UserSays(id(1), "chào")
		synctest.Wait()
		if h.Confirmed() != 1 {
			t.Fatal("not taken")
		}
	}
	bubble(t, "48 hours for nothing", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		written(t, h)
		time.Sleep(48*time.Hour - time.Second)
		h.says(t, "còn trong hai ngày")
		time.Sleep(time.Second)
		before := h.Requests(zalooatest.Message)
		h.fails(t, chat.Closed)
		h.oa = h.connect(t, nil) // also after a restart
		h.fails(t, chat.Closed)
		if n := h.Requests(zalooatest.Message); n != before {
			t.Errorf("%d requests for what is closed", n-before)
		}
		h.mount(t, accept.accept)
		h.UserSays(id(1), "em đây")
		synctest.Wait()
		h.says(t, "lại gửi được")
	})
	bubble(t, "seven days for money, where it is allowed", zalooatest.Options{Paid: true}, func(c *zalooa.Config) { c.AllowPaid = true }, func(t *testing.T, h *harness) {
		written(t, h)
		time.Sleep(7*24*time.Hour - time.Second)
		h.says(t, "có trả tiền")
		time.Sleep(time.Second)
		before := h.Requests(zalooatest.Message)
		h.fails(t, chat.Closed)
		if n := h.Requests(zalooatest.Message); n != before || h.Billed() != 1 {
			t.Errorf("%d billed, %d requests for what is closed", h.Billed(), n-before)
		}
	})
	bubble(t, "the platform decides about whom we do not know", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		time.Sleep(8 * 24 * time.Hour)
		if se := h.fails(t, chat.Closed); !strings.Contains(se.Error(), "-230") {
			t.Errorf("got %v", se)
		}
	})
	bubble(t, "a person who writes much is kept once an hour", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		h.mount(t, accept.accept)
		for range 120 {
			h.UserSays(id(1), "chào")
			time.Sleep(time.Minute)
		}
		if n := h.memory.saves; n < 2 || n > 3 {
			t.Errorf("%d saves in two hours", n)
		}
		h.oa = h.connect(t, nil)
		time.Sleep(46 * time.Hour)
		h.says(t, "ít ra một giờ sau khi chạy lại")
	})
	bubble(t, "what is not kept is not confirmed", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		var got taker
		h.mount(t, got.accept)
		h.memory.failing(errors.New("disk full"))
		h.UserSays(id(1), "chào")
		time.Sleep(10 * time.Second)
		if h.Confirmed() != 0 || len(got.all()) != 0 {
			t.Error("confirmed or taken")
		}
		h.memory.failing(nil)
		time.Sleep(30 * time.Second)
		if h.Confirmed() != 1 || len(got.all()) != 1 {
			t.Errorf("%d confirmed, %d taken", h.Confirmed(), len(got.all()))
		}
	})
}
