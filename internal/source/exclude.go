package source

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// patterns are patterns of paths to skip, or to include. They match the paths that reports show; a pattern that matches
// a folder also matches everything in it.
type patterns []string

// newPatterns returns an error for a pattern that is malformed, or too long when expanded.
func newPatterns(globs []string) (patterns, error) {
	var e patterns
	for _, glob := range globs {
		pattern := strings.TrimRight(strings.TrimPrefix(filepath.ToSlash(glob), "./"), "/")
		if pattern == "" || !doublestar.ValidatePattern(pattern) {
			return nil, fmt.Errorf("exclude pattern %q is malformed; write a path with *, ** or {a,b}, as in \"drafts/**\"", glob)
		}
		if !isWithinLimit(pattern) {
			return nil, fmt.Errorf(
				"exclude pattern %q has more than %d bytes when its braces are written out; write several patterns",
				glob,
				maxPatternBytes,
			)
		}
		e = append(e, pattern)
	}
	return e, nil
}

// maxPatternBytes bounds the bytes of a pattern with its braces expanded. Each byte may be compared with each byte of a
// path.
const maxPatternBytes = 20_000

// isWithinLimit reports whether the expansion of a pattern is within maxPatternBytes.
func isWithinLimit(pattern string) bool {
	total, _ := expandedSize(pattern, false)
	return total.bytes <= maxPatternBytes
}

// expansion is the size of a pattern with its braces expanded: the number of patterns, and their bytes in total.
type expansion struct{ patterns, bytes int }

func (e expansion) alternate(f expansion) expansion {
	return expansion{min(e.patterns+f.patterns, maxPatternBytes+1), min(e.bytes+f.bytes, maxPatternBytes+1)}
}

func (e expansion) concat(f expansion) expansion {
	return expansion{min(e.patterns*f.patterns, maxPatternBytes+1), min(e.bytes*f.patterns+f.bytes*e.patterns, maxPatternBytes+1)}
}

// expandedSize measures a pattern up to its end, or to the end of the braces around it, and returns the rest. An empty
// alternative counts as one byte because matching tries it like any other.
func expandedSize(pattern string, inside bool) (total expansion, rest string) {
	alternative, char := expansion{1, 1}, expansion{1, 1}
	for pattern != "" {
		c := pattern[0]
		pattern = pattern[1:]
		switch {
		case c == '{':
			var group expansion
			group, pattern = expandedSize(pattern, true)
			alternative = alternative.concat(group)
		case c == ',' && inside:
			total, alternative = total.alternate(alternative), expansion{1, 1}
		case c == '}' && inside:
			return total.alternate(alternative), pattern
		case c == '\\' && pattern != "":
			pattern = pattern[1:]
			fallthrough
		default:
			alternative = alternative.concat(char)
		}
	}
	return total.alternate(alternative), ""
}

// Matches reports whether a valid pattern matches a path or a folder above it. A pattern that is too long when expanded
// matches nothing.
func Matches(pattern, path string) bool {
	return isWithinLimit(pattern) && matches(pattern, path)
}

// matches reports whether a pattern matches a path or a folder above it, all at once: a path may have thousands of them.
func matches(pattern, path string) bool {
	return doublestar.MatchUnvalidated(pattern, path) || doublestar.MatchUnvalidated(pattern+"/**", path)
}

// matchAbove returns the pattern that matches path or a folder above it.
func (e patterns) matchAbove(path string) (string, bool) {
	for _, pattern := range e {
		if matches(pattern, path) {
			return pattern, true
		}
	}
	return "", false
}

// ByPattern reports whether the path was skipped because of an include or exclude pattern.
func (s Skip) ByPattern() bool {
	return s.Reason == reasonNotIncluded || strings.HasPrefix(s.Reason, "excluded by ")
}

// reasonNotIncluded is the reason for skipping a file that no include pattern matches.
const reasonNotIncluded = "not included by the configuration"
