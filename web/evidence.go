package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/evidence"
	"thuky/report"
	"thuky/storage"
)

// What of the files of answers is shown inline are the pictures that we wrote ourselves;
// everything else is handed out to be saved.

// fileCard is a file of an answer on a page.
type fileCard struct {
	N                    int
	Hash, Label, Caption string
	About                string // "ảnh · 1,2 MB"
	Small, Whole, Save   string // addresses; of a document there is no picture
}

// fileCards lays out files; at is where those of the campaign are.
func fileCards(at string, files []report.File) []fileCard {
	var all []fileCard
	for i, f := range files {
		card := fileCard{N: i + 1, Hash: f.Hash, Label: f.Label(), Caption: f.Caption, About: textFileAbout(f.KindText(), f.Size), Save: at + "/" + f.Hash}
		if f.Photo() {
			card.Small, card.Whole = card.Save+"/nho", card.Save+"/anh"
		}
		all = append(all, card)
	}
	return all
}

func evidencePath(campaign string) string { return campaignPath(campaign) + "/minh-chung" }

// evidenceOf reads a file of a campaign, and the name under which an answer has it. whose is
// the person whose answer it must be, "" for anybody's.
func (s *Server) evidenceOf(v *visit, campaign, whose string) (e storage.Evidence, name string, err error) {
	hash := v.r.PathValue("hash")
	err = s.view(v, func(tx storage.Tx) (err error) {
		name = ""
		for a, err := range tx.Answers(campaign) {
			if err != nil {
				return err
			}
			if whose != "" && a.Person != whose {
				continue
			}
			if i := slices.IndexFunc(a.Value.Files, func(f report.File) bool { return f.Hash == hash }); i >= 0 {
				name = a.Value.Files[i].Name
				break
			}
		}
		if name == "" {
			return storage.ErrNotFound
		}
		e, err = tx.Evidence(campaign, hash)
		return err
	})
	return e, name, err
}

// evidenceFile hands out a file, or shows the picture of one, by the last part of the address.
func (s *Server) evidenceFile(v *visit) error {
	return s.sendEvidence(v, v.r.PathValue("id"), "")
}

// ownEvidence does the same with those of one's own answers.
func (s *Server) ownEvidence(v *visit) error {
	return s.sendEvidence(v, v.r.PathValue("campaign"), v.person.ID)
}

func (s *Server) sendEvidence(v *visit, campaign, whose string) error {
	e, name, err := s.evidenceOf(v, campaign, whose)
	if err != nil {
		return err
	}
	switch v.r.PathValue("how") {
	case "":
		return s.handOut(v, name, e.MIME, e.Data)
	case "nho":
		return s.showJPEG(v, e.Thumb)
	case "anh":
		if e.MIME == jpegMIME {
			return s.showJPEG(v, e.Data)
		}
	}
	return storage.ErrNotFound
}

const jpegMIME = "image/jpeg"

// showJPEG shows a picture that we wrote ourselves.
func (s *Server) showJPEG(v *visit, data []byte) error {
	if http.DetectContentType(data) != jpegMIME {
		return &problem{http.StatusNotFound, textNoPicture}
	}
	v.w.Header().Set("Content-Type", jpegMIME)
	v.w.Header().Set("Cache-Control", "private, max-age=3600") // under the hash of it there is never another
	s.send(v, data)
	return nil
}

// lineThumb is a small picture of a line of the visitor's own chat.
func (s *Server) lineThumb(v *visit) error {
	l, err := s.ownLine(v)
	if err != nil {
		return err
	}
	n, ok := readSeq(v.r.PathValue("n"))
	if !ok || n > uint64(len(l.Message.Thumbs)) {
		return &problem{http.StatusNotFound, textNoPicture}
	}
	campaign, hash, ok := report.ParseFileKey(l.Message.Thumbs[n-1].Artifact)
	if !ok {
		return &problem{http.StatusNotFound, textNoPicture}
	}
	var data []byte
	err = s.view(v, func(tx storage.Tx) (err error) {
		data, err = tx.EvidenceThumb(campaign, hash)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return &problem{http.StatusGone, textFileGone}
	}
	if err != nil {
		return err
	}
	return s.showJPEG(v, data)
}

// thumbAlts are the words for the small pictures of a line.
func thumbAlts(thumbs []chat.File) []string {
	all := make([]string, len(thumbs))
	for i, t := range thumbs {
		all[i] = t.Name
	}
	return all
}

// evidenceArchive hands out all files of a campaign as one zip file, which is written while
// it is read: only one of them is in memory.
func (s *Server) evidenceArchive(v *visit) error {
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	c := b.Campaign
	var answers []report.Answer
	names := map[string]string{}
	if err := s.view(v, func(tx storage.Tx) error {
		answers = nil
		for a, err := range tx.Answers(c.ID) {
			if err != nil {
				return err
			}
			answers = append(answers, a)
		}
		people, err := peopleOf(tx)
		for _, p := range people {
			names[p.ID] = p.Name
		}
		return err
	}); err != nil {
		return err
	}
	entries := evidence.Entries(b.Template, answers, func(q *report.Question) string { return questionName(b, q) }, names)
	if len(entries) == 0 {
		return &problem{http.StatusNotFound, textNoEvidence}
	}
	s.asFile(v, textEvidenceFile(c)+".zip", "application/zip")
	v.takeTime()
	err = evidence.WriteArchive(v.w, entries, s.zone, func(hash string) (data []byte, err error) {
		v.takeTime()
		err = s.view(v, func(tx storage.Tx) error {
			e, err := tx.Evidence(c.ID, hash)
			if errors.Is(err, storage.ErrNotFound) {
				return nil
			}
			data = e.Data
			return err
		})
		return data, err
	})
	if err != nil { // what was sent cannot be taken back: the browser must see that it is not whole
		s.log.Warn("an archive of files was not sent to its end", "campaign", c.ID, "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// hasFiles tells whether a report asks for files.
func hasFiles(t *report.Template) bool {
	return slices.ContainsFunc(t.Questions(), func(q *report.Question) bool { return q.Type == "files" })
}

// revisedFiles are the files of a form that stay, with their captions, as report.Board.Read
// takes them.
func revisedFiles(v *visit) string {
	var lines []string
	for _, hash := range v.r.PostForm["tep"] {
		lines = append(lines, strings.TrimSpace(hash+" "+strings.Join(strings.Fields(v.r.PostFormValue("chu-thich-"+hash)), " ")))
	}
	return strings.Join(lines, "\n")
}

// pictureOf gives the addresses of the photos of a draft.
func pictureOf(campaign string) func(hash string) string {
	return func(hash string) string { return fmt.Sprintf("%s/%s/anh", evidencePath(campaign), hash) }
}
