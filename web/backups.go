package web

import (
	"context"
	"net/http"
	"time"

	"thuky/storage"
)

// Backups are the copies of the store on the machine. They cannot be fetched here: a copy
// holds everything about everybody.
type Backups interface {
	List() ([]BackupFile, error) // the newest first
	Make(ctx context.Context) error
	Folder() string
	// Every is when a copy is made each day, "" for never.
	Every() string
}

// BackupFile is one copy.
type BackupFile struct {
	Name string
	At   time.Time
	Size int64 // bytes
}

func (s *Server) backupPage(v *visit) error {
	if s.backups == nil {
		return s.page(v, http.StatusOK, "backups", titleBackups, map[string]any{"Off": true})
	}
	all, err := s.backups.List()
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "backups", titleBackups, map[string]any{
		"Files": all, "Folder": s.backups.Folder(), "Every": s.backups.Every(), "Made": v.r.URL.Query().Get("xong") != "",
	})
}

func (s *Server) makeBackup(v *visit) error {
	if s.backups == nil {
		return storage.ErrNotFound
	}
	if err := s.backups.Make(context.WithoutCancel(v.r.Context())); err != nil {
		s.log.Error("a backup could not be made", "error", err)
		return &problem{http.StatusInternalServerError, textBackupFailed}
	}
	if err := s.update(v, func(tx storage.Tx) error {
		return tx.AddAudit(storage.AuditEntry{At: s.now(), Person: v.person.ID, Channel: Platform, Action: auditBackup})
	}); err != nil {
		return err
	}
	return v.redirect("/quan-ly/sao-luu?xong=1")
}

// auditBackup is the action of a copy that was made on the page.
const auditBackup = "backup"
