package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"thuky/storage"
	"thuky/storage/boltstore"
)

func (p *program) auditCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "audit",
		Short: "nhật ký: kiểm tra có ai sửa không",
		Long:  textAuditLong,
	}, p.auditVerify())
}

func (p *program) auditVerify() *cobra.Command {
	var asJSON bool
	var against string
	c := &cobra.Command{
		Use:     "verify",
		Short:   "kiểm tra từng dòng nhật ký, và đối chiếu với một bản sao lưu",
		Long:    textAuditVerifyLong,
		Example: textAuditExample,
		Args:    exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			a, err := p.auditOf(c.Context(), against)
			if err != nil {
				return err
			}
			if asJSON {
				if err := p.printJSON(a.view()); err != nil {
					return err
				}
			} else {
				p.say(textAudit(a))
			}
			if len(a.found.Problems) > 0 {
				return errTold
			}
			return nil
		}),
	}
	c.Flags().StringVar(&against, "with", "", textFlagAuditWith)
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// audited is what a check of the audit found, and the copy with which it was compared.
type audited struct {
	found storage.AuditCheck
	copy  string // "" for none
}

// auditOf checks the audit of the store beside a copy: the one that was named, or else the
// newest that is sound.
func (p *program) auditOf(ctx context.Context, against string) (a audited, err error) {
	var heads []storage.AuditHead
	if against != "" {
		contents, err := p.inspect(ctx, against)
		if err != nil {
			return a, failed(textAuditNoCopy(against), err)
		}
		if a.copy, heads = against, headsOf(contents); heads == nil {
			return a, failed(textAuditOldCopy(against), nil)
		}
	} else if c, err := p.newestSound(ctx); err == nil && c != nil {
		if heads = headsOf(c.Contents); heads != nil {
			a.copy = c.path
		}
	}
	s, err := p.openExisting()
	if err != nil {
		return a, err
	}
	err = s.View(ctx, func(tx storage.Tx) (err error) {
		a.found, err = tx.CheckAudit(heads...)
		return err
	})
	return a, storeFailure(errors.Join(err, s.Close()))
}

// headsOf gives the head of a copy, where it has one.
func headsOf(c boltstore.Contents) []storage.AuditHead {
	if c.Audit.Head.Number == 0 {
		return nil
	}
	return []storage.AuditHead{c.Audit.Head}
}

// checkAudit looks whether the audit is what was written.
func (p *program) checkAudit(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectAudit}
	if _, missing, err := missingStore(p.config.Storage.URL); err != nil || missing {
		c.Found = textAuditNone
		return c
	}
	a, err := p.auditOf(ctx, "")
	switch {
	case errors.Is(err, storage.ErrLocked):
		c.Found = textAuditBusy
	case err != nil:
		c.Verdict, c.Found = warning, textAuditUnread
	case len(a.found.Problems) > 0:
		c.Verdict, c.Found, c.Advice = broken, textAuditProblems(a, mostAuditProblems), textFixAudit
	default:
		c.Found = textAuditFine(a)
	}
	return c
}

// mostAuditProblems is how many problems doctor tells, and audit verify.
const (
	mostAuditProblems    = 3
	mostAuditProblemsAll = 200
)

// auditView is "audit verify --json".
type auditView struct {
	First    uint64        `json:"first"`
	Number   uint64        `json:"number"`
	Hash     string        `json:"hash"`
	Since    *time.Time    `json:"since"`
	Entries  int           `json:"entries"`
	Older    int           `json:"older"`
	Erased   int           `json:"erased"`
	Removed  uint64        `json:"removed"`
	Copy     string        `json:"compared_with"`
	Problems []problemView `json:"problems"`
}

type problemView struct {
	Kind     string     `json:"kind"`
	Number   uint64     `json:"number"`
	To       uint64     `json:"to"`
	Campaign string     `json:"campaign"`
	At       *time.Time `json:"at"`
	Text     string     `json:"text"`
}

func (a audited) view() auditView {
	f := a.found
	v := auditView{
		First: f.Head.First, Number: f.Head.Number, Since: knownTime(f.Since), Entries: f.Entries, Older: f.Older,
		Erased: f.Erased, Removed: f.Removed, Copy: a.copy, Problems: []problemView{},
	}
	if f.Head.Number > 0 {
		v.Hash = f.Head.Hash.String()
	}
	for _, problem := range f.Problems {
		v.Problems = append(v.Problems, problemView{
			string(problem.Kind), problem.Number, problem.To, problem.Campaign, knownTime(problem.At), textAuditProblem(problem, a.copy),
		})
	}
	return v
}

// knownTime gives nil for the zero time.
func knownTime(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.In(vietnam)
	return &at
}
