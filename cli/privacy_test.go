package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
	"thuky/storage/storetest"
)

// What belongs to the person who is deleted; each must be gone afterwards.
var ofXoan = []string{
	"Nguyễn Thị Xoan", "xoan-4711", "web-xoan-9900", "0277123987", "Phòng đọc dột hai chỗ", "photo-bytes-of-xoan", "thumb-bytes-of-xoan",
	"chữ viết nháp dở", "browser-of-xoan", "tệp của riêng Xoan",
}

// fillPrivacy leaves traces of a person in every kind of record, and gives her id.
func fillPrivacy(t *testing.T, s storage.Store) (id string) {
	t.Helper()
	phone := chat.Address{Platform: "telegram", ID: "xoan-4711"}
	page := chat.Address{Platform: "web", ID: "web-xoan-9900"}
	chi := chat.Address{Platform: "telegram", ID: "chi-1"}
	secret := "Phòng đọc dột hai chỗ, gọi 0277123987"
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		x, err := bot.AddPerson(tx, report.Person{Name: "Nguyễn Thị Xoan", Role: report.Staff, Joined: noon, Addresses: []report.Contact{{Address: phone.String()}, {Address: page.String()}}}, noon)
		if err != nil {
			return err
		}
		id = x.ID
		for _, p := range []report.Person{
			{Name: "Bùi Kim Chi", Role: report.Admin, Joined: noon, Addresses: []report.Contact{{Address: chi.String()}}},
			{Name: "Lê Thị Mai", Role: report.Staff, Unit: "tổ 1"},
			{Name: "Lê Thị Mai", Role: report.Staff, Unit: "tổ 2"},
		} {
			if _, err := bot.AddPerson(tx, p, noon); err != nil {
				return err
			}
		}
		var campaign string
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			campaign = c.ID
		}
		text, files := report.TextValue(secret), report.FilesValue([]report.File{{Hash: strings.Repeat("a1", 32), Name: "lop-hoc.jpg", Kind: "jpg"}})
		payload := json.RawMessage(`{"person":"` + id + `","text":"` + secret + `"}`)
		all := []error{
			tx.PutAnswer(report.Answer{Campaign: campaign, Question: "nhan_xet", Person: id, Author: id, Channel: "telegram", Revision: 1, Value: text, Parts: []report.Part{{Message: "1", Text: secret}}}),
			tx.PutAnswer(report.Answer{Campaign: campaign, Question: "anh", Person: id, Author: id, Channel: "telegram", Revision: 1, Value: files}),
			tx.PutEvidence(storage.Evidence{Campaign: campaign, Hash: strings.Repeat("a1", 32), MIME: "image/jpeg", Size: 9, At: noon, Data: []byte("photo-bytes-of-xoan"), Thumb: []byte("thumb-bytes-of-xoan")}),
			tx.PutParticipation(storage.Participation{Campaign: campaign, Person: id, Started: noon}),
			tx.AddAudit(storage.AuditEntry{At: noon, Campaign: campaign, Question: "nhan_xet", Person: id, Channel: "telegram", Action: "answer", New: &text}),
			tx.AddAudit(storage.AuditEntry{At: noon, Person: id, Channel: "telegram", Action: "person-name", Note: "Xoan cũ → Nguyễn Thị Xoan"}),
			tx.AddLine(&storage.Line{Chat: page, Key: "a", At: noon, Mine: true, Message: chat.Message{Text: secret, File: &chat.File{Name: "x", Artifact: "line/9"}}}),
			tx.AddLine(&storage.Line{Chat: chat.Address{Platform: "web", ID: "web-chi"}, Key: "b", At: noon, Message: chat.Message{Text: "Nguyễn Thị Xoan: " + secret}}),
			tx.PutArtifact("line/9", storage.Artifact{Name: "x", Data: []byte("tệp của riêng Xoan")}),
			tx.PutValue(storage.DraftKey(page), []byte("chữ viết nháp dở")),
			tx.PutSession(storage.Session{Hash: "h", Address: page, Agent: "browser-of-xoan", Created: noon, Seen: noon}),
			tx.PutFailed(storage.Failed{Key: "f", At: noon, Raw: payload}),
			tx.AddJob(storage.Job{Key: "j", Kind: "own-data", Payload: payload, Created: noon}),
			tx.PutConversation(phone, payload), tx.PutConversation(chi, json.RawMessage(`{"v":1,"desk":{"text":"Nguyễn Thị Xoan"}}`)),
			tx.Enqueue(&storage.Outgoing{Key: "o1", To: phone, Message: chat.Message{Text: "Câu 3"}, Created: noon}),
			tx.Enqueue(&storage.Outgoing{Key: "o2", To: chi, Message: chat.Message{Text: "Nguyễn Thị Xoan đã gửi: " + secret}, Created: noon}),
			tx.PutVersion(storage.Approved{Version: report.Version{Campaign: campaign, Number: 1, SHA256: strings.Repeat("cd", 32), Name: "Bùi Kim Chi"}, Data: []byte("approved bytes")}),
			storage.PutRequest(tx, &report.Request{Right: report.RightCorrect, Person: id, Name: x.Name, Words: "số của tôi là 0277123987", Received: noon}),
			storage.PutRequest(tx, &report.Request{Right: report.RightCorrect, Person: "p2", Name: "Bùi Kim Chi", Words: "cùng tổ với Nguyễn Thị Xoan", Received: noon}),
			storage.PutRequest(tx, &report.Request{Right: report.RightErase, Person: id, Name: x.Name, Received: noon}),
		}
		return errors.Join(all...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// privacyDesk is a desk with such a store, on one of the engines.
func privacyDesk(t *testing.T, postgres bool) (d *desk, id string, open func() storage.Store) {
	t.Helper()
	d = newDesk(t)
	open = func() storage.Store {
		s, err := boltstore.Open(d.path("thuky.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if postgres {
		url := d.onPostgres()
		open = func() storage.Store {
			s, err := pgstore.Open(t.Context(), url, "truong", pgstore.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	d.file("kiem-ke.toml", `id = "kiem-ke"
title = "Kiểm kê"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kiểm kê"
[[sections]]
id = "a"
heading = "A"
  [[sections.questions]]
  id = "nhan_xet"
  type = "longtext"
  prompt = "Nhận xét?"
  [[sections.questions]]
  id = "anh"
  type = "files"
  prompt = "Ảnh?"
`)
	d.must("campaign", "open", "--template", d.path("kiem-ke.toml"), "--deadline", "2026-12-31")
	s := open()
	id = fillPrivacy(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return d, id, open
}

// TestEraseEverywhere: after the command, nothing of a person is left on either engine, and the
// approved report is; who joins anew starts clean.
func TestEraseEverywhere(t *testing.T) {
	t.Parallel()
	for name, postgres := range map[string]bool{"bbolt": false, "postgres": true} {
		for _, command := range []string{"erase", "done"} {
			t.Run(name+" "+command, func(t *testing.T) {
				t.Parallel()
				d, id, open := privacyDesk(t, postgres)
				if found := left(t, open); len(found) < len(ofXoan) {
					t.Fatalf("the test finds only %q before", found)
				}
				if command == "erase" {
					d.must("erase", "--person", id)
				} else if out := d.must("privacy", "done", "3", "--json"); !strings.Contains(out, `"kept": 1`) {
					t.Errorf("what is kept is not said: %s", out)
				}
				s := open()
				dropLastWord(t, s, command == "done")
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				for _, what := range left(t, open) {
					t.Errorf("left: %s", what)
				}
				if list := d.must("privacy", "list"); strings.Contains(list, "Xoan") || strings.Contains(list, "0277") || !strings.Contains(list, "giữ 1 báo cáo đã duyệt") {
					t.Errorf("the register: %s", list)
				}
				s = open()
				defer s.Close()
				if err := s.Update(t.Context(), func(tx storage.Tx) error {
					p, err := bot.AddPerson(tx, report.Person{Name: "Nguyễn Thị Xoan", Role: report.Staff}, noon)
					if err != nil || p.ID == id || p.Consent != nil {
						t.Errorf("who joins anew is %+v, %v", p, err)
					}
					for c := range tx.Campaigns() {
						v, err := tx.Version(c.ID, 1)
						if err != nil || string(v.Data) != "approved bytes" {
							t.Errorf("the approved report: %v", err)
						}
						for a := range tx.Answers(c.ID) {
							t.Errorf("an answer is left: %+v", a)
						}
					}
					return nil
				}); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// dropLastWord looks at the outbox: the person hears that it is done, and others nothing by name.
func dropLastWord(t *testing.T, s storage.Store, told bool) {
	t.Helper()
	if err := s.Update(context.Background(), func(tx storage.Tx) error {
		var last, admin bool
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			if o.To.ID == "xoan-4711" {
				last = true
				if !strings.Contains(o.Message.Text, "đã được xóa") || !strings.Contains(o.Message.Text, "1 báo cáo đã duyệt") {
					t.Errorf("the last word: %q", o.Message.Text)
				}
				if err := tx.DeleteOutgoing(o.Seq); err != nil {
					return err
				}
			}
			admin = admin || o.To.ID == "chi-1" && strings.Contains(o.Message.Text, "(người đã xóa)")
		}
		if last != told || !admin {
			t.Errorf("told: the person %t, an admin %t", last, admin)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// left gives what words of the person stand in the records, in the bytes of the compacted file,
// and in the tables of a database.
func left(t *testing.T, open func() storage.Store) (found []string) {
	t.Helper()
	s := open()
	defer s.Close()
	look := func(where string, raw []byte) {
		for _, w := range ofXoan {
			if bytes.Contains(raw, []byte(w)) {
				found = append(found, where+": "+w)
			}
		}
	}
	dumper, ok := s.(interface {
		Dump(context.Context, func(storage.Raw) error) error
	})
	if !ok {
		t.Fatal("the engine has no dump")
	}
	if err := dumper.Dump(t.Context(), func(r storage.Raw) error {
		look(r.Kind+" "+string(r.Key), append(bytes.Clone(r.Key), r.Value...))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, file := s.(*boltstore.Store); !file {
		return found
	}
	look("bytes of the file", storetest.Compacted(t, s))
	return found
}

// TestPrivacyBadInput: what is wrong is said, and nothing is changed.
func TestPrivacyBadInput(t *testing.T) {
	t.Parallel()
	for name, postgres := range map[string]bool{"bbolt": false, "postgres": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, id, open := privacyDesk(t, postgres)
			before := left(t, open)
			long := strings.Repeat("lý do ", 120)
			for _, bad := range []struct {
				args string
				code int
				want string
			}{
				{"erase", 2, "--person MÃ"},
				{"erase --yes", 2, "--person MÃ"},
				{"erase --person p99", 1, "Không có người “p99”"},
				{"erase --person p99 --yes", 1, "Không có người “p99”"},
				{"erase --person Lê_Thị_Mai --yes", 1, "thuky person list"},
				{"erase --person Nguyễn_Thị_Xoan --yes", 1, id},
				{"erase --person " + id + "_ --yes", 1, "Không có người"},
				{"erase --person p2 --yes", 1, "duy nhất"}, // the only admin
				{"erase " + id + " --yes", 2, ""},
				{"erase --person " + id + " --yes --sure", 2, ""},
				{"export", 2, "--person MÃ"},
				{"export --person p99", 1, "Không có người “p99”"},
				{"export --person Lê_Thị_Mai", 1, "thuky person list"},
				{"export --person _", 1, "Không có người"},
				{"export --person " + id + " -o " + d.path("no/such/folder/x.json"), 1, "x.json"},
				{"export " + id, 2, ""},
				{"export --person " + id + " --json=maybe", 2, ""},
				{"export --person", 2, ""},
				{"export --person P1x", 1, "Không có người"},
				{"export --person ../" + id, 1, "Không có người"},
				{"privacy", 2, ""},
				{"privacy done", 2, "SỐ"},
				{"privacy done 0", 1, "không có yêu cầu số 0"},
				{"privacy done -- -3", 1, "không có yêu cầu số -3"},
				{"privacy done ba", 1, "không có yêu cầu số ba"},
				{"privacy done 99", 1, "thuky privacy list"},
				{"privacy done 99999999999999999999", 1, "không có yêu cầu số"},
				{"privacy done 1 2", 2, ""},
				{"privacy list 1", 2, ""},
				{"privacy refuse 2", 2, "--reason"},
				{"privacy refuse 2 --reason ___", 2, "--reason"},
				{"privacy refuse 99 --reason không_rõ", 1, "không có yêu cầu số 99"},
				{"privacy refuse --reason không_rõ", 2, "SỐ"},
			} {
				var args []string
				for a := range strings.FieldsSeq(bad.args) {
					args = append(args, strings.ReplaceAll(a, "_", " "))
				}
				code, stdout, stderr := d.run(args...)
				if code != bad.code || !strings.Contains(stderr, bad.want) || stdout != "" || stderr == "" {
					t.Errorf("%s: exit %d, want %d with %q\n%s%s", bad.args, code, bad.code, bad.want, stdout, stderr)
				}
			}
			if code, _, stderr := d.run("privacy", "refuse", "2", "--reason", long); code != 1 || !strings.Contains(stderr, "quá 500") {
				t.Errorf("a long reason: exit %d, %s", code, stderr)
			}
			if after := left(t, open); strings.Join(after, "\n") != strings.Join(before, "\n") {
				t.Errorf("something was changed: %q, then %q", before, after)
			}
			var rows []map[string]any
			if err := json.Unmarshal([]byte(d.must("privacy", "list", "--json")), &rows); err != nil || len(rows) != 3 {
				t.Fatalf("list --json: %v, %v", rows, err)
			}
			for _, key := range []string{"id", "right", "person", "name", "received", "due", "done", "dropped", "words", "refused", "kept"} {
				if _, ok := rows[0][key]; !ok {
					t.Errorf("list --json lacks %q", key)
				}
			}
			var row map[string]any
			if err := json.Unmarshal([]byte(d.must("privacy", "refuse", "1", "--reason", "tên đã đúng", "--json")), &row); err != nil || row["refused"] != "tên đã đúng" || row["done"] == nil {
				t.Errorf("refuse --json: %v, %v", row, err)
			}
			if code, _, _ := d.run("privacy", "done", "1"); code != 1 {
				t.Error("what was refused is done afterwards")
			}
			d.must("export", "--person", id, "-o", d.path("own.json"))
			for file, want := range map[string]string{"own.json": `"refused": "tên đã đúng"`, "own.txt": "Nguyễn Thị Xoan"} {
				if raw, err := os.ReadFile(d.path(file)); err != nil || !strings.Contains(string(raw), want) {
					t.Errorf("%s has not %q: %v", file, want, err)
				}
			}
		})
	}
	t.Run("stores", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.file("torn.db", "no store at all, whatever its name says")
		if err := os.Mkdir(d.path("folder.db"), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"erase --person p1 --yes", "export --person p1", "privacy list", "privacy done 1", "privacy refuse 1 --reason x"} {
			for _, db := range []string{"none.db", "torn.db", "folder.db"} {
				code, stdout, stderr := d.run(append(strings.Fields(command), "--db", "bolt:"+d.path(db))...)
				if command == "privacy list" && db == "none.db" {
					continue // a list of nothing, as with the other lists
				}
				if code != 1 || stdout != "" || !strings.Contains(stderr, db) {
					t.Errorf("%s on %s: exit %d\n%s%s", command, db, code, stdout, stderr)
				}
			}
		}
		if _, err := os.Stat(d.path("none.db")); err == nil {
			t.Error("a store was made")
		}
	})
}
