package cli

import (
	"context"
	"errors"

	"thuky/bot"
	"thuky/conversation"
	"thuky/evidence"
	"thuky/notice/doctext"
	"thuky/pdfium"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// extractor takes the text out of files that come in over a chat.
func (p *program) extractor(engine *pdfium.Engine) bot.ExtractFunc {
	return func(ctx context.Context, name string, data []byte) (string, conversation.ExtractProblem, error) {
		got, err := doctext.Text(ctx, name, data, doctext.Options{Environ: p.env.Environ, Engine: engine})
		var bad *doctext.Error
		if errors.As(err, &bad) {
			return "", extractProblem(bad), nil
		}
		return got.Text, "", err
	}
}

// pageExtractor takes the text out of files that are handed over on a page, with the words
// of doctext for the person.
func (p *program) pageExtractor(engine *pdfium.Engine) web.ExtractFunc {
	return func(ctx context.Context, name string, data []byte) (text, note string, err error) {
		got, err := doctext.Text(ctx, name, data, doctext.Options{Environ: p.env.Environ, Engine: engine})
		var bad *doctext.Error
		if errors.As(err, &bad) {
			return "", bad.Error(), nil
		}
		return got.Text, got.Note, err
	}
}

// keepEvidence makes of a file what is kept of it.
func keepEvidence(name string, data []byte) (storage.Evidence, report.File, report.FileRefusal) {
	k, refusal := evidence.Prepare(name, evidence.Names{Photo: textPhotoName, Document: textDocumentName}, data)
	return storage.Evidence{Hash: k.File.Hash, MIME: k.MIME, Size: k.File.Size, Data: k.Data, Thumb: k.Thumb}, k.File, refusal
}

// extractProblem is what the dialogue says of a file that could not be read.
func extractProblem(bad *doctext.Error) conversation.ExtractProblem {
	switch bad.Reason {
	case doctext.Empty, doctext.NoText:
		return conversation.FileEmpty
	case doctext.TooLarge, doctext.TooSlow: // both are helped by sending the notice alone
		return conversation.FileTooLarge
	case doctext.NeedsTool:
		if bad.Tool == doctext.LibreOffice {
			return conversation.FileNeedsSuit
		}
		return conversation.FileNeedsOCR
	}
	return conversation.FileBroken
}
