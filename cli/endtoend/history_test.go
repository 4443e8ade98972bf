package endtoend

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The history of one chat: what it said, what it was told is kept, and what the store holds.
// Whether that could have come about is decided by a model of one chat that does one thing
// after the other: words answer the question that is next, new words for an earlier message
// replace its answer. A platform, and a browser that sends again, hand over all that was said,
// in its order; so exactly one store fits a history that has come to its end.

// utterance is something that a chat said. All texts of a history differ.
type utterance struct {
	text string
	of   int // which utterance it gives new words to; -1: an answer to the next question
}

// told is that a chat was told of an answer that is kept.
type told struct {
	entry
	anew bool // new words for an earlier answer
	by   int  // how much the chat had said by then
}

// entry is one change of an answer.
type entry struct {
	question int // from 1
	text     string
}

// kept is an answer as it stands in the store.
type kept struct {
	text     string
	revision int
}

// history is all that is known of one chat.
type history struct {
	who    string
	said   []utterance
	told   []told       // in the order in which it was told, repetitions too
	audit  []entry      // changes, in the order of the store
	stored map[int]kept // by question
}

// model is a chat that loses, doubles and mixes up nothing.
type model struct {
	log  []entry      // by utterance
	ends map[int]kept // by question
}

func (h history) model() model {
	m := model{ends: map[int]kept{}}
	next := 1
	for _, u := range h.said {
		e := entry{next, u.text}
		if u.of < 0 {
			next++
		} else {
			e.question = m.log[u.of].question
		}
		m.log = append(m.log, e)
		m.ends[e.question] = kept{u.text, m.ends[e.question].revision + 1}
	}
	return m
}

// faults says what cannot have come about in order, nothing where all can.
func (h history) faults() (all []string) {
	fault := func(format string, args ...any) {
		all = append(all, h.who+": "+fmt.Sprintf(format, args...))
	}
	m := h.model()
	acknowledged := map[string]bool{}
	latest := -1
	for _, told := range h.told {
		i := slices.Index(m.log, told.entry)
		switch {
		case i < 0:
			fault("was told that question %d holds %q, which it did not say to that question", told.question, told.text)
			continue
		case i >= told.by:
			fault("was told of %q before it had said so", told.text)
		case told.anew != (h.said[i].of >= 0):
			fault("was told in the wrong words of %q", told.text)
		}
		if acknowledged[told.text] {
			continue // the program died between sending that and noting it
		}
		acknowledged[told.text] = true
		if i < latest {
			fault("was told of %q after it was told of what it said later", told.text)
		}
		latest = max(latest, i)
	}
	count := map[entry]int{}
	for _, e := range h.audit {
		count[e]++
	}
	inPlace := true
	for _, e := range m.log {
		switch n := count[e]; {
		case n == 0 && acknowledged[e.text]:
			fault("%q to question %d was acknowledged and is lost", e.text, e.question)
		case n == 0:
			fault("%q to question %d was handed over and is lost", e.text, e.question)
		case n > 1:
			fault("%q to question %d was stored %d times", e.text, e.question, n)
		case !acknowledged[e.text]:
			fault("was never told that %q is kept", e.text)
		}
		inPlace = inPlace && count[e] == 1
		delete(count, e)
	}
	for e := range count {
		inPlace = false
		fault("question %d holds or held %q, which was not said to it", e.question, e.text)
	}
	if inPlace && !slices.Equal(h.audit, m.log) {
		fault("was stored in the order %v, said in the order %v", h.audit, m.log)
	}
	for n, want := range m.ends {
		if got := h.stored[n]; got != want {
			fault("question %d ends as %+v, want %+v", n, got, want)
		}
	}
	for n, got := range h.stored {
		if _, known := m.ends[n]; !known {
			fault("question %d holds %+v and was not answered", n, got)
		}
	}
	slices.Sort(all)
	return all
}

// soundHistory is one without a fault: three answers, the second one in new words later on.
func soundHistory() history {
	return history{
		who:  "An",
		said: []utterance{{"một", -1}, {"hai", -1}, {"ba", -1}, {"hai, sửa", 1}},
		told: []told{
			{entry{1, "một"}, false, 1},
			{entry{2, "hai"}, false, 3},
			{entry{2, "hai"}, false, 3},
			{entry{3, "ba"}, false, 3},
			{entry{2, "hai, sửa"}, true, 4},
		},
		audit:  []entry{{1, "một"}, {2, "hai"}, {3, "ba"}, {2, "hai, sửa"}},
		stored: map[int]kept{1: {"một", 1}, 2: {"hai, sửa", 2}, 3: {"ba", 1}},
	}
}

// TestHistory: the checker accepts what is in order and finds each fault that there can be.
func TestHistory(t *testing.T) {
	t.Parallel()
	if got := soundHistory().faults(); got != nil {
		t.Fatalf("a sound history: %q", got)
	}
	for name, c := range map[string]struct {
		spoil func(*history)
		want  string
	}{
		"an acknowledged answer is lost": {func(h *history) {
			h.audit = slices.Delete(h.audit, 2, 3)
			delete(h.stored, 3)
		}, `"ba" to question 3 was acknowledged and is lost`},
		"one that was handed over is lost": {func(h *history) {
			h.audit, h.told = h.audit[:3], h.told[:4]
			h.stored[2] = kept{"hai", 1}
		}, `"hai, sửa" to question 2 was handed over and is lost`},
		"lost, though the store remembers that it was there": {func(h *history) { delete(h.stored, 3) }, "question 3 ends as"},
		"an answer counts twice": {func(h *history) {
			h.audit = slices.Insert(h.audit, 1, h.audit[0])
			h.stored[1] = kept{"một", 2}
		}, `"một" to question 1 was stored 2 times`},
		"twice, though the audit says once": {func(h *history) { h.stored[1] = kept{"một", 2} }, "question 1 ends as"},
		"one counts twice, and pushes the others on": {func(h *history) {
			h.audit = []entry{{1, "một"}, {2, "một"}, {3, "hai"}}
			h.stored = map[int]kept{1: {"một", 1}, 2: {"một", 1}, 3: {"hai", 1}}
		}, `question 2 holds or held "một"`},
		"two are swapped": {func(h *history) {
			h.audit[0], h.audit[1] = entry{1, "hai"}, entry{2, "một"}
			h.stored[1], h.stored[2] = kept{"hai", 1}, kept{"một", 1}
		}, `question 1 holds or held "hai"`},
		"new words before the old ones": {func(h *history) {
			h.audit[1], h.audit[3] = h.audit[3], h.audit[1]
			h.stored[2] = kept{"hai", 2}
		}, "was stored in the order"},
		"changes in another order, which the end does not show": {func(h *history) { h.audit[0], h.audit[2] = h.audit[2], h.audit[0] }, "was stored in the order"},
		"of another chat":                   {func(h *history) { h.stored[4] = kept{"bốn", 1} }, "question 4 holds"},
		"told of what was not said":         {func(h *history) { h.told[0].text = "không" }, "did not say"},
		"told before it was said":           {func(h *history) { h.told[3].by = 2 }, "before it had said so"},
		"told in another order":             {func(h *history) { h.told[3], h.told[4] = h.told[4], h.told[3] }, "after it was told of what it said later"},
		"never told":                        {func(h *history) { h.told = h.told[:4] }, `was never told that "hai, sửa" is kept`},
		"told of new words as of an answer": {func(h *history) { h.told[4].anew = false }, "in the wrong words"},
		"told of another question":          {func(h *history) { h.told[0].question = 2 }, "did not say to that question"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := soundHistory()
			c.spoil(&h)
			if got := h.faults(); !strings.Contains(strings.Join(got, "\n"), c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
