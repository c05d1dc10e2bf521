// Package timing measures how long things take that follow each other. It has no clock of its own: who
// measures hands one in.
package timing

import (
	"slices"
	"time"
)

// Lap is how long something took.
type Lap struct {
	Name string
	Time time.Duration
}

// Laps are in the order in which their names came up; each name is there once.
type Laps []Lap

// Add counts more laps in.
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

// Total is the sum of all laps.
func (l Laps) Total() time.Duration {
	var total time.Duration
	for _, lap := range l {
		total += lap.Time
	}
	return total
}

// Watch measures by a clock. A nil Watch measures nothing.
type Watch struct {
	clock func() time.Time
	last  time.Time
	laps  Laps
}

// Start returns a watch that runs, or nil where there is no clock.
func Start(clock func() time.Time) *Watch {
	if clock == nil {
		return nil
	}
	return &Watch{clock: clock, last: clock()}
}

// Lap counts the time since the last lap, or the start, for what has a name.
func (w *Watch) Lap(name string) {
	if w == nil {
		return
	}
	now := w.clock()
	w.laps = w.laps.Add(Lap{name, now.Sub(w.last)})
	w.last = now
}

// Laps returns what was measured.
func (w *Watch) Laps() Laps {
	if w == nil {
		return nil
	}
	return w.laps
}
