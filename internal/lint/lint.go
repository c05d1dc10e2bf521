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

// Run lints. An error means that the job could not be done: it is an ErrNothing, a *policy.Error,
// the context's, or one of the input's, whose text says what to do.
func Run(ctx context.Context, o Options) (*Result, error) {
	rules, levels, err := o.activeRules()
	if err != nil {
		return nil, err
	}
	o.Progress.change(func(m *Moment) { m.Stage, m.Rules = "find", len(rules) })
	// The policies are compiled while the files are read.
	type compiled struct {
		engine *policy.Engine
		err    error
	}
	engine := make(chan compiled, 1)
	go func() {
		e, err := o.engine(rules)
		engine <- compiled{e, err}
	}()
	g, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, err
	}
	var was *snapshot
	if o.Against != nil {
		if was, err = baseRevision(ctx, o, g.topology); err != nil {
			return nil, err
		}
		g.topology.Compare(was.topology)
		g.notices = append(g.notices, was.notices...)
		o.Stats.Lap("revision")
	}
	live, err := g.live(o)
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
	judged, err := o.evaluate(ctx, c.engine, g.topology)
	if lost := g.topology.ReloadError(); lost != nil {
		return nil, lost
	}
	if err != nil {
		return nil, err
	}
	if live != nil {
		judged = live.Merge(judged)
	}
	judged, held := g.topology.HoldBack(judged)
	if held > 0 {
		g.notices = append(
			g.notices,
			result.Notice{
				Message: fmt.Sprintf("findings held back, because what they are about may be declared in what could not be read: %d", held),
			},
		)
	}
	g.problems = append(g.problems, judged...)
	if err := load(g.problems); err != nil {
		return nil, err
	}
	result := &Result{Skips: g.skips, Others: g.others, Files: g.files, Read: g.read, Documents: g.kept, Run: result.Run{
		Rules: rules, Totals: g.totals, Notices: g.notices,
		Unchecked: g.unchecked(c.engine, rules), Topology: g.topology, Residency: o.Residency, Today: o.Today,
	}}
	result.Run.Findings = findings(g.problems, rules, levels)
	if live != nil {
		result.Imported, result.Run.Comparison = live.Imported, &live.Summary
	}
	if was != nil {
		touched(result.Run.Findings, was.base)
	}
	result.applyAcceptance(g, o, levels)
	result.Unparsed = g.whyUnparsed(o, rules, levels)
	if was != nil {
		result.guard(was, g, o.Against)
	}
	if g.withContext {
		result.only(g.files)
	}
	if was != nil && o.Against.NewOnly {
		o.Stats.Lap(stageFindings)
		judged, err := o.evaluate(ctx, c.engine, was.topology)
		if err != nil {
			return nil, err
		}
		before := slices.Concat(was.problems, judged)
		g.topology.Rename(before)
		result.Run.Findings = onlyNew(result.Run.Findings, findings(before, rules, levels))
	}
	o.Stats.Lap(stageFindings)
	return result, nil
}

// activeRules returns the rules that run, and the levels that are set.
func (o *Options) activeRules() ([]*rule.Rule, map[string]problem.Level, error) {
	rules, levels, err := o.Rules.Apply(o.Set.Rules())
	if err != nil {
		return nil, nil, err
	}
	rules, err = o.fitting(rules)
	return rules, levels, err
}

// engine returns the one that was prepared, or compiles one.
func (o *Options) engine(rules []*rule.Rule) (*policy.Engine, error) {
	if o.Engine != nil {
		return o.Engine, nil
	}
	return policy.New(policy.Options{Set: o.Set, Rules: rules, Locations: o.Locations, Residency: o.Residency})
}

// evaluate runs the engine, and measures it if statistics are requested.
func (o *Options) evaluate(ctx context.Context, engine *policy.Engine, t *topology.Topology) ([]problem.Problem, error) {
	o.Progress.change(func(m *Moment) { m.Stage, m.Environments = "evaluate", t.Environments })
	if o.Answers != nil {
		digest, err := manifests(t)
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
	found, took, err := engine.Measure(ctx, t, workers(o.Workers), o.Stats.clock)
	o.Stats.Rules = o.Stats.Rules.Add(took...)
	o.Stats.Lap("policy")
	return found, err
}

// snapshot is the input of a run, read and resolved.
type snapshot struct {
	skips    []source.Skip      // ordered by path
	others   int                // files that nobody looked at because of their names
	files    []source.Input     // that hold a manifest or could not be read
	read     []source.Input     // those and what is next to them, is too large, or is named and holds none
	kept     []topology.Checked // by the memory, so that their trees stay
	topology *topology.Topology
	problems []problem.Problem
	totals   result.Totals
	notices  []result.Notice
	// suppressions are those in the files; unread counts the files of which a part was not seen.
	suppressions []*finding.Suppression
	unread       int
	unknown      []result.UnknownField
	// withContext is true if files were read that the user did not name.
	withContext bool
	// unparsed says why files do not parse whose last good state was used, by absolute path.
	unparsed map[string][]problem.Problem
	// base are the files of the earlier state.
	base []*source.File
}

// links records the symbolic links that were not followed.
func (g *snapshot) links(found *source.Found) {
	g.totals.Links = found.Links
	for _, link := range found.BrokenLinks {
		g.totals.BrokenLinks = append(g.totals.BrokenLinks, link)
		g.notices = append(g.notices, result.Notice{Path: link, Message: "not read: a symbolic link to nothing"})
	}
}

// takeSnapshot finds, reads and resolves the input.
func takeSnapshot(ctx context.Context, o Options) (*snapshot, error) {
	found, err := o.find(ctx)
	if err != nil {
		return nil, err
	}
	o.Stats.Lap("find")
	o.Progress.change(func(m *Moment) { m.Stage, m.Files = "read", len(found.Inputs) })
	unnamed := nameless(found)
	inputs, err := readAll(ctx, o, found.Inputs)
	if err != nil {
		return nil, err
	}
	g := &snapshot{skips: slices.Clone(found.Skips), others: found.Others, problems: unnamed, unparsed: map[string][]problem.Problem{}}
	for _, f := range o.Settings {
		g.problems = append(g.problems, secret.Elsewhere(f, "a setting of the run")...)
	}
	around := found.Around
	g.files, g.read = make([]source.Input, 0, len(inputs)), make([]source.Input, 0, len(inputs))
	documents := make([]topology.Checked, 0, len(inputs))
	var unread topology.Unread
	all := 0
	causes := map[string]bool{} // files of which a part declares nothing
	for i, in := range inputs {
		if found.Inputs[i].ContextOnly {
			around = append(around, in.skips...)
		} else {
			g.skips = append(g.skips, in.skips...)
		}
		if in.large {
			g.totals.TooLarge++
			g.notices = append(
				g.notices,
				result.Notice{
					Path:    found.Inputs[i].Path,
					Message: fmt.Sprintf("not read: it holds more than %d bytes", manifest.DefaultLimits().Bytes),
				},
			)
		}
		if in.holds() || in.large || found.Inputs[i].Explicit {
			g.read = append(g.read, found.Inputs[i])
		}
		if !in.holds() {
			g.totals.SkippedFiles++
			continue
		}
		all++
		if found.Inputs[i].ContextOnly {
			g.withContext = true
		} else {
			g.files = append(g.files, found.Inputs[i])
		}
		documents = append(documents, in.documents...)
		g.problems = append(g.problems, in.problems...)
		g.suppressions = append(g.suppressions, in.suppressions...)
		g.unknown = append(g.unknown, in.unknown...)
		if in.all || len(in.unread) > 0 {
			g.unread++
		}
		if in.unparsed != nil {
			g.unparsed[found.Inputs[i].Abs] = in.unparsed
		}
		if in.undeclared(&unread) {
			causes[in.file.Path] = true
		}
	}
	g.totals.Files, g.totals.Manifests = all, len(documents)
	if g.withContext {
		g.totals.Reported = len(g.files)
	}
	g.links(found)
	slices.SortStableFunc(g.skips, func(a, b source.Skip) int { return strings.Compare(a.Path, b.Path) })
	o.Stats.read(inputs)
	o.Progress.change(func(m *Moment) { m.Stage, m.Files = "resolve", len(g.files) })
	if len(g.files) == 0 && !o.AllowEmpty {
		where := found.Root
		if len(o.Find.Paths) > 0 {
			where = list(o.Find.Paths)
		}
		nothing := &NothingError{Where: where, Files: looked(found.Inputs), Skipped: len(found.Skips), Others: found.Others, Skips: g.skips}
		nothing.exports(inputs)
		return nil, nothing
	}
	g.skips = append(g.skips, around...)
	slices.SortStableFunc(g.skips, func(a, b source.Skip) int { return strings.Compare(a.Path, b.Path) })
	if o.Memory != nil {
		g.kept = documents
	}
	t, problems := o.resolve(documents, unread)
	g.topology = t
	g.problems = append(g.problems, problems...)
	g.totals.Tenants, g.totals.Environments = t.Tenants, t.Environments
	name(t, g.problems)
	partial(g, causes)
	o.Stats.Lap("topology")
	return g, nil
}

// partial says with each file that could not be read how much the cross-file rules saw, and once how many
// references are held back because of it.
func partial(g *snapshot, causes map[string]bool) {
	note := problem.Say(
		"rules that compare files saw {read} of {all} files",
		problem.Args{"read": g.totals.Files - g.unread, "all": g.totals.Files},
	)
	var first *problem.Problem
	for i := range g.problems {
		p := &g.problems[i]
		group, _, _ := strings.Cut(p.Rule, "/")
		if (group == "parse" || group == "schema") && (first == nil || group == "parse" && !strings.HasPrefix(first.Rule, "parse/")) &&
			causes[p.Locations[0].File.Path] {
			first = p
		}
		if g.unread == 0 {
			continue
		}
		switch p.Rule {
		case "parse/syntax", "parse/limit", "parse/encoding":
			p.Notes = append(slices.Clip(p.Notes), note)
			g.notices = append(g.notices, result.Notice{Path: p.Locations[0].File.Path, Message: "not read: " + p.Message.String()})
		}
	}
	unchecked := g.topology.UncheckedReferences()
	if unchecked == 0 {
		return
	}
	held := problem.Say("{count} references are not checked, as what they name may be declared here", problem.Args{"count": unchecked})
	if unchecked == 1 {
		held = problem.Literal("1 reference is not checked, as what it names may be declared here")
	}
	if i := slices.IndexFunc(g.problems, func(p problem.Problem) bool { return p.Rule == "reference/unknown" }); first == nil && i >= 0 {
		first = &g.problems[i]
	}
	if anonymous := g.topology.TenantWithoutID(); first == nil && anonymous != nil {
		g.notices = append(g.notices, result.Notice{Path: anonymous.File.Path, Message: problem.Say(
			`references by an id that no tenant bears are not checked, as tenant "{tenant}" does not say its id`,
			problem.Args{"tenant": anonymous.Name()},
		).String()})
	}
	if first != nil {
		first.Notes = append(slices.Clip(first.Notes), held)
		g.notices = append(g.notices, result.Notice{Path: first.Locations[0].File.Path, Message: held.String()})
	}
}

// name gives the locations of problems that were found before the topology was known their logical path.
func name(t *topology.Topology, problems []problem.Problem) {
	for i := range problems {
		for j := range problems[i].Locations {
			if s := &problems[i].Locations[j]; s.Object == "" {
				s.Object = t.ObjectAt(s.File, s.Span.Start)
			}
		}
	}
}

// findings evaluates the problems: those of rules that are not selected are dropped.
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
	// A row that is evaluated twice, as those of a tenant declared twice are, is one finding.
	found = slices.CompactFunc(found, finding.Same)
	finding.Identify(found)
	return found
}

// looked counts the files that the user selected.
func looked(inputs []source.Input) int {
	n := 0
	for _, in := range inputs {
		if !in.ContextOnly {
			n++
		}
	}
	return n
}

// paths are those of the files.
func paths(files []source.Input) map[string]bool {
	all := make(map[string]bool, len(files))
	for _, f := range files {
		all[f.Path] = true
	}
	return all
}

// onSelected returns the findings with a location in a file that the user named.
func (g *snapshot) onSelected(found []finding.Finding) []finding.Finding {
	if !g.withContext {
		return found
	}
	selected := paths(g.files)
	return slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool {
		return !slices.ContainsFunc(f.Locations, func(l problem.Location) bool { return selected[l.File.Path] })
	})
}

// only removes findings without a location in a file that the user named.
func (r *Result) only(files []source.Input) {
	selected := paths(files)
	withContext := func(f *finding.Finding) bool {
		if f.Fix != nil && !selected[f.Fix.File.Path] {
			f.Fix = nil
		}
		return !slices.ContainsFunc(f.Locations, func(l problem.Location) bool { return selected[l.File.Path] })
	}
	run := &r.Run
	run.Findings = slices.DeleteFunc(run.Findings, func(f finding.Finding) bool { return withContext(&f) })
	for i := range run.Findings {
		withContext(&run.Findings[i])
	}
	run.Known = slices.DeleteFunc(run.Known, func(f finding.Finding) bool { return withContext(&f) })
	run.Suppressed = slices.DeleteFunc(run.Suppressed, func(f finding.Suppressed) bool { return withContext(&f.Finding) })
}

// List returns the paths of the files that Run would read as manifests, and what it would leave out.
func List(ctx context.Context, o Options) (paths []string, skips []source.Skip, err error) {
	g, err := takeSnapshot(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range g.files {
		paths = append(paths, f.Path)
	}
	return paths, g.skips, nil
}

func list(paths []string) string {
	quoted := make([]string, len(paths))
	for i, p := range paths {
		quoted[i] = strconv.Quote(p)
	}
	return strings.Join(quoted, ", ")
}
