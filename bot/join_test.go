package bot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

func TestJoin(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 5, 28, 8, 0, 0, 0, bot.ICT())
	setup := func(t *testing.T, role report.Role, uses int, expires time.Time) (*bot.Runtime, storage.Store, string) {
		s := newStore(t)
		school(t, s)
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, role, uses, expires, now, code)
			return err
		})
		cfg := config(s)
		cfg.Now = func() time.Time { return now.Add(time.Hour) }
		return bot.New(cfg), s, code
	}
	t.Run("once", func(t *testing.T) {
		t.Parallel()
		r, s, code := setup(t, report.Staff, 1, time.Time{})
		join := says("An", code)
		accept(t, r, join, says("Bình", code), join, says("An", "hi"))
		want := []string{"joined", "hello An", "refused 0", "echo hi"}
		if got := outbox(t, s); !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
		p, ok := personOf(t, s, "An")
		if !ok || p.ID != "p1" || p.Role != report.Staff || p.Name != "An" || p.Joined.IsZero() {
			t.Errorf("person %+v", p)
		}
		view(t, s, func(tx storage.Tx) error {
			for i := range tx.Invitations() {
				t.Errorf("invitation %+v is left", i)
			}
			var actions []string
			for e := range tx.Audit("") {
				actions = append(actions, e.Action+" "+e.Person)
			}
			if want := []string{"invite ", "join p1"}; !slices.Equal(actions, want) {
				t.Errorf("audit %q, want %q", actions, want)
			}
			return nil
		})
	})
	t.Run("several", func(t *testing.T) {
		t.Parallel()
		r, s, code := setup(t, report.Approver, 2, now.Add(2*time.Hour))
		typed := strings.ToLower(code[:4] + " " + code[4:8] + "-" + code[8:])
		accept(t, r, says("An", typed), says("Bình", code), says("Chi", code))
		want := []string{"joined", "hello An", "joined", "hello Bình", "refused 0"}
		if got := outbox(t, s); !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
		if p, _ := personOf(t, s, "Bình"); p.ID != "p2" || p.Role != report.Approver {
			t.Errorf("person %+v", p)
		}
	})
	t.Run("expired", func(t *testing.T) {
		t.Parallel()
		r, s, code := setup(t, report.Staff, 5, now.Add(time.Hour))
		accept(t, r, says("An", code))
		if got, want := outbox(t, s), []string{"refused 0"}; !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
	})
	t.Run("wrong", func(t *testing.T) {
		t.Parallel()
		r, s, code := setup(t, report.Staff, 5, time.Time{})
		accept(t, r, says("An", code[:15]), says("An", ""), says("An", report.HashCode(code)))
		if _, ok := personOf(t, s, "An"); ok {
			t.Error("a wrong code lets in")
		}
	})
	t.Run("names are made one line", func(t *testing.T) {
		t.Parallel()
		r, s, code := setup(t, report.Staff, 5, time.Time{})
		u := says("An", code)
		u.Name = " Cô\n An\x00\u2028" + strings.Repeat(" dài", 100)
		v := says("Bình", code)
		v.Name = ""
		accept(t, r, u, v)
		p, _ := personOf(t, s, "An")
		if !strings.HasPrefix(p.Name, "Cô An dài") || len([]rune(p.Name)) > 80 {
			t.Errorf("name %q", p.Name)
		}
		if p, _ := personOf(t, s, "Bình"); p.Name != "Thầy/cô p2" {
			t.Errorf("name %q", p.Name)
		}
	})
}

func TestInvite(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	now := time.Now()
	for name, test := range map[string]struct {
		role    report.Role
		uses    int
		expires time.Time
		code    string
	}{
		"role":    {"chief", 1, time.Time{}, bot.NewCode()},
		"uses":    {report.Staff, 0, time.Time{}, bot.NewCode()},
		"expired": {report.Staff, 1, now.Add(-time.Second), bot.NewCode()},
		"code":    {report.Staff, 1, time.Time{}, "ABC"},
	} {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			_, err := bot.Invite(tx, test.role, test.uses, test.expires, now, test.code)
			return err
		})
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	code := bot.NewCode()
	for _, want := range []error{nil, storage.ErrConflict} {
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 1, time.Time{}, now, code)
			return err
		})
		if !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	seen := map[string]bool{}
	for range 1000 {
		code := bot.NewCode()
		if len(code) < 12 || seen[code] || strings.ContainsAny(code, "IO01") || report.HashCode(code) == code {
			t.Fatalf("code %q", code)
		}
		seen[code] = true
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	school(t, s, staff("An"), staff("Bình"))
	r := bot.New(config(s))
	accept(t, r, says("Bình", "hi"))
	update(t, s, func(tx storage.Tx) error {
		p, err := bot.RemovePerson(tx, "p2", time.Now())
		if p.Person.Name != "Bình" {
			t.Errorf("removed %+v", p)
		}
		return err
	})
	view(t, s, func(tx storage.Tx) error {
		if state, err := tx.Conversation(at("Bình")); state != nil || err != nil {
			t.Errorf("state %s, %v", state, err)
		}
		return nil
	})
	accept(t, r, says("Bình", "again"))
	update(t, s, func(tx storage.Tx) error {
		p, err := bot.AddPerson(tx, staff("Chi"), time.Now())
		if p.ID != "p3" {
			t.Errorf("id %s is given again", p.ID)
		}
		return err
	})
	err := s.Update(context.Background(), func(tx storage.Tx) error {
		_, err := bot.RemovePerson(tx, "p9", time.Now())
		return err
	})
	if !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	err = s.Update(context.Background(), func(tx storage.Tx) error {
		_, err := bot.AddPerson(tx, report.Person{Name: "Dũng", Addresses: []report.Contact{{Address: "fake:An"}}}, time.Now())
		return err
	})
	if !errors.Is(err, storage.ErrConflict) {
		t.Errorf("got %v", err)
	}
	if got, want := outbox(t, s), []string{"echo hi", "refused 0"}; !slices.Equal(got, want) {
		t.Errorf("outbox %q, want %q", got, want)
	}
}

func TestCampaigns(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	tmpl := mustTemplate(t)
	now := time.Date(2024, 5, 28, 8, 0, 0, 0, bot.ICT())
	var ids []string
	update(t, s, func(tx storage.Tx) error {
		ids = nil
		for _, year := range []int{0, 0, 1} {
			c, err := bot.OpenCampaign(tx, tmpl, report.Campaign{Period: "kỳ I"}, now.AddDate(year, 0, 0))
			if err != nil {
				return err
			}
			ids = append(ids, c.ID)
			if c.Title != "Báo cáo thư viện" || c.Version != tmpl.Version || c.Status != report.Open {
				t.Errorf("campaign %+v", c)
			}
		}
		source, err := tx.Template(tmpl.Version)
		if string(source) != string(tmpl.Source()) {
			t.Error("the template is not stored as it was read")
		}
		return err
	})
	if want := []string{"thu-vien-2024-1", "thu-vien-2024-2", "thu-vien-2025-1"}; !slices.Equal(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
	update(t, s, func(tx storage.Tx) error {
		for range 2 {
			c, err := bot.CloseCampaign(tx, ids[0], bot.Actor{}, now)
			if err != nil || c.Status != report.Closed || !c.ClosedAt.Equal(now) {
				t.Errorf("closed %+v, %v", c, err)
			}
			now = now.Add(0)
		}
		if _, err := bot.CloseCampaign(tx, "none", bot.Actor{}, now); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		return nil
	})
}

func TestFileName(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Báo cáo kết quả công tác dân vận": "Báo cáo kết quả công tác dân vận.docx",

		"a/b\\c: d*?\"<>|":          "a-b-c- d.docx",
		" ..\u202e\x00\n. ":         "Báo cáo.docx",
		"":                          "Báo cáo.docx",
		"năm 2024. ":                "năm 2024.docx",
		"x\xffy":                    "xy.docx",
		"../../etc/passwd":          "etc-passwd.docx",
		strings.Repeat("đ", 100):    strings.Repeat("đ", 60) + ".docx",
		strings.Repeat("dài ", 100): strings.TrimSpace(strings.Repeat("dài ", 24)) + ".docx",
		"kỳ I\tnăm\u00a02024 – Trường Hoa Sen": "kỳ I năm 2024 – Trường Hoa Sen.docx",
	} {
		if got := bot.FileName(title, "docx"); got != want {
			t.Errorf("FileName(%q) = %q, want %q", title, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("Báo cáo / thử")
	f.Add(strings.Repeat("ế", 200))
	f.Fuzz(func(t *testing.T, title string) {
		name := bot.FileName(title, "docx")
		stem := strings.TrimSuffix(name, ".docx")
		if stem == "" || len(stem) > 120 || strings.ContainsAny(name, "/\\\x00\n") || strings.HasPrefix(name, ".") || strings.ToValidUTF8(name, "") != name {
			t.Errorf("FileName(%q) = %q", title, name)
		}
	})
}

// TestNewCode: every code is told from words.
func TestNewCode(t *testing.T) {
	t.Parallel()
	for range 5000 {
		if code := bot.NewCode(); len(code) != 16 || !strings.ContainsAny(code, "23456789") {
			t.Fatalf("code %q", code)
		}
	}
}
