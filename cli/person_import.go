package cli

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// The states of a row of "person import --json".
const (
	importNew     = "new"
	importChanged = "changed"
	importSame    = "same"
)

// importRow is one person of "person import --json". Code is null for who has joined.
type importRow struct {
	ID    string      `json:"id"`
	Name  string      `json:"name"`
	Role  string      `json:"role"`
	Unit  string      `json:"unit"`
	Call  string      `json:"call"`
	State string      `json:"state"`
	Code  *string     `json:"code"`
	Links inviteLinks `json:"links"`
}

// importView is "person import --json".
type importView struct {
	People  []importRow `json:"people"`
	Expires string      `json:"expires"`
	Ignored []string    `json:"ignored"` // columns
}

func (p *program) personImport() *cobra.Command {
	var expires, codes string
	var asJSON bool
	c := &cobra.Command{
		Use:     "import TỆP.csv",
		Short:   "đưa danh sách người từ tệp CSV vào, mỗi người một mã mời riêng",
		Long:    textImportLong,
		Example: `  thuky person import giao-vien.csv --codes ma-moi.csv`,
		Args:    exactly("TỆP.csv"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			span, err := parseSpan("--expires", expires)
			if err != nil {
				return err
			}
			l, err := openList(args[0])
			if err != nil {
				return err
			}
			if len(l.problems) > 0 {
				return failed(textListProblems(args[0], l.problems), nil)
			}
			var out *os.File
			if codes != "" { // before anything is stored: codes are told only once
				if out, err = os.OpenFile(codes, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
					return failed(textCannotWrite(codes, err), nil)
				}
				defer out.Close() //nolint:errcheck // closed by writeCodes where it counts
			}
			now := p.now()
			all, err := p.importPeople(c, args[0], l, now, now.Add(span))
			if err != nil {
				if out != nil {
					_ = os.Remove(codes) // it is ours, and empty
				}
				return err
			}
			v := viewOf(all, p.telegramName(c.Context()), p.webLink, now.Add(span), l.ignored)
			if asJSON {
				err = p.printJSON(v)
			} else {
				p.printImport(v, now.Add(span))
			}
			if out == nil || err != nil {
				return err
			}
			n, err := writeCodes(out, v)
			if err != nil {
				return failed(textCannotWrite(codes, err), nil)
			}
			p.note(textCodesWritten(codes, n))
			return nil
		}),
	}
	c.Flags().StringVar(&expires, "expires", "14d", "`THỜI HẠN` của các mã mời: 12h, 7d, 2w (mặc định 14d)")
	c.Flags().StringVar(&codes, "codes", "", "ghi thêm các mã mời vào `TỆP` .csv mới, chỉ chủ máy đọc được")
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// openList reads the list in a file.
func openList(path string) (*list, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, failed(textListUnreadable(path, err), nil)
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(f, maxListBytes+1))
	if err != nil {
		return nil, failed(textListUnreadable(path, err), nil)
	}
	return readList(data), nil
}

// importPeople stores the list, all of it or nothing.
func (p *program) importPeople(c *cobra.Command, path string, l *list, now, expires time.Time) (all []bot.Imported, err error) {
	s, err := p.openStore()
	if err != nil {
		return nil, err
	}
	rows := make([]report.Person, len(l.rows))
	for i, row := range l.rows {
		rows[i] = row.person
	}
	err = s.Update(c.Context(), func(tx storage.Tx) (err error) {
		all, err = bot.ImportPeople(tx, rows, bot.Actor{}, now, expires)
		var bad *report.ListError
		if errors.As(err, &bad) {
			why := textListAmbiguous
			if bad.LastAdmin {
				why = textListLastAdmin
			}
			problem := listProblem{line: l.rows[bad.Row].line, words: rows[bad.Row].Name, why: why}
			return failed(textListProblems(path, []listProblem{problem}), nil)
		}
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, storeFailure(err)
	}
	return all, nil
}

// viewOf is what is printed of an import.
func viewOf(all []bot.Imported, bot string, web func(code string) *string, expires time.Time, ignored []string) importView {
	v := importView{People: []importRow{}, Expires: expires.In(vietnam).Format(time.RFC3339), Ignored: append([]string{}, ignored...)}
	for _, one := range all {
		row := importRow{
			ID: one.Person.ID, Name: one.Person.Name, Role: string(one.Person.Role), Unit: one.Person.Unit, Call: one.Person.Call, State: importSame,
		}
		switch {
		case one.Was == nil:
			row.State = importNew
		case one.Changed():
			row.State = importChanged
		}
		if one.Code != "" {
			row.Code = &one.Code
			if link := startLink(bot, one.Code); link != "" {
				row.Links.Telegram = &link
			}
			row.Links.Web = web(one.Code)
		}
		v.People = append(v.People, row)
	}
	return v
}

func (p *program) printImport(v importView, expires time.Time) {
	cells := [][]string{textImportColumns()}
	count, codes := map[string]int{}, 0
	for _, row := range v.People {
		count[row.State]++
		if row.Code != nil {
			codes++
		}
		cells = append(cells, []string{textImportState(row.State), textRole(report.Role(row.Role)), orDash(row.Unit), orDash(deref(row.Code)), orDash(deref(row.Links.Telegram)), row.Name})
	}
	table(p.env.Stdout, cells)
	p.say(textImported(count[importNew], count[importChanged], count[importSame], codes, expires))
	if len(v.Ignored) > 0 {
		p.note(textImportIgnored(v.Ignored))
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// writeCodes writes the codes for a spreadsheet, and closes the file.
func writeCodes(f *os.File, v importView) (n int, err error) {
	_, err = io.WriteString(f, "\ufeff") // Excel takes it for UTF-8 then
	w := csv.NewWriter(f)
	_ = w.Write(textCodesColumns()) // kept by w, as the following
	for _, row := range v.People {
		if row.Code != nil {
			n++
			_ = w.Write([]string{row.Name, row.Unit, row.Role, *row.Code, deref(row.Links.Telegram)})
		}
	}
	w.Flush()
	return n, errors.Join(err, w.Error(), f.Close())
}
