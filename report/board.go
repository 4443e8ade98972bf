package report

import (
	"slices"
	"strconv"

	"thuky/vntext"
	"thuky/workday"
)

// Share is one person's part in a campaign.
type Share struct {
	Person Person
	Gone   bool // they have left: what they wrote stays, and nobody waits for them
	// Asked are the questions that are the person's, whether they apply or not. Those
	// of the Answers that belong to others are not printed.
	Asked   []string
	Heard   workday.Date // when they heard of the campaign; zero: not yet
	Sent    workday.Date // zero: not yet
	Answers []Answer
	Returns []Return // not written again yet
}

// Counts tells whether the person is one of those whose report is waited for or has come:
// who is asked nothing, or has left or is away and has sent nothing, is not.
func (s Share) Counts() bool {
	return len(s.Asked) > 0 && (!s.Sent.IsZero() || s.Person.Away == nil && !s.Gone)
}

// Asks tells whether a question is the person's.
func (s Share) Asks(question string) bool { return slices.Contains(s.Asked, question) }

// Answer is what the person said to a question.
func (s Share) Answer(question string) (Answer, bool) {
	for i := range s.Answers {
		if s.Answers[i].Question == question {
			return s.Answers[i], true
		}
	}
	return Answer{}, false
}

// Returned gives the return of a question that was given back to the person.
func (s Share) Returned(question string) (Return, bool) {
	for _, r := range s.Returns {
		if r.Question == question {
			return r, true
		}
	}
	return Return{}, false
}

// Has tells whether the person has answered or skipped a question, and it was not given
// back since.
func (s Share) Has(question string) bool {
	_, answered := s.Answer(question)
	_, returned := s.Returned(question)
	return answered && !returned
}

// Board is one campaign as those see it who oversee it: who is asked what, and how far
// everybody is.
type Board struct {
	Campaign Campaign
	Template *Template
	Shares   []Share
	// Asked are the questions that are printed and not computed: their order is the
	// numbering that people use.
	Asked []*Question

	known map[string]joint // what has been joined so far
}

// joint is what all together answered to a question.
type joint struct {
	value Value
	ok    bool
}

// NewBoard gives the board of a campaign, the people as Vietnamese lists sort them.
func NewBoard(c Campaign, t *Template, shares []Share) *Board {
	b := &Board{Campaign: c, Template: t, Shares: slices.Clone(shares), known: map[string]joint{}}
	SortShares(b.Shares)
	for _, q := range t.Questions() {
		if !q.Computed() && t.Applies(q, b.Lookup) {
			b.Asked = append(b.Asked, q)
		}
	}
	return b
}

// Number is the place of a question from 1, 0 when it is not asked.
func (b *Board) Number(q *Question) int { return slices.Index(b.Asked, q) + 1 }

// Share is the part of one person.
func (b *Board) Share(person string) (Share, bool) {
	for _, s := range b.Shares {
		if s.Person.ID == person {
			return s, true
		}
	}
	return Share{}, false
}

// Lookup gives the joined answers of those whose answers count.
func (b *Board) Lookup(question string) (Value, bool) {
	j, known := b.known[question]
	if q := b.Template.Question(question); !known && q != nil {
		var all []Answer
		for _, s := range b.InOrder(q) {
			if a, ok := s.Answer(question); ok {
				all = append(all, a)
			}
		}
		j.value, j.ok = Combine(q, all)
		b.known[question] = j
	}
	return j.value, j.ok
}

// InOrder are the people whose answers to a question count, in the order in which those
// are printed as far as the question was given to them.
func (b *Board) InOrder(q *Question) []Share {
	people, some := b.Campaign.Assigned(q.ID)
	var list []Share
	for i := range b.Shares {
		if b.Shares[i].Asks(q.ID) {
			list = append(list, b.Shares[i])
		}
	}
	if some {
		place := func(s Share) int { // who stands in stands last
			if i := slices.Index(people, s.Person.ID); i >= 0 {
				return i
			}
			return len(people)
		}
		slices.SortStableFunc(list, func(a, b Share) int { return place(a) - place(b) })
	}
	return list
}

// LookupOf gives what the expressions of a person see. with, if it is no nil, takes the
// place of their answer to its question.
func (b *Board) LookupOf(s Share, with *Answer) Lookup {
	return func(question string) (Value, bool) {
		if q := b.Template.Question(question); q != nil && !q.Computed() && !s.Asks(question) {
			return b.Lookup(question)
		}
		if with != nil && with.Question == question {
			return with.Value, !with.Skipped
		}
		a, ok := s.Answer(question)
		return a.Value, ok && !a.Skipped
	}
}

// Duties are the questions that a person is asked now, and which of them are open.
func (b *Board) Duties(s Share) (open []*Question, of int) {
	lookup := b.LookupOf(s, nil)
	for _, q := range b.Template.questions {
		if q.Computed() || !s.Asks(q.ID) || !b.Template.Applies(q, lookup) {
			continue
		}
		of++
		if !s.Has(q.ID) {
			open = append(open, q)
		}
	}
	return open, of
}

// Settled tells whether a question is answered: by all it was given to, or by anybody
// where it was given to nobody in particular.
func (b *Board) Settled(q *Question) bool {
	_, some := b.Campaign.Assigned(q.ID)
	done, all := false, true
	for _, s := range b.InOrder(q) {
		ok := s.Has(q.ID)
		done, all = done || ok, all && (ok || s.Gone || s.Person.Away != nil)
	}
	return done && (all || !some)
}

// ToNobody are the questions that nobody can answer: they were given to nobody, or only
// to people who are away or have left.
func (b *Board) ToNobody() (gaps []*Question) {
	for _, q := range b.Asked {
		if _, some := b.Campaign.Assigned(q.ID); some && !b.Settled(q) &&
			!slices.ContainsFunc(b.InOrder(q), func(s Share) bool { return s.Person.Away == nil && !s.Gone }) {
			gaps = append(gaps, q)
		}
	}
	return gaps
}

// SortShares sorts people as Vietnamese lists do.
func SortShares(shares []Share) {
	slices.SortStableFunc(shares, func(a, b Share) int { return vntext.CompareNames(a.Person.Name, b.Person.Name) })
}

// SentOf counts who has sent, and who is asked anything.
func SentOf(shares []Share) (sent, of int) {
	for i := range shares {
		if !shares[i].Counts() {
			continue
		}
		if !shares[i].Sent.IsZero() {
			sent++
		}
		of++
	}
	return sent, of
}

// Mark tells one state of the person's answer to a question from any other; "" where there
// is none. Whoever changes an answer says by it which one was seen.
func (s Share) Mark(question string) string {
	a, ok := s.Answer(question)
	if !ok {
		return ""
	}
	mark := strconv.Itoa(a.Revision)
	if r, returned := s.Returned(question); returned {
		mark += "/" + strconv.FormatInt(r.At.UnixNano(), 36)
	}
	return mark
}

// Waits tells whether a skip waits for an admin to accept it.
func (a Answer) Waits(q *Question) bool { return a.Skipped && q.Needed() && !a.Accepted }
