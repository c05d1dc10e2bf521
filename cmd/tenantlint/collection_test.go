package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// setting returns a setting of the garbage collector: its percentage, or its limit in bytes.
func setting(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// restoreCollector gives the collector back to the other tests.
func restoreCollector(t *testing.T) {
	t.Helper()
	percent, limit := debug.SetGCPercent(usual), debug.SetMemoryLimit(-1)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

// TestCollectLater checks that a small run collects nothing, and the larger one is the tighter it collects.
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
		for range 500 { // what follows a collection runs some time after it
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

// TestCollectWithinLimit checks that GOMEMLIMIT below what the program would take is left alone.
func TestCollectWithinLimit(t *testing.T) {
	restoreCollector(t)
	debug.SetMemoryLimit(startMemory / 2)
	collectLater()
	if got := setting("/gc/gogc:percent"); got != usual {
		t.Errorf("GOGC is %d, want %d", got, usual)
	}
}
