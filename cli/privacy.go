package cli

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

func (p *program) privacyCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "privacy",
		Short: "sổ yêu cầu về dữ liệu cá nhân: xem, xử lý",
		Long:  textPrivacyLong,
	}, p.privacyList(), p.privacyDone())
}

// requestRow is a line of "privacy list --json".
type requestRow struct {
	ID       int        `json:"id"`
	Right    string     `json:"right"`
	Person   string     `json:"person"`
	Name     string     `json:"name"`
	Received time.Time  `json:"received"`
	Due      string     `json:"due"`
	Done     *time.Time `json:"done"`
	Dropped  bool       `json:"dropped"`
}

func rowOfRequest(r report.Request) requestRow {
	row := requestRow{ID: r.ID, Right: string(r.Right), Person: r.Person, Name: r.Name, Received: r.Received.In(vietnam), Due: r.Due.String(), Dropped: r.Dropped}
	if !r.Open() {
		done := r.Done.In(vietnam)
		row.Done = &done
	}
	return row
}

func (p *program) privacyList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "liệt kê các yêu cầu và hạn xử lý",
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			var all []report.Request
			err := p.viewExisting(c.Context(), func(tx storage.Tx) (err error) {
				all, err = storage.Requests(tx)
				return err
			})
			if err != nil {
				return storeFailure(err)
			}
			rows := []requestRow{}
			for _, r := range all {
				rows = append(rows, rowOfRequest(r))
			}
			if asJSON {
				return p.printJSON(rows)
			}
			if len(all) == 0 {
				p.say(textNoRequests)
			}
			for _, r := range all {
				p.say(textRequest(r, r.Done.In(vietnam).Format("02/01/2006")))
			}
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) privacyDone() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "done SỐ",
		Short: "xử lý một yêu cầu: xóa dữ liệu, hoặc gỡ người đã rút đồng ý",
		Args:  exactly("SỐ"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			id, err := strconv.Atoi(args[0])
			if err != nil || id < 1 {
				return failed(textNoRequest(args[0]), nil)
			}
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var done report.Request
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				done, err = bot.SettleRequest(tx, id, vietnam, p.now())
				switch {
				case errors.Is(err, storage.ErrNotFound):
					return failed(textNoRequest(args[0]), nil)
				case errors.Is(err, bot.ErrLastAdmin):
					return failed(textEraseLastAdmin, nil)
				}
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			if asJSON {
				return p.printJSON(rowOfRequest(done))
			}
			p.say(textRequestDone(done))
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) exportCommand() *cobra.Command {
	var person, out string
	c := &cobra.Command{
		Use:   "export",
		Short: "ghi mọi dữ liệu đang lưu về một người ra tệp",
		Long:  textOwnExportLong,
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			if person == "" {
				return failed(textPersonNeeded, nil)
			}
			var asJSON, asText []byte
			err := p.viewExisting(c.Context(), func(tx storage.Tx) (err error) {
				asJSON, asText, err = bot.ExportPerson(tx, person, bot.Config{School: p.config.School, Zone: vietnam, Now: p.now})
				if errors.Is(err, storage.ErrNotFound) {
					return unknownPerson(tx, person)
				}
				return err
			})
			if err != nil {
				return storeFailure(err)
			}
			if out == "" {
				out = "du-lieu-" + person + ".json"
			}
			readable := strings.TrimSuffix(out, ".json") + ".txt"
			if err := replaceFile(out, asJSON); err != nil {
				return err
			}
			if err := replaceFile(readable, asText); err != nil {
				return err
			}
			p.say(textOwnWritten(out, readable))
			return nil
		}),
	}
	c.Flags().StringVar(&person, "person", "", textFlagPerson)
	c.Flags().StringVarP(&out, "output", "o", "", textFlagOwnOut)
	return c
}

func (p *program) eraseCommand() *cobra.Command {
	var person string
	var sure bool
	c := &cobra.Command{
		Use:   "erase",
		Short: "xóa một người và mọi dữ liệu của người đó",
		Long:  textEraseLong,
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			switch {
			case person == "":
				return failed(textPersonNeeded, nil)
			case !sure:
				return failed(textEraseYes, nil)
			}
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				_, err := bot.ErasePerson(tx, person, p.now())
				switch {
				case errors.Is(err, storage.ErrNotFound):
					return unknownPerson(tx, person)
				case errors.Is(err, bot.ErrLastAdmin):
					return failed(textEraseLastAdmin, nil)
				}
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			p.say(textErasedPerson(person))
			return nil
		}),
	}
	c.Flags().StringVar(&person, "person", "", textFlagPerson)
	c.Flags().BoolVar(&sure, "yes", false, textFlagYes)
	return c
}
