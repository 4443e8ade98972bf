package report

import (
	"slices"

	"github.com/expr-lang/expr/vm"
)

// Lookup gives the value of an answered question; false for questions that are
// not answered or were skipped.
type Lookup func(question string) (Value, bool)

// Applies tells whether the question is asked and printed (its `when`). What
// cannot be decided yet applies: better asked than lost.
//
// In expressions, a question that does not apply is as good as not answered,
// even where an answer to it is stored from before.
func (t *Template) Applies(q *Question, get Lookup) bool {
	if q.program.when == nil {
		return true
	}
	e := evaluation{template: t, get: get}
	return e.applies(q)
}

// Check tells whether the question's `check` (and of files how many there are) holds with v as its value, and if
// not, what to say. While an answer that it needs is missing, it holds.
func (t *Template) Check(q *Question, v Value, get Lookup) (ok bool, message string) {
	if p := q.CheckFiles(v); v.Files != nil && p != nil {
		return false, filesCount(p, len(v.Files))
	}
	if q.program.check == nil {
		return true, ""
	}
	e := evaluation{template: t, get: func(id string) (Value, bool) {
		if id == q.ID {
			return v, !v.IsZero()
		}
		return get(id)
	}}
	out, err := e.run(q.program.check)
	if holds, decided := out.(bool); err != nil || !decided || holds {
		return true, ""
	}
	if q.CheckMessage == "" {
		return false, checkFailed
	}
	return false, Expand(q.CheckMessage, func(name string) string {
		if named := t.Question(name); named != nil {
			if value, ok := e.value(named); ok {
				return named.Format(value)
			}
		}
		return "…"
	})
}

// Compute works out a computed question. It gives false while an operand is
// missing, on a division by zero, and where the result does not fit the type.
func (t *Template) Compute(q *Question, get Lookup) (Value, bool) {
	if q.program.compute == nil {
		return Value{}, false
	}
	e := evaluation{template: t, get: get}
	return e.compute(q)
}

// ChecksNaming gives the other questions whose when, check or compute names q,
// directly or through a computed question, in order: what may change with q.
func (t *Template) ChecksNaming(q *Question) []*Question {
	touched := t.touchedBy(q)
	var list []*Question
	for _, other := range t.questions {
		if other.ID != q.ID && (touched[other.ID] || other.program.check.namesAny(touched)) {
			list = append(list, other)
		}
	}
	return list
}

// Gated gives the other questions that may begin or cease to apply with the answer to
// q, in order.
func (t *Template) Gated(q *Question) (list []*Question) {
	if !slices.ContainsFunc(t.questions, func(other *Question) bool { return other.program.when != nil }) {
		return nil
	}
	touched := t.touchedBy(q)
	for _, other := range t.questions {
		if other.ID != q.ID && !other.Computed() && other.program.when.namesAny(touched) {
			list = append(list, other)
		}
	}
	return list
}

// touchedBy are the ids of q and of what is worked out or applies by it.
func (t *Template) touchedBy(q *Question) map[string]bool {
	touched := map[string]bool{q.ID: true}
	for grown := true; grown; {
		grown = false
		for _, other := range t.questions {
			if !touched[other.ID] && (other.program.compute.namesAny(touched) || other.program.when.namesAny(touched)) {
				touched[other.ID], grown = true, true
			}
		}
	}
	return touched
}

func (p *program) namesAny(ids map[string]bool) bool {
	return p != nil && slices.ContainsFunc(p.names, func(name string) bool { return ids[name] })
}

// evaluation runs expressions over one set of answers. Compute and when depend
// on each other without cycles (ReadTemplate sees to that); the memory keeps
// long chains from being worked out again and again.
type evaluation struct {
	template *Template
	get      Lookup
	known    map[string]outcome // of questions with a when or a compute
}

// outcome is what a question with a when or a compute came to.
type outcome struct {
	applies bool
	value   Value
	ok      bool
}

// value gives the value of a question as expressions see it.
func (e *evaluation) value(q *Question) (Value, bool) {
	if q.program.when == nil && q.program.compute == nil {
		return e.get(q.ID)
	}
	o := e.outcome(q)
	return o.value, o.ok
}

func (e *evaluation) outcome(q *Question) outcome {
	if o, ok := e.known[q.ID]; ok {
		return o
	}
	o := outcome{applies: e.applies(q)}
	switch {
	case !o.applies:
	case q.program.compute != nil:
		o.value, o.ok = e.compute(q)
	default:
		o.value, o.ok = e.get(q.ID)
	}
	if e.known == nil {
		e.known = make(map[string]outcome)
	}
	e.known[q.ID] = o
	return o
}

func (e *evaluation) applies(q *Question) bool {
	p := q.program.when
	if p == nil {
		return true
	}
	out, err := e.run(p)
	if applies, decided := out.(bool); err == nil && decided {
		return applies
	}
	return !e.moot(p)
}

// moot tells whether an expression cannot be decided only because what it
// names does not apply itself.
func (e *evaluation) moot(p *program) bool {
	moot := false
	for _, name := range p.names {
		q := e.template.Question(name)
		if q.program.when != nil && !e.outcome(q).applies {
			moot = true
		} else if _, ok := e.value(q); !ok {
			return false
		}
	}
	return moot
}

func (e *evaluation) compute(q *Question) (Value, bool) {
	out, err := e.run(q.program.compute)
	if err != nil || out == nil {
		return Value{}, false
	}
	return kindOf(q.Type).result(q, out)
}

// run runs a program over the answers it names, nil for those that are missing.
func (e *evaluation) run(p *program) (any, error) {
	r, _ := p.runners.Get().(*runner)
	if r == nil {
		r = &runner{machine: vm.VM{MemoryBudget: memoryOfOneRun}, operands: make(map[string]any, len(p.names))}
	}
	for _, name := range p.names {
		q := e.template.Question(name)
		r.operands[name] = nil
		if v, ok := e.value(q); ok {
			r.operands[name] = kindOf(q.Type).operand(v)
		}
	}
	out, err := r.machine.Run(p.code, r.operands)
	p.runners.Put(r)
	return out, err
}
