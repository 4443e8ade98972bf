package cli

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
)

// theSchool is the name of the school in a database where the address gives none.
const theSchool = "truong"

// isPostgres tells whether a storage URL names a PostgreSQL database.
func isPostgres(storeURL string) bool {
	return strings.HasPrefix(storeURL, "postgres:") || strings.HasPrefix(storeURL, "postgresql:")
}

// splitSchool takes the name of the school, school=…, off the address of a database.
func splitSchool(storeURL string) (address, school string) {
	before, query, ok := strings.Cut(storeURL, "?")
	if !ok {
		return storeURL, theSchool
	}
	school = theSchool
	var rest []string
	for _, part := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		if name != "school" {
			rest = append(rest, part)
			continue
		}
		if value, err := url.QueryUnescape(value); err == nil && value != "" {
			school = value
		}
	}
	if len(rest) == 0 {
		return before, school
	}
	return before + "?" + strings.Join(rest, "&"), school
}

// openPostgres opens the store of a school in a database, and makes its tables where there
// are none yet.
func (p *program) openPostgres(storeURL string) (engine, error) {
	address, school := splitSchool(storeURL)
	s, err := pgstore.Open(context.Background(), address, school, pgstore.Options{Copy: boltstore.Write})
	if err != nil {
		return nil, postgresFailure(address, err)
	}
	return s, nil
}

// postgresFailure says in Vietnamese why a database cannot be used.
func postgresFailure(address string, err error) error {
	at := pgstore.Redacted(address)
	switch {
	case errors.Is(err, pgstore.ErrURL):
		return usage(textPostgresURL(at))
	case errors.Is(err, storage.ErrNewer):
		return failed(textStoreNewer(at), nil)
	case errors.Is(err, storage.ErrInvalid):
		return usage(textPostgresSchool)
	}
	for kind, text := range map[error]string{
		pgstore.ErrRefused:        textPostgresRefused,
		pgstore.ErrNoDatabase:     textPostgresNoDatabase,
		pgstore.ErrForbidden:      textPostgresForbidden,
		pgstore.ErrReadOnlyServer: textPostgresReadOnly,
		pgstore.ErrForeign:        textPostgresForeign,
		pgstore.ErrUnreachable:    textPostgresUnreachable,
	} {
		if errors.Is(err, kind) {
			return failed(textPostgresBroken(at, text), err)
		}
	}
	return failed(textPostgresBroken(at, textPostgresOther), err)
}

// checkPostgres is checkStore for a database.
func (p *program) checkPostgres(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectStore}
	s, err := p.openStore()
	if err != nil {
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixPostgres
		return c
	}
	address, school := splitSchool(p.config.Storage.URL)
	at := pgstore.Redacted(address)
	size := s.Stats().Size
	if err := errors.Join(s.Check(ctx), s.Close()); err != nil {
		c.Verdict, c.Found, c.Advice = broken, textStoreDamaged(at, err), textFixPostgresDamaged
		return c
	}
	c.Found = textPostgresFine(at, school, size)
	return c
}
