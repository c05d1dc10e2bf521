// Package report writes what a run found, one file a format. A format is a function from a run to
// a writer; it neither filters nor sorts.
package report

import (
	"io"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// ToolName is the name under which every report knows this program; it never changes, because
// code scanning keeps its alerts by it.
const ToolName = "tenantlint"

// Run is all that a report may show of one run.
type Run struct {
	// Findings are in their final order.
	Findings []finding.Finding
	// Suppressed are the findings that a suppression silences, and Known those that the baseline holds,
	// both in order. A report counts them, and leaves them out unless it is asked for them.
	Suppressed []finding.Suppressed
	Known      []finding.Finding
	// HasBaseline says that there is a baseline, so that Findings are new since it was written.
	HasBaseline bool
	// Stale are the entries of the baseline that no finding matches.
	Stale []finding.Entry
	// Rules are the rules that judged, ordered by id.
	Rules []*rule.Rule
	// Totals are the sizes of what was checked.
	Totals Totals
	// Notices tell what was skipped or cut and why, in a fixed order.
	Notices []Notice
	// Version is the program's version without a leading "v".
	Version string
	// ExitCode is the code with which the program is going to end.
	ExitCode int
	// FailOn is the level from which on a finding fails the run.
	FailOn problem.Level
	// Repository is where the files are kept, nil where that is not known or not asked for.
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
}

// Notice is one remark on the run itself.
type Notice struct {
	Path    string // may be empty
	Message string
}

// Options say how a report looks; formats for programs ignore them.
type Options struct {
	Color      bool
	Hyperlinks bool
	// Width is the number of columns of the terminal, 0 where there is none. It bounds the lines of
	// source, nothing else.
	Width int
	// Accepted keeps what is suppressed or in the baseline; only SARIF can say so of a result, so no
	// other format heeds it.
	Accepted bool
}

// Format is one way to write a run.
type Format struct {
	Name, About string
	Write       func(io.Writer, *Run, Options) error
}
