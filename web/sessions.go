package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"time"

	"thuky/storage"
)

// sessionRow is one signed-in browser as it is shown.
type sessionRow struct {
	ID                   string // enough of the hash to name it
	Who, Agent           string
	Created, Seen, Until time.Time
	Here                 bool // the browser that asks
}

// sessionName is how long the name of a session is: the whole hash stays with us.
const sessionName = 16

// sessions lists the browsers that are signed in: one's own, for admins all.
func (s *Server) sessions(v *visit) error {
	var rows []sessionRow
	err := s.view(v, func(tx storage.Tx) error {
		rows = nil
		for session, err := range tx.Sessions() {
			if err != nil {
				return err
			}
			p, err := tx.PersonByAddress(session.Address)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
			until := endOf(session, p)
			if p.ID == "" || !until.After(s.now()) || p.ID != v.person.ID && !v.may(admin) {
				continue
			}
			rows = append(rows, sessionRow{
				ID: session.Hash[:sessionName], Who: p.Name, Agent: session.Agent, Created: session.Created,
				Seen: session.Seen, Until: until, Here: session.Hash == v.session.Hash,
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(a, b sessionRow) int { return cmp.Or(b.Seen.Compare(a.Seen), cmp.Compare(a.ID, b.ID)) })
	return s.page(v, http.StatusOK, "sessions", titleSessions, rows)
}

// endSession signs a browser out: one of one's own, for admins any.
func (s *Server) endSession(v *visit) error {
	name := v.field("phien")
	err := s.update(v, func(tx storage.Tx) error {
		for session, err := range tx.Sessions() {
			if err != nil {
				return err
			}
			if len(name) != sessionName || session.Hash[:sessionName] != name {
				continue
			}
			p, err := tx.PersonByAddress(session.Address)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
			if p.ID != v.person.ID && !v.may(admin) {
				break
			}
			if err := tx.DeleteSession(session.Hash); err != nil {
				return err
			}
			return tx.AddAudit(storage.AuditEntry{At: s.now(), Person: v.person.ID, Whose: p.ID, Channel: Platform, Action: auditSessionEnd})
		}
		return storage.ErrNotFound
	})
	if errors.Is(err, storage.ErrNotFound) {
		s.refused(v, "session of somebody else, or none")
	}
	if err != nil {
		return err
	}
	return v.redirect("/phien")
}

// auditSessionEnd is the action of signing a browser out from another.
const auditSessionEnd = "session-end"
