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
// Update calls that wait while a commit is under way share the next one; see package queue.
package boltstore
