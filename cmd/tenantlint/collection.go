package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// startMemory is the number of bytes in use below which the program does not collect garbage; above it, collections
// follow collectLater. A run over a thousand manifests ends below it, and collecting so small a heap would cost such a
// run a fifth of its time. With ten thousand manifests the process, its code included, stays below a quarter of a
// gigabyte, whenever it collects.
const startMemory = 216 << 20

// usual is the default of GOGC. A topology keeps its rows to the end, so a large run does better with tighter: it takes
// a quarter less memory for a few percent more time. A run with more than largeMemory bytes in use takes another tenth
// less with tightest, in about the same time.
const (
	usual, tighter, tightest = 100, 40, 25

	largeMemory = 512 << 20
)

// collectLater delays garbage collection: at first the collector only runs when the program reaches startMemory. Once
// so much is in use that GOGC would allow more than that, GOGC and GOMEMLIMIT apply, or the program's own percentages
// if GOGC is not set.
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

// afterCollection calls do after each collection until it returns false.
func afterCollection(do func() (again bool)) {
	gone := &struct{ block [32]byte }{} // large enough for its own allocation, so that the next collection frees it
	runtime.AddCleanup(gone, func(do func() bool) {
		if do() {
			afterCollection(do)
		}
	}, do)
}

// inUse returns the number of live heap bytes after the last collection.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
