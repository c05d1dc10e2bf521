package lint

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// parseProblems returns the problems because of which a file does not parse, nil if it parses.
func (in *input) parseProblems() []problem.Problem {
	var problems []problem.Problem
	for _, p := range in.problems {
		if p.Rule == "parse/syntax" || p.Rule == "parse/encoding" {
			problems = append(problems, p)
		}
	}
	return problems
}

// unparsedFindings returns the findings because of which files do not parse whose last good state was used, except for
// accepted findings.
func (snap *snapshot) unparsedFindings(o Options, rules []*rule.Rule, levels map[string]problem.Level) map[string][]finding.Finding {
	all := make(map[string][]finding.Finding, len(snap.unparsed))
	for path, problems := range snap.unparsed {
		all[path], _, _ = finding.Suppress(findings(problems, rules, levels), o.Suppressions,
			finding.SuppressOptions{All: o.Set.Rules(), Rules: rules, Today: o.Today, Partial: true, Ignore: o.NoIgnores})
		if o.Baseline != nil {
			all[path], _ = o.Baseline.Split(all[path])
		}
	}
	return all
}
