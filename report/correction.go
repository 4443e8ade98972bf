package report

import "thuky/workday"

// MaxReason is the longest reason of a skip or a correction, and the longest comment on
// an answer that is given back, in letters.
const MaxReason = 500

// Correction is what somebody who oversees a campaign wants of one answer of one person.
type Correction struct {
	Campaign, Question, Person string
	// Mark is that of the answer that was seen; see Share.Mark.
	Mark string
	// Text takes the place of the answer, where it is changed. Reading is which of its
	// readings is meant, from 1; 0: there must be no doubt.
	// Of a table Cells can stand in its place: rows of words in the order of the columns.
	Text    string
	Reading int
	Cells   [][]string
	Note    string // the reason, or the comment that it is given back with
}

// Unfit is why words are no answer to a question. One of its fields is set.
type Unfit struct {
	Problem  *Problem
	Readings []Value // the words can be read in these ways
	// Value does not go with other answers; Message says why, in the template's words.
	Value   Value
	Message string
}

func (u *Unfit) Error() string { return "the words do not answer the question" }

// Read reads words that are to be the answer of a person. reading is that of Correction.
func (b *Board) Read(s Share, q *Question, text string, reading int, today workday.Date) (Value, *Unfit) {
	was, _ := s.Answer(q.ID)
	if v, problem, ok := q.reviseFiles(was.Value.Files, text); q.Type == "files" && ok {
		if problem != nil {
			return Value{}, &Unfit{Problem: problem}
		}
		if ok, message := b.Template.Check(q, v, b.LookupOf(s, nil)); !ok {
			return Value{}, &Unfit{Value: v, Message: message}
		}
		return v, nil
	}
	r, problem := q.Parse(text, today)
	if problem != nil {
		return Value{}, &Unfit{Problem: problem}
	}
	v := r.Value
	if all := append([]Value{r.Value}, r.Others...); reading >= 1 && reading <= len(all) {
		v = all[reading-1]
	} else if r.Confirm {
		return Value{}, &Unfit{Readings: all}
	}
	if ok, message := b.Template.Check(q, v, b.LookupOf(s, nil)); !ok {
		return Value{}, &Unfit{Value: v, Message: message}
	}
	return v, nil
}

// ReadCorrection reads what is to be the answer of a person, in either form.
func (b *Board) ReadCorrection(s Share, q *Question, o Correction, today workday.Date) (Value, *Unfit) {
	if o.Cells != nil {
		return b.readCells(s, q, o.Cells, today)
	}
	return b.Read(s, q, o.Text, o.Reading, today)
}

// readCells is Read for the rows of a table.
func (b *Board) readCells(s Share, q *Question, cells [][]string, today workday.Date) (Value, *Unfit) {
	if q.Type != "table" {
		return Value{}, &Unfit{Problem: q.problem(Empty)}
	}
	r, problem := q.ReadRows(cells, today)
	switch {
	case problem != nil:
		return Value{}, &Unfit{Problem: problem}
	case len(r.Rows) == 0:
		return Value{}, &Unfit{Problem: q.problem(Empty)}
	}
	v := TableValue(r.Rows)
	if ok, message := b.Template.Check(q, v, b.LookupOf(s, nil)); !ok {
		return Value{}, &Unfit{Value: v, Message: message}
	}
	return v, nil
}

// OwnTable is a table question as its person fills it in on a page.
type OwnTable struct {
	Board    *Board
	Share    Share // of the person
	Question *Question
	Place    int    // its number in the chat
	Mark     string // of what is shown; see Correction
	Value    Value  // the answer, or the rows that are under way in the chat
	UnderWay bool   // the rows are not stored as an answer yet
	Comment  string // why it was given back, "" for no reason or not at all
}

// Clash is another answer that does not go with one.
type Clash struct {
	Question *Question
	Message  string // in the template's words, may be empty
}

// Clashes are the other answers of a person that do not go with a, taken as their answer.
func (b *Board) Clashes(s Share, a Answer) (list []Clash) {
	q := b.Template.Question(a.Question)
	if q == nil {
		return nil
	}
	for _, other := range b.Template.ChecksNaming(q) {
		was, has := s.Answer(other.ID)
		if other == q || !has || was.Skipped {
			continue
		}
		if ok, message := b.Template.Check(other, was.Value, b.LookupOf(s, &a)); !ok {
			list = append(list, Clash{other, message})
		}
	}
	return list
}
