package lint

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/gate"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// addGateFindings adds the findings about changes that weaken the check itself. It runs after applyAcceptance, so that
// no suppression, baseline or level that the change introduces can hide them.
func (r *Result) addGateFindings(base, current *snapshot, against *Against) {
	if against.GateRule == nil {
		return
	}
	problems := slices.Concat(against.Gate, gate.Suppressions(base.suppressions, current.suppressions))
	setObjects(current.topology, problems)
	r.Run.Findings = slices.Concat(r.Run.Findings, findings(problems, []*rule.Rule{against.GateRule}, nil))
	finding.Sort(r.Run.Findings)
}
