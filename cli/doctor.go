package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"thuky/storage"
)

// verdict is how one check of doctor came out.
type verdict int

const (
	fine verdict = iota
	warning
	broken
)

// checkup is one check: how it came out, what was found, and what to do about it.
type checkup struct {
	Verdict verdict
	Subject string
	Found   string
	Advice  string // "" when nothing is to be done
	School  string // its id, where there are several; "" of what all share
}

// checkLimit ends a check that hangs.
const checkLimit = time.Minute

func (p *program) doctorCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "kiểm tra cấu hình, mã bot, kho dữ liệu, phông chữ, LibreOffice",
		Long:  textDoctorLong,
		Args:  exactly(),
		RunE: func(c *cobra.Command, _ []string) error {
			all := []checkup{}
			school := ""
			report := func(found checkup) {
				all = append(all, found)
				if !asJSON && found.School != "" && found.School != school && p.whole != nil {
					school = found.School
					p.say(p.schoolHeading(school))
				}
				if !asJSON {
					p.say(textCheckup(found))
				}
			}
			p.doctor(c.Context(), report)
			bad := 0
			for _, found := range all {
				if found.Verdict == broken {
					bad++
				}
			}
			switch {
			case asJSON:
				if err := p.printJSON(checkupViews(all)); err != nil {
					return err
				}
			case bad > 0:
				p.say(textDoctorBad(bad))
			default:
				p.say(textDoctorFine)
			}
			if bad > 0 {
				return errTold
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// doctor runs every check, one after the other: of the school, or of all where there are several.
func (p *program) doctor(ctx context.Context, report func(checkup)) {
	if err := p.configure(); err != nil {
		report(checkup{Verdict: broken, Subject: textSubjectConfig, Found: p.clean(err), Advice: textFixConfig})
		p.config = DefaultConfig()
		if p.flags.db != "" {
			p.config.Storage.URL = p.flags.db
		}
	} else if all, err := p.each(); err != nil {
		report(checkup{Verdict: broken, Subject: textSubjectConfig, Found: p.clean(err), Advice: textFixSchoolFlag})
		return
	} else if p.whole != nil {
		p.doctorSchools(ctx, all, report)
		return
	} else {
		report(p.checkConfig())
	}
	p.checkAll(ctx, p.schoolChecks(), report)
	p.checkAll(ctx, p.machineChecks(), report)
}

// schoolChecks are those of one school, machineChecks those of what its schools share.
func (p *program) schoolChecks() []func(context.Context) checkup {
	return []func(context.Context) checkup{
		p.checkStore, p.checkRunning, p.checkDisk, p.checkBackups, p.checkAudit, p.checkKey, p.checkOrganisations, p.checkTemplates, p.checkDrafts,
		p.checkCalendar, p.checkTelegram, p.checkZalo, p.checkZaloOA, p.checkPublic, p.checkPrivacy, p.checkSecrecy,
	}
}

func (p *program) machineChecks() []func(context.Context) checkup {
	return []func(context.Context) checkup{p.checkClock, p.checkPorts, p.checkFonts, p.checkSoffice, p.checkOCR}
}

func (p *program) checkAll(ctx context.Context, checks []func(context.Context) checkup, report func(checkup)) {
	for _, check := range checks {
		limited, cancel := context.WithTimeout(ctx, checkLimit)
		found := check(limited)
		cancel()
		found.Found, found.Advice = p.redact(found.Found), p.redact(found.Advice)
		found.School = p.school
		report(found)
	}
}

func (p *program) redact(text string) string {
	return p.secrets().Blank(text)
}

func (p *program) checkConfig() checkup {
	c := checkup{Subject: textSubjectConfig, Found: p.configFound()}
	if p.config.School == DefaultConfig().School {
		c.Verdict, c.Advice = warning, textFixSchool
	}
	return c
}

// configFound says which file was read.
func (p *program) configFound() string {
	if path := p.configPath(); path != "" {
		return textConfigRead(path)
	}
	return textConfigDefaults
}

// configPath is the file of settings that was read, "" for none.
func (p *program) configPath() string {
	paths := []string{p.flags.config}
	if p.flags.config == "" {
		paths = []string{defaultConfigFile, p.env.SystemConfig}
	}
	for _, path := range paths {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ""
}

// checkStore opens the store and reads every page of it. It makes none.
func (p *program) checkStore(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectStore}
	if isPostgres(p.config.Storage.URL) {
		return p.checkPostgres(ctx)
	}
	path, missing, err := missingStore(p.config.Storage.URL)
	if err != nil {
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixStoreURL
		return c
	}
	if missing {
		folder := existingParent(path)
		if err := writable(folder); err != nil {
			c.Verdict, c.Found, c.Advice = broken, textStoreNoRoom(path, folder, err), textFixFolder
			return c
		}
		c.Found = textStoreToBe(path)
		return c
	}
	s, err := p.openStore()
	if errors.Is(err, storage.ErrLocked) {
		if _, err := orderState(ctx, path); err == nil {
			c.Found = textStoreServed(path)
			return c
		}
	}
	if errors.Is(err, storage.ErrDamaged) {
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), p.offer(ctx)
		return c
	}
	if err != nil {
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixStore
		return c
	}
	size := s.Stats().Size
	if err := errors.Join(s.Check(ctx), s.Close()); err != nil {
		c.Verdict, c.Found, c.Advice = broken, textStoreDamaged(path, err), textFixDamaged+" "+p.offer(ctx)
		return c
	}
	c.Found = textStoreFine(path, size)
	return c
}

func (p *program) checkTemplates(context.Context) checkup {
	c := checkup{Subject: textSubjectTemplates}
	l, err := loadLibrary(p.config.Templates, nil)
	switch {
	case err != nil:
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixTemplateFolder
	case len(l.problems) > 0:
		c.Verdict, c.Found, c.Advice = broken, strings.Join(l.problems, "\n"), textFixTemplates
	default:
		c.Found = textTemplatesFine(len(l.ids), p.config.Templates.Folder)
	}
	return c
}

func (p *program) checkDrafts(context.Context) checkup {
	c := checkup{Subject: textSubjectDrafts}
	folder := p.config.Drafts.Folder
	at := existingParent(filepath.Join(folder, "x"))
	if err := writable(at); err != nil {
		c.Verdict, c.Found, c.Advice = broken, textDraftsFolder(folder, err), textFixFolder
		return c
	}
	c.Found = textDraftsFine(folder)
	return c
}

// existingParent gives the nearest folder above a path that is there.
func existingParent(path string) string {
	for folder := filepath.Dir(path); ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(folder); err == nil || folder == filepath.Dir(folder) {
			return folder
		}
	}
}

// writable tells why no file can be made in a folder.
func writable(folder string) error {
	f, err := os.CreateTemp(folder, ".thuky-*.tmp")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
