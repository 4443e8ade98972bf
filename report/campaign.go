package report

import (
	"slices"
	"time"

	"thuky/workday"
)

// CampaignStatus is open or closed.
type CampaignStatus string

// The states of a campaign.
const (
	Open   CampaignStatus = "open"
	Closed CampaignStatus = "closed"
)

// Campaign is one round of collecting one report.
type Campaign struct {
	ID       string `json:"id"`
	Template string `json:"template"` // Template.ID
	Version  string `json:"version"`  // Template.Version, pinned
	// Newer is another version that admins have been told of.
	Newer    string       `json:"newer,omitempty"`
	Title    string       `json:"title"`
	Period   string       `json:"period,omitempty"` // "06 tháng đầu năm 2024"
	Notice   *Notice      `json:"notice,omitempty"`
	Deadline workday.Date `json:"deadline,omitzero"`
	// DeadlineHour is "11:00" where the deadline is an hour of that day, "" where it is
	// its end.
	DeadlineHour string `json:"deadline_hour,omitempty"`
	// Internal is the day by which the staff answer, so that the report can be
	// approved and sent by the Deadline; zero: the Deadline itself.
	Internal     workday.Date `json:"internal,omitzero"`
	InternalHour string       `json:"internal_hour,omitempty"`
	// InternalFixed: an admin chose Internal, or that there is none. It does not
	// follow the Deadline then.
	InternalFixed bool           `json:"internal_fixed,omitempty"`
	CutOff        workday.Date   `json:"cut_off,omitzero"` // chốt số liệu: the last day that figures count
	Assignments   []Assignment   `json:"assignments,omitempty"`
	Number        string         `json:"number,omitempty"` // số of the report, blank for the clerk
	Date          workday.Date   `json:"date,omitzero"`    // date printed; zero: day and month blank
	Status        CampaignStatus `json:"status"`
	Opened        time.Time      `json:"opened"`
	ClosedAt      time.Time      `json:"closed_at,omitzero"`
}

// Clone gives a campaign that shares nothing with c that could be changed: of the
// assignments the lists of people are shared, see Assignment.
func (c Campaign) Clone() Campaign {
	if c.Notice != nil {
		n := *c.Notice
		c.Notice = &n
	}
	c.Assignments = slices.Clone(c.Assignments)
	for i := range c.Assignments {
		a := &c.Assignments[i]
		a.People, a.Had = slices.Clip(a.People), slices.Clip(a.Had)
	}
	return c
}

// ShareLists makes one list of those that follow each other and name the same people: where
// one team has many questions it is kept once.
func (c *Campaign) ShareLists() {
	for i := range c.Assignments {
		if i > 0 && slices.Equal(c.Assignments[i].People, c.Assignments[i-1].People) {
			c.Assignments[i].People = c.Assignments[i-1].People
		}
	}
}

// Notice is the official letter that orders the report, as far as it is cited.
type Notice struct {
	Kind    string       `json:"kind"`             // "công văn"
	Number  string       `json:"number,omitempty"` // số, ký hiệu: "764/UBND-HC"
	Issued  workday.Date `json:"issued,omitzero"`
	Issuer  string       `json:"issuer,omitempty"`
	Subject string       `json:"subject,omitempty"` // trích yếu, without "về việc"
	SendTo  string       `json:"send_to,omitempty"` // where the report goes, in its words; not printed
}

// School is who reports: the head of every draft.
type School struct {
	Name        string `toml:"name" json:"name"`                 // "Trường Tiểu học Hoa Sen"
	Superior    string `toml:"superior" json:"superior"`         // cơ quan chủ quản: "UBND XÃ HOA SEN"
	Symbol      string `toml:"symbol" json:"symbol"`             // "THHS"
	Place       string `toml:"place" json:"place"`               // địa danh: "Hoa Sen"
	SignerTitle string `toml:"signer_title" json:"signer_title"` // "HIỆU TRƯỞNG"; lines divided by "\n"
	Signer      string `toml:"signer" json:"signer"`             // "" leaves a blank line
	// OrganisationsFile says what bodies were called when, "" for what is shipped alone.
	OrganisationsFile string `toml:"organisations" json:"-"`
	// Organisations is what that file says, over what is shipped; nil where nothing is known.
	Organisations *Organisations `toml:"-" json:"-"`
}
