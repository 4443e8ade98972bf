package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/bot/wire"
	"thuky/chat"
)

// downloadTimeout ends a download. Telegram hands over 20 MB at most; own servers
// may do more.
const downloadTimeout = 120 * time.Second

// Fetch implements chat.Fetcher.
func (t *Transport) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
	defer cancel()
	where, size, err := t.locate(ctx, id)
	if err != nil {
		return nil, t.fetchError(err)
	}
	if size > limit {
		return nil, chat.ErrTooLarge
	}
	get := t.download
	if path.IsAbs(where) {
		get = t.onDisk
	}
	data, err := get(ctx, where, limit)
	if err == nil && int64(len(data)) < size {
		err = fmt.Errorf("%d bytes of %d came", len(data), size)
	}
	if err != nil {
		return nil, t.fetchError(err)
	}
	return data, nil
}

// locate asks where a file lies; size is 0 when the server does not say.
func (t *Transport) locate(ctx context.Context, id string) (where string, size int64, err error) {
	result, err := t.call(ctx, callTimeout, "getFile", tgbotapi.Params{"file_id": id})
	if e := isAPI(err); e != nil && e.code == http.StatusBadRequest && e.is("file is too big") {
		return "", 0, chat.ErrTooLarge
	}
	if err != nil {
		return "", 0, err
	}
	var file struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := json.Unmarshal(result, &file); err != nil || file.Path == "" {
		return "", 0, reject("getFile: the answer has no path")
	}
	if strings.Contains("/"+file.Path+"/", "/../") {
		return "", 0, reject("getFile: the path leads elsewhere")
	}
	return file.Path, file.Size, nil
}

// download reads a file from the server. A RoundTripper follows no redirect.
func (t *Transport) download(ctx context.Context, where string, limit int64) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.fileURL(where), http.NoBody)
	if err != nil {
		return nil, reject("download: %w", t.secrets.Wrap(err))
	}
	resp, err := t.http.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("download: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		e := &chat.SendError{Class: statusClass(resp.StatusCode), Err: fmt.Errorf("download: HTTP %d", resp.StatusCode)}
		if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && e.Class == chat.Temporary {
			e.RetryAfter = time.Duration(seconds) * time.Second
		}
		return nil, e
	}
	if resp.ContentLength > limit {
		return nil, chat.ErrTooLarge
	}
	return wire.ReadFile(resp.Body, limit)
}

// onDisk reads a file that a Bot API server with --local keeps on this machine, in a
// folder that is named by the token: no other file of ours is read, whatever the server says.
func (t *Transport) onDisk(_ context.Context, where string, limit int64) ([]byte, error) {
	if !strings.Contains(where, "/"+t.cfg.Token+"/") {
		return nil, reject("getFile: the path is not in our folder")
	}
	f, err := os.Open(where)
	if err != nil {
		return nil, reject("own Bot API server: %w", t.secrets.Wrap(err))
	}
	defer f.Close() //nolint:errcheck // only read
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, reject("own Bot API server: %w", t.secrets.Wrap(err))
	case !info.Mode().IsRegular():
		return nil, reject("own Bot API server: no regular file")
	case info.Size() > limit:
		return nil, chat.ErrTooLarge
	}
	return wire.ReadFile(f, limit)
}

// fetchError classes what went wrong with a file: a wait that Telegram asks for is
// worth another try.
func (t *Transport) fetchError(err error) error {
	if errors.Is(err, chat.ErrTooLarge) {
		return chat.ErrTooLarge
	}
	var done *chat.SendError
	if errors.As(err, &done) {
		return done
	}
	e := isAPI(err)
	if e == nil {
		return &chat.SendError{Class: chat.Temporary, Err: t.secrets.Wrap(err)}
	}
	out := &chat.SendError{Class: classOf(e), RetryAfter: e.retryAfter, Err: e}
	if out.Class == chat.Throttled {
		out.Class = chat.Temporary
	}
	return out
}
