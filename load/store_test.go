package load

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
	"thuky/storage/pgstore/pgtest"
)

// questions is how many short questions the report has that everybody answers.
const questions = 20

const (
	school   = "truong-1" // of storage.url, where the database has several
	campaign = "nhieu-cau-1"
)

// newStore makes a store of an engine with people who have joined and a report that is
// open, and gives its URL. database is the folder of the database server, where there is one.
func newStore(t testing.TB, engine string, people int) (url, database string) {
	t.Helper()
	var s storage.Store
	var err error
	switch engine {
	case "bolt":
		path := filepath.Join(t.TempDir(), "thuky.db")
		url = "bolt:" + path
		s, err = boltstore.Open(path)
	case "postgres":
		url = pgtest.New(t)
		_, database, _ = strings.Cut(url, "?host=")
		database, _, _ = strings.Cut(database, "&")
		s, err = pgstore.Open(t.Context(), url, school, pgstore.Options{})
		url += "&school=" + school
	default:
		t.Fatalf("engine %q: want bolt or postgres", engine)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(t.Context(), s, people); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return url, database
}

// fill puts members of the staff into a store, as if they had joined, and opens the report.
func fill(ctx context.Context, s storage.Store, people int) error {
	source := template()
	tmpl, err := report.ReadTemplate("nhieu-cau.toml", source)
	if err != nil {
		return err
	}
	for from := 1; from <= people; from += 1000 {
		if err := s.Update(ctx, func(tx storage.Tx) error {
			for i := from; i < from+1000 && i <= people; i++ {
				p := report.Person{
					ID: "p" + strconv.Itoa(i), Name: "Cô giáo " + strconv.Itoa(i), Role: report.Staff, Joined: time.Unix(1, 0),
					Addresses: []report.Contact{{Address: "telegram:" + strconv.Itoa(i)}},
				}
				if err := tx.PutPerson(p); err != nil {
					return err
				}
				// They know of the report already, so that nothing is announced.
				if err := tx.PutParticipation(storage.Participation{Campaign: campaign, Person: p.ID, Started: time.Unix(1, 0)}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return s.Update(ctx, func(tx storage.Tx) error {
		if err := tx.PutTemplate(tmpl.Version, source); err != nil {
			return err
		}
		return tx.PutCampaign(report.Campaign{
			ID: campaign, Template: tmpl.ID, Version: tmpl.Version, Title: tmpl.Title, Status: report.Open, Opened: time.Now(),
		})
	})
}

func template() []byte {
	var b strings.Builder
	b.WriteString(`id = "nhieu-cau"
title = "Báo cáo nhiều câu"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Nhiều câu hỏi"

[[sections]]
id = "mot"
heading = "MỘT"
`)
	for i := range questions {
		fmt.Fprintf(&b, "\n  [[sections.questions]]\n  id = \"cau_%d\"\n  type = \"text\"\n  prompt = \"Câu hỏi số %d?\"\n", i+1, i+1)
	}
	return []byte(b.String())
}
