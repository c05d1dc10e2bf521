package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// Selection says which rules judge and how grave their findings are. Names are rule ids, their
// aliases, or groups.
type Selection struct {
	// Only, if it is not empty, leaves out all other rules; Disable leaves out; Enable takes back in
	// what Disable leaves out by its group.
	Only, Enable, Disable []string
	// Severity sets the level of findings; a rule's own id goes before its group.
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

// Lookup returns the rule of the program with an id or an earlier id.
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
	for _, own := range []bool{false, true} { // groups first, so that a rule's own level wins
		for _, name := range names {
			if strings.Contains(name, "/") != own {
				continue
			}
			known := false
			for _, r := range rules {
				if r.Named(name) {
					levels[r.ID], known = s.Severity[name], true
				}
			}
			if !known {
				return nil, nil, unknownRule(rules, name)
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

// covers says whether a name means what another means, or the group of it.
func (s *Set) covers(name, other string) bool {
	name, other = s.canonical(name), s.canonical(other)
	return name == other || strings.HasPrefix(other, name+"/")
}

// canonical returns the id of a rule that is called by an earlier one, else the name as it is.
func (s *Set) canonical(name string) string {
	if strings.Contains(name, "/") {
		if r, ok := s.Lookup(name); ok {
			return r.ID
		}
	}
	return name
}

// Mandatory says that the rule always judges: it cannot be disabled, suppressed or baselined, as a
// file that does not parse must never look clean.
func (r *Rule) Mandatory() bool { return r.Group == "parse" || r.Group == "suppression" }

// selects says whether a rule judges.
func (s Selection) selects(r *Rule) bool {
	if r.Mandatory() {
		return true
	}
	named := func(list []string, own bool) bool {
		return slices.ContainsFunc(list, func(name string) bool { return r.Named(name) && strings.Contains(name, "/") == own })
	}
	switch {
	case len(s.Only) > 0 && !named(s.Only, true) && !named(s.Only, false):
		return false
	case named(s.Disable, true):
		return false
	case named(s.Enable, true):
		return true
	}
	return !named(s.Disable, false)
}

// Named says whether a name is the rule's id, an earlier id of it, or its group.
func (r *Rule) Named(name string) bool {
	return r.ID == name || r.Group == name || slices.Contains(r.Aliases, name)
}
