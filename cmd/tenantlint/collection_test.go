package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// setting returns a runtime metric about the garbage collector: its percentage, or its limit in bytes.
func setting(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// restoreCollector restores the collector's settings after the test.
func restoreCollector(t *testing.T) {
	t.Helper()
	percent, limit := debug.SetGCPercent(usual), debug.SetMemoryLimit(-1)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

// TestCollectLater checks that a small run does not collect, and that the percentage falls as the heap grows.
func TestCollectLater(t *testing.T) {
	restoreCollector(t)
	collectLater()
	if got := setting("/gc/gogc:percent"); got != math.MaxUint64 {
		t.Errorf("GOGC at the start is %d, want none", got)
	}
	if got := setting("/gc/gomemlimit:bytes"); got != startMemory {
		t.Errorf("the first collection is at %d bytes, want %d", got, startMemory)
	}
	collect := func(want uint64) {
		t.Helper()
		runtime.GC()
		for range 500 { // cleanups run some time after a collection
			if setting("/gc/gogc:percent") == want {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Errorf("GOGC after a collection is %d, want %d", setting("/gc/gogc:percent"), want)
	}
	collect(math.MaxUint64)
	large := make([]byte, startMemory)
	collect(tighter)
	if got := setting("/gc/gomemlimit:bytes"); got != math.MaxInt64 {
		t.Errorf("the limit of a large run is %d bytes, want none", got)
	}
	larger := make([]byte, largeMemory)
	collect(tightest)
	runtime.KeepAlive(large)
	runtime.KeepAlive(larger)
}

// TestCollectWithinLimit checks that the settings are unchanged if GOMEMLIMIT is below startMemory.
func TestCollectWithinLimit(t *testing.T) {
	restoreCollector(t)
	debug.SetMemoryLimit(startMemory / 2)
	collectLater()
	if got := setting("/gc/gogc:percent"); got != usual {
		t.Errorf("GOGC is %d, want %d", got, usual)
	}
}
