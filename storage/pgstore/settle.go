package pgstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// marker is by what a commit is found again: each leaves a row in thuky.changes.
type marker struct {
	version int64    // of the school, after it
	token   [16]byte // of this attempt and no other
}

func newMarker(version int64) marker {
	m := marker{version: version}
	_, _ = rand.Read(m.token[:]) // never fails, see its documentation
	return m
}

// unsettled is an error after which nobody knows how a commit ended.
type unsettled struct{ cause error }

func (e *unsettled) Error() string   { return ErrUnknown.Error() + ": " + e.cause.Error() }
func (e *unsettled) Unwrap() []error { return []error{ErrUnknown, e.cause} }

func unknown(err error) bool { return errors.Is(err, ErrUnknown) }

// settle finds out how a commit ended during which the connection was lost for a
// cause. It gives nil when all is stored, the cause when nothing is.
func (s *Store) settle(m marker, cause error) error {
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	stored := false
	err := s.db.do(ctx, func(conn *pgx.Conn) error {
		b := &pgx.Batch{}
		b.Queue("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
		b.Queue(sqlNameSchool, s.school)
		// As long as the lost session lives and has not ended its transaction, it holds this row.
		b.Queue("SELECT version FROM thuky.schools WHERE school = $1 FOR UPDATE", s.school)
		b.Queue("SELECT EXISTS (SELECT FROM thuky.changes WHERE school = $1 AND version = $2 AND token = $3)", s.school, m.version, m.token).
			QueryRow(func(row pgx.Row) error { return row.Scan(&stored) })
		b.Queue("ROLLBACK")
		return conn.SendBatch(ctx, b).Close()
	})
	switch {
	case err != nil:
		return &unsettled{fmt.Errorf("%w (then: %w)", cause, err)}
	case stored:
		return nil
	default:
		return fmt.Errorf("the connection was lost, and nothing was stored: %w", cause)
	}
}
