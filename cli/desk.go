package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"thuky/bot"
	"thuky/storage"
)

// A running serve holds the store, so that another process can neither copy nor read it. It
// takes orders at a socket beside the store, in a folder that only its owner may enter.

// deskLimit is how long an order may take to be read.
const deskLimit = 5 * time.Second

// deskOrder asks for a copy at an absolute path, or how things stand; deskAnswer tells.
type deskOrder struct {
	Path  string `json:"path,omitempty"`
	State bool   `json:"state,omitempty"`
}

type deskAnswer struct {
	Error  string      `json:"error,omitempty"`
	Exists bool        `json:"exists,omitempty"` // there is a file of that name
	State  *bot.Health `json:"state,omitempty"`
}

// maxOrder bounds what is read of an order, and of its answer, in bytes.
const maxOrder = 64 << 10

func deskPath(store string) string { return store + ".sock" }

// openDesk takes orders until the returned function is called, which waits
// for a copy that is under way.
func openDesk(ctx context.Context, store string, s storage.Store, state func(context.Context) (bot.Health, error)) (stop func(), err error) {
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
			orders.Go(func() { takeOrder(ctx, conn, s, state) })
		}
	})
	return func() {
		_ = listener.Close() // removes the socket; what could not be removed is by the next start
		orders.Wait()
	}, nil
}

func takeOrder(ctx context.Context, conn net.Conn, s storage.Store, state func(context.Context) (bot.Health, error)) {
	defer conn.Close()                                  //nolint:errcheck // the answer was written or cannot be
	_ = conn.SetReadDeadline(time.Now().Add(deskLimit)) // a socket has deadlines
	var order deskOrder
	if err := json.NewDecoder(io.LimitReader(conn, maxOrder)).Decode(&order); err != nil {
		return
	}
	var answer deskAnswer
	switch {
	case order.State:
		r, err := state(ctx)
		if err != nil {
			answer.Error = err.Error()
		} else {
			answer.State = &r
		}
	case !filepath.IsAbs(order.Path):
		answer.Error = "not an absolute path"
	default:
		if err := s.Backup(ctx, order.Path); err != nil {
			answer.Error, answer.Exists = err.Error(), errors.Is(err, fs.ErrExist)
		}
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
	answer, asked, err := giveOrder(ctx, store, deskOrder{Path: path})
	switch {
	case err != nil:
		return asked, err
	case answer.Exists:
		return true, fs.ErrExist
	case answer.Error != "":
		return true, errors.New(answer.Error)
	}
	return true, nil
}

// orderState asks the program that holds the store how it is doing.
func orderState(ctx context.Context, store string) (bot.Health, error) {
	answer, _, err := giveOrder(ctx, store, deskOrder{State: true})
	switch {
	case err != nil:
		return bot.Health{}, err
	case answer.Error != "":
		return bot.Health{}, errors.New(answer.Error)
	case answer.State == nil: // an older release
		return bot.Health{}, errors.New("no answer")
	}
	return *answer.State, nil
}

// giveOrder gives an order; asked is false when nobody takes any.
func giveOrder(ctx context.Context, store string, o deskOrder) (answer deskAnswer, asked bool, err error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", deskPath(store))
	if err != nil {
		return answer, false, err
	}
	defer conn.Close() //nolint:errcheck // the answer has been read
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })
	defer stop()
	if err := json.NewEncoder(conn).Encode(o); err != nil {
		return answer, false, err
	}
	err = json.NewDecoder(io.LimitReader(conn, maxOrder)).Decode(&answer)
	return answer, true, err
}
