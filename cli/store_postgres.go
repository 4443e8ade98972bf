package cli

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"thuky/storage"
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

// namesSchool tells whether the address of a database gives the name of a school.
func namesSchool(storeURL string) bool {
	_, query, _ := strings.Cut(storeURL, "?")
	return slices.ContainsFunc(strings.Split(query, "&"), func(part string) bool { return strings.HasPrefix(part, "school=") })
}

// withSchool gives the address of a database the name of a school, where it has none.
func withSchool(storeURL, school string) string {
	switch {
	case namesSchool(storeURL):
		return storeURL
	case strings.Contains(storeURL, "?"):
		return storeURL + "&school=" + url.QueryEscape(school)
	}
	return storeURL + "?school=" + url.QueryEscape(school)
}

// openPostgres opens the store of a school in a database, and makes its tables where there
// are none yet.
func (p *program) openPostgres(storeURL string) (engine, error) {
	address, school := splitSchool(storeURL)
	s, err := p.openIn(context.Background(), address, school)
	if err != nil {
		return nil, postgresFailure(address, err)
	}
	return s, nil
}

// openIn opens a school of a database, over the connections of all schools that are served.
func (p *program) openIn(ctx context.Context, address, school string) (*pgstore.Store, error) {
	seal, err := p.seal()
	if err != nil {
		return nil, err
	}
	if p.deployed == nil {
		return pgstore.Open(ctx, address, school, sealedOptions(seal))
	}
	db, err := p.deployed.databases.get(ctx, address, seal)
	if err != nil {
		return nil, err
	}
	return db.Open(ctx, school)
}

// postgresFailure says in Vietnamese why a database cannot be used.
func postgresFailure(address string, err error) error {
	at := pgstore.Redacted(address)
	if told := sealFailure(at, err); told != nil {
		return told
	}
	switch {
	case isTold(err):
		return err
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
