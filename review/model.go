package review

// Text is a report as the checks see it, whatever file or tree it came from.
type Text struct {
	Paragraphs []Paragraph // none of them empty
	Layout     *Layout     // how the pages are set, of a Word file; else nil
}

// Paragraph is one paragraph: a line of the head, a heading, an item of a list, a row of
// a table. Number and dash are part of its text.
type Paragraph struct {
	Text   string // NFC, without line ends
	Italic []Span
	Style  string // name of its style, "" for none
	Level  int    // of a heading, by style or markup: 1 for I., 2 for 1.; 0 is not known to be one
	Part   Part   // where it stands, if the source knows; else "" and the checks find out
	Look   *Look  // of a Word file; else nil
	Line   int    // of the text it was read from, from 1; 0 where there was none
	Cell   *Cell  // where it stands in a table of the text; nil elsewhere, and where the source does not know
	Source Source
	// Pieces are the answers that the text is, or that stand within a sentence of the
	// template.
	Pieces []Piece

	at []int // of every byte of Text, and of the end: its place in what newParagraph was given
}

// Cell is a place in a table. A paragraph that is a whole row is at column 0, with tabs
// between its cells.
type Cell struct {
	Table       int // of the text, from 1
	Row, Column int // from 0; by the grid of the table, where cells reach over columns
}

// Span is a part of a paragraph, in bytes of its text.
type Span struct{ Start, End int }

// Source is what a text belongs to.
type Source struct {
	Question string // id of the question; "" for what belongs to none
	Person   string // id of whose words they are; "" for the template's, or for several people's
}

// Piece is an answer within a paragraph.
type Piece struct {
	Span
	Source
}

// Part is a part of the page.
type Part string

// The parts. Title is the kind of document; Subject what it is about.
const (
	Head       Part = "head"
	Title      Part = "title"
	Subject    Part = "subject"
	Addressees Part = "addressees"
	Heading    Part = "heading"
	Body       Part = "body"
	Item       Part = "item"  // of a list
	Table      Part = "table" // a row or cell of a table of the text
	Recipients Part = "recipients"
	Signature  Part = "signature"
	Appendix   Part = "appendix" // behind the signature
)

// origin gives the place in the text that the paragraph was read from.
func (p *Paragraph) origin(i int) int {
	if p.at == nil {
		return i
	}
	return p.at[i]
}

// source gives whose words stand at a place of the paragraph.
func (p *Paragraph) source(start, end int) Source {
	for _, piece := range p.Pieces {
		if piece.Start <= start && end <= piece.End {
			return piece.Source
		}
	}
	return p.Source
}

// Layout is how the pages of a Word file are set. Lengths are in millimetres.
type Layout struct {
	Pages []Page // one for each section of the file
}

// Page is the page of one section.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64 // margins
	Number                   string  // where the page number stands: "header", "footer", "" for none
	NumberAlign              string  // "left", "center", "right"
	NumberFirst              bool    // it stands on the first page, too
}

// Look is how the words of a paragraph look. A mixed look is that of most letters.
type Look struct {
	Font         string
	OtherFonts   []string // that single words have
	Size         float64  // points; 0 is not known
	Bold, Italic bool
	Align        string  // "left", "center", "right", "both"
	FirstLine    float64 // indent of the first line, millimetres
	Before       float64 // space before it, points
	After        float64 // space after it, points
	Line         float64 // line spacing in lines; 0 where it is set in points
	Cell         bool    // stands in a table
	Column       int     // of the table, from 0
}
