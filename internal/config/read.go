package config

import (
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// reader converts the nodes of a configuration to settings. It reads all valid parts, even if others are invalid, so
// that all problems are reported together.
type reader struct {
	location

	config   *Config
	file     *source.File
	problems []problem.Problem
	invalid  map[*manifest.Node]bool
}

func (r *reader) read(doc *manifest.Document) {
	checked := conform.Config(doc)
	r.problems = append(r.problems, checked.Problems...)
	r.invalid = checked.Invalid
	root, c := doc.Root, r.config
	c.Include = r.patterns(root, "include")
	c.Exclude = r.patterns(root, "exclude")
	r.rules(root.Get("rules"))
	if n := root.Get("fail-on"); r.isValid(n, manifest.String) {
		c.FailOn = n.Text
		r.addSetting("fail-on", n.Text, n.Span)
	}
	if n := root.Get("baseline"); r.isValid(n, manifest.String) && r.checkInside(n, "baseline", "--baseline") {
		c.Baseline = r.absPath(n.Text)
		r.addSetting("baseline", n.Text, n.Span)
	}
	r.locations(root.Get("locations"))
	r.residency(root.Get("residency"))
	for _, n := range r.stringList(root, "policies") {
		r.addSetting("policies", n.Text, n.Span)
	}
	r.suppressions(root.Get("suppress"))
}

// isValid reports whether a node exists, is of a kind, and has no problem yet.
func (r *reader) isValid(n *manifest.Node, kind manifest.Kind) bool {
	return n != nil && n.Kind == kind && !r.invalid[n]
}

// report adds a problem: a message template with its values, and the remedy.
func (r *reader) report(n *manifest.Node, remedy problem.Text, template string, args problem.Args) {
	r.reportAt(problem.Location{File: r.file, Span: n.Span, Label: remedy}, template, args)
}

// reportUnknown reports an unknown name, with the name that was probably meant, or else with a remedy.
func (r *reader) reportUnknown(n *manifest.Node, suggestion, remedy, template string) {
	at := problem.Location{File: r.file, Span: n.Span, Suggestion: suggestion}
	if suggestion == "" {
		at.Label = problem.Literal(remedy)
	}
	r.reportAt(at, template, problem.Args{"name": n.Text})
}

func (r *reader) reportAt(at problem.Location, template string, args problem.Args) {
	r.problems = append(r.problems, problem.Problem{Rule: "config", Message: problem.Say(template, args), Locations: []problem.Location{at}})
}

// validItems returns the valid values of a list that are of a kind.
func (r *reader) validItems(list *manifest.Node, kind manifest.Kind) []*manifest.Node {
	if list == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(list.Items), func(n *manifest.Node) bool { return !r.isValid(n, kind) })
}

func (r *reader) stringList(n *manifest.Node, key string) []*manifest.Node {
	return r.validItems(n.Get(key), manifest.String)
}

// stringValues returns the strings of the list under a key.
func (r *reader) stringValues(n *manifest.Node, key string, change func(string) string) []string {
	var all []string
	for _, item := range r.stringList(n, key) {
		all = append(all, change(item.Text))
	}
	return all
}

func (r *reader) stringValue(n *manifest.Node, key string) string {
	if v := n.Get(key); r.isValid(v, manifest.String) {
		return v.Text
	}
	return ""
}

// absPath returns the absolute path of a file that is named relative to the configuration.
func (r *reader) absPath(name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(r.dir, name)
}

// policies returns the folders of policies, named by their paths relative to the root if they are below it. They are
// read first, because the rest of the configuration may name their rules.
func (r *reader) policies(root *manifest.Node) []policy.Folder {
	var all []policy.Folder
	for _, n := range r.stringList(root, "policies") {
		if n.Text == "" || !r.checkInside(n, "folder of policies", "--policy") {
			continue
		}
		name := filepath.ToSlash(n.Text)
		if below := path.Join(r.folder, name); !filepath.IsAbs(n.Text) && filepath.IsLocal(filepath.FromSlash(below)) {
			name = below
		}
		all = append(all, policy.Folder{Name: path.Clean(name), Abs: r.absPath(n.Text)})
	}
	return all
}

// checkInside reports whether a path in the configuration is inside the repository, and reports a problem if it is not:
// a change to the repository's own configuration must not make a run read other files of the machine. A configuration
// that is named on the command line may refer to any file.
func (r *reader) checkInside(n *manifest.Node, what, flag string) bool {
	name := filepath.ToSlash(n.Text)
	var how string
	switch {
	case r.root == "":
		return true
	case filepath.IsAbs(n.Text) || path.IsAbs(name):
		how = "is an absolute path"
	case !filepath.IsLocal(filepath.FromSlash(path.Join(r.folder, name))):
		how = "lies outside the repository"
	case escapesRoot(r.root, r.absPath(n.Text)):
		how = "is a symbolic link out of the repository"
	default:
		return true
	}
	remedy := problem.Say("move it into the repository, or name it with {flag}", problem.Args{"flag": flag})
	r.report(n, remedy, `the {what} "{path}" {how}`, problem.Args{"what": what, "path": n.Text, "how": how})
	return false
}

// Fixtures returns patterns, relative to the root, that match the test manifests of the rules in folders. They are not
// part of the topology.
func Fixtures(root string, folders []policy.Folder) []string {
	var all []string
	for _, f := range folders {
		below, err := filepath.Rel(root, f.Abs)
		if err != nil || !filepath.IsLocal(below) {
			continue
		}
		below = patternChars().ReplaceAllString(filepath.ToSlash(below), `\\$0`)
		all = append(all, path.Join(below, "*/*/fail"), path.Join(below, "*/*/pass"))
	}
	return all
}

// patternChars matches the characters with a meaning in patterns, which the name of a folder may contain literally.
var patternChars = pattern.New(`[*?\[\]{}\\]`)

// rootedPattern returns a pattern relative to the root.
func (r *reader) rootedPattern(text string) string {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "./"), "/")
	return path.Join(patternChars().ReplaceAllString(r.folder, `\$0`), text)
}

func (r *reader) patterns(root *manifest.Node, key string) []string {
	var all []string
	for _, n := range r.stringList(root, key) {
		all = append(all, r.rootedPattern(n.Text))
		r.addSetting(key, n.Text, n.Span)
	}
	return all
}

const off = "off"

// rules reads the levels of rules and groups.
func (r *reader) rules(n *manifest.Node) {
	if n == nil {
		return
	}
	s := &r.config.Rules
	first := map[string]*manifest.Node{}
	for _, p := range n.Pairs {
		id, ok := r.resolveRule(p.Key.Node())
		if !ok {
			continue
		}
		if before := first[id]; before != nil {
			r.report(
				p.Key.Node(),
				problem.Say(`it is set as "{name}" in line {line}`, problem.Args{"name": before.Text, "line": r.file.Position(before.Span.Start).Line}),
				`rule "{rule}" is set twice`,
				problem.Args{"rule": id},
			)
			continue
		}
		first[id] = p.Key.Node()
		value := p.Value
		if value.Kind == manifest.Mapping {
			value = value.Get("level")
		}
		if !r.isValid(value, manifest.String) {
			continue
		}
		r.addSetting("rules", id+": "+value.Text, p.Key.Span)
		if value.Text == off {
			r.disable(p.Key.Node(), id)
			continue
		}
		if level, err := problem.ParseLevel(value.Text); err == nil {
			if s.Severity == nil {
				s.Severity = map[string]problem.Level{}
			}
			s.Severity[id] = level
		}
	}
	s.Disable = expandGroups(s.Disable, s.Severity, r.config.Set)
}

// expandGroups replaces a disabled group by its rules if one of them has a level, because that rule stays enabled.
func expandGroups(disabled []string, levels map[string]problem.Level, set *policy.Set) []string {
	isOn := func(rule *rule.Rule) bool {
		for name := range levels {
			if name != rule.Group && rule.Matches(name) {
				return true
			}
		}
		return false
	}
	var all []string
	for _, name := range disabled {
		rules := slices.DeleteFunc(slices.Clone(set.Rules()), func(rule *rule.Rule) bool { return rule.Group != name })
		if !slices.ContainsFunc(rules, isOn) {
			all = append(all, name)
			continue
		}
		for _, rule := range rules {
			if !isOn(rule) && !slices.ContainsFunc(disabled, func(n string) bool { return n != rule.Group && rule.Matches(n) }) {
				all = append(all, rule.ID)
			}
		}
	}
	return all
}

// disable turns off a rule or group, and reports those that are always on.
func (r *reader) disable(key *manifest.Node, id string) {
	if r.isMandatory(id) {
		r.report(
			key,
			problem.Literal("a file that does not parse must never look clean"),
			`"{name}" cannot be switched off`,
			problem.Args{"name": key.Text},
		)
		return
	}
	r.config.Rules.Disable = append(r.config.Rules.Disable, id)
}

// resolveRule returns the id of the rule, group, or former id of several rules that a node names, and reports any other
// name.
func (r *reader) resolveRule(n *manifest.Node) (id string, ok bool) {
	switch matching := r.config.Set.Matching(n.Text); {
	case len(matching) == 1 && matching[0].Group != n.Text:
		return matching[0].ID, true
	case len(matching) > 0:
		return n.Text, true
	}
	suggestion := ""
	if unknown, ok := errors.AsType[*rule.UnknownError](r.config.Set.Unknown(n.Text)); ok {
		suggestion = unknown.Suggestion
	}
	r.reportUnknown(n, suggestion, "all of them: tenantlint rules", `no rule or group "{name}"`)
	return "", false
}

func (r *reader) isMandatory(id string) bool {
	return slices.ContainsFunc(r.config.Set.Rules(), func(rule *rule.Rule) bool { return rule.Matches(id) && rule.Mandatory() })
}

var locationToken = pattern.New(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// locations reads the additional locations.
func (r *reader) locations(n *manifest.Node) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		if !locationToken().MatchString(p.Key.Text) {
			r.report(
				p.Key.Node(),
				problem.Literal(`write letters, digits, ".", "_" and "-"`),
				`location "{name}" must be one word`,
				problem.Args{"name": p.Key.Text},
			)
			continue
		}
		if p.Value.Kind != manifest.Mapping {
			continue
		}
		l := policy.Location{
			Token:     strings.ToLower(p.Key.Text),
			Regions:   r.stringValues(p.Value, "regions", strings.ToLower),
			Countries: r.stringValues(p.Value, "countries", strings.ToUpper),
			Continent: r.stringValue(p.Value, "continent"),
		}
		if host := r.stringValue(p.Value, "host"); host != "" {
			l.Hosts = []string{policy.Host(host)}
		}
		r.config.Locations = append(r.config.Locations, l)
		r.addSetting("locations", l.Token, p.Key.Span)
	}
}

// residency reads where data may be stored.
func (r *reader) residency(n *manifest.Node) {
	entries := r.validItems(n, manifest.Mapping)
	if len(entries) == 0 {
		return
	}
	known, err := policy.LocationTokens()
	if err != nil {
		r.report(n, problem.Text{}, "{error}", problem.Args{"error": err.Error()})
		return
	}
	for _, l := range r.config.Locations {
		known = append(known, l.Token)
	}
	first := map[[2]string]*manifest.Node{}
	for _, entry := range entries {
		e := policy.Residency{
			Class:            r.stringValue(entry, "class"),
			Subjects:         strings.ToUpper(r.stringValue(entry, "subjects")),
			AllowedLocations: r.stringValues(entry, "allowedLocations", strings.ToLower),
			Reason:           r.stringValue(entry, "reason"),
		}
		for _, item := range r.stringList(entry, "allowedLocations") {
			if slices.Contains(known, strings.ToLower(item.Text)) {
				continue
			}
			near, ok := suggest.Correct(item.Text, known)
			if s, other := suggest.Value("location", item.Text); !ok && other {
				near = s.Means
			}
			r.reportUnknown(item, near, `add it to "locations"`, `unknown location "{name}"`)
		}
		class, what := entry.Get("class"), e.Class
		if e.Subjects != "" {
			what += " of " + e.Subjects
		}
		key := [2]string{e.Class, e.Subjects}
		if before := first[key]; before != nil && class != nil {
			r.report(class, problem.Say("join it with the entry in line {line}", problem.Args{"line": r.file.Position(before.Span.Start).Line}),
				`residency of "{what}" is set twice`, problem.Args{"what": what})
			continue
		}
		first[key] = class
		r.config.Residency = append(r.config.Residency, e)
		r.addSetting("residency", what+": "+strings.Join(e.AllowedLocations, ", "), entry.Span)
	}
}

// suppressions reads the suppressions of findings.
func (r *reader) suppressions(n *manifest.Node) {
	for _, entry := range r.validItems(n, manifest.Mapping) {
		name := entry.Get("rule")
		if !r.isValid(name, manifest.String) {
			continue
		}
		id, ok := r.resolveRule(name)
		if !ok {
			continue
		}
		if r.isMandatory(id) {
			r.report(name, problem.Literal("findings of it always count"), `"{name}" cannot be suppressed`, problem.Args{"name": name.Text})
			continue
		}
		s := &finding.Suppression{
			Names:    []finding.Name{{Text: id, Span: name.Span}},
			Reason:   strings.TrimSpace(r.stringValue(entry, "reason")),
			Until:    r.stringValue(entry, "until"),
			File:     r.file,
			Span:     name.Span,
			External: true,
			Object:   r.stringValue(entry, "object"),
		}
		where := s.Object
		if pattern := r.stringValue(entry, "path"); pattern != "" {
			s.Path = r.rootedPattern(pattern)
			where = strings.TrimSpace(pattern + " " + where)
		}
		if reason := entry.Get("reason"); s.Reason == "" && r.isValid(reason, manifest.String) && reason.Text != "" {
			r.report(
				reason,
				problem.Literal("write why the findings are accepted"),
				`suppression of "{rule}" gives no reason`,
				problem.Args{"rule": id},
			)
			continue
		}
		r.config.Suppressions = append(r.config.Suppressions, s)
		r.addSetting("suppress", id+" in "+where, name.Span)
	}
}
