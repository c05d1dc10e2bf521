// Package lint runs all stages, from the paths given by the user to the findings of a report.
package lint

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/tenantlint/tenantlint/internal/config"
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

// Options configures a run.
type Options struct {
	policy.Options

	// Find says where to look for the input.
	Find source.FindOptions
	// Stdin is read if the paths contain "-".
	Stdin io.Reader
	// Rules selects rules of the set and their levels.
	Rules rule.Selection
	// Suppressions are those of the configuration; files contain further ones.
	Suppressions []*finding.Suppression
	// NoIgnores also reports suppressed findings.
	NoIgnores bool
	// Baseline, if set, contains the findings that are not reported.
	Baseline *finding.Baseline
	// WriteBaseline creates a baseline of the findings and applies it to this run.
	WriteBaseline bool
	// Today is the current date as YYYY-MM-DD, for the expiry of suppressions; if it is empty, none expires.
	Today string
	// Partial is true if the input is only a part of the topology. Suppressions and baseline entries without a finding
	// are not reported then, because they may apply to another part.
	Partial bool
	// Against, if set, is an earlier state for the rules of the group change to compare with.
	Against *Against
	// Live, if set, is the exported state of the live tenants. Apart from mandatory rules, only those of the groups
	// drift and change run; they evaluate the differences from it.
	Live *drift.Exports
	// AllowEmpty accepts an input without any manifest.
	AllowEmpty bool
	// Engine, if set, evaluates the rules; it must come from Prepare with the same policies and rules.
	Engine *policy.Engine
	// Answers, if set, are the results of Open Policy Agent servers, which replace the evaluation.
	Answers *policy.Answers
	// Memory, if set, caches the results of each file for the next run.
	Memory *Memory
	// SameDisk is true if the files on disk are the same as in the previous run with this Memory, so that only overlays
	// have changed.
	SameDisk bool
	// LastGood contains the last content of overlay files that parsed, by absolute path. It replaces content that does
	// not parse.
	LastGood map[string][]byte
	// Explain records why each file or document that is not a manifest is not one, which requires reading all files
	// completely.
	Explain bool
	// Settings are the files that the options came from; they are scanned for credentials.
	Settings []*source.File
	// Stats, if set, records how much the run read and how long that took.
	Stats *Stats
	// Progress, if set, records how far the run has come.
	Progress *Progress
	// Workers limits the number of files that are read at the same time; 0 means one for each core.
	Workers int
}

// Configure adds the settings of a configuration for the files below root. Rules that o already sets take precedence.
func (o *Options) Configure(c *config.Config, root string) {
	o.Options = c.Options
	o.Find.Include = c.Include
	o.Find.Exclude = slices.Concat(c.Exclude, o.Find.Exclude, config.Fixtures(root, c.Policies))
	o.Rules = o.Rules.Over(c.Rules, c.Set.Rules())
	o.Suppressions = c.Suppressions
	if c.File != nil {
		o.Settings = append(o.Settings, c.File)
	}
}

// Against is an earlier state of the input.
type Against struct {
	// Name is the name that the user gave it, such as a revision.
	Name string
	// Files reads the state. Paths are relative to the root; tooLarge contains the paths of files that were left out
	// because of their size.
	Files func(context.Context) (files []*source.File, tooLarge []string, err error)
	// Exports, if set, replaces Files.
	Exports *drift.Exports
	// Submodules are the folders of submodules, whose files Files cannot read; Files sets them.
	Submodules []string
	// NewOnly omits the findings that the earlier state also has.
	NewOnly bool
	// Gate contains the problems of a change that weakens its own check, except for suppressions in manifests;
	// GateRule, if set, is the rule of these findings.
	Gate     []problem.Problem
	GateRule *rule.Rule
}

// Result is the result of a run.
type Result struct {
	// Run is what a report shows; the caller adds what Run cannot know: the version and the exit code.
	Run result.Run
	// Baseline is the new baseline if WriteBaseline is set, otherwise nil.
	Baseline *finding.Baseline
	// Skips are the skipped files and folders, and what Explain adds, ordered by path.
	Skips []source.Skip
	// Others is the number of files that were skipped because of their names.
	Others int
	// Files are the files that contain a manifest or could not be read.
	Files []source.Input
	// Read contains Files, neighboring files that the user did not name, and files that are too large or were named
	// without containing a manifest.
	Read []source.Input
	// Documents are the manifests if there is a Memory, otherwise nil.
	Documents []topology.Checked
	// Unparsed contains, by absolute path, the reasons why files do not parse for which the run used LastGood.
	Unparsed map[string][]finding.Finding
	// Imported describes the exports that the manifests were compared with.
	Imported *importer.Result
}

// ErrNothingToCheck means that there is no manifest to check; the program exits with 3.
var ErrNothingToCheck = errors.New("nothing to check")
