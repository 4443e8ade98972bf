package web

import (
	"context"
	"time"

	"thuky/chat"
	"thuky/report"
)

// PeopleOffice is what admins do with the list of people. Codes are told by these
// methods alone: the store keeps only a mark of them.
type PeopleOffice interface {
	// Invite makes a code that lets uses new people in with a role.
	Invite(ctx context.Context, by chat.Address, role report.Role, uses int) (code string, expires time.Time, err error)
	// InvitePeople makes a personal code for each of those ids, in place of earlier ones.
	InvitePeople(ctx context.Context, by chat.Address, people []string) (codes map[string]string, expires time.Time, err error)
	// ImportPeople puts a list into the store and gives the codes of who has not joined,
	// by id. A row that cannot be stored is a *report.ListError.
	ImportPeople(ctx context.Context, by chat.Address, rows []report.Person) (codes map[string]string, expires time.Time, err error)
	ChangeUnit(ctx context.Context, by chat.Address, person, unit string) error
	ChangeRole(ctx context.Context, by chat.Address, person string, role report.Role) error
	SetAway(ctx context.Context, by chat.Address, person, standIn string) error
	SetBack(ctx context.Context, by chat.Address, person string) error
	RemoveFromList(ctx context.Context, by chat.Address, person string) error
}

// MessageOffice is what admins do with messages that could not be sent.
type MessageOffice interface {
	// Down are the platforms that cannot go on until somebody looks at their tokens.
	Down() []string
	SendAgain(ctx context.Context, by chat.Address, seq uint64) error
}
