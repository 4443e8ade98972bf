package zalooa

import (
	"context"
	"encoding/json"
	"strings"

	"thuky/chat"
)

// What a message is made of, as the API spells it.
type (
	outgoing struct {
		Recipient recipient `json:"recipient"`
		Message   content   `json:"message"`
	}
	recipient struct {
		User string `json:"user_id"`
	}
	content struct {
		Text       string      `json:"text,omitempty"`
		Attachment *attachment `json:"attachment,omitempty"`
	}
	attachment struct {
		Type    string `json:"type"` // "template", "file"
		Payload body   `json:"payload"`
	}
	body struct {
		Template string    `json:"template_type,omitempty"` // "media"
		Elements []element `json:"elements,omitempty"`
		Buttons  []button  `json:"buttons,omitempty"`
		Token    string    `json:"token,omitempty"` // of a file
	}
	element struct {
		Media string `json:"media_type"` // "image"
		ID    string `json:"attachment_id"`
	}
	button struct {
		Title   string `json:"title"`
		Type    string `json:"type"` // "oa.query.show": the payload comes back as a text
		Payload string `json:"payload"`
	}
)

// Send implements chat.Transport. A message with a picture, words and a file is several
// of the platform's; files are uploaded before anything is shown, so that most failures
// leave nothing half done.
func (t *Transport) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	if to.Platform != Platform || !validID(to.ID) {
		return "", reject("address %q is none of an Official Account's", to)
	}
	if strings.TrimSpace(m.Plain()) == "" && m.File == nil && m.Picture == nil {
		if m.Ack != "" { // nothing waits to be acknowledged here
			return "", nil
		}
		return "", reject("a message without words")
	}
	if err := t.windows.check(to.ID); err != nil {
		return "", t.sendError(err)
	}
	id, err := t.send(ctx, to.ID, m)
	if err != nil {
		return "", t.sendError(err)
	}
	return id, nil
}

// send gives the id of the last message that it became.
func (t *Transport) send(ctx context.Context, user string, m chat.Message) (id string, err error) {
	if n := chat.Units(m.Plain()); n > MaxText {
		return "", reject("a message of %d units; Zalo takes %d", n, MaxText)
	}
	buttons, err := buttonsOf(m)
	if err != nil {
		return "", err
	}
	if m.File != nil && len(m.File.Data) > 0 && !carries(m.File) {
		return t.sendWithout(ctx, user, m, func(c *chat.Capabilities) { c.FilesOut = false })
	}
	var file, picture string
	if m.File != nil {
		if file, err = t.uploadFile(ctx, m.File); err != nil {
			return "", err
		}
	}
	if m.Picture != nil {
		if picture, err = t.uploadPicture(ctx, m.Picture); err != nil {
			return "", err
		}
	}
	words := m.Plain()
	if picture != "" {
		with := content{Attachment: &attachment{"template", body{Template: "media", Elements: []element{{"image", picture}}}}}
		if len(buttons) == 0 { // words and picture go together, buttons stand under words
			with.Text, words = words, ""
		}
		if id, err = t.deliver(ctx, user, with); err != nil {
			return "", err
		}
	}
	if words != "" {
		with := content{Text: words}
		if len(buttons) > 0 {
			with.Attachment = &attachment{"template", body{Buttons: buttons}}
		}
		id, err = t.deliver(ctx, user, with)
		if len(buttons) > 0 && codeOf(err) == codeBadParameter { // the dialogue must not stall
			m.File, m.Picture = nil, nil
			if id, err = t.sendWithout(ctx, user, m, func(c *chat.Capabilities) { c.Buttons = false }); err == nil {
				t.log.Error("Zalo does not take our buttons; sent as lines to type")
			}
		}
		if err != nil {
			return "", err
		}
	}
	if words == "" && picture == "" && file == "" {
		return "", reject("a picture that Zalo does not take, without words")
	}
	if file != "" {
		return t.deliver(ctx, user, content{Attachment: &attachment{"file", body{Token: file}}})
	}
	return id, nil
}

// sendWithout sends what a message becomes where less can be carried.
func (t *Transport) sendWithout(ctx context.Context, user string, m chat.Message, less func(*chat.Capabilities)) (id string, err error) {
	c := t.Capabilities()
	less(&c)
	for _, part := range chat.Degrade([]chat.Message{m}, c) {
		if id, err = t.send(ctx, user, part); err != nil {
			return "", err
		}
	}
	return id, nil
}

// buttonsOf are the buttons of a message that has words for them to stand under.
func buttonsOf(m chat.Message) ([]button, error) {
	if len(m.Choices) > MaxButtons {
		return nil, reject("%d buttons; Zalo takes %d", len(m.Choices), MaxButtons)
	}
	if len(m.Choices) > 0 && strings.TrimSpace(m.Plain()) == "" {
		return nil, reject("buttons without words")
	}
	var all []button
	for i, c := range m.Choices {
		if err := c.Check(); err != nil {
			return nil, reject("button %d: %w", i+1, err)
		}
		all = append(all, button{Title: c.Label, Type: "oa.query.show", Payload: payload(c)})
	}
	return all, nil
}

// deliver sends one message of the platform's and gives its id. It was sent whatever the
// answer looks like, so that not to find the id is no error.
func (t *Transport) deliver(ctx context.Context, user string, m content) (string, error) {
	data, err := t.post(ctx, "message/cs", "/v3.0/oa/message/cs", outgoing{recipient{user}, m})
	if err != nil {
		return "", err
	}
	var sent struct {
		ID loose `json:"message_id"`
	}
	if json.Unmarshal(data, &sent) != nil || sent.ID == "" {
		t.log.Warn("sent, but the answer has no message id")
	}
	return string(sent.ID), nil
}
