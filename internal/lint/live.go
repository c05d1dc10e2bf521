package lint

import (
	"fmt"
	"slices"

	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// live compares the topology with exports, if there are any. From then on the topology describes the live tenants.
func (snap *snapshot) live(o Options) (*drift.Result, error) {
	if o.Live == nil {
		return nil, nil
	}
	d, err := o.Live.Compare(snap.topology, snap.unread > 0)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(d.Imported.Files, func(f importer.File) bool { return f.Imported }) {
		return nil, fmt.Errorf(
			"%w: no export among %d files that is imported; see internal/importer/EXPORTS.md for how to get one",
			ErrNothingToCheck,
			len(d.Imported.Files),
		)
	}
	for _, n := range d.Imported.Notes {
		snap.notices = append(snap.notices, result.Notice{Path: n.Path, Message: n.Message})
	}
	for _, f := range d.Imported.Files {
		if !f.Imported {
			snap.notices = append(snap.notices, result.Notice{Path: f.Path, Message: f.String()})
		}
	}
	for _, line := range d.Summary.Lines() {
		snap.notices = append(snap.notices, result.Notice{Message: line})
	}
	o.Stats.Lap("exports")
	return d, nil
}

// The groups of rules that need another state to compare with.
const (
	groupChange = "change"
	groupDrift  = "drift"
)

// applicableRules removes the rules that have nothing to evaluate: those of the group change without an earlier state,
// those of the group drift without exports, and all others except mandatory rules if there are exports. Selecting one
// of the removed rules by name is an error.
func (o *Options) applicableRules(rules []*rule.Rule) ([]*rule.Rule, error) {
	applies := func(r *rule.Rule) bool {
		switch r.Group {
		case groupDrift:
			return o.Live != nil
		case groupChange:
			return o.Live != nil || o.Against != nil
		}
		return o.Live == nil || r.Mandatory()
	}
	for _, name := range slices.Concat(o.Rules.Only, o.Rules.Enable) {
		var inapplicable *rule.Rule
		applicable := false
		for _, r := range rules {
			if r.Matches(name) && applies(r) {
				applicable = true
			} else if r.Matches(name) {
				inapplicable = r
			}
		}
		switch {
		case applicable || inapplicable == nil:
		case inapplicable.Group == groupChange:
			return nil, fmt.Errorf("%q reports on a change; name the state before it with --against REV", name)
		case inapplicable.Group == groupDrift:
			return nil, fmt.Errorf("%q checks live tenants; name their exports: tenantlint drift EXPORT", name)
		default:
			return nil, fmt.Errorf("%q does not check for drift; run tenantlint lint", name)
		}
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r *rule.Rule) bool { return !applies(r) }), nil
}
