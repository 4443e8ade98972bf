// Package chat is what crosses the border of any platform: updates that come
// in, messages that go out, who they are for, and what a platform can carry.
//
// It knows no platform and no report. Degrade turns one dialogue into what each
// platform can carry, so that the dialogue itself is written once.
package chat

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Address is where one person is reached on one platform.
type Address struct {
	Platform string // "telegram", "terminal"
	ID       string // the platform's own id of the private chat
}

// String gives "platform:id", the form that is stored.
func (a Address) String() string { return a.Platform + ":" + a.ID }

// IsZero tells whether there is no address.
func (a Address) IsZero() bool { return a == Address{} }

// ParseAddress reads the form that String writes.
func ParseAddress(text string) (Address, error) {
	platform, id, ok := strings.Cut(text, ":")
	if !ok || platform == "" || id == "" {
		return Address{}, fmt.Errorf("address %q: want platform:id, such as telegram:42", text)
	}
	return Address{platform, id}, nil
}

// MarshalText stores an address as "platform:id", the zero address as "".
func (a Address) MarshalText() ([]byte, error) {
	if a.IsZero() {
		return nil, nil
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (a *Address) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*a = Address{}
		return nil
	}
	*a, err = ParseAddress(string(text))
	return err
}

// UpdateKind says what happened on the platform.
type UpdateKind string

// The kinds of updates. A transport drops what is none of these, but still
// hands it over as Ignored, so that its key is stored and confirmed once.
const (
	Text      UpdateKind = "text"      // a new message with words
	Edited    UpdateKind = "edited"    // an earlier message has new words
	Press     UpdateKind = "press"     // a button
	Media     UpdateKind = "media"     // a sticker, photo, voice, file: no words to take
	Hello     UpdateKind = "hello"     // the chat was opened (terminal, web): say where we are
	Blocked   UpdateKind = "blocked"   // the person stopped the bot
	Unblocked UpdateKind = "unblocked" // and let it in again
	Ignored   UpdateKind = "ignored"   // nothing for us (group chatter, unknown kinds)

	// Of group chats: Address is the group, By who did it.
	GroupText   UpdateKind = "group-text"   // words that are meant for us: a command, or our name in them
	GroupJoined UpdateKind = "group-joined" // we were put in; Name is the title of the group
	GroupLeft   UpdateKind = "group-left"   // we were taken out
	GroupMoved  UpdateKind = "group-moved"  // the platform gave the group another id: To
	GroupPress  UpdateKind = "group-press"  // a button under a message of ours; PressID
)

// Update is one thing that happened on a platform.
type Update struct {
	// Key is the same however often the platform delivers the update, and
	// differs from the key of every other update: "telegram/81231".
	Key     string
	Kind    UpdateKind
	Address Address // the private chat it came from; of the Group kinds the group
	By      Address // of the Group kinds: the private chat of who did it, zero when not known
	To      Address // GroupMoved: the new address
	Name    string  // the sender's name as the platform shows it, may be empty
	At      time.Time
	// Text is the words of a Text or Edited update, or the caption of Media; of Hello the
	// report that the person wants to go to, "" to go on where the chat is.
	// Platform formatting (bold, italics) is already turned into *…*.
	Text string
	// Message is the platform's id of the message written, edited, or (Press)
	// of our own message that the button stands under. May be empty.
	Message string
	Choice  string // Press: the Choice.ID of the button
	PressID string // Press: the platform's id of the press itself, for Message.Ack
	Media   string // Media: "sticker", "photo", "voice", "video", "file", "contact", "location", …
	// Attachment is the file of a Media update, where the platform can hand it over.
	Attachment *Attachment
	Raw        []byte // the payload as received, kept only when handling fails
}

// Message is one thing to say.
type Message struct {
	Lead    string   `json:"lead,omitempty"` // plain words before Head: what became of the last message
	Head    string   `json:"head,omitempty"` // one short line, bold where possible
	Text    string   `json:"text,omitempty"` // plain words; nothing in it is markup
	Choices []Choice `json:"choices,omitempty"`
	File    *File    `json:"file,omitempty"`
	// Copy: Text is for the person to take over and change. A page offers just that.
	Copy bool `json:"copy,omitempty"`
	// Picture is shown with the message where the platform can: page 1 of the draft.
	Picture *File `json:"picture,omitempty"`
	// Thumbs are small pictures that a page shows under the words. Other platforms show
	// nothing of them: what they are of stands in the words.
	Thumbs []File `json:"thumbs,omitempty"`
	// Edit is the platform's id of an own message to replace by this one.
	// Where the platform cannot edit, or the message is gone, it is sent anew.
	Edit string `json:"edit,omitempty"`
	// Ack is the id of the press to acknowledge before sending; Toast the words
	// shown for a moment (at most 200 characters). A message with Ack and
	// neither Lead, Head, Text nor File only acknowledges.
	Ack   string `json:"ack,omitempty"`
	Toast string `json:"toast,omitempty"`
}

// Choice is a button, or where there are no buttons a numbered line.
type Choice struct {
	ID    string `json:"id"`    // at most 64 bytes; comes back as Update.Choice
	Label string `json:"label"` // at most about 40 characters
	// Word is what to type for this choice where a number would be
	// misunderstood (navigation, or beside a question for a number). Choices
	// without a Word are numbered 1, 2, … in their order.
	Word string `json:"word,omitempty"`
	Row  bool   `json:"row,omitempty"` // starts a new row of buttons
}

// maxChoice is the longest ID, in bytes.
const maxChoice = 64

// Check tells why no platform shows the choice as a button.
func (c Choice) Check() error {
	switch {
	case c.ID == "" || len(c.ID) > maxChoice || !utf8.ValidString(c.ID):
		return fmt.Errorf("a choice has an id of %d bytes; want 1 to %d of UTF-8", len(c.ID), maxChoice)
	case strings.TrimSpace(c.Label) == "":
		return errors.New("a choice has no label")
	}
	return nil
}

// File is a document to hand over. Data is not stored with the message: the
// sender of the outbox fills it in from the stored artifact.
type File struct {
	Name     string `json:"name"` // a clean file name, no folders
	MIME     string `json:"mime"`
	Artifact string `json:"artifact,omitempty"` // key of the stored bytes
	Data     []byte `json:"-"`
	// URL is where the file can be fetched for some hours, "" where there is no such place.
	// The sender fills it in, too.
	URL string `json:"-"`
}

// Attachment is a file that somebody sent and that is not downloaded yet.
type Attachment struct {
	ID   string `json:"id"`             // what Fetcher.Fetch takes
	Name string `json:"name"`           // as the sender named it, without folders; may be empty
	MIME string `json:"mime,omitempty"` // as the sender says
	Size int64  `json:"size,omitempty"` // in bytes, 0 when not known
}

// Capabilities is what a platform can carry.
type Capabilities struct {
	MaxText int  // UTF-16 units in one message, 0 = no limit
	Buttons bool // shows Choices as buttons
	// MaxButtons is how many a message may have, 0 = no limit. The choices behind them
	// become lines that say what to type.
	MaxButtons int
	Edit       bool // can replace an own message
	FilesIn    bool
	FilesOut   bool
	Pictures   bool // shows Message.Picture
	Budget     int  // messages a month, 0 = no limit
	// Reserve is how many messages of the Budget are kept for what matters most.
	Reserve int
}
