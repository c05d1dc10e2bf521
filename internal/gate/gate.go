// Package gate reports what a change does to the check that applies to it: settings, exclusions, suppressions,
// entries of a baseline and custom policies that it adds or loosens. It compares and reports; package finding decides
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

// Rule is the id of the rule whose problems this package makes.
const Rule = "change/gate-weakened"

// catalog finds rules by their names.
type catalog interface {
	Lookup(id string) (*rule.Rule, bool)
}

// weakened makes a problem of what loosens the gate.
func weakened(at problem.Location, level problem.Level, template string, args problem.Args) problem.Problem {
	return problem.Problem{Rule: Rule, Level: level, Message: problem.Say(template, args), Locations: []problem.Location{at}}
}

// Configuration compares two configurations; either may be empty. Rules contain the default levels.
func Configuration(before, after *config.Config, rules catalog) []problem.Problem {
	g := comparison{before: before, after: after, rules: rules}
	g.failOn()
	g.levels()
	g.patterns()
	for _, key := range []string{"baseline", "locations", "residency", "suppress"} {
		g.added(key)
	}
	g.policies()
	return g.problems
}

type comparison struct {
	before, after *config.Config
	rules         catalog
	problems      []problem.Problem
}

// at is where a setting is written; what is gone shows at the start of the configuration.
func (g *comparison) at(span source.Span) problem.Location {
	file := g.after.File
	if file == nil {
		file = source.NewFile(source.ConfigName, nil)
	}
	return problem.Location{File: file, Span: span}
}

func (g *comparison) say(span source.Span, level problem.Level, template string, args problem.Args) {
	g.problems = append(g.problems, weakened(g.at(span), level, template, args))
}

// values returns what a configuration sets under a key.
func values(c *config.Config, key string) []config.Setting {
	return slices.DeleteFunc(slices.Clone(c.FromFile()), func(s config.Setting) bool { return s.Key != key })
}

// strictness orders what fail-on may be; the higher, the less fails.
var strictness = []string{"note", "warning", "error", "never"}

func (g *comparison) failOn() {
	read := func(c *config.Config) (string, source.Span) {
		if set := values(c, "fail-on"); len(set) > 0 {
			return set[0].Value, set[0].At
		}
		return problem.Error.String(), source.Span{}
	}
	was, _ := read(g.before)
	is, at := read(g.after)
	if slices.Index(strictness, is) > slices.Index(strictness, was) {
		g.say(at, problem.Warning, `the change fails on "{is}" instead of "{was}"`, problem.Args{"is": is, "was": was})
	}
}

// off is the level of a rule that is switched off.
const off = "off"

func (g *comparison) levels() {
	read := func(c *config.Config) map[string]config.Setting {
		set := map[string]config.Setting{}
		for _, s := range values(c, "rules") {
			id, level, _ := strings.Cut(s.Value, ": ")
			set[id] = config.Setting{Key: id, Value: level, At: s.At}
		}
		return set
	}
	before, after := read(g.before), read(g.after)
	names := slices.Sorted(maps.Keys(before))
	for _, id := range slices.Sorted(maps.Keys(after)) {
		if _, known := before[id]; !known {
			names = append(names, id)
		}
	}
	for _, id := range names {
		was, is := g.level(before, id), g.level(after, id)
		switch {
		case is == off && was != off:
			g.say(after[id].At, problem.Warning, `the change switches "{rule}" off`, problem.Args{"rule": id})
		case is != off && was != off && grade(is) < grade(was):
			g.say(after[id].At, problem.Note, `the change lowers "{rule}" from "{was}" to "{is}"`, problem.Args{"rule": id, "was": was, "is": is})
		}
	}
}

// level is what is set for a rule or a group, else the rule's own; for a group the highest that there is.
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

func grade(level string) problem.Level {
	l, err := problem.ParseLevel(level)
	if err != nil {
		return problem.NoLevel
	}
	return l
}

// everything are patterns that leave nothing.
var everything = map[string]bool{"*": true, "**": true, "**/*": true, "*/**": true, ".": true, "./": true}

func (g *comparison) patterns() {
	before := texts(values(g.before, "exclude"))
	for _, s := range values(g.after, "exclude") {
		if before[s.Value] {
			continue
		}
		level := problem.Note
		if everything[s.Value] {
			level = problem.Warning
		}
		g.say(s.At, level, `the change excludes "{pattern}"`, problem.Args{"pattern": s.Value})
	}
	was, is := values(g.before, "include"), values(g.after, "include")
	if len(is) == 0 {
		return
	}
	if len(was) == 0 {
		g.say(is[0].At, problem.Note, `the change includes nothing but "{patterns}"`, problem.Args{"patterns": settingNames(is)})
		return
	}
	after := texts(is)
	for _, s := range was {
		if !after[s.Value] {
			g.say(is[0].At, problem.Note, `the change no longer includes "{pattern}"`, problem.Args{"pattern": s.Value})
		}
	}
}

// nouns name one entry of a key of the configuration.
var nouns = map[string]string{"baseline": "baseline", "locations": "location", "residency": "residency entry", "suppress": "suppression of"}

// added reports what a key holds that it did not hold before.
func (g *comparison) added(key string) {
	before := texts(values(g.before, key))
	for _, s := range values(g.after, key) {
		if !before[s.Value] {
			g.say(s.At, problem.Note, `the change adds the {noun} "{value}"`, problem.Args{"noun": nouns[key], "value": s.Value})
		}
	}
}

// policies reports the folders of custom policies that are gone.
func (g *comparison) policies() {
	after := texts(values(g.after, "policies"))
	for _, s := range values(g.before, "policies") {
		if !after[s.Value] {
			g.say(source.Span{}, problem.Note, `the change no longer uses the policies of "{folder}"`, problem.Args{"folder": s.Value})
		}
	}
}

func texts(all []config.Setting) map[string]bool {
	set := make(map[string]bool, len(all))
	for _, s := range all {
		set[s.Value] = true
	}
	return set
}

func settingNames(all []config.Setting) []string {
	list := make([]string, len(all))
	for i, s := range all {
		list[i] = s.Value
	}
	return list
}

// Suppressions compares the comments that suppress. One that only moved is the same.
func Suppressions(before, after []*finding.Suppression) []problem.Problem {
	left := map[string]int{}
	for _, s := range before {
		left[identity(s)]++
	}
	var problems []problem.Problem
	for _, s := range after {
		if key := identity(s); left[key] > 0 {
			left[key]--
			continue
		}
		at := problem.Location{File: s.File, Span: s.Span}
		problems = append(problems, weakened(at, problem.Note, `the change suppresses "{rules}"`, problem.Args{"rules": names(s)}))
	}
	return problems
}

// identity distinguishes suppressions: by the rules, the reason and the end, not by the location.
func identity(s *finding.Suppression) string {
	return strings.Join(append(names(s), s.Reason, s.Until), "\x00")
}

func names(s *finding.Suppression) []string {
	all := make([]string, len(s.Names))
	for i, n := range s.Names {
		all[i] = n.Text
	}
	slices.Sort(all)
	return all
}

// Baseline compares two baselines, of which the earlier may be nil; file is the one of today.
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
	return []problem.Problem{weakened(problem.Location{File: file, Span: span}, problem.Note,
		`the change accepts findings in the baseline at {locations}: "{rules}"`,
		problem.Args{"locations": wording.Count(len(added), "more location"), "rules": slices.Sorted(maps.Keys(rules))})}
}

// Policies compares the files of custom policies by their paths; those of today may be fewer or others.
func Policies(before, after map[string]*source.File) []problem.Problem {
	var problems []problem.Problem
	for _, path := range slices.Sorted(maps.Keys(before)) {
		switch now := after[path]; {
		case now == nil:
			at := problem.Location{File: source.NewFile(path, nil)}
			problems = append(problems, weakened(at, problem.Note, `the change removes the policy "{path}"`, problem.Args{"path": path}))
		case !bytes.Equal(now.Data, before[path].Data):
			at := problem.Location{File: now}
			problems = append(problems, weakened(at, problem.Note, `the change edits the policy "{path}"`, problem.Args{"path": path}))
		}
	}
	return problems
}
