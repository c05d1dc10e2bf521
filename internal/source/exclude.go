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
		e = append(e, pattern)
	}
	return e, nil
}

// Matches says whether a valid pattern fits a path, or a folder above it.
func Matches(pattern, path string) bool {
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
