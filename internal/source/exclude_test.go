package source

import (
	"strings"
	"testing"
	"time"
)

// A pattern that would take longer than the run is refused, and none that is taken takes long.
func TestExcludesAreBounded(t *testing.T) {
	for _, tt := range []struct {
		name, pattern string
		refused       bool
	}{
		{"few alternatives", "{a,b}{c,d}/*.{yaml,yml,json}", false},
		{"many names", "{" + strings.Repeat("name,", 900) + "x}", false},
		{"alternatives of alternatives", strings.Repeat("{a,aa}", 30) + "x", true},
		{"nested", strings.Repeat("{a,", 20) + "b" + strings.Repeat("}", 20), false},
		{"nested and repeated", strings.Repeat("{a,{b,c}}", 10), true},
		{"empty alternatives", strings.Repeat("{,a}", 12), true},
		{"escaped", strings.Repeat(`\{a,aa\}`, 30), false},
		{"stars", strings.Repeat("*a", 40) + "x", false},
		{"folders", strings.Repeat("**/", 40) + "x", false},
		{"stars in alternatives", strings.Repeat("{*a,*b}", 9) + "x", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			e, err := newExcludes([]string{tt.pattern})
			if refused := err != nil; refused != tt.refused {
				t.Fatalf("refused: %v", err)
			}
			path := strings.Repeat(strings.Repeat("a", 40)+"/", 20) + "b"
			if err == nil {
				e.matchAbove(path)
			}
			Matches(tt.pattern, path)
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}
