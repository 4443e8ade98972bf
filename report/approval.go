package report

import "time"

// Return is an answer that an admin gave back to be written again. It is open
// until the answer has a higher revision.
type Return struct {
	Campaign string    `json:"campaign"`
	Question string    `json:"question"`
	Comment  string    `json:"comment"`
	By       string    `json:"by"` // person id of the admin
	At       time.Time `json:"at"`
	Revision int       `json:"revision"` // of the answer that was given back
}

// Version is an approved report, frozen with its bytes.
type Version struct {
	Campaign string `json:"campaign"`
	Number   int    `json:"number"` // 1, 2, …
	SHA256   string `json:"sha256"` // of the bytes, hex
	// Basis is the fingerprint of all that the bytes were made of: while the
	// campaign has another one, the approval is out of date.
	Basis string    `json:"basis"`
	By    string    `json:"by"`   // person id of who approved
	Name  string    `json:"name"` // and the name, as it was then
	At    time.Time `json:"at"`
	File  string    `json:"file"` // name of the file
	MIME  string    `json:"mime"`
}
