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

// Source is a file of policies as it was written.
type Source struct {
	// Path is where it is: policies/… for one of the program, own/N/… for one of the Nth folder of the user.
	Path string
	Text []byte

	rule string // its id, empty for a library
}

// Sources returns the policies of rules and all libraries as they were written, ordered by path.
// Rules that the program checks itself have none.
func (s *Set) Sources(rules []*rule.Rule) ([]Source, error) {
	files, err := list(policies.FS)
	if err != nil {
		return nil, err
	}
	selected := func(id string) bool { return slices.ContainsFunc(rules, func(r *rule.Rule) bool { return r.ID == id }) }
	var all []Source
	for _, name := range slices.Concat(files.library, files.rules) {
		if id := path.Dir(name); slices.Contains(files.rules, name) && (IsBuiltin(id) || !selected(id)) {
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

// Facts returns what the policies know of the world, as values that encode to JSON.
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
