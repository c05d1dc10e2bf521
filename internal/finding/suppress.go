package finding

import (
	"errors"
	"slices"
	"sort"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// The rules of this stage.
const (
	ruleUnknownRule   = "suppression/unknown-rule"
	ruleMissingReason = "suppression/missing-reason"
	ruleExpired       = "suppression/expired"
	ruleUnused        = "suppression/unused"
	ruleMisspelled    = "suppression/misspelled"
)

// SuppressOptions say how suppressions are checked.
type SuppressOptions struct {
	// All are the rules that there are.
	All rule.Catalog
	// Rules are those that ran; a suppression of another one is not unused.
	Rules []*rule.Rule
	// Today is the day as year-month-day; empty lets nothing expire.
	Today string
	// Partial is true if not all of the topology was seen, so that nothing is called unused.
	Partial bool
	// Ignore leaves all findings as they are; the suppressions themselves are still read.
	Ignore bool
}

// Suppressed is a finding and the suppression that silences it.
type Suppressed struct {
	Finding

	By *Suppression
}

// Suppress parts findings into those that stay and those that are suppressed, both in their order, and says what is
// wrong with the suppressions. A finding is suppressed as a whole where a suppression is about any of its locations.
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
		if by := index.match(&findings[i]); by != nil {
			suppressed = append(suppressed, Suppressed{findings[i], by})
		} else {
			kept = append(kept, findings[i])
		}
	}
	if !o.Partial {
		problems = append(problems, index.unused(o.Rules)...)
	}
	return kept, suppressed, problems
}

// entry is one name of a suppression that holds.
type entry struct {
	*Suppression

	name   Name
	number int // in their order
	used   bool
}

// suppressions are the entries by where they hold.
type suppressions struct {
	all   []*entry
	at    map[lookupKey][]*entry
	meant map[meaning]bool
	// rules holds a rule for each name: its id, earlier ids of it, and its group.
	rules   map[string]*rule.Rule
	catalog rule.Catalog
	unknown int            // names that no rule has
	said    map[string]int // problems by rule
}

// maxProblems bounds how often one rule is reported: a comment of a megabyte may hold as many names as
// make a gigabyte of findings.
const maxProblems = 10_000

// say adds a problem, and to the last that there is room for a note that more are left out.
func (x *suppressions) say(problems []problem.Problem, p problem.Problem) []problem.Problem {
	x.said[p.Rule]++
	if n := x.said[p.Rule]; n > maxProblems {
		return problems
	} else if n == maxProblems {
		p.Notes = append(
			slices.Clip(p.Notes),
			problem.Say("no more than {count} findings of this rule are listed", problem.Args{"count": maxProblems}),
		)
	}
	return append(problems, p)
}

// meaning is what a comment says, and in which document.
type meaning struct {
	key      lookupKey
	document int
}

func newSuppressions(all rule.Catalog) *suppressions {
	x := &suppressions{
		at:      map[lookupKey][]*entry{},
		meant:   map[meaning]bool{},
		rules:   map[string]*rule.Rule{},
		catalog: all,
		said:    map[string]int{},
	}
	for _, r := range all {
		x.rules[r.ID], x.rules[r.Group] = r, r
		for _, alias := range r.Aliases {
			x.rules[alias] = r
		}
	}
	return x
}

// add takes in a suppression as far as it holds, and says why it does not.
func (x *suppressions) add(s *Suppression, today string) []problem.Problem {
	if s.Misspelled {
		return x.sayMisspelled(s)
	}
	var problems []problem.Problem
	reportAt := func(at problem.Location, template string, args problem.Args, notes ...problem.Text) {
		problems = x.say(
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
	return append(problems, x.enterAll(s, names, today)...)
}

// enterAll takes in a suppression of rules that there are, if it has a reason and has not ended.
func (x *suppressions) enterAll(s *Suppression, names []Name, today string) []problem.Problem {
	listed := make([]string, len(names))
	for i, name := range names {
		listed[i] = name.Text
	}
	args := problem.Args{"rules": listed, "day": s.Until}
	report := func(rule string, level problem.Level, label, template string) []problem.Problem {
		return x.say(nil, problem.Problem{
			Rule: rule, Level: level, Message: problem.Say(template, args),
			Locations: []problem.Location{{File: s.File, Span: s.Span, Label: problem.Literal(label)}},
		})
	}
	switch {
	case s.Reason == "":
		return report(ruleMissingReason, problem.NoLevel, `write "-- " and the reason at the end`, `suppression of "{rules}" gives no reason`)
	case s.Until != "" && !isDay(s.Until):
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
		x.enter(s, name)
	}
	if s.Until != "" && isFar(s.Until, today) {
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

// suggestion returns the name that is meant by an unknown one, if that is plain.
func (x *suppressions) suggestion(name string) string {
	x.unknown++
	if unknown, ok := errors.AsType[*rule.UnknownError](x.catalog.Unknown(name)); ok {
		return unknown.Suggestion
	}
	return ""
}

func (x *suppressions) enter(s *Suppression, name Name) {
	at := s.lookupKey()
	at.name = name.Text
	if !s.External {
		same := meaning{at, s.Document.Start}
		if x.meant[same] {
			return // said already; a finding need not be compared with each copy
		}
		x.meant[same] = true
	}
	e := &entry{Suppression: s, name: name, number: len(x.all)}
	x.all = append(x.all, e)
	for _, at.line = range s.lines() {
		x.at[at] = append(x.at[at], e)
	}
}

// inDocument returns the entries that cover the whole document of a location. The entries must be in file order.
func inDocument(entries []*entry, loc problem.Location) []*entry {
	first := sort.Search(len(entries), func(i int) bool { return entries[i].Document.End >= loc.Span.Start })
	last := sort.Search(len(entries), func(i int) bool { return entries[i].Document.Start > loc.Span.Start })
	return entries[first:max(first, last)]
}

// match returns the suppression that silences a finding, or nil, and marks all that do. Of several it is the first at
// the first location that has one, of those the nearest to the location.
func (x *suppressions) match(f *Finding) *Suppression {
	if len(x.all) == 0 || f.Rule.Mandatory() {
		return nil
	}
	names := append([]string{f.Rule.ID, f.Rule.Group}, f.Rule.Aliases...)
	var by *Suppression
	for _, loc := range f.Locations {
		if nearest := x.nearest(loc, names); by == nil && nearest != nil {
			by = nearest.Suppression
		}
	}
	return by
}

// nearest returns the suppression of one of the names that is closest to a location, nil where none covers it, and
// marks all that do as used.
func (x *suppressions) nearest(loc problem.Location, names []string) *entry {
	var nearest *entry
	for _, at := range lookupKeys(loc) {
		for _, at.name = range names {
			entries := x.at[at]
			if at.line == 0 && !at.external {
				entries = inDocument(entries, loc)
			}
			for _, e := range entries {
				if !e.covers(loc) {
					continue
				}
				e.used = true
				if nearest == nil || e.distance() < nearest.distance() || e.distance() == nearest.distance() && e.number < nearest.number {
					nearest = e
				}
			}
		}
	}
	return nearest
}

// unused reports the names that matched no finding, unless a rule that they name did not run.
func (x *suppressions) unused(judged []*rule.Rule) []problem.Problem {
	on := map[string]bool{}
	for _, r := range judged {
		on[r.ID] = true
	}
	judges := map[string]bool{} // by name: all rules that it means
	var problems []problem.Problem
	for _, e := range x.all {
		if e.used {
			continue
		}
		all, known := judges[e.name.Text]
		if !known {
			all = !slices.ContainsFunc(x.catalog, func(r *rule.Rule) bool { return r.Matches(e.name.Text) && !on[r.ID] })
			judges[e.name.Text] = all
		}
		if !all {
			continue
		}
		problems = x.say(problems, problem.Problem{
			Rule:      ruleUnused,
			Message:   problem.Say(`suppression of "{rule}" matches no finding`, problem.Args{"rule": e.name.Text}),
			Locations: []problem.Location{{File: e.File, Span: e.name.Span}},
		})
	}
	return problems
}
