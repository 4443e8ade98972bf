package storetest

import (
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// hour is noon and so many hours.
func hour(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

// testSessions: a browser is known by the hash of its secret.
func testSessions(t *testing.T, s storage.Store) {
	at := chat.Address{Platform: "web", ID: "a"}
	a := storage.Session{Hash: "h1", Address: at, Created: noon, Seen: noon, Expires: hour(48), Agent: "Firefox, Android"}
	b := storage.Session{Hash: "h2", Address: at, Created: noon, Seen: hour(1), Expires: hour(48)}
	update(t, s, func(tx storage.Tx) error {
		wantError(t, "no hash", tx.PutSession(storage.Session{Address: at}), storage.ErrInvalid)
		wantError(t, "no address", tx.PutSession(storage.Session{Hash: "h"}), storage.ErrInvalid)
		wantError(t, "put", tx.PutSession(b), nil)
		wantError(t, "put", tx.PutSession(a), nil)
		a.Seen = hour(2)
		return tx.PutSession(a)
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "sessions", list(t, tx.Sessions()), []storage.Session{a, b})
		_, err := tx.Session("h3")
		wantError(t, "no such session", err, storage.ErrNotFound)
		_, err = tx.Session("")
		wantError(t, "no hash", err, storage.ErrNotFound)
		wantError(t, "put in a view", tx.PutSession(a), storage.ErrReadOnly)
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		wantError(t, "delete one that is not there", tx.DeleteSession("h3"), nil)
		return tx.DeleteSession("h1")
	})
	view(t, s, func(tx storage.Tx) error {
		got, err := tx.Session("h2")
		same(t, "session", got, b)
		same(t, "sessions", list(t, tx.Sessions()), []storage.Session{b})
		return err
	})
}

// testLines: a transcript is read from any place in both directions, and no line of
// another chat gets in, however alike the addresses are.
func testLines(t *testing.T, s storage.Store) {
	web := func(id string) chat.Address { return chat.Address{Platform: "web", ID: id} }
	line := func(id, key string) storage.Line {
		return storage.Line{Chat: web(id), Key: key, At: noon, Message: chat.Message{Text: id + "/" + key}}
	}
	var mine []storage.Line
	update(t, s, func(tx storage.Tx) error {
		mine = nil
		for _, l := range []storage.Line{line("b", "1"), line("a", "1"), line("ab", "1"), line("a", "2"), line("a", "3"), line("b", "2")} {
			before := l.Seq
			wantError(t, "add", tx.AddLine(&l), nil)
			if l.Seq <= before {
				t.Errorf("Seq %d after %d", l.Seq, before)
			}
			if l.Chat == web("a") {
				mine = append(mine, l)
			}
		}
		twin := line("a", "2")
		wantError(t, "the same key", tx.AddLine(&twin), storage.ErrConflict)
		wantError(t, "no key", tx.AddLine(&storage.Line{Chat: web("a")}), storage.ErrInvalid)
		wantError(t, "no chat", tx.AddLine(&storage.Line{Key: "9"}), storage.ErrInvalid)
		mine[1].Message.Text, mine[1].Changed, mine[1].Mine = "khác", hour(1), true
		mine[1].Attachment = &chat.Attachment{ID: "x", Name: "a.jpg", MIME: "image/jpeg", Size: 7}
		wantError(t, "put", tx.PutLine(mine[1]), nil)
		wantError(t, "put one that is not there", tx.PutLine(storage.Line{Chat: web("a"), Seq: 999}), storage.ErrNotFound)
		return nil
	})
	view(t, s, func(tx storage.Tx) error {
		got, err := tx.Line(web("a"), mine[1].Seq)
		wantError(t, "line", err, nil)
		same(t, "line", got, mine[1])
		_, err = tx.Line(web("b"), mine[1].Seq)
		wantError(t, "the line of another chat", err, storage.ErrNotFound)
		_, err = tx.Line(chat.Address{}, 1)
		wantError(t, "no chat", err, storage.ErrNotFound)
		same(t, "all", list(t, tx.LinesAfter(web("a"), 0)), mine)
		same(t, "after the first", list(t, tx.LinesAfter(web("a"), mine[0].Seq)), mine[1:])
		same(t, "after the last", list(t, tx.LinesAfter(web("a"), mine[2].Seq)), nil)
		same(t, "backwards", list(t, tx.LinesBefore(web("a"), 0)), []storage.Line{mine[2], mine[1], mine[0]})
		same(t, "before the last", list(t, tx.LinesBefore(web("a"), mine[2].Seq)), []storage.Line{mine[1], mine[0]})
		same(t, "before the first", list(t, tx.LinesBefore(web("a"), mine[0].Seq)), nil)
		same(t, "a chat without lines", list(t, tx.LinesBefore(web("c"), 0)), nil)
		same(t, "no chat", list(t, tx.LinesAfter(chat.Address{}, 0)), nil)
		wantError(t, "add in a view", tx.AddLine(&storage.Line{Chat: web("a"), Key: "9"}), storage.ErrReadOnly)
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		n := 0
		for l, err := range tx.LinesAfter(web("a"), 0) {
			n++
			l.Changed = hour(3)
			if err := tx.PutLine(l); err != nil {
				return err
			}
			wantError(t, "read while writing", err, nil)
		}
		same(t, "read while writing", n, 3)
		wantError(t, "delete no chat", tx.DeleteLines(chat.Address{}), nil)
		return tx.DeleteLines(web("a"))
	})
	update(t, s, func(tx storage.Tx) error {
		same(t, "deleted", list(t, tx.LinesAfter(web("a"), 0)), nil)
		same(t, "another chat", len(list(t, tx.LinesAfter(web("ab"), 0))), 1)
		again := line("a", "2")
		return tx.AddLine(&again)
	})
}

// testValues: an empty value is none.
func testValues(t *testing.T, s storage.Store) {
	update(t, s, func(tx storage.Tx) error {
		wantError(t, "no key", tx.PutValue("", []byte("x")), storage.ErrInvalid)
		wantError(t, "put", tx.PutValue("web/key", []byte{0, 1}), nil)
		wantError(t, "put", tx.PutValue("web/other", []byte("x")), nil)
		wantError(t, "remove", tx.PutValue("web/other", nil), nil)
		return tx.PutValue("web/key", []byte{2, 0})
	})
	view(t, s, func(tx storage.Tx) error {
		got, err := tx.Value("web/key")
		wantError(t, "value", err, nil)
		same(t, "value", got, []byte{2, 0})
		_, err = tx.Value("web/other")
		wantError(t, "removed", err, storage.ErrNotFound)
		_, err = tx.Value("")
		wantError(t, "no key", err, storage.ErrNotFound)
		wantError(t, "put in a view", tx.PutValue("x", []byte("x")), storage.ErrReadOnly)
		return nil
	})
}
