package finding

import (
	"strings"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// place is where a suppression is looked for, so that a finding is held against those that may be about
// it and not against all: under a name, a line of a file or a file as a whole where the line is 0; or, of
// the configuration, a path or an object in lower case, and neither where it may be about any.
type place struct {
	name         string
	path, object string
	line         int
	external     bool
}

// place returns where the suppression is looked for, without the name.
func (s *Suppression) place() place {
	switch {
	case !s.External:
		return place{path: s.File.Path, line: s.Line}
	case s.Object != "" && !strings.ContainsFunc(s.Object, func(r rune) bool { return r >= utf8.RuneSelf }):
		return place{external: true, object: strings.ToLower(strings.TrimSuffix(s.Object, "/"))}
	case s.Object != "", strings.ContainsAny(s.Path, `*?[{\`):
		return place{external: true}
	}
	return place{external: true, path: s.Path}
}

// A suppression of a few lines is looked for under each of them, one of more under the line long.
const (
	fewLines = 64
	long     = -1
)

// lines returns the lines under which the suppression is looked for.
func (s *Suppression) lines() []int {
	last := max(s.Line, s.Last)
	if s.External || last-s.Line < 1 {
		return []int{s.Line}
	}
	if last-s.Line >= fewLines {
		return []int{long}
	}
	lines := make([]int, 0, last-s.Line+1)
	for line := s.Line; line <= last; line++ {
		lines = append(lines, line)
	}
	return lines
}

// distance orders suppressions by how near to a finding they stand.
func (s *Suppression) distance() int {
	switch {
	case s.External:
		return 2
	case s.Line == 0:
		return 1
	}
	return 0
}

// placesOf returns all places where a suppression that is about a site is looked for, without the name.
func placesOf(site problem.Location) []place {
	path := site.File.Path
	places := []place{{path: path, line: site.File.Position(site.Span.Start).Line}, {path: path, line: long}, {path: path}, {external: true}}
	for above := range upTo(path) {
		places = append(places, place{external: true, path: above})
	}
	object := strings.ToLower(site.Object)
	for above := range upTo(object) {
		places = append(places, place{external: true, object: above})
	}
	if short := reference(object); short != object {
		for above := range upTo(short) {
			if strings.Contains(above, "/") { // the tenant is above both
				places = append(places, place{external: true, object: above})
			}
		}
	}
	return places
}

// upTo yields a path and all that it goes on from.
func upTo(path string) func(yield func(string) bool) {
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
