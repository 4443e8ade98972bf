package zalotest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"unicode/utf16"
	"unicode/utf8"
)

// request is the parameters of one call.
type request map[string]string

// param is what may be given for a parameter.
type param struct {
	required bool
	min, max int      // UTF-16 units; 0 = any
	values   []string // nil = any
}

// method is one of the eleven that are documented. All that is called otherwise was made
// up by some library.
type method struct {
	params map[string]param
	do     func(*Server, context.Context, request) answer
}

var (
	required = param{required: true}
	words    = param{required: true, min: 1, max: 2000}
)

var methods = map[string]method{
	"getMe":          {nil, (*Server).getMe},
	"getUpdates":     {map[string]param{"timeout": {}}, (*Server).getUpdates},
	"setWebhook":     {map[string]param{"url": required, "secret_token": {required: true, min: 8, max: 256}}, (*Server).setWebhook},
	"deleteWebhook":  {nil, (*Server).deleteWebhook},
	"getWebhookInfo": {nil, (*Server).getWebhookInfo},
	"testWebhook":    {nil, (*Server).testWebhook},
	"sendMessage":    {map[string]param{"chat_id": required, "text": words, "parse_mode": {values: []string{"markdown", "html"}}}, (*Server).sendMessage},
	"sendPhoto":      {map[string]param{"chat_id": required, "photo": required, "caption": {min: 1, max: 2000}}, (*Server).sendPhoto},
	"sendSticker":    {map[string]param{"chat_id": required, "sticker": required}, (*Server).sendOther},
	"sendVoice":      {map[string]param{"chat_id": required, "voice_url": required}, (*Server).sendOther},
	"sendChatAction": {map[string]param{"chat_id": required, "action": {required: true, values: []string{"typing"}}}, (*Server).sendChatAction},
}

// readRequest reads a call and says what is wrong with it. Zalo takes more kinds of
// requests than this; a bot of ours makes one.
func readRequest(r *http.Request, m method) (req request, why string) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost:
		return nil, r.Method + ", want POST"
	case err != nil || kind != "application/json":
		return nil, fmt.Sprintf("content type %q, want JSON", r.Header.Get("Content-Type"))
	case r.URL.RawQuery != "":
		return nil, "parameters in the query"
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err.Error()
	}
	if !utf8.Valid(body) {
		return nil, "the body is not UTF-8"
	}
	d := json.NewDecoder(bytes.NewReader(body))
	values := map[string]json.RawMessage{}
	if err := d.Decode(&values); err != nil {
		return nil, "body: " + err.Error()
	}
	req = request{}
	for name, raw := range values {
		p, known := m.params[name]
		if !known {
			return nil, "unknown parameter " + name
		}
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return nil, fmt.Sprintf("%s is %s, want a string", name, raw)
		}
		if why := p.check(text); why != "" {
			return nil, name + why
		}
		req[name] = text
	}
	for name, p := range m.params {
		if _, given := req[name]; p.required && !given {
			return nil, "missing parameter " + name
		}
	}
	return req, ""
}

func (p param) check(text string) string {
	n := len(utf16.Encode([]rune(text)))
	switch {
	case p.required && text == "":
		return " is empty"
	case n < p.min || p.max > 0 && n > p.max:
		return fmt.Sprintf(" has %d units, want %d to %d", n, p.min, p.max)
	}
	for _, v := range p.values {
		if v == text {
			return ""
		}
	}
	if p.values != nil {
		return fmt.Sprintf(" is %q, want one of %q", text, p.values)
	}
	return ""
}

func (s *Server) getMe(context.Context, request) answer {
	return result(map[string]any{
		"id": selfID, "account_name": "bot.ThuKy", "account_type": "BASIC", "can_join_groups": true, "display_name": s.opts.Name,
	})
}
