package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// Selection says which rules judge and how grave their findings are. Names are rule ids, their
// aliases, or groups.
type Selection struct {
	// Only, if it is not empty, leaves out all other rules; Disable leaves out; Enable takes back in
	// what Disable leaves out by its group.
	Only, Enable, Disable []string
	// Severity sets the level of findings; a rule's own id goes before an earlier one, and that before its
	// group.
	Severity map[string]problem.Level
}

// UnknownRuleError says that a name is no rule and no group.
type UnknownRuleError struct {
	Name, Suggestion string
}

func (e *UnknownRuleError) Error() string {
	if e.Suggestion == "" {
		return fmt.Sprintf("no rule or group %q; see: tenantlint rules", e.Name)
	}
	return fmt.Sprintf("no rule or group %q; did you mean %q?", e.Name, e.Suggestion)
}

// Lookup returns the rule of the program with an id, or the first with an earlier id.
func Lookup(id string) (*Rule, bool) { return (*Set)(nil).Lookup(id) }

func unknownRule(rules []*Rule, name string) error {
	var names []string
	for _, r := range rules {
		names = append(names, r.ID, r.Name, r.Group)
	}
	slices.Sort(names)
	near, _ := suggest.Nearest(name, slices.Compact(names))
	for _, r := range rules {
		if near != "" && r.Name == near && r.Group != near {
			near = r.ID
			break
		}
	}
	return &UnknownRuleError{Name: name, Suggestion: near}
}

// Apply returns the rules that judge, each with the level its findings have: a rule whose level was
// set carries it in Level and loses its own.
func (s Selection) Apply(rules []*Rule) ([]*Rule, map[string]problem.Level, error) {
	for _, list := range [][]string{s.Only, s.Enable, s.Disable} {
		for _, name := range list {
			if !slices.ContainsFunc(rules, func(r *Rule) bool { return r.Named(name) }) {
				return nil, nil, unknownRule(rules, name)
			}
		}
	}
	names := make([]string, 0, len(s.Severity))
	for name := range s.Severity {
		names = append(names, name)
	}
	slices.Sort(names)
	levels := map[string]problem.Level{}
	for _, name := range names {
		if !slices.ContainsFunc(rules, func(r *Rule) bool { return r.Named(name) }) {
			return nil, nil, unknownRule(rules, name)
		}
	}
	for _, r := range rules {
		nearest := unnamed
		for _, name := range names {
			if by := r.namedBy(name); by > nearest {
				nearest, levels[r.ID] = by, s.Severity[name]
			}
		}
	}
	var selected []*Rule
	for _, r := range rules {
		if s.selects(r) {
			selected = append(selected, r)
		}
	}
	return selected, levels, nil
}

// Over returns the selection with what a weaker one says where this one is silent; both are of the
// rules of a set. What is said of a group here goes before what is said of its rules there.
func (s Selection) Over(weaker Selection, set *Set) Selection {
	covers := set.covers
	coveredBy := func(name, other string) bool { return covers(other, name) }
	merged := Selection{
		Only:     s.Only,
		Enable:   slices.Concat(s.Enable, without(weaker.Enable, s.Disable, covers)),
		Disable:  slices.Concat(s.Disable, without(without(weaker.Disable, s.Enable, covers), s.Only, coveredBy)),
		Severity: maps.Clone(s.Severity),
	}
	if len(s.Only) == 0 {
		merged.Only = weaker.Only
	}
	names := slices.Collect(maps.Keys(s.Severity))
	for name, level := range weaker.Severity {
		if !slices.ContainsFunc(names, func(n string) bool { return covers(n, name) }) {
			if merged.Severity == nil {
				merged.Severity = map[string]problem.Level{}
			}
			merged.Severity[name] = level
		}
	}
	return merged
}

// without returns the names that no other name stands against.
func without(names, others []string, against func(other, name string) bool) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(others, func(other string) bool { return against(other, name) })
	})
}

// covers says whether a name stands for all rules that another one stands for.
func (s *Set) covers(name, other string) bool {
	rules := s.Named(other)
	return name == other || len(rules) > 0 && !slices.ContainsFunc(rules, func(r *Rule) bool { return !r.Named(name) })
}

// Mandatory says that the rule always judges: it cannot be disabled, suppressed or baselined, as a
// file that does not parse must never look clean.
func (r *Rule) Mandatory() bool { return r.Group == "parse" || r.Group == "suppression" }

// selects says whether a rule judges.
func (s Selection) selects(r *Rule) bool {
	if r.Mandatory() {
		return true
	}
	nearest := func(names []string) naming {
		by := unnamed
		for _, name := range names {
			by = max(by, r.namedBy(name))
		}
		return by
	}
	if len(s.Only) > 0 && nearest(s.Only) == unnamed {
		return false
	}
	disabled := nearest(s.Disable)
	return disabled == unnamed || disabled < nearest(s.Enable)
}

// naming says how a name stands for a rule; what names it more closely goes before what names it less.
type naming uint8

const (
	unnamed naming = iota
	byGroup
	byAlias
	byID
)

func (r *Rule) namedBy(name string) naming {
	switch {
	case r.ID == name:
		return byID
	case slices.Contains(r.Aliases, name):
		return byAlias
	case r.Group == name:
		return byGroup
	}
	return unnamed
}

// Named says whether a name is the rule's id, an earlier id of it, or its group.
func (r *Rule) Named(name string) bool { return r.namedBy(name) != unnamed }
