package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// startMemory is the number of bytes up to which the program does without garbage collection, and at which it
// collects while it leaves a part of them free. A run over a thousand manifests ends below it, and the collections of a
// small heap cost such a run a fifth of its time. With ten thousand the program, its own code included, stays below a
// quarter of a gigabyte, whenever it collects.
const startMemory = 216 << 20

// usual is what GOGC is where nobody sets it. The rows of a topology stay to the end, so that a large
// run does better with tighter: it takes a quarter less memory for a few hundredths of the time. One that
// has more than largeMemory bytes in use takes a tenth less again with tightest, for about the same time.
const (
	usual, tighter, tightest = 100, 40, 25

	largeMemory = 512 << 20
)

// collectLater puts off garbage collection: each time that the program has taken startMemory there is one, until so
// much is in use that GOGC leaves more room to the next. From then on all is as GOGC and GOMEMLIMIT say, where they say
// anything.
func collectLater() {
	limit := debug.SetMemoryLimit(-1)
	if limit <= startMemory {
		return
	}
	percent := debug.SetGCPercent(-1)
	ours := percent == usual
	if ours {
		percent = tighter
	}
	debug.SetMemoryLimit(startMemory)
	afterCollection(func() (again bool) {
		used := inUse()
		if percent >= 0 && used+used*uint64(percent)/100 < startMemory {
			return true
		}
		if ours && used > largeMemory {
			percent, ours = tightest, false
		}
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		return ours
	})
}

// afterCollection calls do after each collection, as long as it says so.
func afterCollection(do func() (again bool)) {
	gone := &struct{ block [32]byte }{} // large enough for an allocation of its own, so that it goes in the next collection
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
