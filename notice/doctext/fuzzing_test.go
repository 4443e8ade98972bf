package doctext

import (
	"testing"

	"thuky/fuzztest"
)

// TestFuzzTargets gives each fuzz target of this package some inputs.
func TestFuzzTargets(t *testing.T) {
	t.Parallel()
	fuzztest.Run(t)
}
