package timing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/timing"
)

// TestWatch measures by a clock that goes on by a second more each time that it is read.
func TestWatch(t *testing.T) {
	now, step := time.Time{}, time.Duration(0)
	w := timing.Start(func() time.Time {
		now = now.Add(step)
		step += time.Second
		return now
	})
	for _, name := range []string{"read", "judge", "read"} {
		w.Lap(name)
	}
	if diff := cmp.Diff(timing.Laps{{"read", 4 * time.Second}, {"judge", 2 * time.Second}}, w.Laps()); diff != "" {
		t.Errorf("laps (-want +got):\n%s", diff)
	}
	if total := w.Laps().Total(); total != 6*time.Second {
		t.Errorf("total %s", total)
	}
}

// TestNoWatch measures nothing where there is no clock.
func TestNoWatch(t *testing.T) {
	w := timing.Start(nil)
	w.Lap("read")
	if laps := w.Laps(); laps != nil || laps.Total() != 0 {
		t.Errorf("laps %v", laps)
	}
}
