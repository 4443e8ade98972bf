package cli

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"thuky/storage"
	"thuky/storage/boltstore"
)

// storePath gives the bbolt file that a storage URL names.
func storePath(storeURL string) (string, error) {
	scheme, rest, ok := strings.Cut(storeURL, ":")
	switch {
	case storeURL == "":
		return "", usage(textNoStoreURL)
	case !ok || len(scheme) < 2 || strings.ContainsAny(scheme, `/\.`): // a bare path, perhaps C:\…
		return storeURL, nil
	case scheme == "bolt":
		rest = strings.TrimPrefix(rest, "//")
		if rest == "" {
			return "", usage(textNoStorePath)
		}
		return rest, nil
	case scheme == "postgres", scheme == "postgresql":
		return "", failed(textPostgres, nil)
	case strings.HasPrefix(rest, "//"):
		return "", usage(textUnknownStore(hidePassword(storeURL)))
	default:
		return storeURL, nil // a file with a colon in its name
	}
}

func hidePassword(storeURL string) string {
	if u, err := url.Parse(storeURL); err == nil {
		return u.Redacted()
	}
	return storeURL
}

// openStore opens the configured store and makes it where there is none yet.
func (p *program) openStore() (*boltstore.Store, error) {
	path, err := storePath(p.config.Storage.URL)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, failed(textStoreFolder(path), nil)
	}
	s, err := p.openBolt(path)
	switch {
	case err == nil:
		return s, nil
	case errors.Is(err, storage.ErrDamaged):
		return nil, err
	case errors.Is(err, storage.ErrLocked):
		return nil, &locked{failure{text: textStoreLocked(path)}}
	case errors.Is(err, storage.ErrNewer):
		return nil, failed(textStoreNewer(path), nil)
	default:
		return nil, failed(textStoreBroken(path, err), err)
	}
}

// openExisting opens the configured store, and says so when there is none: a
// command that only reads must not make an empty store out of a slip in a path.
func (p *program) openExisting() (*boltstore.Store, error) {
	path, err := storePath(p.config.Storage.URL)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if wasSetAside(path) {
			return p.openStore() // says where it lies
		}
		return nil, &failure{textNoStore(path), nil}
	}
	return p.openStore()
}

// viewExisting runs fn on the store as it is. When there is no store yet it says
// so on standard error and does not run fn.
func (p *program) viewExisting(ctx context.Context, fn func(storage.Tx) error) error {
	path, err := storePath(p.config.Storage.URL)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !wasSetAside(path) {
		p.note(textNoStore(path))
		return nil
	}
	s, err := p.openStore()
	if err != nil {
		return err
	}
	return errors.Join(s.View(ctx, fn), s.Close())
}

// locked is the failure to open a store that another process has open.
type locked struct{ failure }

func (*locked) Unwrap() error { return storage.ErrLocked }
