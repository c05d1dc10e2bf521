package source

import (
	"path"
	"strings"
	"testing"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// TestExcludesAreBounded checks that a pattern that would take longer than the run is rejected, and that every accepted
// one is fast.
func TestExcludesAreBounded(t *testing.T) {
	for _, tt := range []struct {
		name, pattern string
		wantErr       bool
	}{
		{"few alternatives", "{a,b}{c,d}/*.{yaml,yml,json}", false},
		{"long list of names", "{" + strings.Repeat("name,", 900) + "x}", false},
		{"product of alternatives", strings.Repeat("{a,aa}", 30) + "x", true},
		{"nested", strings.Repeat("{a,", 20) + "b" + strings.Repeat("}", 20), false},
		{"nested and repeated", strings.Repeat("{a,{b,c}}", 10), true},
		{"empty alternatives", strings.Repeat("{,a}", 12), true},
		{"escaped", strings.Repeat(`\{a,aa\}`, 30), false},
		{"stars", strings.Repeat("*a", 40) + "x", false},
		{"folders", strings.Repeat("**/", 40) + "x", false},
		{"stars in alternatives", strings.Repeat("{*a,*b}", 9) + "x", false},
		{"a deep path", "**/" + strings.Repeat("a/", 1000) + "x", false},
		{"a deep path in alternatives", "**/" + strings.Repeat("a/", 1000) + strings.Repeat("{x,y}", 3), false},
		{"a deep path in many alternatives", "**/" + strings.Repeat("a/", 1000) + strings.Repeat("{x,y}", 4), true},
		{"stars of a deep path", "**/" + strings.Repeat("*/", 1000) + "{x,y}", false},
		{"longer than any path", strings.Repeat("a", 20_001), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			e, err := newPatterns([]string{tt.pattern})
			if got := err != nil; got != tt.wantErr {
				t.Fatalf("error: %v", err)
			}
			for _, path := range []string{strings.Repeat(strings.Repeat("a", 40)+"/", 20) + "b", strings.Repeat("a/", 2000) + "b"} {
				if err == nil {
					e.matchAbove(path)
				}
				Matches(tt.pattern, path)
			}
			if elapsed := time.Since(start); elapsed > 2*time.Second {
				t.Errorf("took %s", elapsed)
			}
		})
	}
}

// TestExcludesAbove checks that matching a path and all folders above it at once has the same result as matching each
// in turn.
func TestExcludesAbove(t *testing.T) {
	patterns := []string{
		"a", "a/**", "**/b", "**", "*", "a/**/c", "{a,b/{c,**}}", "{a/,b}**", "[!a]?", `\{a\}/*`, "a/{b,}", "*/", "**/**", "a**", "{,a}", "*c", "a*",
		"a/b/c", "**/*.yaml", "*.yaml", "*b*", "?", "**/?", "a/*/", "a/**//", "./a", "a/b/**/c", "**/b/**", "{a,x}/{b,y}", "x",
	}
	paths := []string{"a", "b", "ab", "a/b", "b/c", "a/b/c", "abc/{a}/b", "{a}/b", "a/x.yaml", "x.yaml", "x.yaml/b", "aa/b/c/d", "b/a/b/a/c", "a/b/b/c/d"}
	for _, pattern := range patterns {
		e, err := newPatterns([]string{pattern})
		if err != nil {
			t.Fatal(err)
		}
		for _, shown := range paths {
			want := false
			for parent := shown; parent != "."; parent = path.Dir(parent) {
				want = want || doublestar.MatchUnvalidated(e[0], parent)
			}
			if _, got := e.matchAbove(shown); got != want {
				t.Errorf("%q matches %q or a folder above it: %t, want %t", pattern, shown, got, want)
			}
		}
	}
}
