package telegram

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/chat"
)

const sampleUpdate = `{"update_id":731204518,"message":{"message_id":77,"from":{"id":1001,"is_bot":false,"first_name":"Người","last_name":"1001",` +
	`"language_code":"vi"},"chat":{"id":1001,"first_name":"Người","last_name":"1001","type":"private"},"date":1795484280,` +
	`"text":"Nhà trường đã tổ chức tuyên truyền đến toàn thể viên chức, phụ huynh và học sinh về nếp sống văn minh."}}`

func BenchmarkDecodeUpdate(b *testing.B) {
	now := time.Now()
	for b.Loop() {
		if id, u := ourselves.decode([]byte(sampleUpdate), now); id == 0 || u.Kind != chat.Text {
			b.Fatal(u)
		}
	}
}

// BenchmarkSend sends through loopback sockets to the fake, many chats at once.
func BenchmarkSend(b *testing.B) {
	for _, workers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("%d", workers), func(b *testing.B) {
			srv := telegramtest.New(telegramtest.Options{Loose: true, Keep: 1})
			defer srv.Close()
			t, err := New(Config{Token: srv.Token, APIEndpoint: srv.URL})
			if err != nil {
				b.Fatal(err)
			}
			m := chat.Message{Head: "Câu 5/21 · II.1", Text: strings.Repeat("Thầy/cô cho biết số viên chức. ", 5), Choices: []chat.Choice{
				{ID: "q5:s", Label: "Bỏ qua"}, {ID: "q5:b", Label: "Quay lại"}, {ID: "q5:h", Label: "Giúp"},
			}}
			b.ReportAllocs()
			b.ResetTimer()
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() {
					to := chat.Address{Platform: Platform, ID: fmt.Sprint(1000 + w)}
					for range b.N / workers {
						if _, err := t.Send(context.Background(), to, m); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sends/s")
		})
	}
}

// BenchmarkPoll fetches and decodes batches of 100.
func BenchmarkPoll(b *testing.B) {
	srv := telegramtest.New(telegramtest.Options{Loose: true, Keep: 1})
	defer srv.Close()
	t, err := New(Config{Token: srv.Token, APIEndpoint: srv.URL})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	b.ReportAllocs()
	for range b.N {
		srv.UserSays(1001, "Nhà trường đã tổ chức tuyên truyền đến toàn thể viên chức, phụ huynh và học sinh về nếp sống văn minh.")
	}
	b.ResetTimer()
	err = t.Run(ctx, func(_ context.Context, updates []chat.Update) error {
		if n += len(updates); n >= b.N {
			cancel()
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
}

// BenchmarkFake is the fake alone, without sockets: what a load test pays for it.
func BenchmarkFake(b *testing.B) {
	srv := telegramtest.New(telegramtest.Options{Loose: true, Keep: 1, Offline: true})
	defer srv.Close()
	body := "chat_id=1001&link_preview_options=%7B%22is_disabled%22%3Atrue%7D&parse_mode=HTML&text=" + strings.Repeat("Th%E1%BA%A7y%2Fc%C3%B4+", 20)
	w := discard{http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		r, _ := http.NewRequest(http.MethodPost, "http://x/bot"+srv.Token+"/sendMessage", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		srv.ServeHTTP(w, r)
	}
}

type discard struct{ h http.Header }

func (d discard) Header() http.Header       { return d.h }
func (discard) WriteHeader(int)             {}
func (discard) Write(p []byte) (int, error) { return len(p), nil }
