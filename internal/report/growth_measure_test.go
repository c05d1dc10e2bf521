//go:build measure

package report_test

import (
	"math"
	"runtime"
	"testing"

	"github.com/tenantlint/tenantlint/internal/report"
)

// byteCounter is a writer that counts bytes.
type byteCounter int

func (c *byteCounter) Write(p []byte) (int, error) {
	*c += byteCounter(len(p))
	return len(p), nil
}

// TestGrowth checks that output and memory are linear: for four times the findings, a report must be at most 4.5 times as
// long and allocate at most six times the memory, since a growing buffer can be twice as large as its contents. Quadratic
// code would take sixteen times. The test uses the smallest of several measurements, because a garbage collection in
// between discards pooled buffers.
func TestGrowth(t *testing.T) {
	const n = 1000
	for format, write := range formats {
		for shape, run := range shapes {
			t.Run(format+"/"+shape, func(t *testing.T) {
				measure := func(n int) (length byteCounter, memory uint64) {
					memory = math.MaxUint64
					for range 3 {
						run := run(n)
						length = 0
						var before, after runtime.MemStats
						runtime.ReadMemStats(&before)
						if err := write(&length, run, report.Options{}); err != nil {
							t.Fatal(err)
						}
						runtime.ReadMemStats(&after)
						memory = min(memory, after.TotalAlloc-before.TotalAlloc)
					}
					return length, memory
				}
				smallLength, smallMemory := measure(n)
				largeLength, largeMemory := measure(4 * n)
				if growth := float64(largeLength) / float64(smallLength); growth > 4.5 {
					t.Errorf("wrote %d bytes, and %d for four times the findings: %.1f times", smallLength, largeLength, growth)
				}
				if growth := float64(largeMemory) / float64(smallMemory); growth > 6 {
					t.Errorf("allocated %d bytes, and %d for four times the findings: %.1f times", smallMemory, largeMemory, growth)
				}
			})
		}
	}
}
