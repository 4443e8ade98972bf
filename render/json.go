package render

import "encoding/json"

// The tree as JSON: every block has "type", "source" and "text"; what it is made
// of follows.

// MarshalJSON gives the block as one object.
func (b *Head) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Superior string `json:"superior,omitempty"`
		School   string `json:"school"`
		Number   string `json:"number"`
		Country  string `json:"country"`
		Motto    string `json:"motto"`
		Date     string `json:"date"`
	}{commonOf("head", b), b.Superior, b.School, b.Number, b.Country, b.Motto, b.Date})
}

// MarshalJSON gives the block as one object.
func (b *Title) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Kind    string `json:"kind"`
		Subject []Run  `json:"subject"`
	}{commonOf("title", b), b.Kind, b.Subject})
}

// MarshalJSON gives the block as one object.
func (b *Addressees) MarshalJSON() ([]byte, error) {
	return json.Marshal(list{commonOf("addressees", b), b.Label, b.Items})
}

// MarshalJSON gives the block as one object.
func (b *Heading) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Level  int    `json:"level"`
		Number string `json:"number"`
		Runs   []Run  `json:"runs"`
	}{commonOf("heading", b), b.Level, b.Number, b.Runs})
}

// MarshalJSON gives the block as one object.
func (b *Paragraph) MarshalJSON() ([]byte, error) {
	return json.Marshal(words{commonOf("paragraph", b), b.Runs})
}

// MarshalJSON gives the block as one object.
func (b *ListItem) MarshalJSON() ([]byte, error) {
	return json.Marshal(words{commonOf("list_item", b), b.Runs})
}

// MarshalJSON gives the block as one object.
func (b *Recipients) MarshalJSON() ([]byte, error) {
	return json.Marshal(list{commonOf("recipients", b), b.Label, b.Items})
}

// MarshalJSON gives the block as one object.
func (b *Signature) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Titles []string `json:"titles"`
		Name   string   `json:"name"`
	}{commonOf("signature", b), b.Titles, b.Name})
}

// common is what all blocks have.
type common struct {
	Type   string `json:"type"`
	Source Source `json:"source"`
	Text   string `json:"text"`
}

func commonOf(kind string, b Block) common { return common{kind, b.From(), b.Text()} }

// words is a block of one paragraph.
type words struct {
	common
	Runs []Run `json:"runs"`
}

// list is a block of a label and lines.
type list struct {
	common
	Label string  `json:"label"`
	Items [][]Run `json:"items"`
}
