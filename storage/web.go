package storage

import (
	"time"

	"thuky/chat"
)

// Session is one browser that was let in.
type Session struct {
	Hash    string       `json:"hash"`    // of the secret in its cookie
	Address chat.Address `json:"address"` // the web chat of it; who it is follows from the address
	Created time.Time    `json:"created"`
	Seen    time.Time    `json:"seen"`
	Expires time.Time    `json:"expires"`
	Agent   string       `json:"agent,omitempty"` // what the browser calls itself, shortened
}

// UploadPrefix begins the ids of attachments that were handed over in a browser: such an id is
// the key of the Artifact with the bytes, whatever the platform of the chat. When a file has
// been read its bytes go: the artifact is empty then.
const UploadPrefix = "up/"

// Line is one message of the transcript of a web chat.
type Line struct {
	Chat    chat.Address `json:"chat"`
	Seq     uint64       `json:"seq"` // rises by the order of adding, over all chats
	Key     string       `json:"key"` // deterministic within the chat
	At      time.Time    `json:"at"`
	Mine    bool         `json:"mine,omitempty"` // the person wrote it
	Message chat.Message `json:"message"`
	Pressed string       `json:"pressed,omitempty"` // ID of the choice that was taken last
	Changed time.Time    `json:"changed,omitzero"`  // when it was edited last
	// Attachment is a file that the person sent; its bytes are the artifact of its ID.
	Attachment *chat.Attachment `json:"attachment,omitempty"`
}

// DraftKey is where lies, as a Value, what the owner of a web chat is writing.
func DraftKey(a chat.Address) string { return "web/draft/" + a.String() }
