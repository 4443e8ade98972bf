package main

import (
	"slices"
	"testing"

	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
)

// TestEnginesKeepTheSame: what one engine knows the other knows by the same name, so that a
// store can be carried from one to the other. It stands here, where it is run first.
func TestEnginesKeepTheSame(t *testing.T) {
	t.Parallel()
	bolt, postgres := boltstore.Kinds(), pgstore.Kinds()
	for _, kind := range bolt {
		if !slices.Contains(postgres, kind) {
			t.Errorf("pgstore does not know %s of boltstore: see its kinds.go", kind)
		}
	}
	for _, kind := range postgres {
		if !slices.Contains(bolt, kind) {
			t.Errorf("boltstore does not know %s of pgstore: see its schema.go", kind)
		}
	}
}
