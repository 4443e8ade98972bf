package queue

import (
	"context"

	"thuky/storage"
)

// Call is one Update on its way. Its fn stays on the goroutine of its caller, so that a panic
// shows the caller's stack and runtime.Goexit (t.Fatal in a test) ends no other call.
type Call struct {
	ctx  context.Context
	fn   func(storage.Tx) error
	turn chan storage.Tx // to the caller: run fn now
	back chan outcome    // from the caller: how it went; one slot, for callers that are gone
	done chan error      // to the caller: what Update returns; one slot
	err  error           // why it is not in the commit
	out  bool            // not in the commit
	gone bool            // its fn did not return, and nobody waits
}

// outcome is how one run of a fn went.
type outcome struct {
	err     error
	aborted bool // it did not return: a panic or Goexit
}

// run gives the turn back however fn ends; a panic goes on to the caller.
func (c *Call) run(tx storage.Tx) {
	o := outcome{aborted: true}
	defer func() { c.back <- o }()
	o.err = c.fn(tx)
	o.aborted = false
}

// Run runs the fn of a call and tells whether it went well. If not, or when its ctx has
// ended, what it wrote must be undone, and it is not In the commit.
func (c *Call) Run(tx storage.Tx) (ok bool) {
	c.out = true
	if c.gone {
		return false
	}
	if c.err = c.ctx.Err(); c.err != nil {
		return false
	}
	c.turn <- tx
	o := <-c.back
	c.err, c.gone = o.err, o.aborted
	c.out = o.aborted || o.err != nil
	return !c.out
}

// Out tells whether the last Run did not go well.
func (c *Call) Out() bool { return c.out }

// Finish ends calls. Without an error each gets that of its last Run.
func Finish(calls []*Call, err error) {
	for _, c := range calls {
		if err == nil {
			c.done <- c.err
		} else {
			c.done <- err
		}
	}
}
