package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/gate"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// guard adds the findings about changes that weaken the check itself. It runs after applyAcceptance, so that no
// suppression, baseline or level that the change introduces can hide them.
func (r *Result) guard(was, is *snapshot, a *Against) {
	if a.GateRule == nil {
		return
	}
	problems := slices.Concat(a.Gate, gate.Suppressions(was.suppressions, is.suppressions))
	name(is.topology, problems)
	r.Run.Findings = slices.Concat(r.Run.Findings, findings(problems, []*rule.Rule{a.GateRule}, nil))
	finding.Sort(r.Run.Findings)
}
