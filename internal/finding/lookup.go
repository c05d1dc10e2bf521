package finding

import (
	"strings"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// lookupKey is the key by which a suppression is indexed, so that a finding is only compared with suppressions that may
// cover it. A comment has a name and a line of a file, or line 0 for the entire document; an entry of the configuration
// has a path, or an object in lower case, or neither if it may cover any finding.
type lookupKey struct {
	name         string
	path, object string
	line         int
	external     bool
}

// lookupKey returns the key of the suppression without the name.
func (s *Suppression) lookupKey() lookupKey {
	switch {
	case !s.External:
		return lookupKey{path: s.File.Path, line: s.Line}
	case s.Object != "" && !strings.ContainsFunc(s.Object, func(r rune) bool { return r >= utf8.RuneSelf }):
		return lookupKey{external: true, object: strings.ToLower(strings.TrimSuffix(s.Object, "/"))}
	case s.Object != "", strings.ContainsAny(s.Path, `*?[{\`):
		return lookupKey{external: true}
	}
	return lookupKey{external: true, path: s.Path}
}

// A suppression of at most maxIndexedLines lines is indexed by each of them, a longer one by longLine.
const (
	maxIndexedLines = 64
	longLine        = -1
)

// lines returns the line numbers by which the suppression is indexed.
func (s *Suppression) lines() []int {
	last := max(s.Line, s.Last)
	if s.External || last-s.Line < 1 {
		return []int{s.Line}
	}
	if last-s.Line >= maxIndexedLines {
		return []int{longLine}
	}
	lines := make([]int, 0, last-s.Line+1)
	for line := s.Line; line <= last; line++ {
		lines = append(lines, line)
	}
	return lines
}

// distance ranks suppressions by how close they are to a finding.
func (s *Suppression) distance() int {
	switch {
	case s.External:
		return 2
	case s.Line == 0:
		return 1
	}
	return 0
}

// lookupKeys returns the keys, without the name, of all suppressions that may cover a location.
func lookupKeys(loc problem.Location) []lookupKey {
	path := loc.File.Path
	line := loc.File.Position(loc.Span.Start).Line
	keys := []lookupKey{{path: path, line: line}, {path: path, line: longLine}, {path: path}, {external: true}}
	for ancestor := range ancestors(path) {
		keys = append(keys, lookupKey{external: true, path: ancestor})
	}
	object := strings.ToLower(loc.Object)
	for ancestor := range ancestors(object) {
		keys = append(keys, lookupKey{external: true, object: ancestor})
	}
	if ref := reference(object); ref != object {
		for ancestor := range ancestors(ref) {
			if strings.Contains(ancestor, "/") { // the tenant is a parent of both
				keys = append(keys, lookupKey{external: true, object: ancestor})
			}
		}
	}
	return keys
}

// ancestors yields each parent of a path, followed by the path.
func ancestors(path string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range len(path) {
			if path[i] == '/' && !yield(path[:i]) {
				return
			}
		}
		if path != "" {
			yield(path)
		}
	}
}
