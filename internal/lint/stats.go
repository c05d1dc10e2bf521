package lint

import (
	"time"

	"github.com/tenantlint/tenantlint/internal/timing"
)

// Stats records how much a run read and how long it took. A nil Stats records nothing and reads no clock.
type Stats struct {
	// Files is the number of files read, Bytes their total size, and Documents the number of manifests in them.
	Files, Documents int
	Bytes            int64
	// Rules are the evaluation times of the policies for which the topology has data.
	Rules timing.Laps

	clock func() time.Time
	watch *timing.Watch
}

// stageFindings is the stage in which findings are sorted, suppressed and compared.
const stageFindings = "findings"

// NewStats returns Stats that measure with the given clock, starting now.
func NewStats(clock func() time.Time) *Stats {
	return &Stats{clock: clock, watch: timing.Start(clock)}
}

// Lap records the time since the end of the last stage for the stage called name.
func (s *Stats) Lap(name string) {
	if s != nil {
		s.watch.Lap(name)
	}
}

// Stages returns the durations of the stages in order. Policies are compiled while files are read, so the policy stage
// includes compilation only to the extent that it takes longer than reading.
func (s *Stats) Stages() timing.Laps { return s.watch.Laps() }

// addInputs records what was read.
func (s *Stats) addInputs(inputs []input) {
	if s == nil {
		return
	}
	for _, in := range inputs {
		if in.file != nil {
			s.Files++
			s.Bytes += int64(len(in.file.Data))
		}
		s.Documents += len(in.documents)
	}
	s.Lap("read")
}
