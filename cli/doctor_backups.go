package cli

import (
	"context"
	"slices"
	"time"
)

// lateCopy is how old the newest copy by schedule may be.
const lateCopy = 50 * time.Hour

// checkDisk looks at the room for the store.
func (p *program) checkDisk(context.Context) checkup {
	c := checkup{Subject: textSubjectDisk}
	if isPostgres(p.config.Storage.URL) {
		c.Found = textDiskElsewhere
		return c
	}
	path, err := storePath(p.config.Storage.URL)
	if err != nil {
		path = "." // said by checkStore
	}
	disk, err := diskOf(path)
	switch {
	case err != nil || disk.Free == 0 && !disk.Low:
		c.Found = textDiskUnknown
	case disk.Low:
		c.Verdict, c.Found, c.Advice = warning, textDisk(disk.Free), textFixDisk
	default:
		c.Found = textDisk(disk.Free)
	}
	return c
}

// checkBackups looks whether the copies by schedule come, and reads the newest from end to end.
func (p *program) checkBackups(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectBackups}
	folder := p.config.Backups.Folder
	if folder == "" || p.config.Backups.At == "" {
		c.Verdict, c.Found, c.Advice = warning, textBackupsOff, textFixBackupsOff
		return c
	}
	all, err := copiesIn(folder)
	if err != nil {
		c.Verdict, c.Found, c.Advice = broken, textCopiesUnreadable(folder, err), textFixBackups
		return c
	}
	now := p.now()
	mine := slices.DeleteFunc(slices.Clone(all), func(f copyFile) bool { return !f.auto })
	if len(mine) == 0 {
		c.Found = textBackupsNone(folder, p.config.Backups.At)
		return c
	}
	newest := mine[0]
	contents, err := p.inspect(ctx, newest.path)
	switch {
	case newest.at.After(now):
		c.Verdict, c.Found, c.Advice = warning, textBackupsFuture(newest), textFixFuture
	case sealFailure(newest.path, err) != nil:
		c.Verdict, c.Found, c.Advice = warning, textBackupOtherKey(newest), textFixOtherKey
	case err != nil:
		c.Verdict, c.Found, c.Advice = broken, textBackupBad(newest), textFixBadBackup
	case now.Sub(newest.at) > lateCopy:
		c.Verdict, c.Found, c.Advice = warning, textBackupsLate(newest), textFixBackups
	case shrunk(mine):
		c.Verdict, c.Found, c.Advice = warning, textBackupsShrunk(soundCopy{newest, contents}), textFixShrunk
	default:
		c.Found = textBackupsFine(len(all), soundCopy{newest, contents})
	}
	return c
}
