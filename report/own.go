package report

import (
	"encoding/json"
	"time"
)

// OwnData is all that is kept of a person, for that person to read and to take along.
type OwnData struct {
	Made       time.Time       `json:"made"`
	School     string          `json:"school"`
	Person     Person          `json:"person"`
	Notice     string          `json:"notice,omitempty"` // the text that they agreed to
	Requests   []Request       `json:"requests,omitempty"`
	Reports    []OwnReport     `json:"reports,omitempty"`
	Lines      []OwnLine       `json:"web_messages,omitempty"`
	Sessions   []OwnSession    `json:"sessions,omitempty"`
	Changes    []OwnChange     `json:"changes,omitempty"`
	Unfinished []OwnUnfinished `json:"unfinished,omitempty"`
}

// OwnReport is what a person answered in one campaign.
type OwnReport struct {
	Campaign string      `json:"campaign"`
	Title    string      `json:"title"`
	Period   string      `json:"period,omitempty"`
	Started  time.Time   `json:"started,omitzero"`
	Sent     time.Time   `json:"sent,omitzero"`
	Answers  []OwnAnswer `json:"answers"`
}

// OwnAnswer is one answer, with its question in words.
type OwnAnswer struct {
	Name   string `json:"name"`
	Text   string `json:"text"`
	Answer Answer `json:"answer"`
}

// OwnLine is a message of a web chat.
type OwnLine struct {
	At   time.Time `json:"at"`
	Mine bool      `json:"mine"`
	Text string    `json:"text"`
}

// OwnSession is a browser that is signed in.
type OwnSession struct {
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Agent   string    `json:"agent,omitempty"`
}

// OwnChange is an entry of the audit that names the person.
type OwnChange struct {
	At      time.Time `json:"at"`
	Action  string    `json:"action"`
	Channel string    `json:"channel"`
	Note    string    `json:"note,omitempty"`
	Old     *Value    `json:"old,omitempty"`
	New     *Value    `json:"new,omitempty"`
	// Theirs: the person did it; else it was done to what is theirs.
	Theirs bool `json:"theirs"`
}

// OwnUnfinished is where a chat stands, with what is half written in it.
type OwnUnfinished struct {
	Address string          `json:"address"`
	State   json.RawMessage `json:"state,omitempty"`
	Draft   string          `json:"draft,omitempty"` // being written on the page of the chat
}
