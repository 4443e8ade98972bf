package bot_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// BenchmarkDialogue is the whole way of an answer to its reply in the outbox: 100 chats
// walk through the longest shipped report, over and over as new people.
func BenchmarkDialogue(b *testing.B) {
	file, err := os.ReadFile("../templates/dan-van-6-thang.toml")
	if err != nil {
		b.Fatal(err)
	}
	tmpl, err := report.ReadTemplate("dan-van-6-thang.toml", file)
	if err != nil {
		b.Fatal(err)
	}
	s := newStore(b)
	const chats = 100
	update(b, s, func(tx storage.Tx) error {
		_, err := bot.OpenCampaign(tx, tmpl, report.Campaign{Period: "06 tháng đầu năm 2024"}, time.Now())
		return err
	})
	newcomers := func() { // take over the chats
		update(b, s, func(tx storage.Tx) error {
			for i := range chats {
				p, err := tx.PersonByAddress(at(fmt.Sprintf("n%d", i)))
				if err == nil {
					_, err = bot.RemovePerson(tx, p.ID, time.Now())
				}
				if err != nil && !errors.Is(err, storage.ErrNotFound) {
					return err
				}
				n := staff(fmt.Sprintf("n%d", i))
				n.Addresses = []report.Contact{{Address: "fake:" + n.Name}}
				if _, err := bot.AddPerson(tx, n, time.Now()); err != nil {
					return err
				}
			}
			return nil
		})
	}
	newcomers()
	c := &countingStore{Store: s, reads: map[string]int{}}
	r := bot.New(bot.Config{Store: c})
	n := 0
	updates := make([]chat.Update, chats)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		n++
		text := answerTo(b, s, tmpl, at("n0"))
		if text == "gửi" {
			newcomers()
			text = "bắt đầu"
		}
		for i := range updates {
			updates[i] = chat.Update{
				Key: fmt.Sprintf("fake/%d/%d", n, i), Kind: chat.Text, Address: at(fmt.Sprintf("n%d", i)),
				Text: text, Message: fmt.Sprint(n),
			}
		}
		b.StartTimer()
		if err := r.Accept(context.Background(), updates); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*chats), "ns/update")
	c.report(b, b.N*chats)
}

// answerTo says what to type where a chat stands.
func answerTo(b testing.TB, s storage.Store, tmpl *report.Template, a chat.Address) (text string) {
	view(b, s, func(tx storage.Tx) error {
		stored, err := tx.Conversation(a)
		if err != nil {
			return err
		}
		state, err := conversation.Decode(stored)
		switch q := tmpl.Question(state.Question); {
		case err != nil:
			return err
		case state.Phase == conversation.Idle:
			text = "bắt đầu"
		case state.Phase == conversation.Reviewed:
			text = "gửi"
		case state.Phase != conversation.Asking || q == nil:
			text = "1"
		case len(state.Parts) > 0:
			text = "xong"
		case q.Pattern != "":
			text = q.Example
		case q.ID == "tong_vien_chuc" || q.ID == "xuat_sac": // the sum is checked
			text = "1"
		case q.Type == "longtext" || q.Type == "text":
			text = "Nhà trường đã triển khai đầy đủ các nội dung theo kế hoạch, có kiểm tra và rút kinh nghiệm."
		default:
			text = "0"
		}
		return nil
	})
	return text
}
