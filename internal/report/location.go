package report

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// listedLocations is the largest number of locations in a list.
const listedLocations = 10

// formatLocation returns path:line:col of the start of a location; columns count characters.
func formatLocation(loc problem.Location) string {
	p := loc.File.Position(loc.Span.Start)
	return fmt.Sprintf("%s:%d:%d", harmless.Text(loc.File.Path), p.Line, p.Column)
}

// formatLocations returns a list of locations, with the number of further ones if there are too many.
func formatLocations(locs []problem.Location) string { return formatFirst(locs, len(locs)) }

// formatFirst returns a list of the first of all locations, with the number of further ones.
func formatFirst(first []problem.Location, total int) string {
	first = first[:min(len(first), listedLocations)]
	names := make([]string, 0, len(first))
	for _, loc := range first {
		names = append(names, formatLocation(loc))
	}
	list := strings.Join(names, ", ")
	if rest := total - len(first); rest > 0 {
		list += fmt.Sprintf(" and %d more", rest)
	}
	return list
}
