package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestWithin: neither a panic nor something endless holds a draft up.
func TestWithin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		if n, err := within(ctx, time.Second, func() int { return 7 }); n != 7 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
		if _, err := within(ctx, time.Second, func() int { panic("for the test") }); err == nil || !strings.Contains(err.Error(), "for the test") {
			t.Errorf("a panic: %v", err)
		}
		begin, end := time.Now(), make(chan struct{})
		if _, err := within(ctx, time.Second, func() int { <-end; return 1 }); err == nil || time.Since(begin) != time.Second {
			t.Errorf("after %s: %v", time.Since(begin), err)
		}
		stopped, stop := context.WithCancel(ctx)
		stop()
		if _, err := within(stopped, time.Second, func() int { <-end; return 1 }); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
		close(end)
	})
}
