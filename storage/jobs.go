package storage

import "iter"

// JobsTx looks at the jobs without taking any. It is a part of Tx.
type JobsTx interface {
	// Jobs gives those that are not done yet, be they taken or set aside, by Key.
	Jobs() iter.Seq2[Job, error]
}
