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
	// shownLocations is the number of locations shown in full if there are more than maxLocations.
	shownLocations, maxLocations = 3, 4
	// maxFrameGap is the largest distance in lines at which two locations in one file share a frame.
	maxFrameGap = 4
	// maxOpenerDistance is the number of lines searched for the line that opens an object.
	maxOpenerDistance = 100
)

// annotation is one location in a frame.
type annotation struct {
	loc         problem.Location
	primary     bool
	first, last int // lines
	opener      int // the line that opens the object of the first line, or 0
}

// frame is a group of locations that are close together in one file.
type frame struct {
	file        *source.File
	position    source.Position // of the location that was added first
	first, last int             // lines
	annotations []annotation
}

// frames groups the locations of a finding into frames, in the order of the first location of each.
func frames(f *finding.Finding) []frame {
	var all []frame
	add := func(locs []problem.Location, primary bool) {
		for _, loc := range firstLocations(locs) {
			all = addLocation(all, loc, primary)
		}
	}
	add(f.Locations, true)
	add(f.Related, false)
	for _, fr := range all {
		slices.SortStableFunc(fr.annotations, func(a, b annotation) int { return a.loc.Span.Start - b.loc.Span.Start })
	}
	return all
}

// firstLocations returns the locations that a report shows in full.
func firstLocations(locs []problem.Location) []problem.Location {
	if len(locs) > maxLocations {
		return locs[:shownLocations]
	}
	return locs
}

// addLocation adds a location to the frame that it is close to, or in a new one.
func addLocation(all []frame, loc problem.Location, primary bool) []frame {
	position := loc.File.Position(loc.Span.Start)
	m := annotation{loc: loc, primary: primary, first: position.Line, last: position.Line}
	if loc.Span.End > loc.Span.Start {
		m.last = loc.File.Position(loc.Span.End - 1).Line
	}
	m.opener = opener(loc.File, m.first)
	for i := range all {
		fr := &all[i]
		if fr.file == loc.File && m.first <= fr.last+maxFrameGap && m.last >= fr.first-maxFrameGap {
			fr.first, fr.last = min(fr.first, m.first), max(fr.last, m.last)
			fr.annotations = append(fr.annotations, m)
			return all
		}
	}
	return append(all, frame{loc.File, position, m.first, m.last, []annotation{m}})
}

// lines returns the lines that a frame shows, in order: the lines on which a location starts or ends, and the lines that
// open their objects. It fills gaps of a single line.
func (fr *frame) lines() []int {
	var numbers []int
	for _, m := range fr.annotations {
		numbers = append(numbers, m.first, m.last)
		if m.opener > 0 {
			numbers = append(numbers, m.opener)
		}
	}
	slices.Sort(numbers)
	var lines []int
	for _, n := range slices.Compact(numbers) {
		if k := len(lines); k > 0 && n == lines[k-1]+2 {
			lines = append(lines, n-1)
		}
		lines = append(lines, n)
	}
	return lines
}

// coveredRange returns the range of line n, as offsets in the line, that the annotation covers. offset is the offset of
// the line in the file. If the span started on an earlier line, the indentation is not covered.
func (m *annotation) coveredRange(line []byte, offset, n int) (start, end int) {
	start, end = indentation(line), len(line)
	if n == m.first {
		start = m.loc.Span.Start - offset
	}
	if n == m.last {
		end = m.loc.Span.End - offset
	}
	return start, end
}

// opener returns the line that shows which object line n belongs to: the nearest line above with less indentation or, if
// that is a bare bracket or dash, the first line of the object. It returns 0 for a line that starts a list item or is at
// the top level of a document, which needs no opener. For a blank line it returns the last line with text.
func opener(f *source.File, n int) int {
	line, _ := f.Line(n)
	indent := indentation(line)
	blank := indent == len(line)
	if !blank && (indent == 0 || strings.IndexByte("-{[", line[indent]) >= 0) {
		return 0
	}
	for above := n - 1; above >= max(1, n-maxOpenerDistance); above-- {
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

// indentation returns the number of spaces and tabs at the start of a line.
func indentation(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
