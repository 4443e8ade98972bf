// Package report is the domain: kinds of reports (Template, Question), rounds of
// collecting one (Campaign), who takes part (Person) and what they said (Answer).
package report

// Template is a kind of report: what is asked, and how it is printed. It is read
// from a TOML file by ReadTemplate and never changes afterwards; all methods are
// safe for concurrent use.
type Template struct {
	ID         string    `toml:"id" json:"id"`
	Title      string    `toml:"title" json:"title"`     // in lists and buttons
	Kind       string    `toml:"kind" json:"kind"`       // tên loại: "BÁO CÁO"
	Symbol     string    `toml:"symbol" json:"symbol"`   // ký hiệu of the kind: "BC"
	Subject    string    `toml:"subject" json:"subject"` // trích yếu
	Match      []string  `toml:"match" json:"match,omitempty"`
	Addressees []string  `toml:"addressees" json:"addressees"` // Kính gửi
	Recipients []string  `toml:"recipients" json:"recipients"` // Nơi nhận
	Opening    []string  `toml:"opening" json:"opening"`
	Closing    []string  `toml:"closing" json:"closing"`
	Sections   []Section `toml:"sections" json:"sections"`

	// Version is the SHA-256 of the file's bytes in hex.
	Version string `toml:"-" json:"version"`

	source    []byte         // the file's bytes
	questions []*Question    // in order
	index     map[string]int // question id → position in questions
}

// Section is a numbered part: I., II., …
type Section struct {
	ID        string     `toml:"id" json:"id"`
	Heading   string     `toml:"heading" json:"heading"`
	Questions []Question `toml:"questions" json:"questions"`
}

// Question is one thing to ask (or, with Compute, to work out).
type Question struct {
	ID           string   `toml:"id" json:"id"`
	Type         string   `toml:"type" json:"type"`
	Prompt       string   `toml:"prompt" json:"prompt,omitempty"`   // short, spoken
	Heading      string   `toml:"heading" json:"heading,omitempty"` // official, printed
	Print        *string  `toml:"print" json:"print,omitempty"`     // nil: the bare answer; "": nothing
	Help         string   `toml:"help" json:"help,omitempty"`
	Example      string   `toml:"example" json:"example,omitempty"`
	Unit         string   `toml:"unit" json:"unit,omitempty"`
	Required     *bool    `toml:"required" json:"required,omitempty"` // nil means true
	Min          any      `toml:"min" json:"min,omitempty"`           // number, or date as ISO string
	Max          any      `toml:"max" json:"max,omitempty"`
	Pattern      string   `toml:"pattern" json:"pattern,omitempty"`
	Choices      []string `toml:"choices" json:"choices,omitempty"`
	When         string   `toml:"when" json:"when,omitempty"`
	Check        string   `toml:"check" json:"check,omitempty"`
	CheckMessage string   `toml:"check_message" json:"check_message,omitempty"`
	Compute      string   `toml:"compute" json:"compute,omitempty"`
	Default      any      `toml:"default" json:"default,omitempty"`
	Columns      []Column `toml:"columns" json:"columns,omitempty"`
	Kinds        []string `toml:"kinds" json:"kinds,omitempty"`       // of files: what is taken
	MaxMB        int      `toml:"max_mb" json:"max_mb,omitempty"`     // of one file; 0: MaxFileSize
	Appendix     *string  `toml:"appendix" json:"appendix,omitempty"` // title of the photos' Phụ lục; nil: the heading; "": none
	Role         string   `toml:"role" json:"role,omitempty"`

	section int // position of its section
	program questionPrograms
	cells   []*Question // of a table: what the cells of each column answer
}

// Column is a column of a table question. Total: its numbers are added up.
type Column struct {
	ID      string `toml:"id" json:"id"`
	Heading string `toml:"heading" json:"heading"`
	Type    string `toml:"type" json:"type"`
	Total   bool   `toml:"total" json:"total,omitempty"`
}
