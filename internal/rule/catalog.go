package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/suggest"
)

// Catalog is a list of rules, ordered by id.
type Catalog []*Rule

// UnknownError reports a name that is neither a rule nor a group.
type UnknownError struct {
	Name, Suggestion string
}

func (e *UnknownError) Error() string {
	if e.Suggestion == "" {
		return fmt.Sprintf("no rule or group %q; see: tenantlint rules", e.Name)
	}
	return fmt.Sprintf("no rule or group %q; did you mean %q?", e.Name, e.Suggestion)
}

// Unknown returns the error for a name that is neither a rule nor a group.
func (c Catalog) Unknown(name string) error {
	var names []string
	for _, r := range c {
		names = append(names, r.ID, r.Name, r.Group)
	}
	slices.Sort(names)
	nearest, _ := suggest.Nearest(name, slices.Compact(names))
	for _, r := range c {
		if nearest != "" && r.Name == nearest && r.Group != nearest {
			nearest = r.ID
			break
		}
	}
	return &UnknownError{Name: name, Suggestion: nearest}
}

// Lookup returns the rule with an id, or the first that has it as an alias.
func (c Catalog) Lookup(id string) (*Rule, bool) {
	if !strings.Contains(id, "/") {
		return nil, false
	}
	var found *Rule
	for _, r := range c.Matching(id) {
		if found == nil || r.ID == id {
			found = r
		}
	}
	return found, found != nil
}

// Matching returns the rules that a name matches, ordered by id: a single rule, the rules of a group, or the rules that
// an earlier rule was split into.
func (c Catalog) Matching(name string) []*Rule {
	return slices.DeleteFunc(slices.Clone(c), func(r *Rule) bool { return !r.Matches(name) })
}

// covers reports whether a name matches all rules that another name matches.
func (c Catalog) covers(name, other string) bool {
	rules := c.Matching(other)
	return name == other || len(rules) > 0 && !slices.ContainsFunc(rules, func(r *Rule) bool { return !r.Matches(name) })
}
