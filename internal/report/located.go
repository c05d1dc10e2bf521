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

// at returns the location.
func (s locatedFinding) at() problem.Location { return s.Locations[s.index] }

// line returns the line on which the location begins.
func (s locatedFinding) line() int { return s.at().File.Position(s.at().Span.Start).Line }

// others lists the other locations, as formatLocations does. It visits only the ones that it lists, because it is called
// for every location of a finding.
func (s locatedFinding) others() string {
	first := s.Locations[:min(len(s.Locations), listedLocations+1)]
	if s.index < len(first) {
		first = slices.Concat(first[:s.index], first[s.index+1:])
	}
	return formatFirst(first, len(s.Locations)-1)
}

// text returns the message, with the other locations in parentheses.
func (s locatedFinding) text() string {
	if len(s.Locations) == 1 {
		return harmless.Text(s.Message.String())
	}
	return harmless.Text(s.Message.String()) + " (also " + s.others() + ")"
}

// trailer returns the lines that follow the message in formats with several lines.
func (s locatedFinding) trailer() []string {
	var lines []string
	for _, note := range s.Notes {
		lines = append(lines, "note: "+harmless.Text(note.String()))
	}
	if !s.Help.IsZero() {
		lines = append(lines, "help: "+harmless.Text(oneLine(s.Help.String())))
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
