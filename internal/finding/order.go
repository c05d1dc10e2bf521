package finding

import (
	"cmp"
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// Sort sorts findings into the order in which every report shows them: by path and offset of the first location, then
// by rule and message. Everything else that a report shows breaks ties, so that the result does not depend on the
// original order.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, compare)
}

// Same reports whether two findings look the same in every report.
func Same(a, b Finding) bool { return compare(a, b) == 0 }

func compare(a, b Finding) int {
	return cmp.Or(
		compareLocations(a.Locations[0], b.Locations[0]),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
		a.Message.Compare(b.Message),
		slices.CompareFunc(a.Locations, b.Locations, compareWithLabels),
		slices.CompareFunc(a.Related, b.Related, compareWithLabels),
		cmp.Compare(b.Level, a.Level),
		slices.CompareFunc(a.Notes, b.Notes, problem.Text.Compare),
		a.Help.Compare(b.Help),
		compareFixes(a.Fix, b.Fix),
	)
}

// compareLocations compares only paths and offsets.
func compareLocations(a, b problem.Location) int {
	return cmp.Or(
		cmp.Compare(a.File.Path, b.File.Path),
		cmp.Compare(a.Span.Start, b.Span.Start),
	)
}

func compareWithLabels(a, b problem.Location) int {
	return cmp.Or(
		compareLocations(a, b),
		cmp.Compare(a.Span.End, b.Span.End),
		a.Caption().Compare(b.Caption()),
		cmp.Compare(a.Object, b.Object),
	)
}

// compareFixes sorts a finding without a fix first.
func compareFixes(a, b *problem.Fix) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Or(
		cmp.Compare(a.File.Path, b.File.Path),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Description, b.Description),
	)
}
