package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/bot/wire/wiretest"
)

// call is one request as a plain client makes it.
func call(t *testing.T, s *Server, method string, params ...string) (code int, result json.RawMessage, description string) {
	t.Helper()
	values := url.Values{}
	for i := 0; i < len(params); i += 2 {
		values.Set(params[i], params[i+1])
	}
	return post(t, s, method, "application/x-www-form-urlencoded", values.Encode())
}

func post(t *testing.T, s *Server, method, kind, body string) (int, json.RawMessage, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/bot"+s.Token+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	resp, err := s.RoundTripper().RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var a struct {
		Code        int             `json:"error_code"`
		Result      json.RawMessage `json:"result"`
		Description string          `json:"description"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, a.Result, a.Description
}

func offline(t *testing.T, opts Options) *Server {
	t.Helper()
	opts.Offline = true
	s := New(opts)
	t.Cleanup(s.Close)
	s.SetName(7, "Hoa", "")
	return s
}

// schemas are the whole Bot API, where at hand, and the embedded part.
func schemas() map[string]*Schema {
	all := map[string]*Schema{"embedded": Embedded()}
	if whole, found := FindSchema(); found {
		all["whole"] = whole
	}
	return all
}

func TestStrict(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ố", 4097)
	for name, schema := range schemas() {
		for _, tt := range []struct {
			method string
			params []string
			want   string // part of the violation, "" = accepted
		}{
			{"sendMessage", []string{"chat_id", "7", "text", "x", "link_preview_options", `{"is_disabled":true}`}, ""},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "disable_web_page_preview", "true"}, ""},
			{"sendMessage", []string{"chat_id", "7", "text", long}, "length 4097"},
			{"sendMessage", []string{"chat_id", "7", "text", strings.Repeat("😀", 2049)}, "length 4098"},
			{"sendMessage", []string{"chat_id", "7", "text", strings.Repeat("&amp;", 4096), "parse_mode", "HTML"}, ""},
			{"sendMessage", []string{"chat_id", "7", "text", strings.Repeat("&lt;", 4097), "parse_mode", "HTML"}, "too long"},
			{"sendMessage", []string{"chat_id", "7", "text", "a < b", "parse_mode", "HTML"}, "tag"},
			{"sendMessage", []string{"chat_id", "7", "text", "<b>a</i>", "parse_mode", "HTML"}, "end tag"},
			{"sendMessage", []string{"chat_id", "7", "text", "<b>a", "parse_mode", "HTML"}, "end tag"},
			{"sendMessage", []string{"chat_id", "7", "text", "<p>a</p>", "parse_mode", "HTML"}, "start tag"},
			{"sendMessage", []string{"chat_id", "7", "text", "a & b", "parse_mode", "HTML"}, "&"},
			{"sendMessage", []string{"chat_id", "7", "text", "a", "parse_mode", "Word"}, "parse mode"},
			{"sendMessage", []string{"chat_id", "7", "text", "  "}, "empty"},
			{"sendMessage", []string{"text", "x"}, "missing parameter chat_id"},
			{"sendMessage", []string{"chat_id", "7"}, "missing parameter text"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "colour", "red"}, "unknown parameter"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "entities", "null"}, "entities"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "protect_content", "yes"}, "protect_content"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "link_preview_options", `{"off":true}`}, "no field off"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "reply_markup", `{"inline_keyboard":null}`}, "reply_markup"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"a"}]]}`}, "text buttons"},
			{"sendMessage", []string{"chat_id", "7", "text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("ố", 22) + `"}]]}`}, "length 66"},
			{"editMessageText", []string{"chat_id", "7", "text", "x"}, "identifier"},
			{"editMessageText", []string{"chat_id", "7", "message_id", "1"}, "empty"},
			{"answerCallbackQuery", []string{"callback_query_id", "1", "text", strings.Repeat("a", 201)}, "length 201"},
			{"getUpdates", []string{"allowed_updates", "null"}, "allowed_updates"},
			{"getUpdates", []string{"timeout", "0"}, "without allowed_updates"},
			{"getUpdates", []string{"timeout", "x", "allowed_updates", "[]"}, "timeout"},
			{"setWebhook", []string{"url", "https://a.invalid", "allowed_updates", "[]"}, "secret_token"},
			{"setWebhook", []string{"url", "http://a.invalid", "allowed_updates", "[]", "secret_token", "x"}, "https"},
			{"sendTelegram", []string{"chat_id", "7"}, "no such method"},
			{"sendDocument", []string{"chat_id", "7"}, "missing parameter document"},
		} {
			t.Run(fmt.Sprintf("%s %s %.60q", name, tt.method, tt.params), func(t *testing.T) {
				t.Parallel()
				s := offline(t, Options{Schema: schema})
				call(t, s, tt.method, tt.params...)
				got := strings.Join(s.Violations(), "; ")
				if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
					t.Errorf("violations %q, want %q", got, tt.want)
				}
			})
		}
	}
}

// TestEmbeddedSchema: it says of each of its methods what the whole one says.
func TestEmbeddedSchema(t *testing.T) {
	t.Parallel()
	whole, found := FindSchema()
	if !found {
		t.Skip("the description of the whole Bot API is not at hand")
	}
	part := Embedded()
	for _, kinds := range [][2]map[string]Kind{{part.Methods, whole.Methods}, {part.Types, whole.Types}} {
		for name, k := range kinds[0] {
			if len(k.Fields) != len(kinds[1][name].Fields) {
				t.Errorf("%s: %d fields, want %d", name, len(k.Fields), len(kinds[1][name].Fields))
			}
			for _, f := range k.Fields {
				w := kinds[1][name].byName[f.Name]
				if w == nil || fmt.Sprint(f.Types, f.Required, f.min, f.max, f.bytes) != fmt.Sprint(w.Types, w.Required, w.min, w.max, w.bytes) {
					t.Errorf("%s.%s: %+v, want %+v", name, f.Name, f, w)
				}
			}
		}
	}
	for name := range methods {
		if _, known := part.Methods[name]; !known && name != "close" {
			t.Errorf("method %s is not in the embedded schema", name)
		}
	}
}

func ids(t *testing.T, result json.RawMessage) string {
	t.Helper()
	var updates []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(result, &updates); err != nil {
		t.Fatalf("%v in %s", err, result)
	}
	var all []string
	for _, u := range updates {
		all = append(all, fmt.Sprint(u.ID))
	}
	return strings.Join(all, " ")
}

func TestOffsets(t *testing.T) {
	t.Parallel()
	s := offline(t, Options{FirstUpdate: 100})
	get := func(offset int) string {
		_, result, _ := call(t, s, "getUpdates", "offset", fmt.Sprint(offset), "allowed_updates", "[]")
		return ids(t, result)
	}
	for range 5 {
		s.UserSays(7, "x")
	}
	for _, tt := range []struct {
		offset int
		want   string
	}{
		{0, "100 101 102 103 104"},
		{100, "100 101 102 103 104"},
		{102, "102 103 104"},
		{0, "102 103 104"},
		{116, "102 103 104"}, // far ahead: not believed
		{-1, "104"},
		{0, "104"},
		{105, ""},
	} {
		if got := get(tt.offset); got != tt.want {
			t.Errorf("offset %d: %q, want %q", tt.offset, got, tt.want)
		}
	}
	s.Jump(3)
	s.UserSays(7, "x")
	if got := get(105); got != "3" {
		t.Errorf("after a jump back: %q, want 3", got)
	}
	s.Redeliver(1)
	if got := get(105); !strings.Contains(got, "3") {
		t.Errorf("redelivered: %q", got)
	}
}

func TestLongPollingAndConflicts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Offline: true})
		defer s.Close()
		began := time.Now()
		if _, result, _ := call(t, s, "getUpdates", "timeout", "60", "allowed_updates", "[]"); ids(t, result) != "" || time.Since(began) != 50*time.Second {
			t.Errorf("an empty poll of 60 s took %s, want 50 s", time.Since(began))
		}
		first := make(chan string)
		poll := func() {
			_, result, description := call(t, s, "getUpdates", "timeout", "50", "allowed_updates", "[]")
			first <- string(result) + description
		}
		go poll()
		synctest.Wait()
		go poll()
		if got := <-first; !strings.Contains(got, "terminated by other getUpdates") {
			t.Errorf("the older poll ended with %q", got)
		}
		synctest.Wait()
		call(t, s, "setWebhook", "url", "https://a.invalid", "secret_token", "x", "allowed_updates", "[]")
		if got := <-first; !strings.Contains(got, "terminated by setWebhook") {
			t.Errorf("the poll ended with %q", got)
		}
		if code, _, description := call(t, s, "getUpdates", "allowed_updates", "[]"); code != 409 || !strings.Contains(description, "webhook is active") {
			t.Errorf("with a webhook: %d %s", code, description)
		}
		call(t, s, "deleteWebhook")
		go poll()
		synctest.Wait()
		s.UserSays(7, "x")
		if got := <-first; !strings.Contains(got, "update_id") {
			t.Errorf("the waiting poll got %q", got)
		}
	})
}

func TestRetention(t *testing.T) {
	t.Parallel()
	s := offline(t, Options{FirstUpdate: 1})
	m := s.UserSays(7, "x")
	s.UserPresses(7, m, "data")
	for _, tt := range []struct {
		pass time.Duration
		want string
	}{{149 * time.Second, "1 2"}, {2 * time.Second, "1"}, {24 * time.Hour, ""}} {
		s.Advance(tt.pass)
		if _, result, _ := call(t, s, "getUpdates", "allowed_updates", "[]"); ids(t, result) != tt.want {
			t.Errorf("after %s: %q, want %q", tt.pass, ids(t, result), tt.want)
		}
	}
}

func TestWebhookRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var at []string
		began := time.Now()
		codes := []int{500, 0, 404, 503, 200, 200}
		hook := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			at = append(at, fmt.Sprintf("%s %s", time.Since(began).Round(time.Second), r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
			code := codes[min(len(at)-1, len(codes)-1)]
			if code == 0 {
				panic(http.ErrAbortHandler)
			}
			if code == 503 {
				w.Header().Set("Retry-After", "100")
			}
			if !bytes.Contains(body, []byte("update_id")) {
				t.Errorf("body %s", body)
			}
			w.WriteHeader(code)
		})
		s := New(Options{Offline: true, WebhookTransport: wiretest.RoundTripper(hook)})
		defer s.Close()
		call(t, s, "setWebhook", "url", "https://a.invalid/x", "secret_token", "geheim", "allowed_updates", "[]")
		s.UserSays(7, "một")
		s.UserSays(7, "hai")
		if err := s.WaitConfirmed(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(at, ", "), "0s geheim, 0s geheim, 2s geheim, 6s geheim, 1m46s geheim, 1m46s geheim"; got != want {
			t.Errorf("delivered at %s, want %s", got, want)
		}
	})
}

func TestObjects(t *testing.T) {
	t.Parallel()
	s := offline(t, Options{})
	_, result, _ := call(t, s, "sendMessage", "chat_id", "7", "text", "<b>a</b>", "parse_mode", "HTML", "reply_markup", `{"inline_keyboard":[[{"text":"Có","callback_data":"y"}]]}`)
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if err := json.Unmarshal(result, &sent); err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprint(sent.ID)
	for _, tt := range []struct {
		params []string
		want   string
	}{
		{[]string{"chat_id", "7", "message_id", id, "text", "b"}, ""},
		{[]string{"chat_id", "7", "message_id", id, "text", "b"}, "message is not modified"},
		{[]string{"chat_id", "7", "message_id", "99", "text", "b"}, "message to edit not found"},
		{[]string{"chat_id", "8", "message_id", "1", "text", "b"}, "chat not found"},
	} {
		if _, _, description := call(t, s, "editMessageText", tt.params...); !strings.Contains(description, tt.want) || tt.want == "" && description != "" {
			t.Errorf("edit %q: %q, want %q", tt.params, description, tt.want)
		}
	}
	press := s.UserPresses(7, sent.ID, "y")
	for i, want := range []string{"", "query is too old"} {
		if _, _, description := call(t, s, "answerCallbackQuery", "callback_query_id", press); !strings.Contains(description, want) || i == 0 && description != "" {
			t.Errorf("answer %d: %q", i, description)
		}
	}
	s.UserBlocks(7)
	if code, _, _ := call(t, s, "sendMessage", "chat_id", "7", "text", "x"); code != 403 {
		t.Errorf("blocked: %d", code)
	}
	s.UserUnblocks(7)

	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("chat_id", "7")
	part, _ := form.CreateFormFile("document", "Báo cáo.docx")
	_, _ = part.Write([]byte("PK"))
	form.Close()
	_, result, description := post(t, s, "sendDocument", form.FormDataContentType(), body.String())
	var doc struct {
		Document struct {
			ID   string `json:"file_id"`
			Name string `json:"file_name"`
		} `json:"document"`
	}
	if err := json.Unmarshal(result, &doc); err != nil || doc.Document.Name != "Báo cáo.docx" {
		t.Fatalf("%v %s %s", err, result, description)
	}
	_, result, _ = call(t, s, "getFile", "file_id", doc.Document.ID)
	var file struct {
		Path string `json:"file_path"`
	}
	_ = json.Unmarshal(result, &file)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/file/bot"+s.Token+"/"+file.Path, http.NoBody)
	resp, err := s.RoundTripper().RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if data, _ := io.ReadAll(resp.Body); string(data) != "PK" {
		t.Errorf("downloaded %q", data)
	}
	for _, v := range s.Violations() {
		t.Error(v)
	}
}

// TestLibraryTraps: what the library sends of itself is caught.
func TestLibraryTraps(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	t.Cleanup(s.Close)
	s.SetName(7, "Hoa", "")
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(s.Token, s.URL+"/bot%s/%s")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bot.Send(tgbotapi.NewMessage(7, "x")); err == nil {
		t.Error("entities=null was accepted")
	}
	if _, err := bot.GetUpdates(tgbotapi.NewUpdate(0)); err == nil {
		t.Error("allowed_updates=null was accepted")
	}
	if _, err := bot.Send(tgbotapi.NewDocument(7, tgbotapi.FilePath("server_test.go"))); err == nil {
		t.Log("a file name without folders is fine")
	}
	if n := len(s.Violations()); n < 2 {
		t.Errorf("%d violations: %q", n, s.Violations())
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>a</b> &amp; &#39; > b", "<a href=\"x\">y</a>", "<b", "&", "&lt", "</b>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		text, bold, err := readHTML(source)
		if err != nil {
			return
		}
		if len(text) > len(source)*2 {
			t.Errorf("%q became %q", source, text)
		}
		for _, b := range bold {
			if !strings.Contains(text, b) {
				t.Errorf("%q is bold but not in %q", b, text)
			}
		}
	})
}
