// Package drift compares manifests with exports of live tenants, object by object and field by field, and reports each
// difference at its location in the manifest. A field that is unknown on either side is not compared, and an object that
// an export may omit is not reported as missing. The package does not access the file system.
package drift

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// The rules that this package reports.
const (
	ruleChanged    = "drift/changed"
	ruleMissing    = "drift/missing"
	ruleUndeclared = "drift/undeclared"
	ruleRenamed    = "drift/renamed"
)

// Exports contains the exports of the live tenants and how to compare them.
type Exports struct {
	Files []importer.Export
	// Tenant and From are passed on to importer.Options.
	Tenant, From string
	// All also reports undeclared environments that the platform creates, and drift of measurements.
	All bool
}

// Recognized reports whether any of the files is a recognized export.
func (x *Exports) Recognized() bool {
	return slices.ContainsFunc(x.Files, func(e importer.Export) bool { return importer.Recognize(e) != "" })
}

// Result is the outcome of a comparison.
type Result struct {
	// Problems contains the differences, at their locations in the manifests.
	Problems []problem.Problem
	// Summary counts what was compared and what was not.
	Summary result.Comparison
	// Imported is the result of importing the exports.
	Imported *importer.Result
}

// Compare compares the exports with a topology, and changes the topology to the state of the live tenants, so that
// change rules can evaluate it. Partial means that some manifests could not be read, so that nothing is reported as
// undeclared.
func (x *Exports) Compare(t *topology.Topology, partial bool) (*Result, error) {
	l, err := x.importLive(t)
	if err != nil {
		return nil, err
	}
	c := newComparison(t, l, x.All, partial)
	c.run()
	t.ApplyChanges(c.changes)
	c.summary.Exports = l.importedCount()
	c.summary.Ignored = len(l.imported.Files) - c.summary.Exports
	return &Result{Problems: c.problems, Summary: c.summary, Imported: l.imported}, nil
}

// Merge combines the differences with the problems that change rules found. A changed or missing object that a change
// rule reports too becomes a single problem, that of the rule. The problems of change rules become errors, because
// nobody reviewed the change.
func (r *Result) Merge(found []problem.Problem) []problem.Problem {
	type location struct {
		object string
		start  int
	}
	reported := map[location]*problem.Problem{}
	var unreported []problem.Problem
	for i := range found {
		p := &found[i]
		p.Level = problem.Error
		p.Help = problem.Literal("restore it in the tenant, or update the manifest with tenantlint import --write")
		for _, l := range p.Locations {
			reported[location{l.Object, l.Span.Start}] = p
		}
	}
	for _, p := range r.Problems {
		reportedBy := reported[location{p.Locations[0].Object, p.Locations[0].Span.Start}]
		if reportedBy == nil || p.Rule != ruleChanged && p.Rule != ruleMissing {
			unreported = append(unreported, p)
			continue
		}
		if p.State != "" {
			reportedBy.State += p.State + "\n"
		}
		reportedBy.Notes = append(slices.Clip(reportedBy.Notes), p.Notes...)
	}
	for i := range found {
		if found[i].State == "" {
			found[i].State = found[i].Message.String()
		}
	}
	return append(found, unreported...)
}
