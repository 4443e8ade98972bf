package conversation_test

import (
	"encoding/json"
	"testing"

	"thuky/conversation"
)

// remarkWorld are the lists of remarks.json, by their keys, and what was put aside.
type remarkWorld struct {
	remarks map[string][]conversation.Remark
	aside   map[string]bool
	coming  string // the list that the next drafts bring
}

func (w *remarkWorld) readRemarks(t testing.TB, data []byte) {
	t.Helper()
	if err := json.Unmarshal(data, &w.remarks); err != nil {
		t.Fatal(err)
	}
}

func (w *world) Remarks(key string) ([]conversation.Remark, bool) {
	list, ok := w.remarks[key]
	return list, ok
}

func (w *world) Aside(string) map[string]bool { return w.aside }

func (w *remarkWorld) putAside(e conversation.PutAside) {
	aside := map[string]bool{}
	for key := range w.aside {
		aside[key] = true
	}
	if delete(aside, e.Key); !e.Back {
		aside[e.Key] = true
	}
	w.aside = aside
}

// looked gives the remarks of a list to the event that brings a draft.
func (w *remarkWorld) looked(e conversation.Event, key string) conversation.Event {
	switch list, ok := w.remarks[key]; {
	case key == "unlooked":
		e.Unlooked = true
	case ok:
		e.Remarks, e.RemarksKey = list, key
	}
	return e
}
