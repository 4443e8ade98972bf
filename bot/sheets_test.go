package bot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/sheet"
	"thuky/storage"
)

const tableSource = `id = "boi-duong"
title = "Bồi dưỡng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Bồi dưỡng"
[[sections]]
id = "a"
heading = "A"
  [[sections.questions]]
  id = "lop"
  type = "table"
  prompt = "Các lớp?"
  columns = [{ id = "ten", heading = "Tên lớp", type = "text" }, { id = "tiet", heading = "Số tiết", type = "integer", total = true }]
  [[sections.questions]]
  id = "sau"
  type = "text"
  prompt = "Sau?"
`

// tableSchool is a school that is asked for a table, by the real dialogue.
func tableSchool(t *testing.T, s storage.Store) report.Campaign {
	t.Helper()
	var c report.Campaign
	update(t, s, func(tx storage.Tx) (err error) {
		if c, err = bot.OpenCampaign(tx, mustTableTemplate(t), report.Campaign{}, time.Now()); err != nil {
			return err
		}
		p := staff("An")
		p.Addresses = []report.Contact{{Address: "fake:An"}}
		_, err = bot.AddPerson(tx, p, time.Now())
		return err
	})
	return c
}

// tableOf is what An answered to the table.
func tableOf(t *testing.T, s storage.Store, c report.Campaign) (rows []string) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		p, err := tx.PersonByAddress(at("An"))
		if err != nil {
			return err
		}
		a, err := tx.Answer(c.ID, "lop", p.ID)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		for _, row := range a.Value.Table {
			rows = append(rows, mustTableTemplate(t).Question("lop").RowText(row))
		}
		return err
	})
	return rows
}

// TestTabulate sends a spreadsheet as a table: what it holds, and what can go wrong.
func TestTabulate(t *testing.T) {
	t.Parallel()
	run := func(t *testing.T, s storage.Store, fetch func(context.Context, string, int64) ([]byte, error), read bot.SheetsFunc) (*running, *fake, report.Campaign) {
		t.Helper()
		campaign := tableSchool(t, s)
		f := newFake("fake")
		c := config(s)
		c.Step, c.Sheets = conversation.Step, read
		c.Transports = []chat.Transport{&archive{f, fetch}}
		return startWith(t, c), f, campaign
	}
	bubble(t, "the rows become the answer", func(t *testing.T, s storage.Store) {
		r, f, c := run(t, s, gives("STT;Tên lớp;Số tiết\n1;5A;12\n2;5B;8\n;Tổng cộng;20\n"), sheet.Tables)
		r.take(says("An", "tiếp"))
		r.take(shows("An", "bang.csv"))
		r.take(says("An", "5C"), says("An", "4"), says("An", "xong"))
		if got := tableOf(t, s, c); !slices.Equal(got, []string{"5A; 12", "5B; 8", "5C; 4"}) {
			t.Errorf("got %q; said %q", got, f.texts("An"))
		}
		r.stop()
		if n := jobsLeft(t, s); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
	temporary := &chat.SendError{Class: chat.Temporary, Err: errors.New("for the test")}
	for name, tt := range map[string]struct {
		fetch func(context.Context, string, int64) ([]byte, error)
		read  bot.SheetsFunc
		want  string
	}{
		"gone":      {func(context.Context, string, int64) ([]byte, error) { return nil, errors.New("x") }, sheet.Tables, "em chưa đọc được tệp «bang.csv»"},
		"large":     {func(context.Context, string, int64) ([]byte, error) { return nil, chat.ErrTooLarge }, sheet.Tables, "em chưa đọc được tệp «bang.csv»"},
		"no reader": {gives("a;b"), nil, "em chưa đọc được tệp «bang.csv»"},
		"no sheet":  {gives("\xFF\xD8"), sheet.Tables, "đây không phải bảng tính đọc được"},
		"no rows":   {gives("Tên lớp;Số tiết"), sheet.Tables, "em chưa thấy dòng nào của bảng"},
		"in vain": {
			func(context.Context, string, int64) ([]byte, error) { return nil, temporary }, sheet.Tables,
			"em chưa đọc được tệp «bang.csv»",
		},
		"failing": {
			gives("a"), func(context.Context, string, []byte) ([][][]string, string, error) { return nil, "", errors.New("x") },
			"em chưa đọc được tệp «bang.csv»",
		},
	} {
		bubble(t, name, func(t *testing.T, s storage.Store) {
			r, f, c := run(t, s, tt.fetch, tt.read)
			r.take(says("An", "tiếp"))
			r.take(says("An", "5A; 12"))
			r.take(shows("An", "bang.csv"))
			time.Sleep(48 * time.Hour) // of the bubble
			synctest.Wait()
			if all := strings.Join(f.words("An"), "\n"); !strings.Contains(all, tt.want) {
				t.Errorf("nothing says %q: %s", tt.want, all)
			}
			r.take(says("An", "xong"))
			if got := tableOf(t, s, c); !slices.Equal(got, []string{"5A; 12"}) {
				t.Errorf("what was typed is gone: %q", got)
			}
			r.stop()
		})
	}
}

// TestTable_everyRestart kills the bot after every message of a table: the next one goes
// on at the same cell.
func TestTable_everyRestart(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	campaign := tableSchool(t, s)
	for i, text := range []string{"tiếp", "5A", "12", "5B; 8", "5C", "xem lại", "sửa 1", "thêm dòng", "5D", "4", "xoá dòng 2", "xong"} {
		c := config(s)
		c.Step = conversation.Step
		u := says("An", text)
		r := bot.New(c)
		accept(t, r, u)
		if i%3 == 0 { // the platform did not hear that it was stored
			accept(t, bot.New(c), u)
		}
	}
	got := tableOf(t, s, campaign)
	if want := []string{"5A; 12", "5C;", "5D; 4"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func mustTableTemplate(t testing.TB) *report.Template {
	t.Helper()
	tmpl, err := report.ReadTemplate("boi-duong.toml", []byte(tableSource))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}
