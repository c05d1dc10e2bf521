package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/gate"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// guard adds what the change does to its own check. It comes after what is accepted, so that no
// suppression, baseline or level of the change silences it.
func (r *Result) guard(was, is *snapshot, a *Against) {
	if a.GateRule == nil {
		return
	}
	problems := slices.Concat(a.Gate, gate.Suppressions(was.suppressions, is.suppressions))
	name(is.topology, problems)
	r.Run.Findings = slices.Concat(r.Run.Findings, findings(problems, []*rule.Rule{a.GateRule}, nil))
	finding.Sort(r.Run.Findings)
}
