package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"thuky/chat"
	"thuky/filekind"
	"thuky/report"
	"thuky/storage"
)

// Links that let whoever has them do one thing, without signing in: they are for people on
// platforms that carry no files. They are made only where the pages have a public address.

// How long the links can be used.
const (
	fileLinkFor    = 7 * 24 * time.Hour
	pictureLinkFor = 48 * time.Hour
	uploadLinkFor  = 24 * time.Hour
)

// The kinds of links.
const (
	doorFile    = 'f'
	doorPicture = 'p'
	doorUpload  = 'u'
)

func (s *Server) link(path string, p pass, limit time.Duration) string {
	if s.public == "" {
		return ""
	}
	p.Ends = s.now().Add(limit).Unix()
	return s.public + path + s.signer.sign(p)
}

// FileLink is where a stored file can be downloaded under the name that it is stored with,
// for a week; of a picture that we made, as its name tells, it is the PictureLink. "" without
// a public address.
func (s *Server) FileLink(artifact, name string) string {
	if end := filekind.Ending(name); (end == ".png" || end == ".jpg") && !strings.HasPrefix(artifact, storage.UploadPrefix) {
		return s.PictureLink(artifact)
	}
	return s.link("/tep/", pass{Door: doorFile, What: artifact}, fileLinkFor)
}

// PictureLink is where a picture that we made, PNG or JPEG, is shown for two days; ""
// without a public address.
func (s *Server) PictureLink(artifact string) string {
	return s.link("/anh/", pass{Door: doorPicture, What: artifact}, pictureLinkFor)
}

// UploadLink is a page on which the owner of a chat sends files to it, for a day; "" without
// a public address.
func (s *Server) UploadLink(to chat.Address) string {
	return s.link("/nop/", pass{Door: doorUpload, What: to.String()}, uploadLinkFor)
}

// passOf reads the pass of the link that was opened.
func (s *Server) passOf(v *visit, door byte) (pass, error) {
	if s.public == "" {
		return pass{}, &problem{http.StatusNotFound, textNotFound}
	}
	if !s.limits.allowLink(v) {
		s.refused(v, "many links")
		return pass{}, &problem{http.StatusTooManyRequests, textSlower}
	}
	p, state := s.signer.check(door, v.r.PathValue("token"), s.now())
	switch state {
	case passGood:
		return p, nil
	case passEnded:
		s.refused(v, "link has ended")
		return pass{}, &problem{http.StatusGone, textLinkEnded}
	}
	s.refused(v, "link")
	return pass{}, &problem{http.StatusNotFound, textLinkBad}
}

// linkedFile is a download by link.
func (s *Server) linkedFile(v *visit) error {
	p, err := s.passOf(v, doorFile)
	if err != nil {
		return err
	}
	return s.download(v, p.What, "")
}

// linkedPicture is a picture by link. What people sent is shown nowhere.
func (s *Server) linkedPicture(v *visit) error {
	p, err := s.passOf(v, doorPicture)
	if err != nil {
		return err
	}
	if strings.HasPrefix(p.What, storage.UploadPrefix) {
		return &problem{http.StatusNotFound, textNoPicture}
	}
	return s.picture(v, p.What)
}

// handInPage is the page of an upload link.
type handInPage struct {
	Token, Nonce, Accept string
	Call                 string // whose it is: "cô Mai"
	Notice               string
	Taken                []string // names of the files that came
}

// handIn shows the form of an upload link.
func (s *Server) handIn(v *visit) error {
	_, page, err := s.handInOf(v)
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "handin", titleHandIn, page)
}

func (s *Server) handInOf(v *visit) (to chat.Address, page handInPage, err error) {
	p, err := s.passOf(v, doorUpload)
	if err != nil {
		return to, page, err
	}
	if to, err = chat.ParseAddress(p.What); err != nil {
		return to, page, err
	}
	var owner report.Person
	err = s.view(v, func(tx storage.Tx) (err error) {
		owner, err = tx.PersonByAddress(to)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) { // who has left sends nothing any more
		s.refused(v, "link of nobody")
		err = &problem{http.StatusGone, textLinkEnded}
	}
	if err != nil {
		return to, page, err
	}
	return to, handInPage{
		Token: v.r.PathValue("token"), Nonce: newNonce(), Accept: filekind.Accepted, Call: textCalled(owner),
	}, nil
}

// handInFiles takes files by an upload link and hands them to the chat that it is for.
func (s *Server) handInFiles(v *visit) error {
	to, page, err := s.handInOf(v)
	if err != nil {
		return err
	}
	done, err := s.hold(v)
	if err != nil {
		return err
	}
	defer done()
	files, err := s.received(v, to)
	if err != nil {
		p := problemOf(err)
		if v.byScript() || p.status >= http.StatusInternalServerError {
			return err
		}
		page.Notice = p.text
		return s.page(v, p.status, "handin", titleHandIn, page)
	}
	now := s.now()
	var updates []chat.Update
	for _, f := range files {
		a := f.attachment()
		updates = append(updates, chat.Update{
			Key: updateKey(to, f.key), Kind: chat.Media, Media: media(a), Address: to, At: now, Attachment: a,
		})
		page.Taken = append(page.Taken, f.name)
	}
	if err := s.update(v, func(tx storage.Tx) error {
		for _, f := range files {
			_, err := tx.Artifact(f.id)
			if errors.Is(err, storage.ErrNotFound) { // else it is sent again, and may have been read
				err = tx.PutArtifact(f.id, f.artifact(s))
			}
			if err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := s.hand(v.r.Context(), updates...); err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "handin", titleHandIn, page)
}
