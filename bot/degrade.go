package bot

import "thuky/chat"

func degrade(m chat.Message, c chat.Capabilities) []chat.Message {
	return chat.Degrade([]chat.Message{m}, c)
}
