package boltstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// crashEnv names the store that a child process writes to until it is killed.
const crashEnv = "THUKY_TEST_CRASH_STORE"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashEnv); path != "" {
		if err := writeUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writers is how many goroutines write in the child, so that commits are shared.
const writers = 8

// writeUntilKilled prints "<writer> <n>" once that write is durable.
func writeUntilKilled(path string) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	fmt.Println("open")
	failed := make(chan error)
	for w := range writers {
		go func() {
			for {
				n, err := writeOnce(s, w)
				if err != nil {
					failed <- err
					return
				}
				if _, err := fmt.Printf("%d %d\n", w, n); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

// writeOnce does in one transaction what an update does: n is the revision.
func writeOnce(s *Store, w int) (n int, err error) {
	id := strconv.Itoa(w)
	err = s.Update(context.Background(), func(tx storage.Tx) error {
		old, err := tx.Answer("c", "q", id)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		n = old.Revision + 1
		key := fmt.Sprintf("%s/%d", id, n)
		if fresh, err := tx.Once(key, benchNow); err != nil || !fresh {
			return fmt.Errorf("once %s: fresh=%v, %w", key, fresh, err)
		}
		o := storage.Outgoing{Key: key, To: chat.Address{Platform: "x", ID: id}}
		a := report.Answer{Campaign: "c", Question: "q", Person: id, Revision: n, Value: report.TextValue(strings.Repeat("ư", n*37%5000))}
		for _, err := range []error{tx.PutAnswer(a), tx.Enqueue(&o), tx.AddAudit(storage.AuditEntry{Campaign: "c", Person: id, Note: key})} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// TestCrash kills a writing process again and again. What it acknowledged is
// there, every transaction is whole, and the file is sound.
func TestCrash(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts and kills many processes")
	}
	path := filepath.Join(t.TempDir(), "thuky.db")
	acknowledged := make([]int, writers)
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 30 {
		killAfter(t, path, r.IntN(60), acknowledged)
		s, err := Open(path)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		stored := make([]int, writers)
		if err := s.View(t.Context(), func(tx storage.Tx) error { return readBack(tx, stored) }); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		for w := range stored {
			// One more than acknowledged may be there: killed between commit and print.
			if stored[w] < acknowledged[w] || stored[w] > acknowledged[w]+1 {
				t.Errorf("round %d, writer %d: %d writes are there, %d were acknowledged", round, w, stored[w], acknowledged[w])
			}
			acknowledged[w] = stored[w]
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	total := 0
	for _, n := range acknowledged {
		total += n
	}
	t.Logf("%d writes survived", total)
}

// killAfter starts a child and kills it after it acknowledged some writes;
// killing after none may hit it while it opens the store.
func killAfter(t *testing.T, path string, lines int, acknowledged []int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashEnv+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	read := bufio.NewScanner(out)
	kill := func() { _ = child.Process.Kill() }
	if lines == 0 {
		kill()
	}
	for n := 1; read.Scan(); n++ { // after the kill, what is still in the pipe
		var w, revision int
		if c, _ := fmt.Sscanf(read.Text(), "%d %d", &w, &revision); c == 2 {
			acknowledged[w] = revision
		}
		if n == lines {
			kill()
		}
	}
	if err := child.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child ended by itself: %v", err)
	}
}

// readBack counts the writes of each writer and compares the kinds of records,
// which one transaction wrote together.
func readBack(tx storage.Tx, stored []int) error {
	answers, notes, keys := map[string]int{}, map[string]int{}, map[string]int{}
	for a, err := range tx.Answers("c") {
		if err != nil {
			return err
		}
		answers[a.Person] = a.Revision
	}
	for e, err := range tx.Audit("c") {
		if err != nil {
			return err
		}
		notes[e.Person]++
	}
	for o, err := range tx.Outbox() {
		if err != nil {
			return err
		}
		keys[o.To.ID]++
	}
	for w := range stored {
		id := strconv.Itoa(w)
		stored[w] = answers[id]
		if notes[id] != answers[id] || keys[id] != answers[id] {
			return fmt.Errorf("writer %s: %d answers, %d audit entries, %d messages", id, answers[id], notes[id], keys[id])
		}
	}
	return nil
}
