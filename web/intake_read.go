package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"thuky/chat"
	"thuky/notice"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// ExtractFunc takes the text out of a file. The note, in words for whoever sent it, says
// what to keep in mind about the text, or where there is none what is wrong with the file;
// an error is a failure of ours.
type ExtractFunc func(ctx context.Context, name string, data []byte) (text, note string, err error)

const (
	maxNoticeBytes = 20 << 20 // bytes of all files of one form
	maxNoticeFiles = 30
	// readingLimit ends the reading of all files of a notice; a page of a scan takes seconds.
	readingLimit = 6 * time.Minute
	// aMoment is how long a page waits for what may be ready at once.
	aMoment = 2 * time.Second
)

// noticeFile is a file that came in. It is in memory only: it may turn out to be secret.
type noticeFile struct {
	name string
	data []byte
}

// noticeFiles are the files of a notice, in their order.
func noticeFiles(v *visit) ([]noticeFile, error) {
	return formFiles(v, "file", maxNoticeFiles, maxNoticeBytes)
}

// formFiles are the files of an input, in their order: at most so many, of so many bytes
// each.
func formFiles(v *visit, name string, most, size int) (all []noticeFile, err error) {
	if v.r.MultipartForm == nil {
		return nil, nil
	}
	for _, header := range v.r.MultipartForm.File[name] {
		if header.Filename == "" && header.Size == 0 { // none was chosen
			continue
		}
		if len(all) >= most {
			return nil, &problem{http.StatusUnprocessableEntity, textManyFiles(most)}
		}
		f, err := header.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(io.LimitReader(f, int64(size)+1))
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		if len(data) > size {
			return nil, &problem{http.StatusRequestEntityTooLarge, textTooLarge(int64(size))}
		}
		all = append(all, noticeFile{header.Filename, data})
	}
	return all, nil
}

// pasted is the text of a form, as it was pasted but for the line ends of forms.
func pasted(v *visit, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(v.r.PostFormValue(name), ""), "\r\n", "\n"))
}

// takeIn adds pasted text and files to an intake and stores it. Files are read in the
// background. What is wrong with the form is a problem, and nothing is stored then.
func (s *Server) takeIn(v *visit, in intake, text string, files []noticeFile) error {
	if utf8.RuneCountInString(in.Text)+utf8.RuneCountInString(text) > maxNotice {
		return &problem{http.StatusUnprocessableEntity, textNoticeLong(maxNotice)}
	}
	if in.Changed.IsZero() && notice.SecretInAnyFont(text) { // there is nothing yet
		return &problem{http.StatusUnprocessableEntity, textSecret}
	}
	in.Notes = nil
	if text != "" || len(files) == 0 {
		if err := s.absorb(v.r.Context(), v.address(), &in, text); err != nil {
			return err
		}
	}
	if in.Stage == intakeSecret { // together with what was there before
		files = nil
	}
	if len(files) > 0 {
		in.Stage, in.Until = intakeReading, s.now().Add(readingLimit)
	}
	if err := s.update(v, func(tx storage.Tx) error { return s.putIntake(tx, in) }); err != nil || len(files) == 0 {
		return err
	}
	by := v.address()
	if s.works.start(intakeKey(in.ID), readingLimit, func(ctx context.Context) { s.readNotice(ctx, in.ID, by, files) }) {
		return nil
	}
	return s.update(v, func(tx storage.Tx) error {
		in.Stage, in.Notes = intakeCheck, []string{textBusyReading}
		return s.putIntake(tx, in)
	})
}

// readNotice reads files into an intake that waits for them.
func (s *Server) readNotice(ctx context.Context, id string, by chat.Address, files []noticeFile) {
	text, notes := s.textOf(ctx, files)
	after := context.WithoutCancel(ctx)
	var in intake
	err := s.store.View(after, func(tx storage.Tx) (err error) {
		in, err = readIntake(tx, id)
		return err
	})
	if err == nil && in.Stage == intakeReading {
		err = s.absorb(after, by, &in, text)
		if in.Stage == intakeCheck {
			in.Notes = append(notes, in.Notes...)
		}
		if err == nil {
			err = s.store.Update(after, func(tx storage.Tx) error {
				if now, err := readIntake(tx, id); err != nil || now.Stage != intakeReading {
					return err // dropped, or read again meanwhile
				}
				return s.putIntake(tx, in)
			})
		}
	}
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		s.log.Error("a notice could not be read", "error", err)
	}
}

// textOf is the text of files, with what to know about those that gave none.
func (s *Server) textOf(ctx context.Context, files []noticeFile) (text string, notes []string) {
	var parts []string
	for i, f := range files {
		if s.extract == nil {
			return "", []string{textNoReader}
		}
		part, note, err := s.extract(ctx, f.name, f.data)
		switch {
		case ctx.Err() != nil:
			return strings.Join(parts, "\n\n"), append(notes, textCutShort(i, len(files)))
		case err != nil:
			s.log.Error("the text of a file could not be taken", "error", err)
			notes = append(notes, textFileFailed(f.name))
		default:
			if note != "" {
				notes = append(notes, note)
			}
			if part != "" {
				parts = append(parts, part)
			}
		}
	}
	return strings.Join(parts, "\n\n"), notes
}

// absorb adds text to an intake and reads all of it anew; the fields that an admin has
// settled stay. Of a text that is marked as secret nothing is kept, nor of what it was
// added to.
func (s *Server) absorb(ctx context.Context, by chat.Address, in *intake, more string) error {
	in.Stage, in.Until = intakeCheck, time.Time{}
	if notice.SecretInAnyFont(more) {
		in.forget()
		return nil
	}
	if converted, encoding, old := notice.Legacy(more); old {
		more, in.Encoding = converted, encoding
	}
	text := strings.TrimSpace(in.Text + "\n\n" + vntext.NFC(more))
	if notice.SecretInAnyFont(text) {
		in.forget()
		return nil
	}
	if runes := []rune(text); len(runes) > maxNotice {
		text = string(runes[:maxNotice])
		in.Notes = append(in.Notes, textNoticeCut(maxNotice))
	}
	plan, found, err := s.office.ReadNotice(ctx, by, text)
	if err != nil {
		return err
	}
	in.Text, in.Found = text, found
	if n := plan.Campaign.Notice; in.Of != "" && n.Number == "" && n.Issuer == "" && n.Subject == "" {
		return nil // what the report has is worth more
	}
	in.Plan = keepFixed(in.Plan, plan, in.Of != "")
	return nil
}

// forget leaves of an intake only that it was secret.
func (in *intake) forget() {
	*in = intake{ID: in.ID, Of: in.Of, By: in.By, Created: in.Created, Stage: intakeSecret}
}

// keepFixed has what an admin settled in an old plan stand in a new one. of: it is the
// notice of an open report, and nothing but that.
func keepFixed(old, read report.Plan, of bool) report.Plan {
	if of {
		read.Campaign = report.Campaign{Notice: read.Campaign.Notice, Template: old.Campaign.Template}
		read.Deadlines, read.Fixed = nil, nil
	}
	was, is := &old.Campaign, &read.Campaign
	for f, fixed := range old.Fixed {
		if !fixed || was.Notice == nil {
			continue
		}
		switch f {
		case report.FieldKind:
			is.Notice.Kind = was.Notice.Kind
		case report.FieldNumber:
			is.Notice.Number = was.Notice.Number
		case report.FieldIssued:
			is.Notice.Issued = was.Notice.Issued
		case report.FieldIssuer:
			is.Notice.Issuer = was.Notice.Issuer
		case report.FieldSubject:
			is.Notice.Subject = was.Notice.Subject
		case report.FieldSendTo:
			is.Notice.SendTo = was.Notice.SendTo
		case report.FieldPeriod:
			is.Period = was.Period
		case report.FieldDeadline:
			is.Deadline, is.DeadlineHour = was.Deadline, was.DeadlineHour
		case report.FieldInternal:
			is.Internal, is.InternalHour = was.Internal, was.InternalHour
		case report.FieldCutOff:
			is.CutOff = was.CutOff
		case report.FieldTemplate:
			is.Template = was.Template
		case report.FieldPeople:
			read.Everybody = old.Everybody
		}
		delete(read.Doubts, f)
		delete(read.Spans, f)
		read.Settle(f)
	}
	return read
}
