package endtoend

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
)

// template writes a report of n questions, one message each, into the office and
// gives the file's path.
func (o *office) template(t testing.TB, n int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("id = \"nhieu-cau\"\ntitle = \"Báo cáo nhiều câu\"\nkind = \"BÁO CÁO\"\nsymbol = \"BC\"\nsubject = \"Nhiều câu hỏi\"\n\n[[sections]]\nid = \"mot\"\nheading = \"MỘT\"\n")
	for i := range n {
		fmt.Fprintf(&b, "\n  [[sections.questions]]\n  id = \"cau_%d\"\n  type = \"text\"\n  prompt = \"Câu hỏi số %d?\"\n", i+1, i+1)
	}
	path := filepath.Join(o.dir, "nhieu-cau.toml")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// store opens what the programs of the office have written.
func (o *office) store(t testing.TB) storage.Store {
	t.Helper()
	var s storage.Store
	var err error
	if strings.HasPrefix(o.db, "postgres:") {
		s, err = pgstore.Open(context.Background(), o.db, "truong", pgstore.Options{})
	} else {
		s, err = boltstore.Open(o.db)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// answers are all stored answers, by question and name of the person.
func (o *office) answers(t testing.TB) map[string]report.Answer {
	t.Helper()
	s := o.store(t)
	defer s.Close()
	found := map[string]report.Answer{}
	if err := s.View(context.Background(), func(tx storage.Tx) error {
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			for a, err := range tx.Answers(c.ID) {
				if err != nil {
					return err
				}
				p, err := tx.Person(a.Person)
				if err != nil {
					return err
				}
				found[a.Question+" of "+p.Addresses[0].Address] = a
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return found
}
