package policy

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

// Source is the source text of a policy file.
type Source struct {
	// Path is policies/… for a built-in policy, and own/N/… for one in the user's Nth folder.
	Path string
	Text []byte

	rule string // the id of the rule; empty for a library
}

// Sources returns the sources of all libraries and of the policies of rules, libraries first. Rules that are
// implemented in Go have no policy.
func (s *Set) Sources(rules []*rule.Rule) ([]Source, error) {
	files, err := listSources(policies.FS)
	if err != nil {
		return nil, err
	}
	selected := func(id string) bool { return slices.ContainsFunc(rules, func(r *rule.Rule) bool { return r.ID == id }) }
	var all []Source
	for _, name := range slices.Concat(files.library, files.rules) {
		if id := path.Dir(name); slices.Contains(files.rules, name) && (IsNative(id) || !selected(id)) {
			continue
		}
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return nil, err
		}
		all = append(all, Source{Path: "policies/" + name, Text: text})
	}
	if s == nil {
		return all, nil
	}
	for i, f := range s.folders {
		for _, source := range f.sources {
			if source.rule == "" || selected(source.rule) {
				source.Path = fmt.Sprintf("own/%d/%s", i+1, source.Path)
				all = append(all, source)
			}
		}
	}
	return all, nil
}

// Facts returns the facts that policies look up, as values that encode to JSON.
func (o Options) Facts() (any, error) {
	s, err := o.Set.policies()
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	return ast.JSON(o.extend(facts))
}
