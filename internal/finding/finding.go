// Package finding holds what the program reports: a problem with what its rule says of it, in order.
package finding

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// Finding is one problem with all that a report shows of it.
type Finding struct {
	Rule    *rule.Rule
	Level   problem.Level
	Message problem.Text
	// Locations are all of equal rank, ordered by path and location; there is at least one.
	Locations []problem.Location
	// Fingerprints hold the logical identity of the finding at each location; Identify fills them.
	Fingerprints []string
	// Related explain the finding; they keep the order the rule gave them.
	Related []problem.Location
	Notes   []problem.Text
	Help    problem.Text
	Fix     *problem.Fix
	// State is what was found, where it is a part of the identity.
	State string
}

// New completes a problem by its rule: what the problem leaves open, the rule decides. The locations of the problem
// are copied and put in order.
func New(found problem.Problem, rule *rule.Rule) Finding {
	f := Finding{
		Rule:      rule,
		Level:     found.Level,
		Message:   found.Message,
		Locations: slices.Clone(found.Locations),
		Related:   found.Related,
		Notes:     found.Notes,
		Help:      found.Help,
		Fix:       found.Fix,
		State:     found.State,
	}
	if f.Level == problem.NoLevel {
		f.Level = rule.Level
	}
	if f.Help.IsZero() {
		f.Help = problem.Literal(rule.Help)
	}
	slices.SortStableFunc(f.Locations, compareWithLabels)
	f.Related = withAnchors(f.Locations, f.Related)
	return f
}

// withAnchors adds where the values are written that aliases and merge keys bring to the locations.
func withAnchors(locations, related []problem.Location) []problem.Location {
	related = slices.Clip(related)
	for _, l := range locations {
		at := problem.Location{File: l.File, Span: l.Anchor, Label: problem.Literal("written here")}
		same := func(other problem.Location) bool { return other.File == at.File && other.Span == at.Span }
		if l.Anchor.End > 0 && !slices.ContainsFunc(related, same) && !slices.ContainsFunc(locations, same) {
			related = append(related, at)
		}
	}
	return related
}

// Fingerprint returns the logical identity of the finding at its location with the given index, and nothing before
// Identify has seen the finding.
func (f *Finding) Fingerprint(loc int) string {
	if loc >= len(f.Fingerprints) {
		return ""
	}
	return f.Fingerprints[loc]
}
