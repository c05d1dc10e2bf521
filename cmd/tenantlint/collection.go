package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// startMemory is the number of bytes up to which the program does without garbage collection, and at which it
// collects while little of them is in use. A run over a thousand manifests ends below it, and the collections of a
// small heap cost such a run a fifth of its time. Twice as much would save a larger run no time that can be
// measured, and take that memory.
const startMemory = 160 << 20

// usual is what GOGC is where nobody sets it. The rows of a topology stay to the end, so that a large
// run does better with tighter: it takes a quarter less memory for a few hundredths of the time.
const usual, tighter = 100, 40

// collectLater puts off garbage collection: each time that the program has taken startMemory there is one, until so
// much is in use that GOGC would let the heap grow further than that. From then on all is as GOGC and GOMEMLIMIT
// say, where they say anything.
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
	afterCollection(func() (again bool) {
		if percent >= 0 && inUse()*(100+uint64(percent))/100 < startMemory {
			return true
		}
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		return false
	})
}

// afterCollection calls do after each collection, as long as it says so.
func afterCollection(do func() (again bool)) {
	gone := &struct{ block [32]byte }{} // large enough for a place of its own, so that it goes in the next collection
	runtime.AddCleanup(gone, func(do func() bool) {
		if do() {
			afterCollection(do)
		}
	}, do)
}

// inUse returns the number of bytes that the last collection left.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
