package chat

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Accept stores and handles a batch of updates of one platform, in order. When
// it returns nil the batch is durable and may be confirmed to the platform; on
// an error nothing of it is stored and the platform must deliver it again.
// It is safe for concurrent use; order is kept only within one batch and
// between calls of which one ended before the other began.
type Accept func(ctx context.Context, updates []Update) error

// Transport carries messages to one platform and updates from it.
//
// Send is at least once: after an error of class Temporary the message may have
// arrived. Send is safe for concurrent use; callers keep the order per address.
type Transport interface {
	// Platform is the name in Address.Platform.
	Platform() string
	Capabilities() Capabilities
	// Run hands updates to accept until ctx ends, and confirms an update to the
	// platform only after accept returned nil for it. It returns nil when ctx
	// ended, else the error that cannot be retried (a wrong token).
	Run(ctx context.Context, accept Accept) error
	// Send sends one message that fits Capabilities and returns the platform's
	// id of it. Every error is a *SendError.
	Send(ctx context.Context, to Address, m Message) (id string, err error)
}

// ErrTooLarge is the error of Fetch for a file over the limit.
var ErrTooLarge = errors.New("the file is too large")

// Fetcher is a Transport with FilesIn: it downloads what came as an Attachment, of
// at most limit bytes (else ErrTooLarge). It may be slow and is safe for concurrent
// use. A *SendError of class Temporary is worth another try, every other error is
// for good.
type Fetcher interface {
	Fetch(ctx context.Context, id string, limit int64) ([]byte, error)
}

// Linker is a Transport with group chats: from there people come to the private one.
type Linker interface {
	// Link is the URL that opens the private chat with us, "" while it is not known.
	Link() string
}

// Asker is a Transport that asks its platform for updates, and knows how that goes.
type Asker interface {
	Contact() Contact
}

// Contact is how asking a platform goes.
type Contact struct {
	Last    time.Time // when it last answered as it should; zero: not yet
	Failing time.Time // since when it has not; zero while it does
}

// Typist is a Transport that can show for a moment that an answer is being written.
type Typist interface {
	// Typing shows it in a chat for some seconds. That it fails matters to nobody.
	Typing(ctx context.Context, to Address) error
}

// SendClass says what to do about a message that was not sent.
type SendClass string

// The classes of send errors.
const (
	Temporary   SendClass = "temporary"   // try again later; it may have arrived
	Throttled   SendClass = "throttled"   // wait RetryAfter, then try again; it did not arrive
	Closed      SendClass = "closed"      // the platform takes nothing for the person until they write again
	Unreachable SendClass = "unreachable" // the person blocked us or is gone: stop sending to them
	Rejected    SendClass = "rejected"    // the platform will never take this message
	Denied      SendClass = "denied"      // the platform refuses us altogether (token): an operator must act
)

// SendError is why a message was not sent. Its text holds no secret and no
// message text.
type SendError struct {
	Class      SendClass
	RetryAfter time.Duration // Throttled: how long to wait
	All        bool          // the wait concerns the whole platform, not this address alone
	Err        error
}

func (e *SendError) Error() string {
	if e.RetryAfter > 0 {
		return fmt.Sprintf("send: %s for %s: %v", e.Class, e.RetryAfter, e.Err)
	}
	return fmt.Sprintf("send: %s: %v", e.Class, e.Err)
}

func (e *SendError) Unwrap() error { return e.Err }

// ClassOf gives the class of a send error; any other error is Temporary.
func ClassOf(err error) SendClass {
	var se *SendError
	if errors.As(err, &se) {
		return se.Class
	}
	return Temporary
}
