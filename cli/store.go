package cli

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"thuky/storage"
	"thuky/storage/pgstore"
)

// engine is a store as the commands use it, whatever it is kept in.
type engine interface {
	storage.Store
	// Check reads all there is and says what is damaged.
	Check(ctx context.Context) error
	// Dump gives every record; see storage.Dump.
	Dump(ctx context.Context, put func(storage.Raw) error) error
}

// missingStore gives the file in which the store is to be where there is none yet. One that
// was set aside is not missing: opening it says where it lies. A database is there or
// cannot be opened.
func missingStore(storeURL string) (path string, missing bool, err error) {
	if isPostgres(storeURL) {
		return "", false, nil
	}
	if path, err = storePath(storeURL); err != nil {
		return "", false, err
	}
	_, err = os.Stat(path)
	return path, errors.Is(err, fs.ErrNotExist) && !wasSetAside(path), nil
}

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
	case strings.HasPrefix(rest, "//"):
		return "", usage(textUnknownStore(hidePassword(storeURL)))
	default:
		return storeURL, nil // a file with a colon in its name
	}
}

// hidePassword is an address for people to read. What stands behind a question mark is not shown, and
// of an address that is not what it should be nothing is: an @ beside its place means that the
// password has a sign in it that ends it too early.
func hidePassword(storeURL string) string {
	scheme, rest, ok := strings.Cut(storeURL, "://")
	switch {
	case isPostgres(storeURL):
		return pgstore.Redacted(storeURL)
	case !ok:
		return storeURL
	}
	u, err := url.Parse(storeURL)
	if err != nil || u.Fragment != "" || strings.Count(rest, "@") > 1 || u.User == nil && strings.Contains(rest, "@") {
		return scheme + "://…"
	}
	u.RawQuery = ""
	return u.Redacted()
}

// openStore opens the configured store and makes it where there is none yet.
func (p *program) openStore() (engine, error) {
	if isPostgres(p.config.Storage.URL) {
		return p.openPostgres(p.config.Storage.URL)
	}
	path, err := storePath(p.config.Storage.URL)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, failed(textStoreFolder(path), nil)
	}
	s, err := p.openBolt(path)
	if told := sealFailure(path, err); told != nil {
		return nil, told
	}
	switch {
	case err == nil:
		return s, nil
	case isTold(err):
		return nil, err
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
func (p *program) openExisting() (engine, error) {
	path, missing, err := missingStore(p.config.Storage.URL)
	switch {
	case err != nil:
		return nil, err
	case missing:
		return nil, &failure{textNoStore(path), nil}
	}
	return p.openStore()
}

// viewExisting runs fn on the store as it is. When there is no store yet it says
// so on standard error and does not run fn.
func (p *program) viewExisting(ctx context.Context, fn func(storage.Tx) error) error {
	path, missing, err := missingStore(p.config.Storage.URL)
	switch {
	case err != nil:
		return err
	case missing:
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
