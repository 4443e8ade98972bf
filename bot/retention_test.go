package bot_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// nights lets a Runtime serve over the housekeeping, of 03:30, of some nights.
func nights(t *testing.T, c bot.Config, from, to string) {
	t.Helper()
	for day := date(t, from); day.Compare(date(t, to)) <= 0; day = day.AddDays(1) {
		until(t, day.String()+" 03:20")
		r := startWith(t, c, newFake("fake"))
		until(t, day.String()+" 03:40")
		r.stop()
	}
}

func date(t *testing.T, text string) workday.Date {
	t.Helper()
	d, err := workday.ParseISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestRetention: the nights before and after the day on which something is too old, for all
// that [retention] names; approved reports and open campaigns stay.
func TestRetention(t *testing.T) {
	t.Parallel()
	bubble(t, "nights", func(t *testing.T, s storage.Store) {
		until(t, "2026-01-15 10:00")
		old := school(t, s, admin("Chi"), staff("Mận"))
		open := school(t, s)
		mận, _ := personOf(t, s, "Mận")
		at := time.Now()
		page := chat.Address{Platform: "web", ID: "web-mận"}
		update(t, s, func(tx storage.Tx) error {
			for _, c := range []string{old.ID, open.ID} {
				v := report.TextValue("120 cuốn")
				a := report.Answer{Campaign: c, Question: "sach", Person: mận.ID, Author: mận.ID, Channel: "fake", Revision: 1, At: at, Value: v}
				if err := tx.PutAnswer(a); err != nil {
					return err
				}
				if err := tx.AddAudit(storage.AuditEntry{At: at, Campaign: c, Question: "sach", Person: mận.ID, Channel: "fake", Action: "answer", New: &v}); err != nil {
					return err
				}
			}
			c, err := tx.Campaign(old.ID)
			if err != nil {
				return err
			}
			c.Status, c.ClosedAt = report.Closed, at
			for _, err := range []error{
				tx.PutCampaign(c),
				tx.AddLine(&storage.Line{Chat: page, Key: "a", At: at, Mine: true, Message: chat.Message{Text: "em gửi rồi"}}),
				tx.PutFailed(storage.Failed{Key: "f", At: at, Raw: []byte(`{}`)}),
				tx.PutVersion(storage.Approved{Version: report.Version{Campaign: old.ID, Number: 1, SHA256: strings.Repeat("ab", 32)}, Data: []byte("approved bytes")}),
			} {
				if err != nil {
					return err
				}
			}
			return nil
		})
		cfg := privacyOn(s)
		cfg.Retention = bot.Retention{AnswerMonths: 2, TranscriptMonths: 1, AuditMonths: 3, FailedDays: 10}
		// has tells what is left: answers of the closed campaign, the line, the entries, the failure.
		check := func(day, want string) {
			t.Helper()
			var got []string
			view(t, s, func(tx storage.Tx) error {
				if _, err := tx.Answer(old.ID, "sach", mận.ID); err == nil {
					got = append(got, "answer")
				}
				for range tx.LinesAfter(page, 0) {
					got = append(got, "line")
				}
				for e := range tx.Audit(old.ID) {
					if e.Action == "answer" && e.New != nil {
						got = append(got, "audit+words")
					} else if e.Action == "answer" {
						got = append(got, "audit")
					}
				}
				for range tx.Failures() {
					got = append(got, "failure")
				}
				if v, err := tx.Version(old.ID, 1); err != nil || string(v.Data) != "approved bytes" {
					t.Errorf("%s: the approved report: %v", day, err)
				}
				if _, err := tx.Answer(open.ID, "sach", mận.ID); err != nil {
					t.Errorf("%s: the answer of the open campaign: %v", day, err)
				}
				return nil
			})
			if strings.Join(got, " ") != want {
				t.Errorf("%s: %q is left, want %q", day, strings.Join(got, " "), want)
			}
		}
		for _, step := range [][3]string{
			{"2026-01-16", "2026-01-24", "answer line audit+words failure"},
			{"2026-01-25", "2026-01-25", "answer line audit+words failure"}, // ten days are over at 10:00
			{"2026-01-26", "2026-01-26", "answer line audit+words"},
			{"2026-02-11", "2026-02-14", "answer line audit+words"},
			{"2026-02-15", "2026-02-15", "answer line audit+words"},
			{"2026-02-16", "2026-02-16", "answer audit+words"},
			{"2026-03-11", "2026-03-14", "answer audit+words"},
			{"2026-03-15", "2026-03-15", "answer audit+words"},
			{"2026-03-16", "2026-03-16", "audit"}, // without the words
			{"2026-04-11", "2026-04-14", "audit"},
			{"2026-04-15", "2026-04-15", "audit"},
			{"2026-04-16", "2026-04-16", ""},
		} {
			nights(t, cfg, step[0], step[1])
			check(step[1], step[2])
		}
	})
	bubble(t, "a month before the 31st", func(t *testing.T, s storage.Store) {
		until(t, "2026-03-02 10:00")
		school(t, s, admin("Chi"))
		page := chat.Address{Platform: "web", ID: "1"}
		update(t, s, func(tx storage.Tx) error {
			return tx.AddLine(&storage.Line{Chat: page, Key: "a", At: time.Now(), Message: chat.Message{Text: "chào"}})
		})
		cfg := privacyOn(s)
		cfg.Retention = bot.Retention{TranscriptMonths: 1}
		check := func(day string, want int) {
			t.Helper()
			got := 0
			view(t, s, func(tx storage.Tx) error {
				for range tx.LinesAfter(page, 0) {
					got++
				}
				return nil
			})
			if got != want {
				t.Errorf("%s: %d lines are left, want %d", day, got, want)
			}
		}
		nights(t, cfg, "2026-03-21", "2026-03-31")
		check("2026-03-31", 1) // the month is not over
		nights(t, cfg, "2026-04-01", "2026-04-03")
		check("2026-04-03", 0)
	})
	bubble(t, "a clock ten years ahead", func(t *testing.T, s storage.Store) {
		until(t, "2026-01-15 10:00")
		c := school(t, s, admin("Chi"), admin("Bình"), staff("Mận"))
		cfg := privacyOn(s)
		cfg.Retention = bot.Retention{AnswerMonths: 1, TranscriptMonths: 1}
		f := newFake("fake")
		r := startWith(t, cfg, f)
		for _, text := range []string{"chào em", "đồng ý", "120 cuốn", "xóa dữ liệu", "đồng ý"} {
			r.take(says("Mận", text))
		}
		r.stop()
		nights(t, cfg, "2026-01-16", "2026-01-20")
		update(t, s, func(tx storage.Tx) error {
			c, err := tx.Campaign(c.ID)
			c.Status, c.ClosedAt = report.Closed, time.Now()
			return errorsOr(err, func() error { return tx.PutCampaign(c) })
		})
		cfg.Now = func() time.Time { return time.Now().AddDate(10, 0, 0) }
		nights(t, cfg, "2026-01-21", "2026-01-23") // three nights, and the days between are quiet
		until(t, "2026-01-23 09:00")
		r = startWith(t, cfg, newFake("fake"))
		until(t, "2026-01-23 09:10")
		r.stop()
		mận, ok := personOf(t, s, "Mận")
		if !ok || !register(t, s)[0].Open() {
			t.Error("a wrong clock deleted a person")
		}
		view(t, s, func(tx storage.Tx) error {
			if _, err := tx.Answer(c.ID, "sach", mận.ID); err != nil {
				t.Errorf("a wrong clock deleted an answer: %v", err)
			}
			return nil
		})
	})
}

func errorsOr(err error, do func() error) error {
	if err != nil {
		return err
	}
	return do()
}

// TestRequestsRunOut: admins are reminded of a request from five days before its last day, once
// a day; on the last day it is carried out, be it a Sunday, and all concerned are told. What is
// to be corrected is reminded of until somebody has done it.
func TestRequestsRunOut(t *testing.T) {
	t.Parallel()
	bubble(t, "", func(t *testing.T, s storage.Store) {
		until(t, "2026-01-12 09:00") // 20 days later is Sunday, 1 February
		school(t, s, admin("Chi"), staff("Mận"), staff("Lực"))
		f := newFake("fake")
		cfg := privacyOn(s)
		cfg.Reminders = mustPlanner(t)
		r := startWith(t, cfg, f)
		for _, text := range []string{"chào em", "đồng ý", "xóa dữ liệu", "đồng ý"} {
			r.take(says("Mận", text))
		}
		for _, text := range []string{"chào em", "đồng ý", "sửa thông tin", "tôi ở tổ 4", "đồng ý"} {
			r.take(says("Lực", text))
		}
		r.stop()
		if d := register(t, s)[0].Due; d != (workday.Date{Year: 2026, Month: 2, Day: 1}) {
			t.Fatalf("due on %s", d)
		}
		// warned gives how often Chi was reminded on a day.
		warned := func(day string) int {
			t.Helper()
			until(t, day+" 03:20")
			before := len(f.texts("Chi"))
			r := startWith(t, cfg, f)
			until(t, day+" 19:00")
			r.stop()
			n := 0
			for _, text := range f.texts("Chi")[before:] {
				if strings.Contains(text, "hết hạn xử lý") || strings.Contains(text, "quá hạn xử lý") {
					n++
				}
			}
			return n
		}
		for _, step := range []struct {
			day  string
			want int
		}{{"2026-01-16", 0}, {"2026-01-19", 1}, {"2026-01-22", 1}, {"2026-01-23", 1}, {"2026-01-27", 1}, {"2026-01-28", 1}, {"2026-01-29", 1}, {"2026-01-30", 1}} {
			if n := warned(step.day); n != step.want {
				t.Errorf("%s: reminded %d times, want %d", step.day, n, step.want)
			}
		}
		if got := heard(f, "Chi"); !strings.Contains(got, "đã quá hạn 1 ngày") || !strings.Contains(got, "tôi ở tổ 4") {
			t.Errorf("the admin heard %q", got)
		}
		if _, ok := personOf(t, s, "Mận"); !ok {
			t.Fatal("deleted before its day")
		}
		nights(t, cfg, "2026-01-31", "2026-02-01")
		r = startWith(t, cfg, f)
		until(t, "2026-02-01 19:55")
		if _, ok := personOf(t, s, "Mận"); !ok {
			t.Error("deleted in the quiet of a Sunday")
		}
		until(t, "2026-02-01 20:05")
		synctest.Wait()
		if err := r.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.stop()
		all := register(t, s)
		if _, ok := personOf(t, s, "Mận"); ok || all[0].Open() || all[0].By != "" {
			t.Errorf("not carried out on the last day: %+v", all[0])
		}
		if !all[1].Open() {
			t.Errorf("the program corrected something: %+v", all[1])
		}
		if got := heard(f, "Mận"); !strings.Contains(got, "đã được xóa") {
			t.Errorf("the person heard %q", got)
		}
		if got := heard(f, "Chi"); !strings.Contains(got, "yêu cầu số 1 đã xong") {
			t.Errorf("the admin heard %q", got)
		}
	})
}

// TestWithdrawThenErase: to be left alone does not take the place of being deleted.
func TestWithdrawThenErase(t *testing.T) {
	t.Parallel()
	bubble(t, "", func(t *testing.T, s storage.Store) {
		until(t, "2026-01-12 09:00")
		c := school(t, s, admin("Chi"), staff("Mận"))
		f := newFake("fake")
		cfg := privacyOn(s)
		r := startWith(t, cfg, f)
		for _, text := range []string{"chào em", "đồng ý", "120 cuốn", "rút đồng ý", "đồng ý", "xóa dữ liệu", "đồng ý"} {
			r.take(says("Mận", text))
		}
		id := register(t, s)[0].Person
		r.stop()
		nights(t, cfg, "2026-01-24", "2026-01-27") // to the fifteenth day
		r = startWith(t, cfg, f)
		until(t, "2026-01-27 09:00")
		r.stop()
		if all := register(t, s); all[0].Open() || !all[1].Open() {
			t.Fatalf("after 15 days: %+v", all)
		}
		nights(t, cfg, "2026-01-29", "2026-02-01")
		r = startWith(t, cfg, f)
		until(t, "2026-02-01 09:00")
		r.stop()
		for _, q := range register(t, s) {
			if q.Open() || q.Name != "" {
				t.Errorf("after 20 days: %+v", q)
			}
		}
		view(t, s, func(tx storage.Tx) error {
			if _, err := tx.Answer(c.ID, "sach", id); err == nil {
				t.Error("the answer is there")
			}
			return nil
		})
	})
}
