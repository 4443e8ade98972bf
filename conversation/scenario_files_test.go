package conversation_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
)

// filesStage does what a "! " line about evidence says; ok is false for other lines.
func (p *play) filesStage(verb, rest string) (out string, ok bool) {
	switch verb {
	case "send": // send name: caption – a photo or a document; without a name a photo of Zalo
		name, caption, _ := strings.Cut(rest, ": ")
		p.sent++
		e := conversation.Event{Kind: conversation.Showed, Media: "file", Text: caption, Message: "m" + strconv.Itoa(p.sent)}
		e.Attachment = &chat.Attachment{ID: "f" + strconv.Itoa(p.sent), Name: name}
		if name == "" || strings.HasSuffix(name, ".jpg") {
			e.Media, e.Attachment.MIME = "photo", "image/jpeg"
		}
		return p.step(e), true
	case "gathered": // what was sent is there; gathered back: the last comes first
		all := p.gathers
		p.gathers = nil
		if rest == "back" {
			slices.Reverse(all)
		}
		for _, g := range all {
			e := conversation.Event{Kind: conversation.Gathered, Attachment: &g.Attachment, Campaign: g.Campaign, Question: g.Question, Slot: g.Slot}
			if e.Refusal = refusalOf(g.Attachment.Name); e.Refusal == "" {
				e.Evidence = evidenceOf(g.Attachment)
				if q := p.world.template[g.Campaign].Question(g.Question); q != nil {
					if e.Refusal = q.Takes(*e.Evidence, e.Evidence.Size); e.Refusal != "" {
						e.Evidence = nil
					}
				}
			}
			out += p.step(e)
		}
		return out, true
	case "files": // the files of the answer to a question
		for i, f := range p.world.answers[rest].Value.Files {
			out += fmt.Sprintf("= %d %s %s %q\n", i+1, f.Kind, f.Name, f.Caption)
		}
		return out, true
	}
	return "", false
}

func refusalOf(name string) report.FileRefusal {
	switch path.Ext(name) {
	case ".heic":
		return report.FileHEIC
	case ".exe", ".svg", ".zip":
		return report.FileUnknown
	case ".docm":
		return report.FileMacros
	case ".hong":
		return report.FileBroken
	case ".mat":
		return report.FileLost
	case ".to":
		return report.FileTooBig
	case ".het":
		return report.FileNoRoom
	}
	return ""
}

// evidenceOf makes of every name another file.
func evidenceOf(a chat.Attachment) *report.File {
	name := a.Name
	if name == "" {
		name = "Ảnh.jpg"
	}
	sum := sha256.Sum256([]byte(name + a.MIME))
	f := &report.File{Hash: hex.EncodeToString(sum[:]), Name: name, Kind: strings.TrimPrefix(path.Ext(name), "."), Size: 1000}
	if f.Photo() {
		f.Width, f.Height = 1600, 1200
	}
	return f
}
