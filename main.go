// Thuky (thư ký, the secretary) collects the official reports of a Vietnamese
// school in chat: it asks every question in turn, keeps each answer on disk before
// it says thank you, and joins the answers into a .docx in the legal layout.
//
// A tour of the house, from the ground up. A package may use those below it,
// never those above; imports_test.go holds the table.
//
// Ground floor, which knows nothing of reports:
//
//   - vntext: Vietnamese text. NFC, folding marks away, numbers and dates in words.
//   - workday: civil dates and the Vietnamese working-day calendar; the holidays of
//     each year are a data file.
//   - pdfium: reads and draws PDF files, PDFium run as WebAssembly inside this process.
//   - tool: runs the programs of others that the machine has, LibreOffice and tesseract,
//     within limits.
//   - sheet: spreadsheets of others, read within limits, and our own, written.
//   - filekind: what a file is by its bytes, and clean names of files.
//   - chat: what crosses the border of any platform. An Update comes in, a Message
//     goes out; Capabilities says what a platform can carry and Degrade makes a
//     message fit. chat/chattest is the suite that every transport must pass.
//
// First floor, the domain:
//
//   - report: kinds of reports (Template, Question), rounds of collecting one
//     (Campaign), people, who is asked what (Assignment), and what they said (Answer).
//     Every type of question has a file, type_<name>.go. Templates are TOML files,
//     read strictly. Organisations is the table of what bodies were called when.
//   - evidence: what is kept of the photos and documents that people send as answers.
//   - templates: the report templates that ship with the program.
//   - notice: what an official notice says: number, date, issuer, subject,
//     deadlines, each with the words it was read from. notice/doctext gets the text
//     out of Word, PDF and scanned files; it alone is not pure.
//
// Second floor, pure logic over the domain:
//
//   - conversation: the dialogue. Step takes the State of a chat and one Event and
//     gives the next State and Effects: no clock, no I/O, no error. Three things lie
//     beside the questions: the desk of admins and approvers, the intake of a notice,
//     and matters of people. All the words of the bot are in its files text*.go.
//   - review: what should not stand in a draft, one check a file; and the time of an
//     earlier report in a text.
//   - outline: a report template made of what a school has: the outline of a report, a
//     list of questions, an XLSForm, the report of last year. outline/xlsx reads
//     spreadsheets for it, and alone is not pure.
//   - remind: when somebody who owes an answer is reminded. Plan makes the times out
//     of a deadline, a policy and the calendar.
//   - render: a campaign and its answers laid out as a tree of blocks, each of which
//     knows the answer it came from; render/docx, render/markdown and render/html
//     turn the tree into bytes, the same bytes for the same tree; render/wordform prints
//     it in the school's own Word form, and render/wordml is what both writers of Word
//     files share; render/pdf makes pages of a .docx. Diff says what changed between two drafts.
//
// Third floor, what is kept:
//
//   - storage: the Store and its transactions. storage/records turns the records into keys
//     and values and storage/queue lets calls share commits, for the engines
//     storage/boltstore (one bbolt file) and storage/pgstore (PostgreSQL, several
//     processes); storage/storetest is what every engine must pass.
//
// Fourth floor, the runtime:
//
//   - bot: Accept handles a batch of updates in one transaction (seen before? state,
//     Step, effects, replies) and returns when it is on disk; effects are allowed once
//     more here, whatever the dialogue says. The sender empties the outbox, jobs make
//     the drafts and read the files that come in, the scheduler wakes what is due.
//   - bot/telegram, bot/zalo, bot/zalooa, bot/terminal: the transports. They know chat
//     and bot/wire, which is HTTP within limits and secrets kept out of errors, and
//     nothing else.
//
// Roof:
//
//   - cli: the commands, the configuration, and the wiring. The only package that
//     knows every adapter.
//
// The way of one message: a transport hands an Update to bot.Accept; one
// transaction loads the State, runs Step, and stores state, answers, audit
// entries and replies; only then is the update confirmed to the platform, and the
// sender carries the replies out.
package main

import (
	"os"

	"thuky/cli"
)

func main() {
	os.Exit(cli.Main())
}
