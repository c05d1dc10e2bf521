//go:build measure

package report_test

import (
	"math"
	"runtime"
	"testing"

	"github.com/tenantlint/tenantlint/internal/report"
)

// counted counts what is written.
type counted int

func (c *counted) Write(p []byte) (int, error) {
	*c += counted(len(p))
	return len(p), nil
}

// Every format takes four times the room for four times the findings, and at most six times the memory,
// as a buffer that grows may be twice what it holds; what compares pairs takes sixteen times. The least
// of some measurements is taken, as a collection in between throws away buffers that are kept for the next.
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
					t.Errorf("%d bytes are written, and %d for four times the findings: %.1f times", short, long, growth)
				}
				if growth := float64(much) / float64(little); growth > 6 {
					t.Errorf("%d bytes are taken, and %d for four times the findings: %.1f times", little, much, growth)
				}
			})
		}
	}
}
