package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// maxShown is how many messages and failures the page lists, the newest first.
const maxShown = 100

// letterRow is a message that was given up, or waits.
type letterRow struct {
	Seq      uint64
	Who      string
	Platform string
	Begins   string // its first words
	At       time.Time
	Attempts int
	Why      string
	Next     time.Time
}

// messages shows what could not be sent, what waits, and what could not be handled.
func (s *Server) messages(v *visit) error {
	var dead, waiting []letterRow
	var failures []storage.Failed
	var holds []holdRow
	deadCount, waitCount, failCount := 0, 0, 0
	err := s.view(v, func(tx storage.Tx) error {
		dead, waiting, failures, holds = nil, nil, nil, nil
		deadCount, waitCount, failCount = 0, 0, 0
		for o, err := range tx.DeadLetters() {
			if err != nil {
				return err
			}
			deadCount++
			dead = appendLast(dead, letterOf(tx, o))
		}
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			if o.Attempts == 0 {
				continue // on its way
			}
			waitCount++
			waiting = appendLast(waiting, letterOf(tx, o))
		}
		for f, err := range tx.Failures() {
			if err != nil {
				return err
			}
			failCount++
			failures = appendLast(failures, storage.Failed{Key: f.Key, At: f.At})
		}
		for h, err := range tx.Holds() {
			if err != nil {
				return err
			}
			if _, err := chat.ParseAddress(h.To); err != nil && h.Until.After(s.now()) {
				holds = append(holds, holdRow{textChannel(h.To), h.Until})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	budgets, err := s.budgets(v)
	if err != nil {
		return err
	}
	var down []string
	for _, name := range s.office.Down() {
		down = append(down, textChannel(name))
	}
	return s.page(v, http.StatusOK, "messages", titleMessages, map[string]any{
		"Dead": reversed(dead), "Waiting": waiting, "Failures": reversed(failures), "Holds": holds, "Budgets": budgets,
		"DeadCount": deadCount, "WaitCount": waitCount, "FailCount": failCount, "Admin": v.may(admin), "Down": textList(down),
	})
}

// holdRow is a platform that asked us to wait.
type holdRow struct {
	Platform string
	Until    time.Time
}

// appendLast keeps the last maxShown.
func appendLast[T any](rows []T, row T) []T {
	if len(rows) == maxShown {
		rows = rows[1:]
	}
	return append(rows, row)
}

func reversed[T any](rows []T) []T {
	out := make([]T, 0, len(rows))
	for i := len(rows) - 1; i >= 0; i-- {
		out = append(out, rows[i])
	}
	return out
}

func letterOf(tx storage.Tx, o storage.Outgoing) letterRow {
	row := letterRow{
		Seq: o.Seq, Platform: textChannel(o.To.Platform), Begins: begins(o.Message), At: o.Created,
		Attempts: o.Attempts, Why: textWhyUnsent(o.LastError), Next: o.NotBefore,
	}
	if p, err := tx.PersonByAddress(o.To); err == nil {
		row.Who = p.Name
	}
	return row
}

// begins is the first words of a message.
func begins(m chat.Message) string {
	const most = 80
	text := []rune(m.Plain())
	if len(text) == 0 && m.File != nil {
		return m.File.Name
	}
	if len(text) <= most {
		return string(text)
	}
	return string(text[:most]) + "…"
}

func (s *Server) sendAgain(v *visit) error {
	seq, err := strconv.ParseUint(v.field("tin"), 10, 64)
	if err != nil {
		return &problem{http.StatusBadRequest, textBadForm}
	}
	err = s.office.SendAgain(context.WithoutCancel(v.r.Context()), v.address(), seq)
	if err != nil && !errors.Is(err, storage.ErrNotFound) { // sent or deleted meanwhile: the page shows it
		return err
	}
	return v.redirect("/quan-ly/tin-nhan")
}
