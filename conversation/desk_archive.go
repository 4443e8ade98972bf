package conversation

import (
	"thuky/chat"
	"thuky/report"
)

// The archive: reports that are closed, and approved files once more.

const (
	taskArchive  Task = "archive"
	taskApproved Task = "approved" // the approved file of an open report
)

var moreWords = set("xem them", "them", "trang sau", "tiep")

// archive lists the closed campaigns, page by page, or hands one out.
func (t *turn) archive(d *Order) {
	if d.Campaign != "" {
		if c, ok := t.e.World.Campaign(d.Campaign); ok {
			t.handOut(c, 0)
			return
		}
	}
	closed := t.e.World.Closed()
	if len(closed) == 0 {
		t.close(chat.Message{Text: textNoneClosed})
		return
	}
	if d.Number >= len(closed) {
		d.Number = 0
	}
	d.Offered = nil
	for _, c := range closed[d.Number:min(d.Number+pageOfClosed, len(closed))] {
		d.Offered = append(d.Offered, c.ID)
	}
	t.need(needClosed)
}

// nextPage goes on in the list of the archive. It is false elsewhere.
func (t *turn) nextPage() bool {
	d := t.s.Desk
	if d.Needs != needClosed || d.Task != taskArchive || d.Number+pageOfClosed >= len(t.e.World.Closed()) {
		return false
	}
	d.Number += pageOfClosed
	t.archive(d)
	return true
}

// handOut sends version n of a campaign again, 0 for the last; the draft where none was
// approved.
func (t *turn) handOut(c report.Campaign, n int) {
	versions := t.e.World.Versions(c.ID)
	switch {
	case len(versions) == 0 && c.Status == report.Open:
		t.close(chat.Message{Text: textNoneApproved(c)})
		return
	case len(versions) == 0:
		t.do(Draft{Campaign: c.ID})
		t.close(chat.Message{Text: textArchiveDraft(c)})
		return
	case n == 0:
		n = len(versions)
	case n > len(versions):
		t.close(chat.Message{Text: textNoSuchVersion(c, n, len(versions))})
		return
	}
	v := versions[n-1]
	current := n == len(versions) && (c.Status != report.Open || v.Basis == t.e.World.Basis(c.ID))
	t.do(HandOut{Campaign: c.ID, Number: v.Number, Message: chat.Message{Text: textHandOut(c, v, len(versions), current)}})
	t.s.Desk = nil
	t.backToQuestion()
}
