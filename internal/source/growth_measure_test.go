//go:build measure

package source

import (
	"math"
	"strings"
	"testing"
	"time"
)

// TestGrowth checks that matching does not take quadratic time in the depth of a path. For a path four times as deep,
// it takes four to nine times as long; checking each folder above would take 14 to 77 times as long. The minimum of
// several measurements counts.
func TestGrowth(t *testing.T) {
	for name, pattern := range map[string]string{
		"letters": "**/" + strings.Repeat("a/", 50) + "x", "stars": "**/" + strings.Repeat("*/", 50) + "{x,y}", "folders": strings.Repeat("**/a/", 50) + "x",
	} {
		t.Run(name, func(t *testing.T) {
			measure := func(folders int) time.Duration {
				path := strings.Repeat("a/", folders) + "b"
				fastest := time.Duration(math.MaxInt64)
				for range 20 {
					start := time.Now()
					if Matches(pattern, path) {
						t.Fatal("the pattern matches")
					}
					fastest = min(fastest, time.Since(start))
				}
				return fastest
			}
			short, long := measure(500), measure(2000)
			if growth := float64(long) / float64(short); growth > 12 {
				t.Errorf("%s for 500 folders, %s for 2,000: %.1f times", short, long, growth)
			}
		})
	}
}
