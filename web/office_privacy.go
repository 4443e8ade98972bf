package web

import (
	"context"

	"thuky/chat"
)

// privacyOffice is about people's data.
type privacyOffice interface {
	// Notice is what people agree to; false where nobody is asked.
	Notice() (text, version string, asks bool)
	// AnswerNotice takes the answer to the notice of a version; another one changes nothing.
	AnswerNotice(ctx context.Context, by chat.Address, version string, agrees bool) error
	// OwnFiles are all data of somebody, for machines and for people.
	OwnFiles(ctx context.Context, by chat.Address) (asJSON, asText []byte, err error)
	// SettleRequest carries a request of the register out. For admins.
	SettleRequest(ctx context.Context, by chat.Address, id int) error
}
