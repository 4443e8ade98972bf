package render

import (
	"slices"
	"strings"

	"thuky/review"
)

// ForReview gives the document as the checks of a draft see it: every line a paragraph,
// with the answer it comes from.
func ForReview(d *Document) review.Text {
	var t review.Text
	tables := 0
	for _, b := range d.Blocks {
		if table, ok := b.(*Table); ok {
			tables++
			t.Paragraphs = append(t.Paragraphs, tableParts(table, tables)...)
			continue
		}
		t.Paragraphs = append(t.Paragraphs, paragraphs(b)...)
	}
	return t
}

// paragraphs gives the lines of a block.
func paragraphs(b Block) []review.Paragraph {
	switch b := b.(type) {
	case *Head:
		return plainParts(review.Head, b.Superior, b.School, b.Number, b.Country, b.Motto, b.Date)
	case *Title:
		return append(plainParts(review.Title, b.Kind), runsPart(review.Subject, b.Source, b.Subject)...)
	case *Addressees:
		if len(b.Items) == 1 {
			return runsPart(review.Addressees, b.Source, append([]Run{{Text: b.Label + " "}}, b.Items[0]...))
		}
		return append(plainParts(review.Addressees, b.Label), itemParts(review.Addressees, b.Source, b.Items)...)
	case *Heading:
		all := runsPart(review.Heading, b.Source, append([]Run{{Text: b.Number + " "}}, b.Runs...))
		for i := range all {
			all[i].Level = b.Level
		}
		return all
	case *Paragraph:
		return runsPart(review.Body, b.Source, b.Runs)
	case *ListItem:
		return runsPart(review.Item, b.Source, b.Runs)
	case *Appendix:
		return slices.Concat(plainParts(review.Table, b.Label), runsPart(review.Table, b.Source, b.Title), plainParts(review.Table, b.Reference))
	case *Photo: // what stands under a picture is no more a sentence than a cell
		return runsPart(review.Table, b.Source, b.Runs())
	case *Recipients:
		return append(plainParts(review.Recipients, b.Label), itemParts(review.Recipients, b.Source, b.Items)...)
	case *Signature:
		return plainParts(review.Signature, append(slices.Clone(b.Titles), b.Name)...)
	}
	return nil // unreachable: there are no other blocks
}

// tableParts gives every cell with words as a paragraph, row by row; n is which table of
// the document it is, from 1.
func tableParts(b *Table, n int) []review.Paragraph {
	var all []review.Paragraph
	at := 0
	line := func(cells [][]Run, person string) {
		source := b.Source
		if person != "" {
			source.Persons = []string{person}
		}
		for i, cell := range cells {
			for _, p := range runsPart(review.Table, source, cell) {
				p.Cell = &review.Cell{Table: n, Row: at, Column: i}
				all = append(all, p)
			}
		}
		at++
	}
	heads := make([][]Run, len(b.Columns))
	for i, c := range b.Columns {
		heads[i] = c.Runs
	}
	line(heads, "")
	for _, row := range b.Rows {
		line(row.Cells, row.Person)
	}
	line(b.Totals, "")
	return all
}

func plainParts(part review.Part, lines ...string) []review.Paragraph {
	var all []review.Paragraph
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			all = append(all, review.Paragraph{Text: line, Part: part})
		}
	}
	return all
}

func itemParts(part review.Part, source Source, items [][]Run) []review.Paragraph {
	var all []review.Paragraph
	for _, item := range items {
		all = append(all, runsPart(part, source, item)...)
	}
	return all
}

// runsPart gives the paragraph that runs make, if it has words.
func runsPart(part review.Part, source Source, runs []Run) []review.Paragraph {
	p := review.Paragraph{Text: Plain(runs), Part: part}
	if strings.TrimSpace(p.Text) == "" {
		return nil
	}
	at := 0
	for _, r := range runs {
		if r.Italic && r.Text != "" {
			p.Italic = append(p.Italic, review.Span{Start: at, End: at + len(r.Text)})
		}
		at += len(r.Text)
	}
	if p.Source.Question = source.Question; p.Source.Question == "" {
		place, _ := strings.CutPrefix(source.Place, "questions.") // the heading over an answer
		if id, _, ok := strings.Cut(place, "."); ok && place != source.Place {
			p.Source.Question = id
		}
	}
	if len(source.Persons) == 1 {
		p.Source.Person = source.Persons[0]
	}
	for _, piece := range source.Parts {
		if i := strings.Index(p.Text, piece.Text); i >= 0 && piece.Text != "" && piece.Person != "" {
			p.Pieces = append(p.Pieces, review.Piece{
				Span:   review.Span{Start: i, End: i + len(piece.Text)},
				Source: review.Source{Question: piece.Question, Person: piece.Person},
			})
		}
	}
	return []review.Paragraph{p}
}
