// Package finding defines what the program reports: problems completed by their rules, sorted, fingerprinted, and
// accepted by suppressions and baselines.
package finding

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// Finding is a problem with everything that a report shows about it.
type Finding struct {
	Rule    *rule.Rule
	Level   problem.Level
	Message problem.Text
	// Locations have equal rank and are sorted by path and offset; there is at least one.
	Locations []problem.Location
	// Fingerprints contain the logical identity of the finding at each location; Identify sets them.
	Fingerprints []string
	// Related locations explain the finding, in the order in which the rule reported them.
	Related []problem.Location
	Notes   []problem.Text
	Help    problem.Text
	Fix     *problem.Fix
	// State is what was found, if it is part of the identity.
	State string
}

// New returns the finding of a problem. The rule supplies the level and the help that the problem does not have. The
// locations of the problem are copied and sorted.
func New(p problem.Problem, rule *rule.Rule) Finding {
	f := Finding{
		Rule:      rule,
		Level:     p.Level,
		Message:   p.Message,
		Locations: slices.Clone(p.Locations),
		Related:   p.Related,
		Notes:     p.Notes,
		Help:      p.Help,
		Fix:       p.Fix,
		State:     p.State,
	}
	if f.Level == problem.NoLevel {
		f.Level = rule.Level
	}
	if f.Help.IsZero() {
		f.Help = problem.Literal(rule.Help)
	}
	slices.SortStableFunc(f.Locations, compareWithLabels)
	f.Related = appendAnchors(f.Locations, f.Related)
	return f
}

// appendAnchors adds a related location for each value that reaches a location through an alias or a merge key: where
// it is written.
func appendAnchors(locations, related []problem.Location) []problem.Location {
	related = slices.Clip(related)
	for _, l := range locations {
		at := problem.Location{File: l.File, Span: l.Anchor, Label: problem.Literal("written here")}
		isSame := func(other problem.Location) bool { return other.File == at.File && other.Span == at.Span }
		if l.Anchor.End > 0 && !slices.ContainsFunc(related, isSame) && !slices.ContainsFunc(locations, isSame) {
			related = append(related, at)
		}
	}
	return related
}

// Fingerprint returns the logical identity of the finding at the location with the given index, or "" before Identify
// has processed the finding.
func (f *Finding) Fingerprint(loc int) string {
	if loc >= len(f.Fingerprints) {
		return ""
	}
	return f.Fingerprints[loc]
}
