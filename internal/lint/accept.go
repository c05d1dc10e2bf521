package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// applyAcceptance removes the findings that are accepted by suppressions and then by the baseline, and adds findings
// about the suppressions themselves.
func (r *Result) applyAcceptance(g *snapshot, o Options, levels map[string]problem.Level) {
	run := &r.Run
	all := run.Findings
	partial := o.Partial || g.unread > 0
	kept, suppressed, problems := finding.Suppress(all, slices.Concat(g.suppressions, o.Suppressions),
		finding.SuppressOptions{All: o.Set.Rules(), Rules: run.Rules, Today: o.Today, Partial: partial, Ignore: o.NoIgnores})
	name(g.topology, problems)
	kept = slices.Concat(kept, findings(problems, run.Rules, levels))
	finding.Sort(kept)
	run.Findings, run.Suppressed = kept, suppressed
	b := o.Baseline
	if o.WriteBaseline {
		r.Baseline = finding.NewBaseline(g.onSelected(kept))
		b = r.Baseline
	}
	if b == nil {
		return
	}
	run.HasBaseline = true
	run.Findings, run.Known = b.Split(kept)
	if !partial {
		run.Stale = b.Stale(all, run.Rules, o.Set.Rules())
	}
}
