package endtoend

import (
	"slices"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage"
	"thuky/storage/pgstore"
	"thuky/storage/pgstore/pgtest"
)

// TestLeaderKilled kills the leading one of several processes while people write, again and
// again. Another leads as soon as PostgreSQL has let go of the dead one; how long that takes is
// logged. Nothing is lost.
func TestLeaderKilled(t *testing.T) {
	t.Parallel()
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, telegramSettings(telegram)...)
	o.db = pgtest.New(t)
	const kills, each = 4, 3
	o.run(t, "", "campaign", "open", "--template", o.template(t, kills*each+1))
	code := o.invite(t, "staff", "4")
	s, err := pgstore.Open(t.Context(), o.db, "truong", pgstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it was only read
	lease := func() (l storage.Lease) {
		t.Helper()
		if err := s.View(t.Context(), func(tx storage.Tx) (err error) {
			l, err = storage.ReadLease(tx, "lead")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return l
	}
	all := []*server{o.serve(t)}
	all[0].stderr.until(t, "this process leads")
	c := newChatters(telegram, 4)
	c.join(t, code)
	for range kills {
		all = append(all, o.serve(t))
		<-all[1].address
		c.answer(each)
		dead := lease()
		for dead.Presence == "" { // it has only begun to lead
			dead = lease()
		}
		all[0].kill()
		began := time.Now()
		all[1].stderr.until(t, "this process leads")
		t.Logf("another leads %v later; the lease had %v to go", time.Since(began).Round(time.Millisecond), time.Until(dead.Until).Round(time.Millisecond))
		if now := lease(); now.Holder == dead.Holder {
			t.Errorf("%s is dead and holds the lease still", dead.Holder)
		}
		all = slices.Delete(all, 0, 1)
	}
	if err := telegram.WaitConfirmed(patience(t)); err != nil {
		t.Fatal(err)
	}
	all[0].stop(t)
	c.check(t, o)
}
