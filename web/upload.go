package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"thuky/chat"
	"thuky/filekind"
	"thuky/storage"
)

// Limits of what people send.
const (
	maxFile    = 20 << 20 // bytes of a file
	maxUpload  = maxFile + 64<<10
	maxFiles   = 10 // at once
	fileField  = "tep"
	nonceField = "nonce"
)

// uploaded is a file that somebody sent.
type uploaded struct {
	id   string // the key of the artifact, and what Fetch takes
	key  string // of the line, or the end of the key of the update
	kind filekind.Kind
	data []byte
	name string
}

func (u uploaded) attachment() *chat.Attachment {
	return &chat.Attachment{ID: u.id, Name: u.name, MIME: u.kind.MIME, Size: int64(len(u.data))}
}

func (u uploaded) artifact(s *Server) storage.Artifact {
	return storage.Artifact{Name: u.name, MIME: u.kind.MIME, Created: s.now(), Data: u.data}
}

// received reads the files of a form. Sent again with the same nonce they have the same ids.
func (s *Server) received(v *visit, whose chat.Address) ([]uploaded, error) {
	var files []*multipart.FileHeader
	if v.r.MultipartForm != nil {
		files = v.r.MultipartForm.File[fileField]
	}
	if len(files) > maxFiles {
		return nil, &problem{http.StatusUnprocessableEntity, textManyFiles(maxFiles)}
	}
	nonce := nonceOf(v)
	var all []uploaded
	for _, f := range files {
		if f.Size == 0 && f.Filename == "" {
			continue // nothing was chosen
		}
		if f.Size > maxFile {
			return nil, &problem{http.StatusRequestEntityTooLarge, textFileTooLarge(filekind.CleanName(f.Filename, textFileName))}
		}
		data, err := readPart(f)
		if err != nil {
			return nil, err
		}
		kind, ok := filekind.Sniff(f.Filename, data)
		if !ok {
			return nil, &problem{http.StatusUnsupportedMediaType, textFileRefused(filekind.CleanName(f.Filename, textFileName), len(data) == 0)}
		}
		u := uploaded{kind: kind, data: data, name: kind.Named(f.Filename, textFileName)}
		sum := sha256.Sum256(data)
		mark := s.signer.sum("upload", whose.String(), nonce, u.name, hex.EncodeToString(sum[:]))
		u.id, u.key = storage.UploadPrefix+mark, nonce+"."+mark[:8]
		all = append(all, u)
	}
	if len(all) == 0 {
		return nil, &problem{http.StatusUnprocessableEntity, textNoFile}
	}
	return all, nil
}

func readPart(f *multipart.FileHeader) ([]byte, error) {
	file, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(file, data); err != nil {
		return nil, err
	}
	return data, nil
}

// media is what kind of message an attachment makes.
func media(a *chat.Attachment) string {
	for _, k := range []filekind.Kind{filekind.JPEG, filekind.PNG, filekind.GIF, filekind.WebP, filekind.HEIC, filekind.TIFF} {
		if a.MIME == k.MIME {
			return "photo"
		}
	}
	return "file"
}

// upload takes the files of a signed-in person into their chat.
func (s *Server) upload(v *visit) error {
	done, err := s.hold(v)
	if err != nil {
		return s.sayAgain(v, err)
	}
	defer done()
	files, err := s.received(v, v.address())
	if err != nil {
		return s.sayAgain(v, err)
	}
	lines := make([]storage.Line, len(files))
	for i, f := range files {
		lines[i] = storage.Line{Chat: v.address(), Key: ownKey + f.key, At: s.now(), Mine: true, Attachment: f.attachment()}
	}
	return s.take(v, lines, func(tx storage.Tx) error {
		for _, f := range files {
			if err := tx.PutArtifact(f.id, f.artifact(s)); err != nil {
				return err
			}
		}
		return nil
	})
}

// holders is how many requests may hold files in memory at once.
const holders = 2

// hold waits for a turn to hold files in memory; done gives it back.
func (s *Server) hold(v *visit) (done func(), err error) {
	if !s.limits.allowUpload(v) {
		s.refused(v, "many files")
		return nil, &problem{http.StatusTooManyRequests, textManyUploads}
	}
	select {
	case s.holders <- struct{}{}:
		return func() { <-s.holders }, nil
	case <-v.r.Context().Done():
		return nil, v.r.Context().Err()
	case <-s.closing:
		return nil, errNotRunning
	}
}

// lineFile is the file of a line of the visitor's own chat.
func (s *Server) lineFile(v *visit) error {
	l, err := s.ownLine(v)
	if err != nil {
		return err
	}
	switch {
	case l.Attachment != nil:
		return s.download(v, l.Attachment.ID, l.Attachment.Name)
	case l.Message.File != nil:
		return s.download(v, l.Message.File.Artifact, l.Message.File.Name)
	}
	return &problem{http.StatusNotFound, textNoLine}
}

// linePicture is the picture of a line of the visitor's own chat.
func (s *Server) linePicture(v *visit) error {
	l, err := s.ownLine(v)
	if err != nil {
		return err
	}
	if l.Message.Picture == nil {
		return &problem{http.StatusNotFound, textNoLine}
	}
	return s.picture(v, l.Message.Picture.Artifact)
}

// sayAgain shows the words for an error above the chat, so that nobody is led away from it.
func (s *Server) sayAgain(v *visit, err error) error {
	p := problemOf(err)
	var known *problem
	if v.byScript() || !errors.As(err, &known) {
		return err
	}
	return s.showChat(v, p.status, chatPage{Notice: p.text})
}
