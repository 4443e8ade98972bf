package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"thuky/bot"
	"thuky/bot/terminal"
	"thuky/chat"
	"thuky/notice/doctext"
	"thuky/pdfium"
	"thuky/sheet"
	"thuky/storage"
)

// chatFlags are the flags of "chat".
type chatFlags struct {
	template, as, period, notice, out, record string
}

func (p *program) chatCommand() *cobra.Command {
	var f chatFlags
	c := &cobra.Command{
		Use:   "chat",
		Short: "trả lời một báo cáo ngay trên máy này",
		Long:  textChatLong,
		Example: `  thuky chat
  thuky chat --template dan-van-6-thang --period "06 tháng đầu năm 2024"
  thuky chat --template dan-van-6-thang < cau-tra-loi.txt`,
		Args: exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error { return p.chat(c.Context(), f) }),
	}
	flags := c.Flags()
	flags.StringVar(&f.template, "template", "", "mẫu báo cáo: `ID|TỆP` .toml")
	flags.StringVar(&f.as, "as", "", "`TÊN` người trả lời (mặc định “Thầy/cô”)")
	flags.StringVar(&f.period, "period", "", "kỳ báo cáo, `VĂN BẢN` như \"06 tháng đầu năm 2024\"")
	flags.StringVar(&f.notice, "notice", "", "công văn yêu cầu báo cáo, `TỆP` .docx, .pdf, .txt")
	flags.StringVar(&f.out, "out", "", "`THƯ MỤC` để ghi bản dự thảo (mặc định drafts)")
	flags.StringVar(&f.record, "record", "", "ghi lại cuộc trò chuyện vào `TỆP` mới, làm kịch bản kiểm thử")
	_ = c.RegisterFlagCompletionFunc("template", p.completeTemplates) // the flag is there
	return c
}

// chat answers a report in the terminal, through the same runtime as every platform.
func (p *program) chat(ctx context.Context, f chatFlags) (err error) {
	l, err := p.library()
	if err != nil {
		return err
	}
	f.as, f.period = oneLine(f.as), oneLine(f.period)
	if f.out == "" {
		f.out = p.config.Drafts.Folder
	}
	if err := checkFolder(f.out); err != nil {
		return failed(textDraftsFolder(f.out, err), nil)
	}
	s, err := p.openStore()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, storeFailure(s.Close())) }()

	room := p.room()
	session, err := p.openSession(ctx, s, l, room, f)
	if errors.Is(err, io.EOF) { // left before the first question
		return nil
	}
	if err != nil {
		return storeFailure(err)
	}
	record, err := openRecord(f.record, session)
	if err != nil {
		return err
	}
	return errors.Join(p.converse(ctx, s, l, room, session, f.out, record), closeRecord(f.record, record))
}

// converse runs the dialogue until the person leaves or the input ends.
func (p *program) converse(ctx context.Context, s storage.Store, l *library, room room, session chatSession, folder string, record *os.File) error {
	var runtime *bot.Runtime
	engine := pdfium.NewEngine(p.cacheFolder("pdfium"))
	defer engine.Close() //nolint:errcheck // nothing is kept
	config := terminal.Config{
		In: p.env.Stdin, Out: p.env.Stdout,
		Interactive: room.interactive, Colours: room.colours, Width: room.width,
		Session: session.nonce, Address: session.at, Name: session.person.Name, Report: session.campaign.ID, Now: p.env.Now,
		MaxFile: doctext.MaxBytes,
		Settle:  func(ctx context.Context) error { return runtime.Settle(ctx) },
		Save: func(f chat.File) (string, error) {
			path, err := saveNew(folder, f.Name, f.Data)
			if err != nil {
				return "", failed(textDraftNotSaved(folder, session.campaign.ID, err), nil)
			}
			return path, nil
		},
	}
	if record != nil {
		config.Record = record
	}
	transport := terminal.New(config)
	log := p.quietLogger()
	mine := &shelf{config: p.config.Templates, log: log, last: l}
	runtime = bot.New(bot.Config{
		Store: s, School: p.config.School, Zone: vietnam, Log: log, Now: p.env.Now,
		Draft: writeDraft(logUnusable(log)), Extract: p.extractor(engine), Sheets: sheet.Tables, Evidence: keepEvidence, Transports: []chat.Transport{transport},
		Library: l.all(), LibraryRenewed: mine.renewed, KeepTemplate: mine.keeper(),
		Reminders: session.planner, Calendar: p.calendar, CalendarStamp: p.calendarStamp,
	})
	if room.interactive {
		p.say(textChatHint)
	}
	if err := runtime.Run(ctx); err != nil {
		return failed(textChatBroken, err)
	}
	if err := transport.Err(); err != nil {
		return err
	}
	if room.interactive {
		p.say(textGoodbye)
	}
	return nil
}

// quietLogger logs failures only, and everything where debug was asked for: the
// person is in the middle of a conversation.
func (p *program) quietLogger() *slog.Logger {
	if p.config.Log.Level == "debug" {
		return p.logger()
	}
	quiet := *p
	quiet.config.Log.Level = "error"
	return quiet.logger()
}

// openRecord makes the file of --record and writes how the scenario begins.
func openRecord(path string, session chatSession) (*os.File, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, failed(textCannotWrite(path, err), nil)
	}
	if _, err := fmt.Fprintf(f, "%s\n-- %s.toml --\n%s-- dialogue --\n", session.campaign.Title, session.template.ID, withNewline(session.template.Source())); err != nil {
		return nil, failed(textCannotWrite(path, errors.Join(err, f.Close())), nil)
	}
	return f, nil
}

func closeRecord(path string, f *os.File) error {
	if f == nil {
		return nil
	}
	if err := f.Close(); err != nil {
		return failed(textCannotWrite(path, err), nil)
	}
	return nil
}

func withNewline(text []byte) []byte {
	if len(text) > 0 && text[len(text)-1] != '\n' {
		return append(text, '\n')
	}
	return text
}

// newNonce tells one session from every other.
func newNonce() string { return rand.Text()[:16] }
