package lint

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Run lints. An error means that the run could not be completed: it is ErrNothingToCheck, a *policy.Error, the
// context's error, or an error about the input whose text says how to correct it.
func Run(ctx context.Context, o Options) (*Result, error) {
	rules, levels, err := o.activeRules()
	if err != nil {
		return nil, err
	}
	o.Progress.update(func(m *Moment) { m.Stage, m.Rules = "find", len(rules) })
	// Compile the policies while the files are read.
	type compiled struct {
		engine *policy.Engine
		err    error
	}
	engine := make(chan compiled, 1)
	go func() {
		e, err := o.engine(rules)
		engine <- compiled{e, err}
	}()
	snap, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, err
	}
	var base *snapshot
	if o.Against != nil {
		if base, err = baseRevision(ctx, o, snap.topology); err != nil {
			return nil, err
		}
		snap.topology.Compare(base.topology)
		snap.notices = append(snap.notices, base.notices...)
		o.Stats.Lap("revision")
	}
	live, err := snap.live(o)
	if err != nil {
		return nil, err
	}
	var c compiled
	select {
	case c = <-engine:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if c.err != nil {
		return nil, c.err
	}
	evaluated, err := o.evaluate(ctx, c.engine, snap.topology)
	if lostErr := snap.topology.ReloadError(); lostErr != nil {
		return nil, lostErr
	}
	if err != nil {
		return nil, err
	}
	if live != nil {
		evaluated = live.Merge(evaluated)
	}
	evaluated, heldBack := snap.topology.HoldBack(evaluated)
	if heldBack > 0 {
		snap.notices = append(
			snap.notices,
			result.Notice{
				Message: fmt.Sprintf("findings held back, because they may depend on files that could not be read: %d", heldBack),
			},
		)
	}
	snap.problems = append(snap.problems, evaluated...)
	if err := reloadFiles(snap.problems); err != nil {
		return nil, err
	}
	result := &Result{
		Skips: snap.skips, Others: snap.others, Files: snap.files, Read: snap.read, Documents: snap.keptDocuments,
		Run: result.Run{
			Rules: rules, Totals: snap.totals, Notices: snap.notices,
			Unchecked: snap.unchecked(c.engine, rules), Topology: snap.topology, Residency: o.Residency, Today: o.Today,
		},
	}
	result.Run.Findings = findings(snap.problems, rules, levels)
	if live != nil {
		result.Imported, result.Run.Comparison = live.Imported, &live.Summary
	}
	if base != nil {
		moveTouchedFirst(result.Run.Findings, base.sourceFiles)
	}
	result.applyAcceptance(snap, o, levels)
	result.Unparsed = snap.unparsedFindings(o, rules, levels)
	if base != nil {
		result.addGateFindings(base, snap, o.Against)
	}
	if snap.withContext {
		result.keepSelected(snap.files)
	}
	if base != nil && o.Against.NewOnly {
		o.Stats.Lap(stageFindings)
		evaluated, err := o.evaluate(ctx, c.engine, base.topology)
		if err != nil {
			return nil, err
		}
		baseProblems := slices.Concat(base.problems, evaluated)
		snap.topology.Rename(baseProblems)
		result.Run.Findings = onlyNew(result.Run.Findings, findings(baseProblems, rules, levels))
	}
	o.Stats.Lap(stageFindings)
	return result, nil
}

// activeRules returns the rules to run and the configured levels.
func (o *Options) activeRules() ([]*rule.Rule, map[string]problem.Level, error) {
	rules, levels, err := o.Rules.Apply(o.Set.Rules())
	if err != nil {
		return nil, nil, err
	}
	rules, err = o.applicableRules(rules)
	return rules, levels, err
}

// engine returns the prepared engine, or compiles one.
func (o *Options) engine(rules []*rule.Rule) (*policy.Engine, error) {
	if o.Engine != nil {
		return o.Engine, nil
	}
	return policy.New(policy.Options{Set: o.Set, Rules: rules, Locations: o.Locations, Residency: o.Residency})
}

// evaluate runs the engine, and measures it if statistics are requested.
func (o *Options) evaluate(ctx context.Context, engine *policy.Engine, t *topology.Topology) ([]problem.Problem, error) {
	o.Progress.update(func(m *Moment) { m.Stage, m.Environments = "evaluate", t.Environments })
	if o.Answers != nil {
		digest, err := manifestDigest(t)
		if err != nil {
			return nil, err
		}
		return o.Answers.Problems(t, digest)
	}
	if o.incremental() {
		return engine.Update(ctx, t, workers(o.Workers), &o.Memory.evaluated)
	}
	if o.Stats == nil {
		return engine.Eval(ctx, t, workers(o.Workers))
	}
	problems, laps, err := engine.Measure(ctx, t, workers(o.Workers), o.Stats.clock)
	o.Stats.Rules = o.Stats.Rules.Add(laps...)
	o.Stats.Lap("policy")
	return problems, err
}

// snapshot is the input of a run after reading and resolving.
type snapshot struct {
	skips         []source.Skip      // ordered by path
	others        int                // number of files skipped because of their names
	files         []source.Input     // files that contain a manifest or could not be read
	read          []source.Input     // files, their neighbors that the user did not name, and those too large or named without a manifest
	keptDocuments []topology.Checked // documents that the Memory keeps, so that their trees remain valid
	topology      *topology.Topology
	problems      []problem.Problem
	totals        result.Totals
	notices       []result.Notice
	// suppressions are those in the files; unread is the number of files that were not read completely.
	suppressions []*finding.Suppression
	unread       int
	unknown      []result.UnknownField
	// withContext is true if files were read that the user did not name.
	withContext bool
	// unparsed contains the reasons why files do not parse whose last good state was used, by absolute path.
	unparsed map[string][]problem.Problem
	// sourceFiles contains the files with their content, in the snapshot of an earlier state.
	sourceFiles []*source.File
}

// recordLinks records the symbolic links that were not followed.
func (snap *snapshot) recordLinks(found *source.FindResult) {
	snap.totals.Links = found.Links
	for _, link := range found.BrokenLinks {
		snap.totals.BrokenLinks = append(snap.totals.BrokenLinks, link)
		snap.notices = append(snap.notices, result.Notice{Path: link, Message: "not read: a broken symbolic link"})
	}
}

// takeSnapshot finds, reads and resolves the input.
func takeSnapshot(ctx context.Context, o Options) (*snapshot, error) {
	found, err := o.find(ctx)
	if err != nil {
		return nil, err
	}
	o.Stats.Lap("find")
	o.Progress.update(func(m *Moment) { m.Stage, m.Files = "read", len(found.Inputs) })
	nameProblems := redactNames(found)
	inputs, err := readAll(ctx, o, found.Inputs)
	if err != nil {
		return nil, err
	}
	snap := &snapshot{
		skips: slices.Clone(found.Skips), others: found.OtherFiles, problems: nameProblems, unparsed: map[string][]problem.Problem{},
	}
	for _, f := range o.Settings {
		snap.problems = append(snap.problems, secret.ProblemsInFile(f, "a setting of the run")...)
	}
	contextSkips := found.ContextSkips
	snap.files, snap.read = make([]source.Input, 0, len(inputs)), make([]source.Input, 0, len(inputs))
	documents := make([]topology.Checked, 0, len(inputs))
	var unread topology.Unread
	manifestFiles := 0
	incomplete := map[string]bool{} // files with declarations that are missing from the topology
	for i, in := range inputs {
		if found.Inputs[i].ContextOnly {
			contextSkips = append(contextSkips, in.skips...)
		} else {
			snap.skips = append(snap.skips, in.skips...)
		}
		if in.tooLarge {
			snap.totals.TooLarge++
			snap.notices = append(
				snap.notices,
				result.Notice{
					Path:    found.Inputs[i].Path,
					Message: fmt.Sprintf("not read: larger than %d bytes", manifest.DefaultLimits().Bytes),
				},
			)
		}
		if in.isManifestFile() || in.tooLarge || found.Inputs[i].Explicit {
			snap.read = append(snap.read, found.Inputs[i])
		}
		if !in.isManifestFile() {
			snap.totals.SkippedFiles++
			continue
		}
		manifestFiles++
		if found.Inputs[i].ContextOnly {
			snap.withContext = true
		} else {
			snap.files = append(snap.files, found.Inputs[i])
		}
		documents = append(documents, in.documents...)
		snap.problems = append(snap.problems, in.problems...)
		snap.suppressions = append(snap.suppressions, in.suppressions...)
		snap.unknown = append(snap.unknown, in.unknown...)
		if in.allUnread || len(in.unread) > 0 {
			snap.unread++
		}
		if in.unparsed != nil {
			snap.unparsed[found.Inputs[i].Abs] = in.unparsed
		}
		if in.addUndeclared(&unread) {
			incomplete[in.file.Path] = true
		}
	}
	snap.totals.Files, snap.totals.Manifests = manifestFiles, len(documents)
	if snap.withContext {
		snap.totals.Reported = len(snap.files)
	}
	snap.recordLinks(found)
	slices.SortStableFunc(snap.skips, func(a, b source.Skip) int { return strings.Compare(a.Path, b.Path) })
	o.Stats.addInputs(inputs)
	o.Progress.update(func(m *Moment) { m.Stage, m.Files = "resolve", len(snap.files) })
	if len(snap.files) == 0 && !o.AllowEmpty {
		where := found.Root
		if len(o.Find.Paths) > 0 {
			where = quoteAll(o.Find.Paths)
		}
		nothing := &NothingToCheckError{
			Where: where, Files: countSelected(found.Inputs), Skipped: len(found.Skips), Others: found.OtherFiles, Skips: snap.skips,
		}
		nothing.countExports(inputs)
		return nil, nothing
	}
	snap.skips = append(snap.skips, contextSkips...)
	slices.SortStableFunc(snap.skips, func(a, b source.Skip) int { return strings.Compare(a.Path, b.Path) })
	if o.Memory != nil {
		snap.keptDocuments = documents
	}
	t, problems := o.resolve(documents, unread)
	snap.topology = t
	snap.problems = append(snap.problems, problems...)
	snap.totals.Tenants, snap.totals.Environments = t.Tenants, t.Environments
	setObjects(t, snap.problems)
	noteUnread(snap, incomplete)
	o.Stats.Lap("topology")
	return snap, nil
}

// noteUnread notes in the problem of each file that could not be read how many files the cross-file rules saw, and in
// one of them the number of references that are not checked because of unread declarations.
func noteUnread(snap *snapshot, incomplete map[string]bool) {
	filesNote := problem.Say(
		"rules that compare files saw {read} of {all} files",
		problem.Args{"read": snap.totals.Files - snap.unread, "all": snap.totals.Files},
	)
	var first *problem.Problem
	for i := range snap.problems {
		p := &snap.problems[i]
		group, _, _ := strings.Cut(p.Rule, "/")
		if (group == "parse" || group == "schema") && (first == nil || group == "parse" && !strings.HasPrefix(first.Rule, "parse/")) &&
			incomplete[p.Locations[0].File.Path] {
			first = p
		}
		if snap.unread == 0 {
			continue
		}
		switch p.Rule {
		case "parse/syntax", "parse/limit", "parse/encoding":
			p.Notes = append(slices.Clip(p.Notes), filesNote)
			snap.notices = append(snap.notices, result.Notice{Path: p.Locations[0].File.Path, Message: "not read: " + p.Message.String()})
		}
	}
	unchecked := snap.topology.UncheckedReferences()
	if unchecked == 0 {
		return
	}
	heldNote := problem.Say("{count} references are not checked, because their targets may be declared here", problem.Args{"count": unchecked})
	if unchecked == 1 {
		heldNote = problem.Literal("1 reference is not checked, because its target may be declared here")
	}
	if i := slices.IndexFunc(snap.problems, func(p problem.Problem) bool { return p.Rule == "reference/unknown" }); first == nil && i >= 0 {
		first = &snap.problems[i]
	}
	if anonymous := snap.topology.TenantWithoutID(); first == nil && anonymous != nil {
		snap.notices = append(snap.notices, result.Notice{Path: anonymous.File.Path, Message: problem.Say(
			`references by an id that no tenant declares are not checked, because tenant "{tenant}" declares no id`,
			problem.Args{"tenant": anonymous.Name()},
		).String()})
	}
	if first != nil {
		first.Notes = append(slices.Clip(first.Notes), heldNote)
		snap.notices = append(snap.notices, result.Notice{Path: first.Locations[0].File.Path, Message: heldNote.String()})
	}
}

// setObjects sets the logical path of locations in problems that were found before the topology was built.
func setObjects(t *topology.Topology, problems []problem.Problem) {
	for i := range problems {
		for j := range problems[i].Locations {
			if l := &problems[i].Locations[j]; l.Object == "" {
				l.Object = t.ObjectAt(l.File, l.Span.Start)
			}
		}
	}
}

// findings converts problems to findings and drops those of rules that are not selected.
func findings(problems []problem.Problem, rules []*rule.Rule, levels map[string]problem.Level) []finding.Finding {
	byID := make(map[string]*rule.Rule, len(rules))
	for _, r := range rules {
		byID[r.ID] = r
	}
	found := make([]finding.Finding, 0, len(problems))
	for _, p := range problems {
		rule := byID[p.Rule]
		if rule == nil {
			continue
		}
		if p.Fix != nil && !secret.Repairable(p.Fix) {
			p.Fix = nil
		}
		if level, ok := levels[p.Rule]; ok {
			p.Level = level
		}
		found = append(found, finding.New(p, rule))
	}
	finding.Sort(found)
	// A row that is evaluated twice, such as a row of a tenant that is declared twice, results in one finding.
	found = slices.CompactFunc(found, finding.Same)
	finding.Identify(found)
	return found
}

// countSelected returns the number of files that the user selected.
func countSelected(inputs []source.Input) int {
	n := 0
	for _, in := range inputs {
		if !in.ContextOnly {
			n++
		}
	}
	return n
}

// pathSet returns the set of paths of the files.
func pathSet(files []source.Input) map[string]bool {
	all := make(map[string]bool, len(files))
	for _, f := range files {
		all[f.Path] = true
	}
	return all
}

// onSelected returns the findings with a location in a file that the user named.
func (snap *snapshot) onSelected(found []finding.Finding) []finding.Finding {
	if !snap.withContext {
		return found
	}
	selected := pathSet(snap.files)
	return slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool {
		return !slices.ContainsFunc(f.Locations, func(l problem.Location) bool { return selected[l.File.Path] })
	})
}

// keepSelected removes the findings without a location in a file that the user named.
func (r *Result) keepSelected(files []source.Input) {
	selected := pathSet(files)
	// outside also removes a fix in a file that the user did not name.
	outside := func(f *finding.Finding) bool {
		if f.Fix != nil && !selected[f.Fix.File.Path] {
			f.Fix = nil
		}
		return !slices.ContainsFunc(f.Locations, func(l problem.Location) bool { return selected[l.File.Path] })
	}
	run := &r.Run
	run.Findings = slices.DeleteFunc(run.Findings, func(f finding.Finding) bool { return outside(&f) })
	for i := range run.Findings {
		outside(&run.Findings[i])
	}
	run.Known = slices.DeleteFunc(run.Known, func(f finding.Finding) bool { return outside(&f) })
	run.Suppressed = slices.DeleteFunc(run.Suppressed, func(f finding.Suppressed) bool { return outside(&f.Finding) })
}

// List returns the paths of the files that Run would read as manifests, and the files and folders that it would skip.
func List(ctx context.Context, o Options) (paths []string, skips []source.Skip, err error) {
	snap, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range snap.files {
		paths = append(paths, f.Path)
	}
	return paths, snap.skips, nil
}

func quoteAll(paths []string) string {
	quoted := make([]string, len(paths))
	for i, p := range paths {
		quoted[i] = strconv.Quote(p)
	}
	return strings.Join(quoted, ", ")
}
