package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
	"thuky/storage/records"
)

func (p *program) keyCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "key",
		Short: "mã hóa họ tên, tài khoản chat, tin nhắn trong kho bằng một tệp khóa",
		Long:  textKeyLong,
	}, p.keyNew(), p.keyChange())
}

func (p *program) keyNew() *cobra.Command {
	return &cobra.Command{
		Use:     "new TỆP",
		Short:   "tạo một tệp khóa mới",
		Example: textKeyNewExample,
		Args:    exactly("TỆP"),
		RunE: func(_ *cobra.Command, args []string) error {
			key := make([]byte, records.SealKeySize)
			_, _ = rand.Read(key) // it does not fail: it ends the program
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			switch {
			case errors.Is(err, fs.ErrExist):
				return failed(textKeyExists(args[0]), nil)
			case err != nil:
				return failed(textKeyUnwritten(args[0], err), nil)
			}
			_, err = io.WriteString(f, keyFile(key))
			if err := errors.Join(err, f.Sync(), f.Close(), syncFolder(filepath.Dir(args[0]))); err != nil {
				return failed(textKeyUnwritten(args[0], errors.Join(err, os.Remove(args[0]))), nil)
			}
			p.say(textKeyMade(args[0]))
			return nil
		},
	}
}

// syncFolder brings the name of a new file to the disk: a store may be sealed with it right after.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // it cannot be asked for there
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (p *program) keyChange() *cobra.Command {
	var to string
	var off bool
	c := &cobra.Command{
		Use:     "change",
		Short:   "mã hóa kho đang có, đổi khóa, hoặc thôi mã hóa",
		Long:    textKeyChangeLong,
		Example: textKeyChangeExample,
		Args:    exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			if off == (to != "") {
				return usage(textKeyChangeFlags)
			}
			var next *records.Seal
			if to != "" {
				var err error
				if next, err = readSeal(to); err != nil {
					return err
				}
			}
			return p.reseal(c.Context(), next, to)
		}),
	}
	c.Flags().StringVar(&to, "to", "", textFlagKeyTo)
	c.Flags().BoolVar(&off, "off", false, textFlagKeyOff)
	return c
}

// reseal seals the store with another key, nil for none. One that has it already is left alone, so
// that the command can be given again after it was broken off.
func (p *program) reseal(ctx context.Context, to *records.Seal, file string) error {
	from, err := p.seal()
	if err != nil {
		return err
	}
	at := storeName(p.config.Storage.URL)
	if isPostgres(p.config.Storage.URL) {
		err = p.resealPostgres(ctx, from, to)
	} else {
		err = p.resealFile(ctx, from, to)
	}
	switch {
	case errors.Is(err, errSealedSo):
		p.say(textKeySame(at))
	case err != nil:
		if told := sealFailure(at, err); told != nil {
			return told
		}
		if isTold(err) {
			return err
		}
		return failed(textKeyNotChanged(at), err)
	default:
		p.say(textKeyChanged(at, file))
	}
	return nil
}

// errSealedSo: the store is sealed with the wanted key already.
var errSealedSo = errors.New("the store has this key")

func (p *program) resealFile(ctx context.Context, from, to *records.Seal) error {
	path, missing, err := missingStore(p.config.Storage.URL)
	switch {
	case err != nil:
		return err
	case missing:
		return failed(textNoStore(path), nil)
	}
	s, err := boltstore.OpenSealed(path, to)
	switch {
	case err == nil:
		return errors.Join(errSealedSo, s.Close())
	case errors.Is(err, storage.ErrLocked):
		return &locked{failure{text: textStoreLocked(path)}}
	}
	return boltstore.Reseal(ctx, path, from, to)
}

func (p *program) resealPostgres(ctx context.Context, from, to *records.Seal) error {
	address, school := splitSchool(p.config.Storage.URL)
	s, err := pgstore.Open(ctx, address, school, sealedOptions(to))
	if err == nil {
		return errors.Join(errSealedSo, s.Close())
	}
	if s, err = pgstore.Open(ctx, address, school, sealedOptions(from)); err != nil {
		return postgresFailure(address, err)
	}
	return errors.Join(s.Reseal(ctx, to), s.Close())
}

// seal gives the key of the store, nil where none is set.
func (p *program) seal() (*records.Seal, error) {
	if p.config.Storage.KeyFile == "" {
		return nil, nil
	}
	return readSeal(p.config.Storage.KeyFile)
}

// inspect reads a copy of the store from end to end.
func (p *program) inspect(ctx context.Context, path string) (boltstore.Contents, error) {
	seal, err := p.seal()
	if err != nil {
		return boltstore.Contents{}, err
	}
	return boltstore.InspectSealed(ctx, path, seal)
}

// sealedOptions are those of a database whose schools have a key, nil for none.
func sealedOptions(seal *records.Seal) pgstore.Options {
	return pgstore.Options{Seal: seal, Copy: func(ctx context.Context, path string, dump storage.Dump) error {
		return boltstore.WriteSealed(ctx, path, dump, seal)
	}}
}

// sealFailure says that a store has another key than the one given, nil where that is not the matter.
func sealFailure(at string, err error) error {
	switch {
	case errors.Is(err, storage.ErrSealed):
		return failed(textStoreSealed(at), err)
	case errors.Is(err, storage.ErrNotSealed):
		return failed(textStoreNotSealed(at), err)
	case errors.Is(err, storage.ErrOtherKey):
		return failed(textStoreOtherKey(at), err)
	}
	return nil
}

// maxKeyFile bounds what is read of a file of a key.
const maxKeyFile = 4 << 10

func readSeal(path string) (*records.Seal, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, failed(textKeyUnreadable(path, err), nil)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	if err != nil {
		return nil, failed(textKeyUnreadable(path, err), nil)
	}
	key, err := parseKey(data)
	if err != nil {
		return nil, failed(textKeyDamaged(path), nil)
	}
	return records.NewSeal(key)
}

// errKey: a file is no key, or one that was cut or mistyped.
var errKey = errors.New("not a key")

// keySum ends a key, so that a slip in typing it off paper is found.
func keySum(key []byte) string {
	sum := sha256.Sum256(append([]byte("thuky key "), key...))
	return hex.EncodeToString(sum[:2])
}

// keyFile writes a key in groups that can be typed off paper.
func keyFile(key []byte) string {
	var b strings.Builder
	b.WriteString(textKeyHead)
	digits := hex.EncodeToString(key)
	for i := 0; i < len(digits); i += 4 {
		end := " "
		if i%16 == 12 {
			end = "\n"
		}
		b.WriteString(digits[i:i+4] + end)
	}
	fmt.Fprintf(&b, "= %s\n", keySum(key))
	return b.String()
}

// parseKey reads what keyFile wrote, however it is spaced, or 32 bytes as they are.
func parseKey(data []byte) ([]byte, error) {
	if len(data) == records.SealKeySize && bytes.ContainsFunc(data, func(r rune) bool { return r > 'z' || r < ' ' }) {
		return data, nil
	}
	var digits strings.Builder
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			digits.WriteString(strings.Join(strings.Fields(line), ""))
		}
	}
	text, sum, ok := strings.Cut(strings.ToLower(digits.String()), "=")
	key, err := hex.DecodeString(text)
	if err != nil || !ok || len(key) != records.SealKeySize || sum != keySum(key) {
		return nil, errKey
	}
	return key, nil
}

// checkKey says whether the store is sealed, and whether its key is kept well.
func (p *program) checkKey(context.Context) checkup {
	c := checkup{Subject: textSubjectKey}
	path := p.config.Storage.KeyFile
	if path == "" {
		c.Found = textKeyOff
		return c
	}
	if _, err := p.seal(); err != nil {
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixKey
		return c
	}
	c.Found = textKeyOn(path)
	beside := []string{p.config.Backups.Folder}
	if store, err := storePath(p.config.Storage.URL); err == nil && !isPostgres(p.config.Storage.URL) {
		beside = append(beside, filepath.Dir(store))
	}
	for _, folder := range beside {
		if folder != "" && sameFolder(filepath.Dir(path), folder) {
			c.Verdict, c.Found, c.Advice = warning, textKeyBeside(path), textFixKeyBeside
			return c
		}
	}
	if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		c.Verdict, c.Found, c.Advice = warning, textKeyTooOpen(path, info.Mode().Perm()), textFixKeyMode(path)
	}
	return c
}

// sameFolder tells whether two paths lead to one folder.
func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	other, errOther := os.Stat(b)
	return err == nil && errOther == nil && os.SameFile(one, other)
}
