package main

import (
	"runtime"
	"runtime/debug"
)

// startMemory is the number of bytes up to which the program does without garbage collection. A run
// over a few manifests ends below it, and the collections of a small heap cost such a run a fifth of
// its time; a larger run does not notice that its first one comes late.
const startMemory = 64 << 20

// collectLater puts off the first garbage collection until the program has taken startMemory. From
// then on all is as GOGC and GOMEMLIMIT say.
func collectLater() {
	limit := debug.SetMemoryLimit(-1)
	if limit <= startMemory {
		return
	}
	percent := debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startMemory)
	first := &struct{ block [32]byte }{} // large enough for a place of its own, so that it goes in the first collection
	runtime.AddCleanup(first, func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}, percent)
}
