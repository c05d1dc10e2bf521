package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// startMemory is the number of bytes in use below which the program does not collect garbage; above it, collections
// follow delayCollection. A run over a thousand manifests ends below it, and collecting so small a heap would cost such
// a run a fifth of its time. With ten thousand manifests the process, its code included, stays below a quarter of a
// gigabyte, whenever it collects.
const startMemory = 216 << 20

// defaultPercent is the default of GOGC. A topology keeps its rows to the end, so a large run does better with
// largePercent: it takes a quarter less memory for a few percent more time. A run with more than hugeMemory bytes in
// use takes another tenth less with hugePercent, in about the same time.
const (
	defaultPercent, largePercent, hugePercent = 100, 40, 25

	hugeMemory = 512 << 20
)

// delayCollection delays garbage collection: at first the collector only runs when the program reaches startMemory.
// Once so much is in use that GOGC would allow more than that, GOGC and GOMEMLIMIT apply, or the program's own
// percentages if GOGC is not set.
func delayCollection() {
	limit := debug.SetMemoryLimit(-1)
	if limit <= startMemory {
		return
	}
	percent := debug.SetGCPercent(-1)
	adjust := percent == defaultPercent
	if adjust {
		percent = largePercent
	}
	debug.SetMemoryLimit(startMemory)
	afterCollection(func() (again bool) {
		used := liveHeap()
		if percent >= 0 && used+used*uint64(percent)/100 < startMemory {
			return true
		}
		if adjust && used > hugeMemory {
			percent, adjust = hugePercent, false
		}
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		return adjust
	})
}

// afterCollection calls do after each collection until it returns false.
func afterCollection(do func() (again bool)) {
	sentinel := &struct{ block [32]byte }{} // large enough for its own allocation, so that the next collection frees it
	runtime.AddCleanup(sentinel, func(do func() bool) {
		if do() {
			afterCollection(do)
		}
	}, do)
}

// liveHeap returns the number of live heap bytes after the last collection.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
