package telegram

import (
	"encoding/json"
	"strings"

	"thuky/chat"
)

// escaper is for texts, not for attribute values.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// htmlText is Message.Plain with the head bold. Everything is escaped.
func htmlText(m chat.Message) string {
	m.Lead, m.Head, m.Text = escaper.Replace(m.Lead), escaper.Replace(m.Head), escaper.Replace(m.Text)
	if m.Head != "" {
		m.Head = "<b>" + m.Head + "</b>"
	}
	return m.Plain()
}

// Buttons share a row while their labels can be read on a telephone.
const (
	maxInRow = 3
	rowUnits = 30
)

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// keyboard is the reply_markup for choices, "" for none.
func keyboard(choices []chat.Choice) (string, error) {
	if len(choices) == 0 {
		return "", nil
	}
	var rows [][]button
	width := 0
	for i, c := range choices {
		if err := c.Check(); err != nil {
			return "", reject("button %d: %w", i+1, err)
		}
		n := chat.Units(c.Label)
		if last := len(rows) - 1; last < 0 || c.Row || len(rows[last]) == maxInRow || width+n > rowUnits {
			rows = append(rows, nil)
			width = 0
		}
		width += n
		rows[len(rows)-1] = append(rows[len(rows)-1], button{c.Label, c.ID})
	}
	data, err := json.Marshal(map[string]any{"inline_keyboard": rows})
	if err != nil {
		return "", reject("keyboard: %w", err) // unreachable: only strings
	}
	return string(data), nil
}
