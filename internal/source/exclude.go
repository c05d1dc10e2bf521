package source

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// excludes are the patterns of what is left out, or taken. They are matched against the path that reports
// show; a pattern that matches a folder leaves out all that lies in it.
type excludes []string

// newExcludes refuses patterns that could not match as they are meant.
func newExcludes(globs []string) (excludes, error) {
	var e excludes
	for _, glob := range globs {
		pattern := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(glob), "./"), "/")
		if pattern == "" || !doublestar.ValidatePattern(pattern) {
			return nil, fmt.Errorf("exclude pattern %q is malformed; write a path with *, ** or {a,b}, as in \"drafts/**\"", glob)
		}
		if alternatives(pattern) > mostAlternatives {
			return nil, fmt.Errorf("exclude pattern %q has more than %d alternatives; write several patterns", glob, mostAlternatives)
		}
		e = append(e, pattern)
	}
	return e, nil
}

// mostAlternatives bounds what one pattern may stand for: each alternative is tried with each of those behind it.
const mostAlternatives = 1000

// alternatives counts the patterns without braces that a pattern stands for, at most one above the bound.
func alternatives(pattern string) int {
	n, _ := countAlternatives(pattern, false)
	return n
}

// countAlternatives counts up to the end of the pattern, or of the braces around it, and returns the rest.
func countAlternatives(pattern string, inside bool) (n int, rest string) {
	sum, product := 0, 1
	for pattern != "" {
		c := pattern[0]
		pattern = pattern[1:]
		switch {
		case c == '\\' && pattern != "":
			pattern = pattern[1:]
		case c == '{':
			var within int
			within, pattern = countAlternatives(pattern, true)
			product = min(product*within, mostAlternatives+1)
		case c == ',' && inside:
			sum, product = min(sum+product, mostAlternatives+1), 1
		case c == '}' && inside:
			return min(sum+product, mostAlternatives+1), pattern
		}
	}
	return min(sum+product, mostAlternatives+1), ""
}

// Matches says whether a valid pattern fits a path, or a folder above it. One with too many alternatives fits none.
func Matches(pattern, path string) bool {
	if alternatives(pattern) > mostAlternatives {
		return false
	}
	_, ok := excludes{pattern}.matchAbove(path)
	return ok
}

// match returns the pattern that leaves out path itself.
func (e excludes) match(path string) (string, bool) {
	for _, pattern := range e {
		if doublestar.MatchUnvalidated(pattern, path) {
			return pattern, true
		}
	}
	return "", false
}

// matchAbove returns the pattern that leaves out path or a folder above it.
func (e excludes) matchAbove(path string) (string, bool) {
	for i := range len(path) {
		if path[i] == '/' {
			if pattern, ok := e.match(path[:i]); ok {
				return pattern, true
			}
		}
	}
	return e.match(path)
}

// ByPattern says that a pattern of the user left something out.
func (s Skip) ByPattern() bool {
	return s.Reason == notIncluded || strings.HasPrefix(s.Reason, "excluded by ")
}

// notIncluded is why a file is left out that no pattern of include matches.
const notIncluded = "not among what the configuration includes"
