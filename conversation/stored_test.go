package conversation_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"thuky/conversation"
	"thuky/report"
)

// TestStoredStates goes on from states that releases have stored: every phase
// is read, keeps its place, and takes the next words. The samples of a release
// are never rewritten.
func TestStoredStates(t *testing.T) {
	if *update {
		t.Skip("the scenario files are being rewritten")
	}
	t.Parallel()
	files, err := filepath.Glob("testdata/states/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var samples []struct {
			Scenario string
			Role     report.Role // "" is staff
			State    json.RawMessage
		}
		if err := json.Unmarshal(raw, &samples); err != nil {
			t.Fatal(err)
		}
		phases := map[conversation.Phase]bool{}
		for _, sample := range samples {
			s, err := conversation.Decode(sample.State)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			phases[s.Phase] = true
			archive, err := txtar.ParseFile(filepath.Join("testdata", sample.Scenario))
			if err != nil {
				t.Fatal(err)
			}
			p := newPlay(t, archive)
			if sample.Role != "" {
				p.world.person.Role = sample.Role
			}
			p.state = sample.State
			p.step(conversation.Event{Kind: conversation.Said, Text: "giúp", Message: "m900"})
			after, err := conversation.Decode(p.state)
			if err != nil {
				t.Fatal(err)
			}
			if s.Phase != conversation.Idle && s.Phase != conversation.Paused && (after.Question != s.Question || after.Campaign != s.Campaign) {
				t.Errorf("%s: phase %q: help left question %q of %q for %q of %q", file, s.Phase, s.Question, s.Campaign, after.Question, after.Campaign)
			}
			if s.Desk != nil && s.Desk.Needs != "" && (after.Desk == nil || after.Desk.Task != s.Desk.Task || after.Desk.Needs != s.Desk.Needs) {
				t.Errorf("%s: help left the order %+v for %+v", file, s.Desk, after.Desk)
			}
			// Those two say one thing more and are over.
			if s.Matter != nil && s.Matter.Kind != "back" && s.Matter.Kind != "settled" && (after.Matter == nil || after.Matter.Kind != s.Matter.Kind) {
				t.Errorf("%s: help left the matter %+v for %+v", file, s.Matter, after.Matter)
			}
			if s.Intake != nil && (after.Intake == nil || after.Intake.Stage != s.Intake.Stage || after.Intake.Field != s.Intake.Field) {
				t.Errorf("%s: help left the intake %+v for %+v", file, s.Intake, after.Intake)
			}
		}
		if len(phases) < 12 {
			t.Errorf("%s has samples of %d phases, want all 12", file, len(phases))
		}
	}
}
