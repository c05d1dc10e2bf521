//go:build measure

package source

import (
	"math"
	"strings"
	"testing"
	"time"
)

// A pattern takes four to nine times the time for a path four times as deep; what looks at each folder above takes 14 to 77
// times. The least of some measurements is taken.
func TestGrowth(t *testing.T) {
	for name, pattern := range map[string]string{
		"letters": "**/" + strings.Repeat("a/", 50) + "x", "stars": "**/" + strings.Repeat("*/", 50) + "{x,y}", "folders": strings.Repeat("**/a/", 50) + "x",
	} {
		t.Run(name, func(t *testing.T) {
			measure := func(folders int) time.Duration {
				path := strings.Repeat("a/", folders) + "b"
				least := time.Duration(math.MaxInt64)
				for range 20 {
					start := time.Now()
					if Matches(pattern, path) {
						t.Fatal("it fits")
					}
					least = min(least, time.Since(start))
				}
				return least
			}
			short, long := measure(500), measure(2000)
			if growth := float64(long) / float64(short); growth > 12 {
				t.Errorf("%s for 500 folders, %s for 2,000: %.1f times", short, long, growth)
			}
		})
	}
}
