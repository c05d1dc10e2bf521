package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// applyAcceptance removes the findings that are accepted by suppressions and then by the baseline, and adds findings
// about the suppressions themselves.
func (r *Result) applyAcceptance(snap *snapshot, o Options, levels map[string]problem.Level) {
	run := &r.Run
	found := run.Findings
	partial := o.Partial || snap.unread > 0
	kept, suppressed, problems := finding.Suppress(found, slices.Concat(snap.suppressions, o.Suppressions),
		finding.SuppressOptions{All: o.Set.Rules(), Rules: run.Rules, Today: o.Today, Partial: partial, Ignore: o.NoIgnores})
	setObjects(snap.topology, problems)
	kept = slices.Concat(kept, findings(problems, run.Rules, levels))
	finding.Sort(kept)
	run.Findings, run.Suppressed = kept, suppressed
	b := o.Baseline
	if o.WriteBaseline {
		r.Baseline = finding.NewBaseline(snap.onSelected(kept))
		b = r.Baseline
	}
	if b == nil {
		return
	}
	run.HasBaseline = true
	run.Findings, run.Known = b.Split(kept)
	if !partial {
		run.Stale = b.Stale(found, run.Rules, o.Set.Rules())
	}
}
