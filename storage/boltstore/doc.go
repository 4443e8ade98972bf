// Package boltstore is the storage engine for one process: one bbolt file.
//
// # Layout
//
// A top-level bucket per kind of record. Numbers in keys are big-endian, so that
// byte order is numeric order; a time is the seconds since 1970 (8 bytes, sign
// flipped) and the nanoseconds (4 bytes); · is a zero byte. Values are JSON
// where nothing else is said.
//
//	meta            "schema"                    number of migrations done, decimal
//	once            day (8)                     a bucket: update key → nothing
//	conversations   address                     the state as given
//	people          id                          report.Person
//	addresses       address                     person id, as bytes
//	invitations     hash                        report.Invitation
//	templates       version                     the file as given
//	campaigns       id                          report.Campaign
//	answers         campaign·question·person    report.Answer
//	participations  campaign·person             storage.Participation
//	audit           campaign·sequence           storage.AuditEntry
//	outbox          sequence                    storage.Outgoing
//	dead            sequence                    storage.Outgoing, given up
//	outbox-keys     key                         sequence
//	holds           address or platform         time
//	jobs            key                         storage.Job
//	job-queue       time created, key           time leased until
//	artifacts       key                         name, MIME, time
//	artifact-data   key                         the bytes
//	strangers       address                     storage.Stranger
//	failures        time, key                   storage.Failed
//	versions        campaign·number             report.Version
//	version-data    campaign·number             the bytes
//	reminders       campaign·person·kind        storage.Reminder
//	reminder-queue  time due, its key           nothing; only of those that wait
//	evidence        campaign·hash               storage.Evidence without the bytes
//	evidence-data   campaign·hash               the bytes
//	evidence-thumb  campaign·hash               the small picture, of pictures
//
// # Commits
//
// One goroutine commits. While it does, Update calls queue; all that queued run
// in the next transaction, in their order, and return together. There is no
// timer: a lone Update commits at once. Every fn runs on its caller's goroutine,
// one at a time.
package boltstore
