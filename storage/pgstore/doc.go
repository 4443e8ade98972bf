// Package pgstore is the storage engine for several processes: a PostgreSQL database, which
// schools share and replicas, too.
//
// # Layout
//
// Every kind of package records is a table in the schema thuky (migrations/), with the
// school as the first column of its key and the parts of the key as columns of their
// own. Records are JSON documents. Keys and values are the bytes of package records, so
// that a store can be carried from one engine to the other and compared; kinds.go says
// how they become columns.
//
// # Writing
//
// An Update holds the row of its school in thuky.schools, so that the transactions of a
// school are serial over all processes, as storage.Store promises; schools do not
// wait for each other. What it writes is kept here (overlay) and goes to the server
// in one round trip with the commit, as one statement for each kind of record and not one
// for each record. Update calls that wait share a transaction, as in boltstore, and here so do
// those that come before the commit is sent: one that fails is taken out of the overlay and
// leaves the others alone.
//
// A connection that breaks before the commit was sent has stored nothing: all runs again. One that
// breaks during the commit leaves it open how that ended. Every commit writes a token to
// thuky.changes; it is looked up, once the lost session has let go of the school.
//
// # Reading
//
// Reads are answered from what the process knows of the school (cache), where that is of the
// same version as the snapshot of the transaction, else by the server. docs/adr/0023 has
// the reasons and figures.
//
// # Walls
//
// Every statement names the school. Row level security is a second wall: transactions
// name their school to the server, and sessions that named none see nothing.
package pgstore
