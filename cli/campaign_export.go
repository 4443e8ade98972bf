package cli

import (
	"bytes"
	"errors"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

func (p *program) campaignExport() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "export ID",
		Short: "ghi các câu trả lời của một đợt báo cáo ra tệp Excel",
		Long:  textExportLong,
		Example: `  thuky campaign export dan-van-6-thang-2024-1
  thuky campaign export dan-van-6-thang-2024-1 -o tra-loi.xlsx`,
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeCampaigns,
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var people []report.Person
			var board *report.Board
			err = s.View(c.Context(), func(tx storage.Tx) error {
				if _, err := findCampaign(tx, args[0]); err != nil {
					return err
				}
				for person, err := range tx.People() {
					if err != nil {
						return err
					}
					people = append(people, person)
				}
				return nil
			})
			if err == nil {
				board, err = bot.New(bot.Config{Store: s, School: p.config.School, Now: p.now}).Board(c.Context(), args[0])
			}
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
			}
			var data bytes.Buffer
			if err := writeAnswers(&data, board, people, p.now()); err != nil {
				return failed(textCannotExport, err)
			}
			switch {
			case output == "-":
				if _, err := p.env.Stdout.Write(data.Bytes()); err != nil {
					return failed(textCannotPrint, err)
				}
				return nil
			case output != "":
				if err := replaceFile(output, data.Bytes()); err != nil {
					return failed(textCannotWrite(output, err), nil)
				}
			default:
				if output, err = saveNew(".", bot.FileName(textAnswersFile(board.Campaign), "xlsx"), data.Bytes()); err != nil {
					return failed(textCannotWrite(".", err), nil)
				}
			}
			p.say(output)
			return nil
		}),
	}
	c.Flags().StringVarP(&output, "output", "o", "", "`TỆP` để ghi, “-” là in ra (mặc định: ghi vào thư mục hiện tại)")
	return c
}
