package notice

import (
	"fmt"
	"time"

	"thuky/workday"
)

// reader is one reading under way.
type reader struct {
	*sheet
	Reading
	all   []sentence
	asked asked
	id    identifier // of the notice; zero when it has none
	// motto is where the Quốc hiệu stands, address where "Kính gửi" stands; -1 for none.
	motto, address int
	// formal tells that the head of the notice is there: what is missing in it is not
	// sought in the text.
	formal bool
	// bodyFrom is where the matter begins, headTo where the last thing stands that
	// surely belongs to the head.
	bodyFrom, headTo int
	// regulation tells an excerpt of a circular or a law: its dates come every year.
	regulation bool
	maybe      []found
}

// Read reads a notice. It is total: any text gives a Reading, at worst an empty one.
func Read(text string, opts Options) Reading {
	calendar := opts.Calendar
	if calendar == nil {
		calendar = weekdays{}
	}
	r := &reader{sheet: newSheet(text), asked: asked{received: opts.Received, calendar: calendar}}
	r.Evidence = map[string]Span{}
	if _, encoding, ok := Legacy(text); ok {
		r.doubt("text", fmt.Sprintf(whyLegacy, encoding))
	}
	r.all = r.sentences()
	if len(r.all) == 0 {
		return r.Reading
	}
	r.readHead()
	r.readNumber()
	r.regulation = r.isRegulation()
	r.readIssued()
	r.asked.issued = r.Issued
	r.readKind()
	r.readIssuer()
	r.readSubject()
	r.readRecipients()
	r.deadlines()
	r.readSendTo()
	r.readPeriod()
	r.readOutline()
	return r.Reading
}

// isRegulation tells an excerpt of a circular, decree or law.
func (r *reader) isRegulation() bool {
	if r.formal || r.address >= 0 {
		return false
	}
	return r.id.to > 0 && isRegulation(r.typeCode(r.id)) || r.contains(0, len(r.z), "thongtunay", "thongtulientichnay", "nghidinhnay", "luatnay")
}

func (r *reader) doubt(field, why string) {
	for _, d := range r.Doubts {
		if d.Field == field && d.Why == why {
			return
		}
	}
	r.Doubts = append(r.Doubts, Doubt{Field: field, Why: why})
}

func (r *reader) issued() workday.Date { return r.asked.base() }

func monthOf(n int) time.Month { return time.Month(n) }
