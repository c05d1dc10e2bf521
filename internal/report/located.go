package report

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// locatedFinding is a finding at one of its locations.
type locatedFinding struct {
	*finding.Finding

	index int
}

// location returns the location.
func (f locatedFinding) location() problem.Location { return f.Locations[f.index] }

// startLine returns the line on which the location begins.
func (f locatedFinding) startLine() int {
	return f.location().File.Position(f.location().Span.Start).Line
}

// others lists the other locations, as formatLocations does. It visits only the ones that it lists, because it is called
// for every location of a finding.
func (f locatedFinding) others() string {
	listed := f.Locations[:min(len(f.Locations), listedLocations+1)]
	if f.index < len(listed) {
		listed = slices.Concat(listed[:f.index], listed[f.index+1:])
	}
	return formatFirst(listed, len(f.Locations)-1)
}

// text returns the message, with the other locations in parentheses.
func (f locatedFinding) text() string {
	if len(f.Locations) == 1 {
		return harmless.Text(f.Message.String())
	}
	return harmless.Text(f.Message.String()) + " (also " + f.others() + ")"
}

// trailer returns the lines that follow the message in formats with several lines.
func (f locatedFinding) trailer() []string {
	var lines []string
	for _, note := range f.Notes {
		lines = append(lines, "note: "+harmless.Text(note.String()))
	}
	if !f.Help.IsZero() {
		lines = append(lines, "help: "+harmless.Text(oneLine(f.Help.String())))
	}
	return lines
}

// locatedFindings returns an entry for each location of each finding, in order.
func locatedFindings(findings []finding.Finding) []locatedFinding {
	var all []locatedFinding
	for i := range findings {
		for index := range findings[i].Locations {
			all = append(all, locatedFinding{&findings[i], index})
		}
	}
	return all
}
