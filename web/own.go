package web

import (
	"net/http"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// own is the page of one's own answers: all reports.
func (s *Server) own(v *visit) error {
	records, err := s.office.OwnRecords(v.r.Context(), v.address())
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "own", menuOwn, records)
}

// ownRecord is the page of one's own answers to one report.
func (s *Server) ownRecord(v *visit) error {
	record, err := s.office.OwnRecord(v.r.Context(), v.address(), v.r.PathValue("campaign"))
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "record", record.Campaign.Title, recordPage{record, newNonce(), doneTexts[v.r.URL.Query().Get("xong")]})
}

// recordPage is one report of one's own.
type recordPage struct {
	report.Record
	Nonce string
	Done  string
}

// Files are those of an answer.
func (p recordPage) Files(e report.RecordEntry) []fileCard {
	if e.Answer == nil {
		return nil
	}
	return fileCards("/cua-toi/"+p.Campaign.ID+"/minh-chung", e.Answer.Value.Files)
}

// Open tells whether answers can still be changed.
func (p recordPage) Open() bool { return p.Campaign.Status == report.Open }

// Table is the page on which the table of an entry is filled in.
func (p recordPage) Table(e report.RecordEntry) string {
	return pathOfOwnTable(p.Campaign.ID, e.Question)
}

// goToQuestion brings the chat to a question of a report: to the report, and then by the
// words that anybody can type.
func (s *Server) goToQuestion(v *visit) error {
	campaign, place := v.r.PathValue("campaign"), v.field("cau")
	if _, ok := readSeq(place); !ok || len(place) > 3 {
		return &problem{http.StatusBadRequest, textBadForm}
	}
	at, err := s.office.ChatAt(v.r.Context(), v.address())
	if err != nil {
		return err
	}
	words := textFix(place)
	nonce := keyed(nonceOf(v), campaign, place)
	line := storage.Line{Chat: v.address(), Key: ownKey + nonce, At: s.now(), Mine: true, Message: chat.Message{Text: words}}
	var first []chat.Update
	if at != campaign {
		first = append(first, chat.Update{
			Key: updateKey(v.address(), nonce+"/hello"), Kind: chat.Hello, Address: v.address(), At: s.now(), Text: campaign,
		})
	}
	return s.take(v, []storage.Line{line}, func(storage.Tx) error { return nil }, first...)
}
