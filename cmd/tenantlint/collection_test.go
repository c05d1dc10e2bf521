package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// metric returns a runtime metric about the garbage collector: its percentage, or its limit in bytes.
func metric(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// restoreCollector restores the collector's settings after the test.
func restoreCollector(t *testing.T) {
	t.Helper()
	percent, limit := debug.SetGCPercent(defaultPercent), debug.SetMemoryLimit(-1)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

// TestDelayCollection checks that a small run does not collect, and that the percentage falls as the heap grows.
func TestDelayCollection(t *testing.T) {
	restoreCollector(t)
	delayCollection()
	if got := metric("/gc/gogc:percent"); got != math.MaxUint64 {
		t.Errorf("GOGC at the start is %d, want none", got)
	}
	if got := metric("/gc/gomemlimit:bytes"); got != startMemory {
		t.Errorf("the first collection is at %d bytes, want %d", got, startMemory)
	}
	collect := func(want uint64) {
		t.Helper()
		runtime.GC()
		for range 500 { // cleanups run some time after a collection
			if metric("/gc/gogc:percent") == want {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Errorf("GOGC after a collection is %d, want %d", metric("/gc/gogc:percent"), want)
	}
	collect(math.MaxUint64)
	large := make([]byte, startMemory)
	collect(largePercent)
	if got := metric("/gc/gomemlimit:bytes"); got != math.MaxInt64 {
		t.Errorf("the limit of a large run is %d bytes, want none", got)
	}
	larger := make([]byte, hugeMemory)
	collect(hugePercent)
	runtime.KeepAlive(large)
	runtime.KeepAlive(larger)
}

// TestCollectWithinLimit checks that the settings are unchanged if GOMEMLIMIT is below startMemory.
func TestCollectWithinLimit(t *testing.T) {
	restoreCollector(t)
	debug.SetMemoryLimit(startMemory / 2)
	delayCollection()
	if got := metric("/gc/gogc:percent"); got != defaultPercent {
		t.Errorf("GOGC is %d, want %d", got, defaultPercent)
	}
}
