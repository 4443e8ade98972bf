package telegramtest

import (
	"net/http"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxRaw    = 32768    // bytes of a text with its markup
	maxUpload = 50 << 20 // bytes of a file
)

// check refuses what the real server would refuse, or what no bot should send.
func (s *Server) check(r *request) (answer, bool) {
	bad := func(code int, description, why string) (answer, bool) {
		s.violate("%s: %s", r.method, why)
		return refuse(code, description), false
	}
	m, known := s.opts.Schema.Methods[r.method]
	if !known {
		return bad(http.StatusNotFound, "Not Found", "no such method in the Bot API")
	}
	if why := s.opts.Schema.check(m, r); why != "" {
		return bad(http.StatusBadRequest, "Bad Request: "+why, why)
	}
	if why := requiredTogether(r); why != "" {
		return bad(http.StatusBadRequest, "Bad Request: "+why, why)
	}
	for name, f := range r.files {
		switch {
		case len(f.data) > maxUpload:
			return bad(http.StatusRequestEntityTooLarge, "Request Entity Too Large", name+" is over 50 MB")
		case len(f.data) == 0:
			return bad(http.StatusBadRequest, "Bad Request: file must be non-empty", name+" is empty")
		case f.name == "" || strings.ContainsAny(f.name, "/\\") || !utf8.ValidString(f.name):
			return bad(http.StatusBadRequest, "Bad Request: wrong file name", "file name "+f.name+" is a path or none")
		}
	}
	for name, limit := range map[string]int{"text": 4096, "caption": 1024} {
		text, given := r.params[name]
		if !given || r.method == "answerCallbackQuery" {
			continue
		}
		seen := text
		switch mode := r.params["parse_mode"]; mode {
		case "":
		case "HTML":
			var err error
			if seen, _, err = readHTML(text); err != nil {
				return bad(http.StatusBadRequest, "Bad Request: can't parse entities: "+err.Error(), err.Error())
			}
		default:
			return bad(http.StatusBadRequest, "Bad Request: unsupported parse_mode", "parse mode "+mode)
		}
		switch {
		case len(text) > maxRaw:
			return bad(http.StatusBadRequest, "Bad Request: text is too long", name+" has over 32768 bytes")
		case len(utf16.Encode([]rune(seen))) > limit:
			return bad(http.StatusBadRequest, "Bad Request: message is too long", name+" is too long")
		case strings.TrimSpace(seen) == "" && name == "text":
			return bad(http.StatusBadRequest, "Bad Request: message text is empty", "empty text")
		}
	}
	return answer{}, true
}

// requiredTogether are the "Required if …" rules, which the schema has only in
// words.
func requiredTogether(r *request) string {
	has := func(name string) bool { return r.params[name] != "" }
	switch r.method {
	case "editMessageText", "editMessageReplyMarkup":
		if !has("inline_message_id") && !(has("chat_id") && has("message_id")) {
			return "message identifier is not specified"
		}
	}
	if r.method == "editMessageText" && !has("text") && !has("rich_message") {
		return "message text is empty"
	}
	for _, row := range readButtons(r.params["reply_markup"]) {
		if len(row) == 0 || len(row) > 8 {
			return "a row of buttons has 1 to 8"
		}
		for _, b := range row {
			if b.Text == "" {
				return "a button without a text"
			}
			if b.Data == "" && b.URL == "" {
				return "text buttons are unallowed in the inline keyboard"
			}
		}
	}
	return ""
}
