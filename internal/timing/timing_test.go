package timing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/timing"
)

// TestWatch measures with a clock that advances by one more second on each call.
func TestWatch(t *testing.T) {
	now, step := time.Time{}, time.Duration(0)
	w := timing.Start(func() time.Time {
		now = now.Add(step)
		step += time.Second
		return now
	})
	for _, name := range []string{"read", "evaluate", "read"} {
		w.Lap(name)
	}
	if diff := cmp.Diff(timing.Laps{{"read", 4 * time.Second}, {"evaluate", 2 * time.Second}}, w.Laps()); diff != "" {
		t.Errorf("laps (-want +got):\n%s", diff)
	}
	if total := w.Laps().Total(); total != 6*time.Second {
		t.Errorf("total %s", total)
	}
}

// TestNoWatch checks that nothing is measured without a clock.
func TestNoWatch(t *testing.T) {
	w := timing.Start(nil)
	w.Lap("read")
	if laps := w.Laps(); laps != nil || laps.Total() != 0 {
		t.Errorf("laps %v", laps)
	}
}
