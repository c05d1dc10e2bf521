//go:build measure

package report_test

import (
	"math"
	"runtime"
	"testing"

	"github.com/tenantlint/tenantlint/internal/report"
)

// counted is a writer that counts bytes.
type counted int

func (c *counted) Write(p []byte) (int, error) {
	*c += counted(len(p))
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
				measure := func(n int) (length counted, memory uint64) {
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
				short, little := measure(n)
				long, much := measure(4 * n)
				if growth := float64(long) / float64(short); growth > 4.5 {
					t.Errorf("wrote %d bytes, and %d for four times the findings: %.1f times", short, long, growth)
				}
				if growth := float64(much) / float64(little); growth > 6 {
					t.Errorf("allocated %d bytes, and %d for four times the findings: %.1f times", little, much, growth)
				}
			})
		}
	}
}
