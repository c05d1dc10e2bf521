// Package formats lists the ways to write a run; --format, its help and its completion are made of
// the list. It stands above package report, because a format may have a package of its own.
package formats

import (
	"slices"

	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
)

// All returns the formats in the order in which help shows them.
func All() []report.Format {
	return []report.Format{
		{Name: "text", About: "for people: each finding with its lines of source", Write: report.Text},
		{Name: "concise", About: "one line a finding, for editors and grep", Write: report.Concise},
		{Name: "json", About: "everything, for scripts; tenantlint schema output describes it", Write: report.JSON},
		{Name: "sarif", About: "SARIF 2.1.0, for code scanning", Write: sarif.Write},
	}
}

// Find returns the format with the given name.
func Find(name string) (format report.Format, ok bool) {
	all := All()
	i := slices.IndexFunc(all, func(f report.Format) bool { return f.Name == name })
	if i < 0 {
		return report.Format{}, false
	}
	return all[i], true
}
