// Package result defines the result of a run: findings, totals, notices, and what was not checked and why. Reports
// render it.
package result

import (
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Run is everything that a report may show about a run.
type Run struct {
	// Findings are in the order of the report.
	Findings []finding.Finding
	// Suppressed are the findings hidden by suppressions, Known those in the baseline, both in the order of the report.
	// Reports count them, but show them only on request.
	Suppressed []finding.Suppressed
	Known      []finding.Finding
	// HasBaseline is true if there is a baseline, so that Findings are new compared with it.
	HasBaseline bool
	// Stale are the baseline entries that match no finding.
	Stale []finding.Entry
	// Rules are the evaluated rules, ordered by id.
	Rules rule.Catalog
	// Totals contains the size of the input.
	Totals Totals
	// Notices report what was skipped or truncated, and why, in a fixed order.
	Notices []Notice
	// Unchecked contains what the run did not check.
	Unchecked Unchecked
	// Comparison summarizes the comparison with exports; nil if there was none.
	Comparison *Comparison
	// Topology is what was checked, Residency the configured rules for where data may be stored.
	Topology  *topology.Topology
	Residency []policy.Residency
	// Today is the date as YYYY-MM-DD by which the expiry of suppressions was decided; it may be empty.
	Today string
	// Version is the program's version without a leading "v".
	Version string
	// ExitCode is the program's exit code.
	ExitCode int
	// FailOn is the lowest level of a finding that fails the run.
	FailOn problem.Level
	// Repository contains the files; nil if it is unknown or no format needs it.
	Repository *Repository
	// Pipeline is the Azure Pipelines run that this run is part of; nil elsewhere.
	Pipeline *Pipeline
}

// Totals contains the numbers of what a run read.
type Totals struct {
	Files        int // files that contain a manifest or could not be read
	Manifests    int
	Tenants      int
	Environments int
	SkippedFiles int // YAML and JSON files without a manifest
	// Reported is the number of files that the user named if more were read, otherwise 0.
	Reported int
	// Links and TooLarge are the numbers of symbolic links and files that were not read; BrokenLinks are the paths of
	// broken links that have the name of a manifest.
	Links, TooLarge int
	BrokenLinks     []string
}

// Notice is a message about the run itself.
type Notice struct {
	Path    string // may be empty
	Message string
}

// Unchecked contains what a run did not check, and why.
type Unchecked struct {
	// Rules had nothing to check in the topology. They are ordered by id.
	Rules rule.Catalog
	// Fields are the fields listed as unknown in manifests, ordered by location.
	Fields []UnknownField
	// Files were not read as manifests; they are ordered by path.
	Files []source.Skip
}

// UnknownField is a field that a manifest lists as unknown.
type UnknownField struct {
	File *source.File
	// Span is the location of the name in the list.
	Span source.Span
	Name string
}

// AllRules returns the rules of a run and of its findings, including accepted ones, without duplicates and ordered by
// id.
func (run *Run) AllRules() []*rule.Rule {
	rules := slices.Clone(run.Rules)
	for i := range run.Findings {
		rules = append(rules, run.Findings[i].Rule)
	}
	for i := range run.Suppressed {
		rules = append(rules, run.Suppressed[i].Rule)
	}
	for i := range run.Known {
		rules = append(rules, run.Known[i].Rule)
	}
	byID := func(a, b *rule.Rule) int { return strings.Compare(a.ID, b.ID) }
	slices.SortStableFunc(rules, byID)
	return slices.CompactFunc(rules, func(a, b *rule.Rule) bool { return a.ID == b.ID })
}
