package rule

import (
	"maps"
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// Selection configures which rules are evaluated and the levels of their findings. Names are rule ids, aliases, or
// groups.
type Selection struct {
	// Only, if not empty, excludes all other rules; Disable excludes rules; Enable includes rules that Disable excludes
	// by a less specific name.
	Only, Enable, Disable []string
	// Severity sets the level of findings; the id of a rule takes precedence over an alias, and an alias over the
	// group.
	Severity map[string]problem.Level
}

// Apply returns the rules that are evaluated, and by rule id the levels that Severity sets. It returns an *UnknownError
// if a name matches no rule.
func (s Selection) Apply(all Catalog) (Catalog, map[string]problem.Level, error) {
	for _, list := range [][]string{s.Only, s.Enable, s.Disable} {
		for _, name := range list {
			if !slices.ContainsFunc(all, func(r *Rule) bool { return r.Matches(name) }) {
				return nil, nil, all.Unknown(name)
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
		if !slices.ContainsFunc(all, func(r *Rule) bool { return r.Matches(name) }) {
			return nil, nil, all.Unknown(name)
		}
	}
	for _, r := range all {
		strongest := noMatch
		for _, name := range names {
			if kind := r.match(name); kind > strongest {
				strongest, levels[r.ID] = kind, s.Severity[name]
			}
		}
	}
	var selected Catalog
	for _, r := range all {
		if s.selects(r) {
			selected = append(selected, r)
		}
	}
	return selected, levels, nil
}

// Over returns the selection merged over one with lower precedence; both refer to the rules of a catalog. A setting of
// a group in s overrides a setting of its rules in weaker.
func (s Selection) Over(weaker Selection, all Catalog) Selection {
	covers := all.covers
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

// without returns names without those that any of others overrides.
func without(names, others []string, overrides func(other, name string) bool) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(others, func(other string) bool { return overrides(other, name) })
	})
}

// selects reports whether a rule is evaluated.
func (s Selection) selects(r *Rule) bool {
	if r.Mandatory() {
		return true
	}
	strongest := func(names []string) matchKind {
		kind := noMatch
		for _, name := range names {
			kind = max(kind, r.match(name))
		}
		return kind
	}
	if len(s.Only) > 0 && strongest(s.Only) == noMatch {
		return false
	}
	disabled := strongest(s.Disable)
	return disabled == noMatch || disabled < strongest(s.Enable)
}
