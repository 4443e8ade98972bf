// Package load measures how much the built program carries: people answer through a fake
// Telegram as fast as they are asked, against one process on a bbolt file, or several on
// one PostgreSQL. It has no code of its own; "make bench-load" runs it.
package load
