// Package endtoend holds the tests that run the built program as its users do:
// the reference report in the terminal and over Telegram, and a program that is
// killed again and again. It has no code of its own.
package endtoend
