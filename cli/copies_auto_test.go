package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage/boltstore"
)

func keeperAt(t *testing.T, folder string) *copyKeeper {
	t.Helper()
	s, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &copyKeeper{folder: folder, at: 2 * 60, daily: 3, weekly: 2, monthly: 2, store: s}
}

func namesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestCopies_areMadeWhenDue: one a day, at once where the hour was missed, whatever the clock did
// before; and what a crash left goes.
func TestCopies_areMadeWhenDue(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "sao lưu")
	k := keeperAt(t, folder)
	ask := func(at string, want bool) {
		t.Helper()
		now, err := time.ParseInLocation("2006-01-02 15:04", at, vietnam)
		if err != nil {
			t.Fatal(err)
		}
		made, err := k.work(t.Context(), now.UTC())
		if err != nil || made != want {
			t.Fatalf("%s: made %v, %v; want %v", at, made, err, want)
		}
	}
	ask("2026-11-27 09:30", true) // the first start
	ask("2026-11-27 09:31", false)
	ask("2026-11-28 01:59", false)
	ask("2026-11-28 02:00", true)
	ask("2026-11-28 02:01", false)
	ask("2026-11-30 16:00", true) // the machine was off
	ask("2026-12-01 01:00", false)
	left := filepath.Join(folder, ".2026-12-01-020000.tu-dong.thuky.db.123.tmp")
	if err := os.WriteFile(left, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	ask("2036-01-01 00:00", true) // the clock jumps
	ask("2026-12-01 02:00", true) // and back: that one counts for nothing
	ask("2026-12-01 02:01", false)
	ask("2000-01-01 00:10", true) // a battery is empty
	ask("2026-12-01 02:05", false)
	want := []string{
		"2000-01-01-001000", "2026-11-28-020000", "2026-11-30-160000", "2026-12-01-020000", "2036-01-01-000000",
	}
	names := namesIn(t, folder)
	for i := range want {
		want[i] += autoEnding
	}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	for _, name := range names {
		if _, err := boltstore.Inspect(t.Context(), filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestCopies_inAnOddFolder: a folder whose name looks like a pattern has its copies, and what a crash
// left goes there, too.
func TestCopies_inAnOddFolder(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sao lưu [1", "sao lưu [2]", "sao*lưu"} {
		k := keeperAt(t, filepath.Join(t.TempDir(), name))
		now := time.Date(2026, 11, 28, 9, 0, 0, 0, vietnam)
		for i := range 2 {
			if made, err := k.work(t.Context(), now.AddDate(0, 0, i)); err != nil || !made {
				t.Fatalf("%s: made %v, %v", name, made, err)
			}
			if err := os.WriteFile(filepath.Join(k.folder, ".2026-11-28-020000"+autoEnding+".123.tmp"), []byte("half"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := k.work(t.Context(), now.AddDate(0, 0, 2)); err != nil {
			t.Fatal(err)
		}
		names := namesIn(t, k.folder)
		if len(names) != 3 {
			t.Errorf("%s: got %q, want three copies", name, names)
		}
		if _, err := boltstore.Inspect(t.Context(), filepath.Join(k.folder, names[0])); err != nil {
			t.Error(err)
		}
	}
}

// TestCopies_keep plays two years of nights with the settings of the example, with a machine
// that is off now and then and a clock that goes wrong: the newest stays, copies by hand stay,
// none goes that a rule wants, and no night removes many.
func TestCopies_keep(t *testing.T) {
	t.Parallel()
	k := &copyKeeper{at: 2 * 60, daily: 14, weekly: 8, monthly: 12}
	var all []copyFile
	hand := copyFile{path: "bằng tay", at: time.Date(2026, 1, 1, 0, 0, 0, 0, vietnam), size: 100}
	all = append(all, hand)
	sort := func() { slices.SortFunc(all, func(a, b copyFile) int { return b.at.Compare(a.at) }) }
	night := func(at time.Time, size int64) []copyFile {
		c := copyFile{path: at.Format(backupTime), at: at, size: size, auto: true}
		all = append(all, c)
		sort()
		old := k.outdated(all, c.path, at)
		all = slices.DeleteFunc(all, func(c copyFile) bool { return slices.Contains(old, c) })
		if !slices.Contains(all, c) || !slices.Contains(all, hand) {
			t.Fatalf("%s: the newest or the one by hand went", c.path)
		}
		return old
	}
	start := time.Date(2026, 1, 1, 2, 0, 0, 0, vietnam)
	for day := range 730 {
		if day%97 < 9 { // off
			continue
		}
		if old := night(start.AddDate(0, 0, day), 100); len(old) > 3 {
			t.Errorf("day %d: %d were removed", day, len(old))
		}
	}
	last := start.AddDate(0, 0, 729)
	months := map[string]bool{}
	for _, c := range all {
		months[c.at.Format("2006-01")] = true
	}
	if n := len(all) - 1; n < 20 || n > 14+8+12 || len(months) < 12 {
		t.Errorf("%d copies of %d months are left", n, len(months))
	}
	for d := range 10 {
		if !slices.ContainsFunc(all, func(c copyFile) bool { return c.path == last.AddDate(0, 0, -d).Format(backupTime) }) {
			t.Errorf("the copy of %d days ago is gone", d)
		}
	}
	// A clock ten years ahead for a month: the real copies stay, but for the few that one night may take.
	before := len(all)
	for d := range 30 {
		night(last.AddDate(10, 0, d), 100)
	}
	real := 0
	for _, c := range all {
		if !c.at.After(last) {
			real++
		}
	}
	if real < before/3 {
		t.Errorf("a wrong clock left %d of %d copies", real, before)
	}
	// The clock is right again: those of the future neither count nor go.
	future := len(all) - real
	for d := range 20 {
		night(last.AddDate(0, 0, d+1), 100)
	}
	left := 0
	for _, c := range all {
		if c.at.After(last.AddDate(1, 0, 0)) {
			left++
		}
	}
	if left != future {
		t.Errorf("%d of %d copies of the future are left", left, future)
	}
	// A store that lost most of what it held drives nothing out.
	for d := range 40 {
		if old := night(last.AddDate(0, 0, d+21), 10); d < heldBack && len(old) > 0 {
			t.Errorf("a small copy made %v go", old)
		}
	}
	if !slices.ContainsFunc(all, func(c copyFile) bool { return c.auto && c.size == 100 && c.at.Before(last.AddDate(0, 0, 21)) }) {
		t.Error("no copy of before the loss is left")
	}
	if old := (&copyKeeper{daily: 1}).outdated(all, all[0].path, all[0].at); len(old) > mostRemoved {
		t.Errorf("other settings removed %d at once", len(old))
	}
}

// TestCopies_thatFail: why is said in words, what was there stays, and the next try succeeds.
func TestCopies_thatFail(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "sao-luu")
	k := keeperAt(t, folder)
	now := time.Date(2026, 11, 27, 3, 0, 0, 0, vietnam)
	for d := range 5 {
		if _, err := k.work(t.Context(), now.AddDate(0, 0, d-5)); err != nil {
			t.Fatal(err)
		}
	}
	before := namesIn(t, folder)
	if err := os.Rename(folder, folder+"x"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	_, err := k.work(t.Context(), now)
	var refusal *report.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, "không phải thư mục") {
		t.Errorf("got %v, want why", err)
	}
	if err := errors.Join(os.Remove(folder), os.Rename(folder+"x", folder)); err != nil {
		t.Fatal(err)
	}
	if got := namesIn(t, folder); !slices.Equal(got, before) {
		t.Errorf("after a failure there are %q, had %q", got, before)
	}
	if made, err := k.work(t.Context(), now); err != nil || !made {
		t.Errorf("the next try: %v, %v", made, err)
	}
	// A store that cannot be copied removes nothing.
	if err := k.store.Close(); err != nil {
		t.Fatal(err)
	}
	before = namesIn(t, folder)
	if _, err := k.work(t.Context(), now.AddDate(0, 0, 1)); err == nil {
		t.Error("a closed store was copied")
	}
	if got := namesIn(t, folder); !slices.Equal(got, before) {
		t.Errorf("after a failure there are %q, had %q", got, before)
	}
}

func TestBackupSettings(t *testing.T) {
	t.Parallel()
	for _, bad := range []BackupsConfig{{At: "25:00"}, {At: "2 giờ"}, {At: "02:00", Daily: -1}, {Weekly: 5000}} {
		if err := bad.validate(); err == nil || !isTold(err) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if err := DefaultConfig().Backups.validate(); err != nil {
		t.Error(err)
	}
}

// TestDoctor_backups: doctor looks at the newest copy, at its age, and at the room.
func TestDoctor_backups(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "sao-luu")
	k := keeperAt(t, folder)
	now := time.Date(2026, 11, 27, 3, 0, 0, 0, vietnam)
	p := &program{config: DefaultConfig(), env: Env{Now: func() time.Time { return now }}}
	p.config.Backups.Folder = folder
	look := func(want verdict, words string) {
		t.Helper()
		if c := p.checkBackups(t.Context()); c.Verdict != want || !strings.Contains(c.Found, words) {
			t.Errorf("got %+v, want %v and %q", c, want, words)
		}
	}
	look(fine, "02:00")
	if _, err := k.work(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	look(fine, "đã đọc lại")
	now = now.AddDate(0, 0, 3)
	look(warning, "quá hai ngày")
	now = now.AddDate(0, 0, -4)
	look(warning, "chưa tới")
	now = now.AddDate(0, 0, 2)
	name := filepath.Join(folder, fmt.Sprint(now.Format(backupTime), autoEnding))
	if err := os.WriteFile(name, []byte("hỏng"), 0o600); err != nil {
		t.Fatal(err)
	}
	look(broken, "bị hỏng")
	p.config.Backups.At = ""
	look(warning, "chưa đặt")
	p.config.Storage.URL = filepath.Join(folder, "thuky.db")
	if c := p.checkDisk(t.Context()); c.Subject == "" || c.Found == "" {
		t.Errorf("disk: %+v", c)
	}
}
