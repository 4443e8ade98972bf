package web

import (
	"context"

	"thuky/chat"
	"thuky/report"
)

// privacyOffice is about people's data.
type privacyOffice interface {
	// Notice is what people agree to; false where nobody is asked.
	Notice() (text, version string, asks bool)
	// AnswerNotice takes the answer to the notice of a version; another one changes nothing.
	AnswerNotice(ctx context.Context, by chat.Address, version string, agrees bool) error
	// OwnFiles are all data of somebody, for machines and for people.
	OwnFiles(ctx context.Context, by chat.Address) (asJSON, asText []byte, err error)
	// PrivacyContact is whom to ask about data.
	PrivacyContact() string
	// Claim asks for a right on one's own data; words say what is to be corrected.
	Claim(ctx context.Context, by chat.Address, right report.Right, words string) error
	// CorrectOwn gives somebody the name and the form of address that they want.
	CorrectOwn(ctx context.Context, by chat.Address, name, call string) error
	// RefuseRequest refuses a request of the register with a reason. For admins.
	RefuseRequest(ctx context.Context, by chat.Address, id int, reason string) error
	// SettleRequest carries a request of the register out. For admins.
	SettleRequest(ctx context.Context, by chat.Address, id int) error
}
