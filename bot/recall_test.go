package bot_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"thuky/storage"
)

// TestRecalledRecords fails when a transaction gets one more way to change what recall.go
// keeps: it must forget there, too.
func TestRecalledRecords(t *testing.T) {
	t.Parallel()
	known := []string{
		"Answer", "HasAnswer", "PutAnswer", "DeleteAnswer", "Answers", "Answered",
		"Participation", "PutParticipation", "DeleteParticipation", "Participations",
		"Person", "PersonByAddress", "PutPerson", "DeletePerson",
	}
	tx := reflect.TypeFor[storage.Tx]()
	for i := range tx.NumMethod() {
		name := tx.Method(i).Name
		about := strings.Contains(name, "Answer") || strings.Contains(name, "Participation") || strings.Contains(name, "Person")
		if about && !slices.Contains(known, name) {
			t.Errorf("does %s change answers, participations or people? See recall.go", name)
		}
	}
}
