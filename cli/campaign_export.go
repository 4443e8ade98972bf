package cli

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/conversation"
	"thuky/evidence"
	"thuky/report"
	"thuky/storage"
)

func (p *program) campaignExport() *cobra.Command {
	var output string
	var files bool
	c := &cobra.Command{
		Use:   "export ID",
		Short: "ghi các câu trả lời của một đợt báo cáo ra tệp Excel",
		Long:  textExportLong,
		Example: `  thuky campaign export dan-van-6-thang-2024-1
  thuky campaign export dan-van-6-thang-2024-1 -o tra-loi.xlsx
  thuky campaign export dan-van-6-thang-2024-1 --files -o minh-chung.zip`,
		Args:              exactly("ID"),
		ValidArgsFunction: p.completeCampaigns,
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			s, err := p.openExisting()
			if err != nil {
				return err
			}
			var data bytes.Buffer
			name, err := p.export(c.Context(), s, args[0], files, &data)
			if err = errors.Join(err, s.Close()); err != nil {
				return storeFailure(err)
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
				if output, err = saveNew(".", name, data.Bytes()); err != nil {
					return failed(textCannotWrite(".", err), nil)
				}
			}
			p.say(output)
			return nil
		}),
	}
	c.Flags().StringVarP(&output, "output", "o", "", "`TỆP` để ghi, “-” là in ra (mặc định: ghi vào thư mục hiện tại)")
	c.Flags().BoolVar(&files, "files", false, "ghi ảnh và tệp minh chứng thành một tệp zip, thay cho tệp Excel")
	return c
}

// export writes the answers of a campaign, or the files that they hold, and names the result.
func (p *program) export(ctx context.Context, s storage.Store, id string, files bool, w io.Writer) (name string, err error) {
	var people []report.Person
	var answers []report.Answer
	err = s.View(ctx, func(tx storage.Tx) error {
		c, err := findCampaign(tx, id)
		if err != nil {
			return err
		}
		for a, err := range tx.Answers(c.ID) {
			if err != nil {
				return err
			}
			answers = append(answers, a)
		}
		for person, err := range tx.People() {
			if err != nil {
				return err
			}
			people = append(people, person)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	board, err := bot.New(bot.Config{Store: s, School: p.config.School, Now: p.now}).Board(ctx, id)
	if err != nil {
		return "", err
	}
	if !files {
		if err := writeAnswers(w, board, people, p.now()); err != nil {
			return "", failed(textCannotExport, err)
		}
		return bot.FileName(textAnswersFile(board.Campaign), "xlsx"), nil
	}
	names := map[string]string{}
	for _, person := range people {
		names[person.ID] = person.Name
	}
	called := func(q *report.Question) string {
		return conversation.QuestionName(board.Template, board.Campaign, q, board.Lookup)
	}
	entries := evidence.Entries(board.Template, answers, called, names)
	if len(entries) == 0 {
		return "", failed(textNoEvidence(id), nil)
	}
	err = evidence.WriteArchive(w, entries, vietnam, func(hash string) (data []byte, err error) {
		err = s.View(ctx, func(tx storage.Tx) error {
			e, err := tx.Evidence(board.Campaign.ID, hash)
			if errors.Is(err, storage.ErrNotFound) {
				return nil
			}
			data = e.Data
			return err
		})
		return data, err
	})
	return bot.FileName(textEvidenceFile(board.Campaign), "zip"), err
}
