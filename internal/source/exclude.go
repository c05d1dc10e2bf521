package source

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// excludes are patterns of paths to skip, or to include. They match the paths that reports show; a pattern that matches
// a folder also matches everything in it.
type excludes []string

// newExcludes returns an error for a pattern that is malformed, or too long when expanded.
func newExcludes(globs []string) (excludes, error) {
	var e excludes
	for _, glob := range globs {
		pattern := strings.TrimRight(strings.TrimPrefix(filepath.ToSlash(glob), "./"), "/")
		if pattern == "" || !doublestar.ValidatePattern(pattern) {
			return nil, fmt.Errorf("exclude pattern %q is malformed; write a path with *, ** or {a,b}, as in \"drafts/**\"", glob)
		}
		if !bounded(pattern) {
			return nil, fmt.Errorf(
				"exclude pattern %q has more than %d bytes when its braces are written out; write several patterns",
				glob,
				maxPattern,
			)
		}
		e = append(e, pattern)
	}
	return e, nil
}

// maxPattern bounds the bytes of a pattern with its braces expanded. Each byte may be compared with each byte of a
// path.
const maxPattern = 20_000

// bounded reports whether the expansion of a pattern is within maxPattern.
func bounded(pattern string) bool {
	all, _ := writeOut(pattern, false)
	return all.bytes <= maxPattern
}

// expansion is the size of a pattern with its braces expanded: the number of patterns, and their bytes in total.
type expansion struct{ patterns, bytes int }

func (e expansion) or(f expansion) expansion {
	return expansion{min(e.patterns+f.patterns, maxPattern+1), min(e.bytes+f.bytes, maxPattern+1)}
}

func (e expansion) then(f expansion) expansion {
	return expansion{min(e.patterns*f.patterns, maxPattern+1), min(e.bytes*f.patterns+f.bytes*e.patterns, maxPattern+1)}
}

// writeOut measures a pattern up to its end, or to the end of the braces around it, and returns the rest. An empty
// alternative counts as one byte because matching tries it like any other.
func writeOut(pattern string, inside bool) (all expansion, rest string) {
	alternative, letter := expansion{1, 1}, expansion{1, 1}
	for pattern != "" {
		c := pattern[0]
		pattern = pattern[1:]
		switch {
		case c == '{':
			var within expansion
			within, pattern = writeOut(pattern, true)
			alternative = alternative.then(within)
		case c == ',' && inside:
			all, alternative = all.or(alternative), expansion{1, 1}
		case c == '}' && inside:
			return all.or(alternative), pattern
		case c == '\\' && pattern != "":
			pattern = pattern[1:]
			fallthrough
		default:
			alternative = alternative.then(letter)
		}
	}
	return all.or(alternative), ""
}

// Matches reports whether a valid pattern matches a path or a folder above it. A pattern that is too long when expanded
// matches nothing.
func Matches(pattern, path string) bool {
	return bounded(pattern) && matches(pattern, path)
}

// matches matches a pattern against a path and all folders above it at once: a path may have thousands of them.
func matches(pattern, path string) bool {
	return doublestar.MatchUnvalidated(pattern, path) || doublestar.MatchUnvalidated(pattern+"/**", path)
}

// matchAbove returns the pattern that matches path or a folder above it.
func (e excludes) matchAbove(path string) (string, bool) {
	for _, pattern := range e {
		if matches(pattern, path) {
			return pattern, true
		}
	}
	return "", false
}

// ByPattern reports whether the path was skipped because of an include or exclude pattern.
func (s Skip) ByPattern() bool {
	return s.Reason == notIncluded || strings.HasPrefix(s.Reason, "excluded by ")
}

// notIncluded is the reason for skipping a file that no include pattern matches.
const notIncluded = "not among what the configuration includes"
