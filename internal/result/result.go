// Package result holds what a run gave: findings, totals, notices, and what was not checked and why. A report
// renders it.
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

// Run is all that a report may show of one run.
type Run struct {
	// Findings are in their final order.
	Findings []finding.Finding
	// Suppressed are the findings that a suppression silences, and Known those that the baseline holds, both in
	// order. A report counts them, and leaves them out unless it is requested them.
	Suppressed []finding.Suppressed
	Known      []finding.Finding
	// HasBaseline is true if there is a baseline, so that Findings are new since it was written.
	HasBaseline bool
	// Stale are the entries of the baseline that no finding matches.
	Stale []finding.Entry
	// Rules are the rules that were evaluated, ordered by id.
	Rules rule.Catalog
	// Totals are the sizes of what was checked.
	Totals Totals
	// Notices say what was skipped or truncated, and why, in a fixed order.
	Notices []Notice
	// Unchecked is what the run says nothing about.
	Unchecked Unchecked
	// Comparison says how much was compared with exports, nil where nothing was.
	Comparison *Comparison
	// Topology is what was checked, and Residency what the configuration says of where data may be kept.
	Topology  *topology.Topology
	Residency []policy.Residency
	// Today is the day as year-month-day on which suppressions expire; it may be empty.
	Today string
	// Version is the program's version without a leading "v".
	Version string
	// ExitCode is the code with which the program is going to end.
	ExitCode int
	// FailOn is the level from which on a finding fails the run.
	FailOn problem.Level
	// Repository is the location of the files in version control, nil if it is unknown or no format needs it.
	Repository *Repository
	// Pipeline is the run of Azure Pipelines that this run is a part of, nil elsewhere.
	Pipeline *Pipeline
}

// Totals counts what a run looked at.
type Totals struct {
	Files        int // that hold at least one manifest, or could not be read
	Manifests    int
	Tenants      int
	Environments int
	SkippedFiles int // YAML and JSON without a manifest
	// Reported is the number of files that the user named, where more were read; else 0.
	Reported int
	// Links and TooLarge count the symbolic links and the files that were not read; BrokenLinks are those links
	// with the name of a manifest that lead nowhere.
	Links, TooLarge int
	BrokenLinks     []string
}

// Notice is a message about the run itself.
type Notice struct {
	Path    string // may be empty
	Message string
}

// Unchecked is what a run says nothing about, and why.
type Unchecked struct {
	// Rules had nothing to check: the topology holds nothing that they are about. They are ordered by id.
	Rules rule.Catalog
	// Fields are listed as unknown in the manifests, ordered by location.
	Fields []UnknownField
	// Files were not read as manifests, ordered by path.
	Files []source.Skip
}

// UnknownField is a field that a manifest lists as unknown.
type UnknownField struct {
	File *source.File
	// Span is the name in the list.
	Span source.Span
	Name string
}

// AllRules returns the rules of a run and those of its findings, accepted ones too, ordered by id and
// each once.
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
