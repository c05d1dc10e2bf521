// Package finding holds what the program reports: a problem, judged by its rule and put in order.
package finding

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Finding is one problem with all that a report shows of it.
type Finding struct {
	Rule    *policy.Rule
	Level   source.Level
	Message string
	// Sites are all of equal rank, ordered by path and place; there is at least one.
	Sites []source.Site
	// Fingerprints hold the logical identity of the finding at each site; Identify fills them.
	Fingerprints []string
	// Related explain the finding; they keep the order the rule gave them.
	Related []source.Site
	Notes   []string
	Help    string
	Fix     *source.Fix
}

// New judges a problem by its rule: what the problem leaves open, the rule decides. The sites of
// the problem are copied and put in order.
func New(problem source.Problem, rule *policy.Rule) Finding {
	f := Finding{
		Rule:    rule,
		Level:   problem.Level,
		Message: problem.Message,
		Sites:   slices.Clone(problem.Sites),
		Related: problem.Related,
		Notes:   problem.Notes,
		Help:    problem.Help,
		Fix:     problem.Fix,
	}
	if f.Level == source.NoLevel {
		f.Level = rule.Level
	}
	if f.Help == "" {
		f.Help = rule.Help
	}
	slices.SortStableFunc(f.Sites, compareSites)
	return f
}

// Fingerprint returns the logical identity of the finding at its site with the given index, and
// nothing before Identify has seen the finding.
func (f *Finding) Fingerprint(site int) string {
	if site >= len(f.Fingerprints) {
		return ""
	}
	return f.Fingerprints[site]
}
