package lint

import (
	"time"

	"github.com/tenantlint/tenantlint/internal/timing"
)

// Stats is how much a run read and how long it took. A nil Stats is that of a run which nobody measures,
// for which no clock is read.
type Stats struct {
	// Files were read, Bytes long together; Documents of them are manifests.
	Files, Documents int
	Bytes            int64
	// Rules are how long the policies took of which the topology has something to evaluate.
	Rules timing.Laps

	clock func() time.Time
	watch *timing.Watch
}

// stageFindings is where what was found is put in order, suppressed and compared.
const stageFindings = "findings"

// NewStats returns Stats that measure by a clock from now on.
func NewStats(clock func() time.Time) *Stats {
	return &Stats{clock: clock, watch: timing.Start(clock)}
}

// Lap counts the time since the last stage as that of the one called name.
func (s *Stats) Lap(name string) {
	if s != nil {
		s.watch.Lap(name)
	}
}

// Stages are the stages of the run, in their order. The policies are compiled while files are read,
// so that the stage policy takes what that takes longer.
func (s *Stats) Stages() timing.Laps { return s.watch.Laps() }

// read counts what was read.
func (s *Stats) read(inputs []input) {
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
