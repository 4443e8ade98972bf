package cli

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
	"thuky/workday"
)

func (p *program) privacyCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "privacy",
		Short: "sổ yêu cầu về dữ liệu cá nhân: xem, xử lý",
		Long:  textPrivacyLong,
	}, p.privacyList(), p.privacyDone(), p.privacyRefuse())
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
	Words    string     `json:"words"`   // what is to be corrected
	Refused  string     `json:"refused"` // why it was not done
	Kept     int        `json:"kept"`    // approved reports that hold answers of who was deleted
}

func rowOfRequest(r report.Request) requestRow {
	row := requestRow{ID: r.ID, Right: string(r.Right), Person: r.Person, Name: r.Name, Received: r.Received.In(vietnam), Due: r.Due.String(), Dropped: r.Dropped, Words: r.Words, Refused: r.Refused, Kept: r.Kept}
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
				p.say(textRequest(r, r.Done.In(vietnam).Format("02/01/2006"), workday.DateOf(p.now().In(vietnam))))
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
		Short: "xử lý một yêu cầu: xóa dữ liệu, gỡ người đã rút đồng ý, ghi là đã sửa",
		Args:  exactly("SỐ"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			done, err := p.answerRequest(c, args[0], func(tx storage.Tx, id int) (report.Request, error) {
				return bot.SettleRequest(tx, id, vietnam, p.now())
			})
			switch {
			case err != nil:
				return err
			case asJSON:
				return p.printJSON(rowOfRequest(done))
			}
			p.say(textRequestDone(done))
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

func (p *program) privacyRefuse() *cobra.Command {
	var reason string
	var asJSON bool
	c := &cobra.Command{
		Use:   "refuse SỐ",
		Short: "từ chối một yêu cầu, có lý do; người yêu cầu được báo",
		Args:  exactly("SỐ"),
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
			case n == 0:
				return usage(textReasonNeeded)
			case n > report.MaxDenial:
				return failed(textReasonLong(n, report.MaxDenial), nil)
			}
			done, err := p.answerRequest(c, args[0], func(tx storage.Tx, id int) (report.Request, error) {
				return bot.RefuseRequest(tx, id, vntext.Clean(reason), vietnam, p.now())
			})
			switch {
			case err != nil:
				return err
			case asJSON:
				return p.printJSON(rowOfRequest(done))
			}
			p.say(textRequestRefused(done))
			return nil
		}),
	}
	c.Flags().StringVar(&reason, "reason", "", textFlagReason)
	c.Flags().BoolVar(&asJSON, "json", false, textFlagJSON)
	return c
}

// answerRequest settles the request of a number that was typed.
func (p *program) answerRequest(c *cobra.Command, typed string, do func(storage.Tx, int) (report.Request, error)) (done report.Request, err error) {
	id, err := strconv.Atoi(typed)
	if err != nil || id < 1 {
		return done, failed(textNoRequest(typed), nil)
	}
	s, err := p.openExisting()
	if err != nil {
		return done, err
	}
	err = s.Update(c.Context(), func(tx storage.Tx) (err error) {
		done, err = do(tx, id)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return failed(textNoRequest(typed), nil)
		case errors.Is(err, bot.ErrLastAdmin):
			return failed(textEraseLastAdmin, nil)
		}
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return done, storeFailure(err)
	}
	return done, nil
}

func (p *program) exportCommand() *cobra.Command {
	var person, out string
	c := &cobra.Command{
		Use:   "export --person MÃ",
		Short: "ghi mọi dữ liệu đang lưu về một người ra tệp",
		Long:  textOwnExportLong,
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			if person == "" {
				return usage(textNeedFlag(c.CommandPath(), "--person MÃ", textSeePeople))
			}
			var asJSON, asText []byte
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			err = s.View(c.Context(), func(tx storage.Tx) (err error) {
				asJSON, asText, err = bot.ExportPerson(tx, person, bot.Config{School: p.config.School, Zone: vietnam, Now: p.now})
				if errors.Is(err, storage.ErrNotFound) {
					return unknownPerson(tx, person)
				}
				return err
			})
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			switch out {
			case "-":
				if _, err := p.env.Stdout.Write(asJSON); err != nil {
					return failed(textCannotPrint, err)
				}
				return nil
			case "":
				out = "du-lieu-" + person + ".json"
			}
			readable := strings.TrimSuffix(out, ".json") + ".txt"
			// Everything about a person: nobody else on this machine may read it.
			if err := replaceAs(out, asJSON, 0o600); err != nil {
				return failed(textCannotWrite(out, err), nil)
			}
			if err := replaceAs(readable, asText, 0o600); err != nil {
				return failed(textCannotWrite(readable, err), nil)
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
		Use:   "erase --person MÃ",
		Short: "xóa một người và mọi dữ liệu của người đó",
		Long:  textEraseLong,
		Args:  exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			if person == "" {
				return usage(textNeedFlag(c.CommandPath(), "--person MÃ", textSeePeople))
			}
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var name string
			err = s.View(c.Context(), func(tx storage.Tx) error {
				who, err := tx.Person(person)
				if errors.Is(err, storage.ErrNotFound) {
					return unknownPerson(tx, person)
				}
				name = who.Name
				return err
			})
			if err == nil && !sure && !p.sure(c.Context(), textEraseAsk(person, name), wordErase) {
				err = failed(textEraseDropped, nil)
			}
			if err != nil {
				return storeFailure(errors.Join(err, s.Close()))
			}
			err = s.Update(c.Context(), func(tx storage.Tx) error {
				gone, err := bot.ErasePerson(tx, person, p.now())
				if err == nil {
					err = bot.AnnounceErasure(tx, gone, vietnam, p.now())
				}
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
