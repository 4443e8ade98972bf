package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// request is one call: its parameters as text, its files as bytes.
type request struct {
	method string
	params map[string]string
	files  map[string]upload
}

type upload struct {
	name, mime string
	data       []byte
}

func (r *request) int(name string) int64 {
	n, _ := strconv.ParseInt(r.params[name], 10, 64)
	return n
}

func (r *request) chat() int64 { return r.int("chat_id") }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func readRequest(r *http.Request, method string) (*request, error) {
	req := &request{method: method, params: map[string]string{}}
	kind, attrs := r.Header.Get("Content-Type"), map[string]string(nil)
	if kind != "application/x-www-form-urlencoded" && kind != "" {
		var err error
		if kind, attrs, err = mime.ParseMediaType(kind); err != nil {
			return nil, fmt.Errorf("content type: %w", err)
		}
	}
	switch kind {
	case "multipart/form-data":
		return req, req.readMultipart(multipart.NewReader(r.Body, attrs["boundary"]))
	case "", "application/x-www-form-urlencoded", "application/json":
	default:
		return nil, fmt.Errorf("content type %q", kind)
	}
	buf, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if _, err := buf.ReadFrom(r.Body); err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	query := r.URL.RawQuery
	if kind == "application/json" {
		if err := req.readJSON(buf.Bytes()); err != nil {
			return nil, err
		}
	} else if buf.Len() > 0 {
		query = strings.Trim(query+"&"+buf.String(), "&")
	}
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		name, value, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(value)
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", name, err)
		}
		req.params[name] = value
	}
	return req, nil
}

func (r *request) readJSON(body []byte) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(body, &values); err != nil {
		return fmt.Errorf("JSON body: %w", err)
	}
	for name, raw := range values {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		r.params[name] = text
	}
	return nil
}

func (r *request) readMultipart(parts *multipart.Reader) error {
	r.files = map[string]upload{}
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("multipart body: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("multipart body: %w", err)
		}
		// Not part.FileName: that hides folders, which we want to see.
		_, attrs, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if err != nil {
			return fmt.Errorf("multipart part: %w", err)
		}
		if name, ok := attrs["filename"]; ok {
			r.files[attrs["name"]] = upload{name, part.Header.Get("Content-Type"), data}
		} else {
			r.params[attrs["name"]] = string(data)
		}
	}
}

// answer is what a request is answered with.
type answer struct {
	code       int
	body       []byte
	retryAfter int
}

// ok answers with a result that is JSON already.
func ok(result []byte) answer {
	body := make([]byte, 0, len(result)+24)
	body = append(body, `{"ok":true,"result":`...)
	body = append(body, result...)
	return answer{code: http.StatusOK, body: append(body, '}')}
}

func okValue(v any) answer {
	result, err := json.Marshal(v)
	if err != nil {
		panic(err) // unreachable: own types
	}
	return ok(result)
}

func refuse(code int, description string) answer {
	body, _ := json.Marshal(struct {
		OK   bool   `json:"ok"`
		Code int    `json:"error_code"`
		Text string `json:"description"`
	}{false, code, description})
	return answer{code: code, body: body}
}

func tooMany(seconds int) answer {
	body := fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}`, seconds, seconds)
	return answer{code: http.StatusTooManyRequests, body: []byte(body), retryAfter: seconds}
}

func (a answer) write(w http.ResponseWriter) {
	h := w.Header()
	h["Content-Type"] = jsonType
	h["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	if a.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(a.retryAfter))
	}
	w.WriteHeader(a.code)
	_, _ = w.Write(a.body)
}

var jsonType = []string{"application/json"}
