// Package gate reports how a change weakens the check that gates it: settings, exclusions, suppressions, baseline
// entries and custom policies that the change adds or loosens. It only compares and reports; package finding decides
// which findings can be suppressed, and a change cannot suppress findings about itself.
package gate

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// Rule is the id of the rule that all problems of this package belong to.
const Rule = "change/gate-weakened"

// catalog looks up rules by id.
type catalog interface {
	Lookup(id string) (*rule.Rule, bool)
}

// newProblem returns a problem for something that loosens the gate.
func newProblem(at problem.Location, level problem.Level, template string, args problem.Args) problem.Problem {
	return problem.Problem{Rule: Rule, Level: level, Message: problem.Say(template, args), Locations: []problem.Location{at}}
}

// Configuration compares two configurations, either of which may be empty. Rules provides the default levels.
func Configuration(before, after *config.Config, rules catalog) []problem.Problem {
	g := comparison{before: before, after: after, rules: rules}
	g.compareFailOn()
	g.compareLevels()
	g.comparePatterns()
	for _, key := range []string{"baseline", "locations", "residency", "suppress"} {
		g.reportAdded(key)
	}
	g.comparePolicies()
	return g.problems
}

type comparison struct {
	before, after *config.Config
	rules         catalog
	problems      []problem.Problem
}

// at returns the location of a setting in the new configuration; a removed setting is reported at its start.
func (g *comparison) at(span source.Span) problem.Location {
	file := g.after.File
	if file == nil {
		file = source.NewFile(source.ConfigName, nil)
	}
	return problem.Location{File: file, Span: span}
}

func (g *comparison) report(span source.Span, level problem.Level, template string, args problem.Args) {
	g.problems = append(g.problems, newProblem(g.at(span), level, template, args))
}

// settings returns the settings of a configuration under a key.
func settings(c *config.Config, key string) []config.Setting {
	return slices.DeleteFunc(slices.Clone(c.FromFile()), func(s config.Setting) bool { return s.Key != key })
}

// strictness lists the values of fail-on from strictest to most lenient.
var strictness = []string{"note", "warning", "error", "never"}

func (g *comparison) compareFailOn() {
	read := func(c *config.Config) (string, source.Span) {
		if set := settings(c, "fail-on"); len(set) > 0 {
			return set[0].Value, set[0].At
		}
		return problem.Error.String(), source.Span{}
	}
	was, _ := read(g.before)
	is, at := read(g.after)
	if slices.Index(strictness, is) > slices.Index(strictness, was) {
		g.report(at, problem.Warning, `the change fails on "{is}" instead of "{was}"`, problem.Args{"is": is, "was": was})
	}
}

// levelOff is the level of a disabled rule.
const levelOff = "off"

func (g *comparison) compareLevels() {
	read := func(c *config.Config) map[string]config.Setting {
		set := map[string]config.Setting{}
		for _, s := range settings(c, "rules") {
			id, level, _ := strings.Cut(s.Value, ": ")
			set[id] = config.Setting{Key: id, Value: level, At: s.At}
		}
		return set
	}
	before, after := read(g.before), read(g.after)
	ids := slices.Sorted(maps.Keys(before))
	for _, id := range slices.Sorted(maps.Keys(after)) {
		if _, known := before[id]; !known {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		was, is := g.level(before, id), g.level(after, id)
		switch {
		case is == levelOff && was != levelOff:
			g.report(after[id].At, problem.Warning, `the change switches "{rule}" off`, problem.Args{"rule": id})
		case is != levelOff && was != levelOff && parseLevel(is) < parseLevel(was):
			g.report(after[id].At, problem.Note, `the change lowers "{rule}" from "{was}" to "{is}"`, problem.Args{"rule": id, "was": was, "is": is})
		}
	}
}

// level returns the level set for a rule or a group. The default is the rule's own level, and for a group the most severe.
func (g *comparison) level(set map[string]config.Setting, id string) string {
	if s, ok := set[id]; ok {
		return s.Value
	}
	if r, ok := g.rules.Lookup(id); ok {
		if s, ok := set[r.Group]; ok {
			return s.Value
		}
		return r.Level.String()
	}
	return problem.Error.String()
}

func parseLevel(level string) problem.Level {
	l, err := problem.ParseLevel(level)
	if err != nil {
		return problem.NoLevel
	}
	return l
}

// excludeAll contains the patterns that exclude all files.
var excludeAll = map[string]bool{"*": true, "**": true, "**/*": true, "*/**": true, ".": true, "./": true}

func (g *comparison) comparePatterns() {
	before := valueSet(settings(g.before, "exclude"))
	for _, s := range settings(g.after, "exclude") {
		if before[s.Value] {
			continue
		}
		level := problem.Note
		if excludeAll[s.Value] {
			level = problem.Warning
		}
		g.report(s.At, level, `the change excludes "{pattern}"`, problem.Args{"pattern": s.Value})
	}
	was, is := settings(g.before, "include"), settings(g.after, "include")
	if len(is) == 0 {
		return
	}
	if len(was) == 0 {
		g.report(is[0].At, problem.Note, `the change includes nothing but "{patterns}"`, problem.Args{"patterns": settingValues(is)})
		return
	}
	after := valueSet(is)
	for _, s := range was {
		if !after[s.Value] {
			g.report(is[0].At, problem.Note, `the change no longer includes "{pattern}"`, problem.Args{"pattern": s.Value})
		}
	}
}

// nouns maps a configuration key to the noun for one of its entries.
var nouns = map[string]string{"baseline": "baseline", "locations": "location", "residency": "residency entry", "suppress": "suppression of"}

// reportAdded reports the values that the change adds under a key.
func (g *comparison) reportAdded(key string) {
	before := valueSet(settings(g.before, key))
	for _, s := range settings(g.after, key) {
		if !before[s.Value] {
			g.report(s.At, problem.Note, `the change adds the {noun} "{value}"`, problem.Args{"noun": nouns[key], "value": s.Value})
		}
	}
}

// comparePolicies reports the folders of custom policies that the change removes.
func (g *comparison) comparePolicies() {
	after := valueSet(settings(g.after, "policies"))
	for _, s := range settings(g.before, "policies") {
		if !after[s.Value] {
			g.report(source.Span{}, problem.Note, `the change no longer uses the policies of "{folder}"`, problem.Args{"folder": s.Value})
		}
	}
}

func valueSet(all []config.Setting) map[string]bool {
	set := make(map[string]bool, len(all))
	for _, s := range all {
		set[s.Value] = true
	}
	return set
}

func settingValues(all []config.Setting) []string {
	list := make([]string, len(all))
	for i, s := range all {
		list[i] = s.Value
	}
	return list
}

// Suppressions compares suppression comments. A comment that only moved is unchanged.
func Suppressions(before, after []*finding.Suppression) []problem.Problem {
	remaining := map[string]int{}
	for _, s := range before {
		remaining[suppressionKey(s)]++
	}
	var problems []problem.Problem
	for _, s := range after {
		if key := suppressionKey(s); remaining[key] > 0 {
			remaining[key]--
			continue
		}
		at := problem.Location{File: s.File, Span: s.Span}
		problems = append(problems, newProblem(at, problem.Note, `the change suppresses "{rules}"`, problem.Args{"rules": ruleNames(s)}))
	}
	return problems
}

// suppressionKey returns a key for a suppression: its rules, reason and end date, but not its location.
func suppressionKey(s *finding.Suppression) string {
	return strings.Join(append(ruleNames(s), s.Reason, s.Until), "\x00")
}

func ruleNames(s *finding.Suppression) []string {
	all := make([]string, len(s.Names))
	for i, n := range s.Names {
		all[i] = n.Text
	}
	slices.Sort(all)
	return all
}

// Baseline compares two baselines; before may be nil. File is the file that after was read from.
func Baseline(before, after *finding.Baseline, file *source.File) []problem.Problem {
	added := after.NotIn(before)
	if len(added) == 0 {
		return nil
	}
	span := source.Span{}
	if i := bytes.Index(file.Data, []byte(added[0].Fingerprint)); i >= 0 && added[0].Fingerprint != "" {
		span = source.Span{Start: i, End: i + len(added[0].Fingerprint)}
	}
	rules := map[string]bool{}
	for _, e := range added {
		rules[e.Rule] = true
	}
	return []problem.Problem{newProblem(problem.Location{File: file, Span: span}, problem.Note,
		`the change accepts findings in the baseline at {locations}: "{rules}"`,
		problem.Args{"locations": wording.Count(len(added), "more location"), "rules": slices.Sorted(maps.Keys(rules))})}
}

// Policies compares the files of custom policies by path, and reports those that the change removes or edits.
func Policies(before, after map[string]*source.File) []problem.Problem {
	var problems []problem.Problem
	for _, path := range slices.Sorted(maps.Keys(before)) {
		switch now := after[path]; {
		case now == nil:
			at := problem.Location{File: source.NewFile(path, nil)}
			problems = append(problems, newProblem(at, problem.Note, `the change removes the policy "{path}"`, problem.Args{"path": path}))
		case !bytes.Equal(now.Data, before[path].Data):
			at := problem.Location{File: now}
			problems = append(problems, newProblem(at, problem.Note, `the change edits the policy "{path}"`, problem.Args{"path": path}))
		}
	}
	return problems
}
