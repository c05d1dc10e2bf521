package lint

import (
	"bytes"
	"strconv"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// moveTouchedFirst moves the locations that the change touches to the front of each finding, because a pull request
// shows only these. The identity of the finding does not change.
func moveTouchedFirst(findings []finding.Finding, base []*source.File) {
	c := lineChanges{base: make(map[string]*source.File, len(base)), lines: map[*source.File]map[int]bool{}}
	for _, f := range base {
		c.base[f.Path] = f
	}
	for i := range findings {
		f := &findings[i]
		if len(f.Locations) < 2 {
			continue
		}
		order := make([]int, 0, len(f.Locations))
		var rest []int
		for j := range f.Locations {
			if c.touches(f.Locations[j]) {
				order = append(order, j)
			} else {
				rest = append(rest, j)
			}
		}
		if len(order) == 0 || len(rest) == 0 {
			continue
		}
		order = append(order, rest...)
		f.ReorderLocations(order)
	}
}

// lineChanges compares the current files with those of an earlier state.
type lineChanges struct {
	base map[string]*source.File
	// lines contains the new or changed lines of each current file.
	lines map[*source.File]map[int]bool
}

// touches reports whether a location is in a new or changed line.
func (c *lineChanges) touches(l problem.Location) bool {
	base := c.base[l.File.Path]
	switch {
	case base == nil:
		return true
	case bytes.Equal(base.Data, l.File.Data):
		return false
	}
	lines, ok := c.lines[l.File]
	if !ok {
		lines = newLines(base.Data, l.File.Data)
		c.lines[l.File] = lines
	}
	return lines[l.File.Position(l.Span.Start).Line]
}

// newLines returns the numbers, from 1, of the lines in after that are new or changed.
func newLines(before, after []byte) map[int]bool {
	added := map[int]bool{}
	line := 0
	for text := range bytes.Lines(diff.Diff("before", before, "after", after)) {
		switch text[0] {
		case '@': // @@ -1,2 +3,4 @@
			_, rest, _ := bytes.Cut(text, []byte(" +"))
			number, _, _ := bytes.Cut(rest, []byte(","))
			line, _ = strconv.Atoi(string(number))
		case '+':
			added[line] = true
			line++
		case ' ':
			line++
		}
	}
	delete(added, 0) // the header of the diff
	return added
}
