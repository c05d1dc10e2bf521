// Package lint puts the way together: from paths to the findings that a report shows.
package lint

import (
	"context"
	"errors"
	"io"

	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Options say what to lint and by which rules.
type Options struct {
	// Find says where the input is.
	Find source.FindOptions
	// Stdin is read where the paths hold "-".
	Stdin io.Reader
	// Set holds the rules that there are, with their policies; nil is those of the program alone.
	Set *policy.Set
	// Rules selects the rules of the set and their levels.
	Rules rule.Selection
	// Locations and Residency add to what the policies know of the world.
	Locations []policy.Location
	Residency []policy.Residency
	// Suppressions are those of the configuration; the files bring their own.
	Suppressions []*finding.Suppression
	// NoIgnores reports what is suppressed, too.
	NoIgnores bool
	// Baseline, if there is one, holds findings that leave the report.
	Baseline *finding.Baseline
	// WriteBaseline makes a baseline of the findings, which then is that of the run.
	WriteBaseline bool
	// Today is the day as year-month-day, on which a suppression expires; empty lets none expire.
	Today string
	// Partial is true if the input is a part of the topology only, so that what a suppression or an entry of a
	// baseline is about may be elsewhere.
	Partial bool
	// Against, if it is set, is an earlier state: the rules of the group change evaluate what is different.
	Against *Against
	// Live, if it is set, is what is known of the live tenants: the rules of the groups drift and change evaluate what
	// differs there, and no others.
	Live *drift.Exports
	// AllowEmpty makes a run without any manifest a clean one.
	AllowEmpty bool
	// Engine evaluates, if it is set; Prepare made it for the same Set, Rules, Locations and Residency.
	Engine *policy.Engine
	// Answers, if it is set, are what servers of Open Policy Agent found, instead of an evaluation.
	Answers *policy.Answers
	// Memory, if it is set, is where one run leaves for the next what was made of each file.
	Memory *Memory
	// SameDisk is true if what is on disk is what the run before with this memory saw, so that only overlays are new.
	SameDisk bool
	// LastGood is the content of overlay files when they last parsed, by absolute path. It replaces a text that does
	// not parse.
	LastGood map[string][]byte
	// Explain says of each file and document that is not a manifest why it is none, which means to read all of it.
	Explain bool
	// Settings are the files that the options came from, which are looked through for credentials.
	Settings []*source.File
	// Stats, if it is set, is where the run notes how much it read and how long that took.
	Stats *Stats
	// Progress, if it is set, is where the run notes how far it has come.
	Progress *Progress
	// Workers bounds how many files are read at a time; 0 is one for each core.
	Workers int
}

// Against is an earlier state of the input.
type Against struct {
	// Name is what the user called it.
	Name string
	// Files reads it; paths are relative to the root. The files left out because of their size are
	// named by the second result.
	Files func(context.Context) (files []*source.File, tooLarge []string, err error)
	// Exports, if it is set, is the earlier state instead of Files.
	Exports *drift.Exports
	// Apart are the folders whose files Files cannot read, as they are repositories of their own; Files sets them.
	Apart []string
	// NewOnly leaves out the findings that the earlier state has too.
	NewOnly bool
	// Gate says how the change loosens its own check, but for suppressions in manifests; GateRule, if it is set,
	// has the level of these findings.
	Gate     []problem.Problem
	GateRule *rule.Rule
}

// Result is what a run gave.
type Result struct {
	// Run is what a report shows; the caller adds what only it knows: the version, the exit code.
	Run result.Run
	// Baseline is the new baseline with WriteBaseline, otherwise nil.
	Baseline *finding.Baseline
	// Skips are the files and folders that were left out, and those requested by Explain, ordered by path.
	Skips []source.Skip
	// Others counts the files that nobody looked at because of their names.
	Others int
	// Files are those that hold a manifest or could not be read.
	Files []source.Input
	// Read are Files, those next to them that the user did not name, and what is too large or named and holds no
	// manifest.
	Read []source.Input
	// Documents are the manifests, where a Memory keeps them.
	Documents []topology.Checked
	// Unparsed says, by absolute path, why files do not parse for which the run used LastGood.
	Unparsed map[string][]finding.Finding
	// Imported says what each of the exports is that the manifests were compared with.
	Imported *importer.Result
}

// ErrNothing says that there is not a manifest to check; the program ends with 3.
var ErrNothing = errors.New("nothing to check")
