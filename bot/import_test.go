package bot_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// TestImportNoted: the audit says who put a list into the store, and over what.
func TestImportNoted(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	school(t, s, admin("Chi"), staff("An"))
	r := bot.New(bot.Config{Store: s})
	rows := []report.Person{{Name: "Mận"}, {Name: "An", Unit: "Tổ 1"}}
	if _, _, err := r.ImportPeople(context.Background(), at("Chi"), rows); err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx storage.Tx) error {
		_, err := bot.ImportPeople(tx, []report.Person{{Name: "Đỗ"}}, bot.Actor{}, time.Now(), time.Now().Add(time.Hour))
		return err
	})
	var got []string
	view(t, s, func(tx storage.Tx) error {
		for e, err := range tx.Audit("") {
			if err != nil {
				return err
			}
			if e.Action == "person-add" || e.Action == "person-import" || e.Action == "invite" {
				got = append(got, e.Action+" "+e.Person+" "+e.Whose+" "+e.Channel)
			}
		}
		return nil
	})
	want := []string{
		"person-add p1  cli", "person-add p2  cli", // the school
		"person-add p1 p3 fake", "invite p1 p3 fake", "person-import p1 p2 fake", "person-add p4  cli", "invite  p4 cli",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
