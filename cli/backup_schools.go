package cli

import (
	"context"
	"os"
	"path/filepath"
)

// backupAll copies the stores of all schools into a folder, each to a file of its own. One
// that fails leaves the others alone.
func (p *program) backupAll(ctx context.Context, folder string) error {
	all, err := p.each()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return failed(textBackupFolder(folder, err), nil)
	}
	bad := 0
	for _, q := range all {
		if err := q.backupTo(ctx, filepath.Join(folder, q.school+backupEnding)); err != nil {
			p.note(textInSchool(folder, q.school, q.clean(err)))
			bad++
		}
	}
	if bad > 0 {
		return failed(textBackupsFailed(bad, len(all)), nil)
	}
	return nil
}
