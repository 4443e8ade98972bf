package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"thuky/storage"
)

// A running serve holds the store, so that another process cannot copy it. It
// takes orders for backups at a socket beside the store, in a folder that only
// its owner may enter.

// deskLimit is how long an order may take to be read.
const deskLimit = 5 * time.Second

// backupOrder asks for a copy at an absolute path; backupAnswer tells how it went.
type backupOrder struct {
	Path string `json:"path"`
}

type backupAnswer struct {
	Error  string `json:"error,omitempty"`
	Exists bool   `json:"exists,omitempty"` // there is a file of that name
}

func deskPath(store string) string { return store + ".sock" }

// openBackupDesk takes orders until the returned function is called, which waits
// for a copy that is under way.
func openBackupDesk(ctx context.Context, store string, s storage.Store) (stop func(), err error) {
	path := deskPath(store)
	// We hold the store's lock, so a socket that is there is a dead one's.
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	var orders sync.WaitGroup
	orders.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			orders.Go(func() { takeOrder(ctx, conn, s) })
		}
	})
	return func() {
		_ = listener.Close() // removes the socket; what could not be removed is by the next start
		orders.Wait()
	}, nil
}

func takeOrder(ctx context.Context, conn net.Conn, s storage.Store) {
	defer conn.Close()                                  //nolint:errcheck // the answer was written or cannot be
	_ = conn.SetReadDeadline(time.Now().Add(deskLimit)) // a socket has deadlines
	var order backupOrder
	if err := json.NewDecoder(conn).Decode(&order); err != nil {
		return
	}
	var answer backupAnswer
	if !filepath.IsAbs(order.Path) {
		answer.Error = "not an absolute path"
	} else if err := s.Backup(ctx, order.Path); err != nil {
		answer.Error, answer.Exists = err.Error(), errors.Is(err, fs.ErrExist)
	}
	_ = json.NewEncoder(conn).Encode(answer) // whoever asked sees that no answer came
}

// orderBackup asks the program that holds the store for a copy. asked is false
// when nobody takes orders there.
func orderBackup(ctx context.Context, store, path string) (asked bool, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return false, err
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", deskPath(store))
	if err != nil {
		return false, err
	}
	defer conn.Close() //nolint:errcheck // the answer has been read
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })
	defer stop()
	if err := json.NewEncoder(conn).Encode(backupOrder{path}); err != nil {
		return false, err
	}
	var answer backupAnswer
	if err := json.NewDecoder(conn).Decode(&answer); err != nil {
		return true, err
	}
	switch {
	case answer.Exists:
		return true, fs.ErrExist
	case answer.Error != "":
		return true, errors.New(answer.Error)
	}
	return true, nil
}
