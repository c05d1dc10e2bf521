package lint

import (
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// whyUnparsed returns the problems because of which a file does not parse, nil if it parses.
func (in *input) whyUnparsed() []problem.Problem {
	var why []problem.Problem
	for _, p := range in.problems {
		if p.Rule == "parse/syntax" || p.Rule == "parse/encoding" {
			why = append(why, p)
		}
	}
	return why
}

// whyUnparsed returns the findings because of which files do not parse whose last good state was used, except for
// accepted findings.
func (g *snapshot) whyUnparsed(o Options, rules []*rule.Rule, levels map[string]problem.Level) map[string][]finding.Finding {
	all := make(map[string][]finding.Finding, len(g.unparsed))
	for path, problems := range g.unparsed {
		all[path], _, _ = finding.Suppress(findings(problems, rules, levels), o.Suppressions,
			finding.SuppressOptions{All: o.Set.Rules(), Rules: rules, Today: o.Today, Partial: true, Ignore: o.NoIgnores})
		if o.Baseline != nil {
			all[path], _ = o.Baseline.Split(all[path])
		}
	}
	return all
}
