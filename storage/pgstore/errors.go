package pgstore

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Errors of opening and using a database, beside those of package storage. Their causes
// are wrapped, and none of them shows a password.
var (
	// ErrURL: the address of the database cannot be read.
	ErrURL = errors.New("not an address of a PostgreSQL database")
	// ErrUnreachable: no server answers there.
	ErrUnreachable = errors.New("database server cannot be reached")
	// ErrRefused: the server does not let us in: user, password or its own rules.
	ErrRefused = errors.New("database server refused the user or password")
	// ErrNoDatabase: the server has no database of that name.
	ErrNoDatabase = errors.New("no such database on the server")
	// ErrForbidden: the user may not make or use the tables.
	ErrForbidden = errors.New("user lacks rights in the database")
	// ErrReadOnlyServer: a standby, or a server that was set so.
	ErrReadOnlyServer = errors.New("database server takes no writes")
	// ErrForeign: the database is no place for us: another encoding, or tables of others.
	ErrForeign = errors.New("database cannot be used")
	// ErrUnknown: the connection was lost during a commit, and nobody could be asked how it
	// ended. All of the transaction is stored or nothing of it.
	ErrUnknown = errors.New("outcome of the commit is unknown")
)

// The codes of PostgreSQL that mean something here.
const (
	codeUnique       = "23505"
	codeReadOnly     = "25006"
	codeNoPassword   = "28P01"
	codeNotLetIn     = "28000"
	codeNoDatabase   = "3D000"
	codeNoRights     = "42501"
	codeSerial       = "40001"
	codeDeadlock     = "40P01"
	codeLockTimeout  = "55P03"
	codeTooManyConns = "53300"
)

// code is the SQLSTATE of an error of the server, "" for others.
func code(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// classify puts one of our errors before what the driver says.
func classify(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || aboutSeal(err) {
		return err
	}
	kind := ErrUnreachable
	switch c := code(err); {
	case c == codeNoPassword, c == codeNotLetIn:
		kind = ErrRefused
	case c == codeNoDatabase:
		kind = ErrNoDatabase
	case c == codeNoRights:
		kind = ErrForbidden
	case c == codeReadOnly:
		kind = ErrReadOnlyServer
	case passing(err):
	case c != "":
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}

// passing tells whether the next attempt may go well: the connection broke, the server
// is starting or stopping, or two transactions were in each other's way.
func passing(err error) bool {
	switch c := code(err); {
	case errors.Is(err, context.Canceled), aboutSeal(err):
		return false
	case c == "":
		return true // the network, or the driver about it
	case c == codeSerial, c == codeDeadlock, c == codeLockTimeout, c == codeTooManyConns:
		return true
	default:
		return goodbye(c)
	}
}

// goodbye: the server is going, coming, or has ended this session.
func goodbye(code string) bool {
	return strings.HasPrefix(code, "57P") || strings.HasPrefix(code, "08") || code == "25P03"
}

// Redacted is an address of a database without its password, for people to read. Of what
// stands behind a question mark nothing is shown.
func Redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" || u.Scheme != "postgres" && u.Scheme != "postgresql" || strings.Contains(u.Path, "@") {
		return "postgres://…" // an @ there: the password had a slash
	}
	return (&url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: u.Path}).Redacted()
}
