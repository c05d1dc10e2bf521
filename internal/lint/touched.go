package lint

import (
	"bytes"
	"strconv"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// touched puts the locations first that the change since an earlier state touches, for a pull request shows nothing
// else. What a finding is known by stays.
func touched(findings []finding.Finding, base []*source.File) {
	c := change{base: make(map[string]*source.File, len(base)), lines: map[*source.File]map[int]bool{}}
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

// change is what differs between the files of today and those of an earlier state.
type change struct {
	base map[string]*source.File
	// lines are those of a file of today that the earlier one does not have.
	lines map[*source.File]map[int]bool
}

// touches reports whether a location is in a line that is new or another one.
func (c *change) touches(l problem.Location) bool {
	was := c.base[l.File.Path]
	switch {
	case was == nil:
		return true
	case bytes.Equal(was.Data, l.File.Data):
		return false
	}
	lines, known := c.lines[l.File]
	if !known {
		lines = newLines(was.Data, l.File.Data)
		c.lines[l.File] = lines
	}
	return lines[l.File.Position(l.Span.Start).Line]
}

// newLines returns the numbers, from 1, of the lines of a text that an earlier one does not have.
func newLines(before, after []byte) map[int]bool {
	onlyNew := map[int]bool{}
	line := 0
	for text := range bytes.Lines(diff.Diff("before", before, "after", after)) {
		switch text[0] {
		case '@': // @@ -1,2 +3,4 @@
			_, rest, _ := bytes.Cut(text, []byte(" +"))
			number, _, _ := bytes.Cut(rest, []byte(","))
			line, _ = strconv.Atoi(string(number))
		case '+':
			onlyNew[line] = true
			line++
		case ' ':
			line++
		}
	}
	delete(onlyNew, 0) // the heading
	return onlyNew
}
