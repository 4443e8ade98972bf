// Package boltstore is the storage engine for one process: one bbolt file.
//
// # Layout
//
// A top-level bucket for each kind of package records, which says what their keys and values
// are, but
//
//	meta            "schema"                    number of migrations done, decimal
//	once            day (8)                     a bucket: update key → nothing
//
// # Commits
//
// One goroutine commits. While it does, Update calls queue; all that queued run
// in the next transaction, in their order, and return together. There is no
// timer: a lone Update commits at once. Every fn runs on its caller's goroutine,
// one at a time.
package boltstore
