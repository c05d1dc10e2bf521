package lint

import (
	"fmt"
	"slices"

	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// live compares the topology with exports, if there are any. It is what it is in the live tenants from then on.
func (g *snapshot) live(o Options) (*drift.Result, error) {
	if o.Live == nil {
		return nil, nil
	}
	d, err := o.Live.Compare(g.topology, g.unread > 0)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(d.Imported.Files, func(f importer.File) bool { return f.Imported }) {
		return nil, fmt.Errorf(
			"%w: no export among %d files that is imported; see internal/importer/EXPORTS.md for how to get one",
			ErrNothing,
			len(d.Imported.Files),
		)
	}
	for _, n := range d.Imported.Notes {
		g.notices = append(g.notices, result.Notice{Path: n.Path, Message: n.Message})
	}
	for _, f := range d.Imported.Files {
		if !f.Imported {
			g.notices = append(g.notices, result.Notice{Path: f.Path, Message: f.String()})
		}
	}
	for _, line := range d.Summary.Lines() {
		g.notices = append(g.notices, result.Notice{Message: line})
	}
	o.Stats.Lap("exports")
	return d, nil
}

// The groups whose rules need another state to evaluate.
const (
	groupChange = "change"
	groupDrift  = "drift"
)

// fitting leaves out the rules that have nothing to evaluate: those of a change without an earlier state, those of a
// drift without exports, and all others with them. Selecting one of them by name is an error.
func (o *Options) fitting(rules []*rule.Rule) ([]*rule.Rule, error) {
	fits := func(r *rule.Rule) bool {
		switch r.Group {
		case groupDrift:
			return o.Live != nil
		case groupChange:
			return o.Live != nil || o.Against != nil
		}
		return o.Live == nil || r.Mandatory()
	}
	for _, name := range slices.Concat(o.Rules.Only, o.Rules.Enable) {
		var unfit *rule.Rule
		fit := false
		for _, r := range rules {
			if r.Matches(name) && fits(r) {
				fit = true
			} else if r.Matches(name) {
				unfit = r
			}
		}
		switch {
		case fit || unfit == nil:
		case unfit.Group == groupChange:
			return nil, fmt.Errorf("%q reports on a change; name the state before it with --against REV", name)
		case unfit.Group == groupDrift:
			return nil, fmt.Errorf("%q checks live tenants; name their exports: tenantlint drift EXPORT", name)
		default:
			return nil, fmt.Errorf("%q does not check a drift; tenantlint lint has it", name)
		}
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r *rule.Rule) bool { return !fits(r) }), nil
}
