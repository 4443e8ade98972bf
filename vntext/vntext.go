// Package vntext reads and writes Vietnamese text as people in a school type it: it brings every
// inbound text to one form, folds it for comparing, reads numbers and dates with their doubts, and
// writes them the official way. It knows nothing of reports or chats.
package vntext
