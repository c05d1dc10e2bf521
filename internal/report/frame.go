package report

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

const (
	// shownLocations is the number of locations that are shown in full if there are more than maxLocations.
	shownLocations, maxLocations = 3, 4
	// nearLines is the number of lines up to which two locations of one file share a frame.
	nearLines = 4
	// openerReach is the number of lines that are searched for the one that opens an object.
	openerReach = 100
)

// annotation is one location in a frame.
type annotation struct {
	loc         problem.Location
	primary     bool
	first, last int // lines
	opener      int // the line that opens the object of the first line, or 0
}

// frame shows the locations that are near each other in one file.
type frame struct {
	file        *source.File
	head        source.Position // of the location that came first
	first, last int             // lines
	annotations []annotation
}

// frames puts the locations of a finding into frames, in the order in which they come.
func frames(f *finding.Finding) []frame {
	var all []frame
	add := func(locs []problem.Location, primary bool) {
		for _, loc := range shown(locs) {
			all = insert(all, loc, primary)
		}
	}
	add(f.Locations, true)
	add(f.Related, false)
	for _, fr := range all {
		slices.SortStableFunc(fr.annotations, func(a, b annotation) int { return a.loc.Span.Start - b.loc.Span.Start })
	}
	return all
}

// shown returns the locations that a report shows in full.
func shown(locs []problem.Location) []problem.Location {
	if len(locs) > maxLocations {
		return locs[:shownLocations]
	}
	return locs
}

func insert(all []frame, loc problem.Location, primary bool) []frame {
	head := loc.File.Position(loc.Span.Start)
	m := annotation{loc: loc, primary: primary, first: head.Line, last: head.Line}
	if loc.Span.End > loc.Span.Start {
		m.last = loc.File.Position(loc.Span.End - 1).Line
	}
	m.opener = opener(loc.File, m.first)
	for i := range all {
		fr := &all[i]
		if fr.file == loc.File && m.first <= fr.last+nearLines && m.last >= fr.first-nearLines {
			fr.first, fr.last = min(fr.first, m.first), max(fr.last, m.last)
			fr.annotations = append(fr.annotations, m)
			return all
		}
	}
	return append(all, frame{loc.File, head, m.first, m.last, []annotation{m}})
}

// lines returns the lines that a frame shows, in order: those on which a location begins or ends, and those that open
// their objects. One line alone is never left out.
func (fr *frame) lines() []int {
	var wanted []int
	for _, m := range fr.annotations {
		wanted = append(wanted, m.first, m.last)
		if m.opener > 0 {
			wanted = append(wanted, m.opener)
		}
	}
	slices.Sort(wanted)
	var lines []int
	for _, n := range slices.Compact(wanted) {
		if k := len(lines); k > 0 && n == lines[k-1]+2 {
			lines = append(lines, n-1)
		}
		lines = append(lines, n)
	}
	return lines
}

// part returns the part of line n, whose first byte has the given offset in the file, that a mark
// covers, as offsets in the line. Of the last line of several, the indentation is not covered.
func (m *annotation) part(line []byte, offset, n int) (start, end int) {
	start, end = indentation(line), len(line)
	if n == m.first {
		start = m.loc.Span.Start - offset
	}
	if n == m.last {
		end = m.loc.Span.End - offset
	}
	return start, end
}

// opener returns the line that says in what line n is: the nearest above with less indentation, or the first line of
// the object where that one is a bare bracket or dash. A line that begins an item of a list, or is at the top of a
// document, needs none, which is 0; for a blank line it is the last line with text.
func opener(f *source.File, n int) int {
	line, _ := f.Line(n)
	indent := indentation(line)
	blank := indent == len(line)
	if !blank && (indent == 0 || strings.IndexByte("-{[", line[indent]) >= 0) {
		return 0
	}
	for above := n - 1; above >= max(1, n-openerReach); above-- {
		line, _ = f.Line(above)
		at := indentation(line)
		switch text := line[at:]; {
		case len(text) == 0 || text[0] == '#':
		case blank:
			return above
		case at >= indent:
		case len(text) > 1:
			return above
		case at > 0 && above+1 < n:
			return above + 1
		default:
			return 0
		}
	}
	return 0
}

// indentation returns the number of blanks with which a line begins.
func indentation(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
