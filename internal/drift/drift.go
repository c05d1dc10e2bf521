// Package drift holds what exports say of live tenants against what manifests declare: field by field, object by
// object, each difference at its location in the manifest. What a side does not know is not compared, and what an
// export may have left out is not missing. Nothing here touches the disk.
package drift

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// The rules of this stage.
const (
	ruleChanged    = "drift/changed"
	ruleMissing    = "drift/missing"
	ruleUndeclared = "drift/undeclared"
	ruleRenamed    = "drift/renamed"
)

// Exports are what is known of the live tenants.
type Exports struct {
	Files []importer.Export
	// Tenant and From are what importer.Options has.
	Tenant, From string
	// All also reports drift of environments that the platform creates, and of measurements.
	All bool
}

// Known reports whether one of the files is an export.
func (x *Exports) Known() bool {
	return slices.ContainsFunc(x.Files, func(e importer.Export) bool { return importer.Recognize(e) != "" })
}

// Result is what became of what the manifests declare.
type Result struct {
	// Problems are the differences, at their locations in the manifests.
	Problems []problem.Problem
	// Summary says how much was compared, and what was not.
	Summary result.Comparison
	// Imported says what each export is.
	Imported *importer.Result
}

// Compare compares exports with a topology, which becomes what it is in the live tenants: the rules of a change
// evaluate it from then on. Partial says that some manifest could not be read, so that nothing is undeclared.
func (x *Exports) Compare(t *topology.Topology, partial bool) (*Result, error) {
	l, err := x.read(t)
	if err != nil {
		return nil, err
	}
	c := newComparison(t, l, x.All, partial)
	c.run()
	t.ApplyChanges(c.fates)
	c.summary.Exports = l.taken()
	c.summary.Foreign = len(l.imported.Files) - c.summary.Exports
	return &Result{Problems: c.problems, Summary: c.summary, Imported: l.imported}, nil
}

// Merge puts the differences and what the rules of a change found together. A change of a live tenant that such a
// rule evaluates is one finding, that of the rule, and an error: nobody reviewed it.
func (r *Result) Merge(found []problem.Problem) []problem.Problem {
	type location struct {
		object string
		start  int
	}
	reported := map[location]*problem.Problem{}
	var rest []problem.Problem
	for i := range found {
		p := &found[i]
		p.Level = problem.Error
		p.Help = problem.Literal("restore it in the tenant, or update the manifest with tenantlint import --write")
		for _, l := range p.Locations {
			reported[location{l.Object, l.Span.Start}] = p
		}
	}
	for _, p := range r.Problems {
		same := reported[location{p.Locations[0].Object, p.Locations[0].Span.Start}]
		if same == nil || p.Rule != ruleChanged && p.Rule != ruleMissing {
			rest = append(rest, p)
			continue
		}
		if p.State != "" {
			same.State += p.State + "\n"
		}
		same.Notes = append(slices.Clip(same.Notes), p.Notes...)
	}
	for i := range found {
		if found[i].State == "" {
			found[i].State = found[i].Message.String()
		}
	}
	return append(found, rest...)
}
