package render

import "thuky/report"

// Draft is a document as a file, with all that it was made of at one moment.
type Draft struct {
	Input    Input
	Document *Document
	Name     string // of the file
	MIME     string
	Data     []byte
	SHA256   string // of Data, in hex
	// Basis is the fingerprint of what it was made of; see report.Version.
	Basis string
	// Former is the last campaign of the same template before, the zero one for none, and
	// FormerDocument its report.
	Former         report.Campaign
	FormerDocument *Document
}
