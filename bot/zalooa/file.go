package zalooa

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"

	"thuky/bot/wire"
	"thuky/chat"
)

// What can be uploaded, in bytes. Zalo says "5 MB" and "1 MB".
const (
	maxFile    = 5_000_000
	maxPicture = 1_000_000
)

var (
	fileTypes    = []string{".pdf", ".doc", ".docx"}
	pictureTypes = []string{".png", ".jpg", ".jpeg"}
)

func ofType(name string, types []string) bool {
	return slices.Contains(types, strings.ToLower(path.Ext(name)))
}

// carries tells whether the platform takes a file; others go as links or words.
func carries(f *chat.File) bool {
	return ofType(wire.FileName(f.Name), fileTypes) && len(f.Data) <= maxFile
}

// uploadFile gives the token of an uploaded document.
func (t *Transport) uploadFile(ctx context.Context, f *chat.File) (string, error) {
	if len(f.Data) == 0 {
		return "", reject("file %q is empty", f.Artifact)
	}
	return t.upload(ctx, "file", wire.FileName(f.Name), f.Data)
}

// uploadPicture gives the id of an uploaded picture, "" where the message is to go without:
// a picture only goes with words.
func (t *Transport) uploadPicture(ctx context.Context, f *chat.File) (string, error) {
	name := wire.FileName(f.Name)
	if len(f.Data) == 0 || len(f.Data) > maxPicture || !ofType(name, pictureTypes) {
		t.log.Warn("a picture is left out: Zalo takes PNG and JPEG of up to 1 MB", "bytes", len(f.Data), "type", path.Ext(name))
		return "", nil
	}
	id, err := t.upload(ctx, "image", name, f.Data)
	if err != nil && t.sendError(err).Class == chat.Rejected {
		t.log.Warn("a picture is left out", "error", err)
		return "", nil
	}
	return id, err
}

// upload sends a file; the name must have an extension, or the answer is empty.
func (t *Transport) upload(ctx context.Context, kind, name string, data []byte) (string, error) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return "", reject("upload: %w", err) // unreachable: memory takes all
	}
	call := "upload/" + kind
	answer, err := t.call(ctx, call, uploadTimeout, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.cfg.UploadEndpoint+"/v2.0/oa/upload/"+kind, bytes.NewReader(form.Bytes()))
		if err == nil {
			req.Header.Set("Content-Type", w.FormDataContentType())
		}
		return req, err
	})
	if err != nil {
		return "", err
	}
	var got struct {
		Token string `json:"token"`
		ID    string `json:"attachment_id"`
	}
	_ = json.Unmarshal(answer, &got) // an answer without either says no
	if got.Token == "" {
		got.Token = got.ID
	}
	if got.Token == "" {
		return "", reject("%s: Zalo took the file and gave nothing for it", call)
	}
	return got.Token, nil
}

// Fetch implements chat.Fetcher: the id of a file is its link, which Zalo sent with the
// message.
func (t *Transport) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	return t.links.Fetch(ctx, id, limit)
}
