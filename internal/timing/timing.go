// Package timing measures the durations of consecutive steps. The caller provides the clock.
package timing

import (
	"slices"
	"time"
)

// Lap is the duration of a step.
type Lap struct {
	Name string
	Time time.Duration
}

// Laps are in the order in which their names first occurred; each name occurs once.
type Laps []Lap

// Add adds laps; the times of laps with the same name are summed up.
func (l Laps) Add(more ...Lap) Laps {
	for _, lap := range more {
		if i := slices.IndexFunc(l, func(known Lap) bool { return known.Name == lap.Name }); i >= 0 {
			l[i].Time += lap.Time
		} else {
			l = append(l, lap)
		}
	}
	return l
}

// Total returns the sum of all laps.
func (l Laps) Total() time.Duration {
	var total time.Duration
	for _, lap := range l {
		total += lap.Time
	}
	return total
}

// Watch measures laps with a clock. A nil Watch measures nothing.
type Watch struct {
	clock func() time.Time
	last  time.Time
	laps  Laps
}

// Start returns a running watch, or nil if clock is nil.
func Start(clock func() time.Time) *Watch {
	if clock == nil {
		return nil
	}
	return &Watch{clock: clock, last: clock()}
}

// Lap adds the time since the last lap, or since the start, to the lap called name.
func (w *Watch) Lap(name string) {
	if w == nil {
		return
	}
	now := w.clock()
	w.laps = w.laps.Add(Lap{name, now.Sub(w.last)})
	w.last = now
}

// Laps returns the measured laps.
func (w *Watch) Laps() Laps {
	if w == nil {
		return nil
	}
	return w.laps
}
