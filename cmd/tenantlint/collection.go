package main

import (
	"runtime"
	"runtime/debug"
)

// startMemory is the number of bytes up to which the program does without garbage collection. A run
// over a few manifests ends below it, and the collections of a small heap cost such a run a fifth of
// its time; a larger run does not notice that its first one comes late.
const startMemory = 128 << 20

// usual is what GOGC is where nobody sets it. The rows of a topology stay to the end, so that a large
// run does better with tighter: it takes a tenth less memory for a few hundredths of the time.
const usual, tighter = 100, 75

// collectLater puts off the first garbage collection until the program has taken startMemory. From
// then on all is as GOGC and GOMEMLIMIT say, where they say anything.
func collectLater() {
	limit := debug.SetMemoryLimit(-1)
	if limit <= startMemory {
		return
	}
	percent := debug.SetGCPercent(-1)
	if percent == usual {
		percent = tighter
	}
	debug.SetMemoryLimit(startMemory)
	first := &struct{ block [32]byte }{} // large enough for a place of its own, so that it goes in the first collection
	runtime.AddCleanup(first, func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}, percent)
}
