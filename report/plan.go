package report

import "thuky/workday"

// Plan is a campaign that is about to be opened: what its notice says, what follows from
// that, and what somebody should look at first.
type Plan struct {
	Campaign  Campaign `json:"campaign"` // of its Assignments only the suggested ones
	Everybody bool     `json:"everybody,omitempty"`
	// Fixed are the fields that somebody has settled: nothing else changes them.
	Fixed map[Field]bool `json:"fixed,omitempty"`
	// Spans are where in the notice a field was read; Doubts what was doubtful then.
	Spans  map[Field]Span     `json:"spans,omitempty"`
	Doubts map[Field][]string `json:"doubts,omitempty"`
	// Deadlines are those of the notice, of which one may be that of the report.
	Deadlines []PlanDeadline `json:"deadlines,omitempty"`
}

// Field is one thing that is settled before a campaign is opened.
type Field string

// The fields.
const (
	FieldKind     Field = "kind"
	FieldNumber   Field = "number"
	FieldIssued   Field = "issued"
	FieldIssuer   Field = "issuer"
	FieldSubject  Field = "subject"
	FieldSendTo   Field = "send_to"
	FieldPeriod   Field = "period"
	FieldDeadline Field = "deadline"
	FieldInternal Field = "internal"
	FieldCutOff   Field = "cut_off"
	FieldTemplate Field = "template"
	FieldPeople   Field = "people"
)

// Span is a place in a notice, in Unicode code points of its NFC form.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// PlanDeadline is a day by which the notice wants something.
type PlanDeadline struct {
	Day   workday.Date `json:"day"`
	Hour  string       `json:"hour,omitempty"` // as Campaign.DeadlineHour
	What  string       `json:"what,omitempty"` // is to be handed in
	Quote string       `json:"quote"`
	Doubt string       `json:"doubt,omitempty"` // how the day follows from a rule
	Span  Span         `json:"span,omitzero"`
}

// Settle notes that somebody has looked at a field.
func (p *Plan) Settle(f Field) {
	if p.Fixed == nil {
		p.Fixed = map[Field]bool{}
	}
	p.Fixed[f] = true
}

// Doubt adds a remark to a field, once.
func (p *Plan) Doubt(f Field, why string) {
	for _, known := range p.Doubts[f] {
		if known == why {
			return
		}
	}
	if p.Doubts == nil {
		p.Doubts = map[Field][]string{}
	}
	p.Doubts[f] = append(p.Doubts[f], why)
}

// TakeDeadline makes one of the Deadlines that of the report.
func (p *Plan) TakeDeadline(i int) {
	d := p.Deadlines[i]
	p.Campaign.Deadline, p.Campaign.DeadlineHour = d.Day, d.Hour
	delete(p.Doubts, FieldDeadline)
	if d.Doubt != "" {
		p.Doubt(FieldDeadline, d.Doubt)
	}
	delete(p.Spans, FieldDeadline)
	if d.Span != (Span{}) {
		if p.Spans == nil {
			p.Spans = map[Field]Span{}
		}
		p.Spans[FieldDeadline] = d.Span
	}
}

// Due is the day by which the staff would answer.
func (p *Plan) Due() workday.Date {
	day, _ := p.Campaign.Due()
	return day
}

// PlanCheck is a Plan with what the school knows about it.
type PlanCheck struct {
	Plan Plan
	// Problems say, by field, why a value was not taken: the field is as it was.
	Problems map[Field]string
	// Doubts are those of the Plan and what its values say now.
	Doubts map[Field][]string
	// Twin is the campaign that has the same notice.
	Twin *Campaign
	// Ahead is how many working days the internal deadline lies before the deadline, 0
	// where there is none.
	Ahead int
	// Asked is how many questions there are; Loads who is asked some.
	Asked int
	Loads []Load
}
