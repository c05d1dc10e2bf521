package finding

import (
	"errors"
	"slices"
	"sort"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// The rules that this package reports.
const (
	ruleUnknownRule   = "suppression/unknown-rule"
	ruleMissingReason = "suppression/missing-reason"
	ruleExpired       = "suppression/expired"
	ruleUnused        = "suppression/unused"
	ruleMisspelled    = "suppression/misspelled"
)

// SuppressOptions are the options of Suppress.
type SuppressOptions struct {
	// All contains all rules.
	All rule.Catalog
	// Rules are the rules that ran; a suppression of any other rule is not unused.
	Rules []*rule.Rule
	// Today is the current date as YYYY-MM-DD; if it is empty, nothing expires.
	Today string
	// Partial is true if only a part of the topology was checked, so that no suppression is reported as unused.
	Partial bool
	// Ignore keeps all findings; the suppressions are still validated.
	Ignore bool
}

// Suppressed is a finding and the suppression that covers it.
type Suppressed struct {
	Finding

	By *Suppression
}

// Suppress separates findings that remain from those that are suppressed, preserving their order, and returns the
// problems with the suppressions. A suppression of any location of a finding suppresses the entire finding.
func Suppress(
	findings []Finding,
	suppressions []*Suppression,
	o SuppressOptions,
) (kept []Finding, suppressed []Suppressed, problems []problem.Problem) {
	if len(suppressions) == 0 {
		return findings, nil, nil
	}
	index := newSuppressions(o.All)
	for _, s := range suppressions {
		problems = append(problems, index.add(s, o.Today)...)
	}
	if o.Ignore {
		return findings, nil, problems
	}
	for i := range findings {
		if s := index.match(&findings[i]); s != nil {
			suppressed = append(suppressed, Suppressed{findings[i], s})
		} else {
			kept = append(kept, findings[i])
		}
	}
	if !o.Partial {
		problems = append(problems, index.unused(o.Rules)...)
	}
	return kept, suppressed, problems
}

// entry is one name of a valid suppression.
type entry struct {
	*Suppression

	name  Name
	index int // in the order of the suppressions
	used  bool
}

// suppressions is an index of entries.
type suppressions struct {
	all   []*entry
	byKey map[lookupKey][]*entry
	seen  map[dedupKey]bool
	// rules maps ids of rules, earlier ids, and groups to one of their rules.
	rules    map[string]*rule.Rule
	catalog  rule.Catalog
	unknown  int            // names that match no rule
	reported map[string]int // number of problems by rule
}

// maxProblems bounds how many problems of one rule are reported: a comment of a megabyte may contain enough names for a
// gigabyte of findings.
const maxProblems = 10_000

// addProblem adds a problem, unless there are too many of its rule. The last one has a note that the rest is not
// listed.
func (x *suppressions) addProblem(problems []problem.Problem, p problem.Problem) []problem.Problem {
	x.reported[p.Rule]++
	if n := x.reported[p.Rule]; n > maxProblems {
		return problems
	} else if n == maxProblems {
		p.Notes = append(
			slices.Clip(p.Notes),
			problem.Say("no more than {count} findings of this rule are listed", problem.Args{"count": maxProblems}),
		)
	}
	return append(problems, p)
}

// dedupKey identifies one name of a comment in a document.
type dedupKey struct {
	key      lookupKey
	document int
}

func newSuppressions(all rule.Catalog) *suppressions {
	x := &suppressions{
		byKey:    map[lookupKey][]*entry{},
		seen:     map[dedupKey]bool{},
		rules:    map[string]*rule.Rule{},
		catalog:  all,
		reported: map[string]int{},
	}
	for _, r := range all {
		x.rules[r.ID], x.rules[r.Group] = r, r
		for _, alias := range r.Aliases {
			x.rules[alias] = r
		}
	}
	return x
}

// add validates a suppression, adds its valid names and returns its problems.
func (x *suppressions) add(s *Suppression, today string) []problem.Problem {
	if s.Misspelled {
		return x.reportMisspelled(s)
	}
	var problems []problem.Problem
	reportAt := func(at problem.Location, template string, args problem.Args, notes ...problem.Text) {
		problems = x.addProblem(
			problems,
			problem.Problem{Rule: ruleUnknownRule, Message: problem.Say(template, args), Locations: []problem.Location{at}, Notes: notes},
		)
	}
	if len(s.Names) == 0 {
		reportAt(
			problem.Location{File: s.File, Span: s.Span, Label: problem.Literal("write the id of the rule behind " + Marker)},
			"suppression names no rule",
			nil,
		)
	}
	var names []Name
	for _, name := range s.Names {
		at := problem.Location{File: s.File, Span: name.Span}
		switch rule := x.rules[name.Text]; {
		case rule == nil:
			if x.unknown < maxSuggestions {
				at.Suggestion = x.suggestion(name.Text)
			}
			reportAt(at, `no rule or group "{name}" to suppress`, problem.Args{"name": name.Text})
		case rule.Mandatory():
			reportAt(at, `"{name}" cannot be suppressed`, problem.Args{"name": name.Text},
				problem.Literal("findings of the groups parse and suppression always count"))
		default:
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return problems
	}
	return append(problems, x.addNames(s, names, today)...)
}

// addNames adds the given names of a suppression if it has a reason and has not expired.
func (x *suppressions) addNames(s *Suppression, names []Name, today string) []problem.Problem {
	ids := make([]string, len(names))
	for i, name := range names {
		ids[i] = name.Text
	}
	args := problem.Args{"rules": ids, "day": s.Until}
	report := func(rule string, level problem.Level, label, template string) []problem.Problem {
		return x.addProblem(nil, problem.Problem{
			Rule: rule, Level: level, Message: problem.Say(template, args),
			Locations: []problem.Location{{File: s.File, Span: s.Span, Label: problem.Literal(label)}},
		})
	}
	switch {
	case s.Reason == "":
		return report(ruleMissingReason, problem.NoLevel, `write "-- " and the reason at the end`, `suppression of "{rules}" gives no reason`)
	case s.Until != "" && !isDate(s.Until):
		if month := conform.NoSuchDay(s.Until); month != "" {
			return report(ruleExpired, problem.NoLevel, month, `suppression of "{rules}" ends on {day}, a day that does not exist`)
		}
		return report(
			ruleExpired,
			problem.NoLevel,
			"write YYYY-MM-DD, such as 2027-01-31",
			`suppression of "{rules}" ends on "{day}", which is not a date`,
		)
	case s.Until != "" && today > s.Until:
		return report(ruleExpired, problem.NoLevel, "", `suppression of "{rules}" expired after {day}`)
	}
	for _, name := range names {
		x.addEntry(s, name)
	}
	if s.Until != "" && isDistant(s.Until, today) {
		return report(
			ruleExpired,
			problem.Note,
			"choose a day on which somebody looks again",
			`suppression of "{rules}" does not end before {day}`,
		)
	}
	return nil
}

// maxSuggestions bounds how many unknown names are compared with all names of rules.
const maxSuggestions = 100

// suggestion returns the name that an unknown one is a misspelling of, or "" if there is none.
func (x *suppressions) suggestion(name string) string {
	x.unknown++
	if unknown, ok := errors.AsType[*rule.UnknownError](x.catalog.Unknown(name)); ok {
		return unknown.Suggestion
	}
	return ""
}

func (x *suppressions) addEntry(s *Suppression, name Name) {
	at := s.lookupKey()
	at.name = name.Text
	if !s.External {
		key := dedupKey{at, s.Document.Start}
		if x.seen[key] {
			return // a duplicate; findings need not be compared with each copy
		}
		x.seen[key] = true
	}
	e := &entry{Suppression: s, name: name, index: len(x.all)}
	x.all = append(x.all, e)
	for _, at.line = range s.lines() {
		x.byKey[at] = append(x.byKey[at], e)
	}
}

// inDocument returns the entries that cover the entire document of a location. The entries must be in file order.
func inDocument(entries []*entry, loc problem.Location) []*entry {
	first := sort.Search(len(entries), func(i int) bool { return entries[i].Document.End >= loc.Span.Start })
	last := sort.Search(len(entries), func(i int) bool { return entries[i].Document.Start > loc.Span.Start })
	return entries[first:max(first, last)]
}

// match returns the suppression that covers a finding, or nil, and marks all that do as used. If there are several, it
// returns the one nearest to the first location that has any.
func (x *suppressions) match(f *Finding) *Suppression {
	if len(x.all) == 0 || f.Rule.Mandatory() {
		return nil
	}
	names := append([]string{f.Rule.ID, f.Rule.Group}, f.Rule.Aliases...)
	var first *Suppression
	for _, loc := range f.Locations {
		if nearest := x.nearest(loc, names); first == nil && nearest != nil {
			first = nearest.Suppression
		}
	}
	return first
}

// nearest returns the entry with one of the names that is closest to a location, or nil if none covers it. It marks all
// that do as used.
func (x *suppressions) nearest(loc problem.Location, names []string) *entry {
	var nearest *entry
	for _, at := range lookupKeys(loc) {
		for _, at.name = range names {
			entries := x.byKey[at]
			if at.line == 0 && !at.external {
				entries = inDocument(entries, loc)
			}
			for _, e := range entries {
				if !e.covers(loc) {
					continue
				}
				e.used = true
				if nearest == nil || e.distance() < nearest.distance() || e.distance() == nearest.distance() && e.index < nearest.index {
					nearest = e
				}
			}
		}
	}
	return nearest
}

// unused reports the names that matched no finding, unless a rule that they match did not run.
func (x *suppressions) unused(evaluated []*rule.Rule) []problem.Problem {
	evaluatedIDs := map[string]bool{}
	for _, r := range evaluated {
		evaluatedIDs[r.ID] = true
	}
	allEvaluated := map[string]bool{} // by name: whether all rules that it matches ran
	var problems []problem.Problem
	for _, e := range x.all {
		if e.used {
			continue
		}
		all, known := allEvaluated[e.name.Text]
		if !known {
			all = !slices.ContainsFunc(x.catalog, func(r *rule.Rule) bool { return r.Matches(e.name.Text) && !evaluatedIDs[r.ID] })
			allEvaluated[e.name.Text] = all
		}
		if !all {
			continue
		}
		problems = x.addProblem(problems, problem.Problem{
			Rule:      ruleUnused,
			Message:   problem.Say(`suppression of "{rule}" matches no finding`, problem.Args{"rule": e.name.Text}),
			Locations: []problem.Location{{File: e.File, Span: e.name.Span}},
		})
	}
	return problems
}
