package bot

import (
	"bytes"
	"fmt"
	"time"

	"thuky/report"
)

// writeOwn words all that is kept of a person.
func (r *Runtime) writeOwn(w *bytes.Buffer, data report.OwnData) {
	at := func(t time.Time) string {
		if t.IsZero() {
			return "chưa"
		}
		return t.In(r.zone).Format("15:04 02/01/2006")
	}
	p := data.Person
	fmt.Fprintf(w, "DỮ LIỆU %s ĐANG LƯU VỀ THẦY/CÔ\nLập lúc %s\n\n", data.School, at(data.Made))
	fmt.Fprintf(w, "1. Thông tin\nHọ tên: %s\nVai trò: %s\nĐơn vị: %s\nXưng hô: %s\nVào lúc: %s\n", p.Name, p.Role, orNone(p.Unit), orNone(p.Call), at(p.Joined))
	for _, c := range p.Addresses {
		fmt.Fprintf(w, "Tài khoản: %s\n", c.Address)
	}
	if c := p.Consent; c != nil {
		fmt.Fprintf(w, "Đồng ý lúc: %s, qua %s, bản thông báo %s\n", at(c.At), c.Channel, orNone(c.Notice))
		if !c.Ended.IsZero() {
			fmt.Fprintf(w, "Rút đồng ý lúc: %s\n", at(c.Ended))
		}
	}
	for _, q := range data.Requests {
		fmt.Fprintf(w, "Yêu cầu số %d (%s): nhận %s, hạn %s, xong %s\n", q.ID, q.Right, at(q.Received), q.Due, at(q.Done))
	}
	fmt.Fprintf(w, "\n2. Câu trả lời\n")
	for _, o := range data.Reports {
		fmt.Fprintf(w, "\n%s %s\nBắt đầu: %s. Gửi: %s\n", o.Title, o.Period, at(o.Started), at(o.Sent))
		for _, a := range o.Answers {
			fmt.Fprintf(w, "- %s (%s): %s\n", a.Name, at(a.Answer.At), a.Text)
		}
	}
	fmt.Fprintf(w, "\n3. Tin nhắn trên trang web\n")
	for _, l := range data.Lines {
		who := "Trợ lý"
		if l.Mine {
			who = "Thầy/cô"
		}
		fmt.Fprintf(w, "[%s] %s: %s\n", at(l.At), who, l.Text)
	}
	for _, s := range data.Sessions {
		fmt.Fprintf(w, "Trình duyệt: %s, vào %s, dùng lần cuối %s\n", orNone(s.Agent), at(s.Created), at(s.Seen))
	}
	fmt.Fprintf(w, "\n4. Việc đang làm dở\n")
	for _, u := range data.Unfinished {
		fmt.Fprintf(w, "%s: %s %s\n", u.Address, u.State, u.Draft)
	}
	fmt.Fprintf(w, "\n5. Nhật ký thay đổi\n")
	for _, c := range data.Changes {
		fmt.Fprintf(w, "[%s] %s (%s) %s\n", at(c.At), c.Action, c.Channel, c.Note)
	}
	if data.Notice != "" {
		fmt.Fprintf(w, "\n6. Thông báo thầy/cô đã đồng ý\n%s\n", data.Notice)
	}
}

func orNone(text string) string {
	if text == "" {
		return "không có"
	}
	return text
}
