package policy

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/prepared"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/policies"
)

// Set is the set of rules available in a run: the built-in rules and the custom rules of the user. A nil Set contains
// only the built-in rules.
type Set struct {
	rules       rule.Catalog
	folders     []*parsedFolder
	compileOnce func() (*policySet, error)
	// bounds is compileBounds, except in tests.
	bounds bounds
	// findingErr is an error found by compilation that only Check reports.
	findingErr error
}

// Load returns the built-in rules and those of folders. It compiles nothing: references to names that do not exist are
// reported by Check, or when the policies are evaluated. The error contains an *Error for each mistake.
func Load(folders ...Folder) (*Set, error) {
	var problems errorList
	var loaded []*parsedFolder
	for _, f := range folders {
		parsed, err := readFolder(f)
		if err != nil {
			problems.add(err)
			continue
		}
		loaded = append(loaded, parsed)
	}
	s, err := newSet(loaded)
	problems.add(err)
	return s, problems.err()
}

// newSet returns the built-in rules and those of folders that have been read.
func newSet(folders []*parsedFolder) (*Set, error) {
	s := &Set{rules: slices.Clone(Rules()), folders: folders, bounds: compileBounds}
	for _, f := range folders {
		s.rules = append(s.rules, f.rules...)
	}
	err := s.checkCollisions()
	slices.SortStableFunc(s.rules, func(a, b *rule.Rule) int { return strings.Compare(a.ID, b.ID) })
	s.compileOnce = sync.OnceValues(s.compileAll)
	return s, err
}

// Rules returns all rules, ordered by id.
func (s *Set) Rules() rule.Catalog {
	if s == nil {
		return Rules()
	}
	return s.rules
}

// CustomRules returns the user's rules, ordered by id.
func (s *Set) CustomRules() []*rule.Rule {
	return slices.DeleteFunc(slices.Clone(s.Rules()), func(r *rule.Rule) bool { return r.Dir == "" })
}

// Lookup returns the rule with an id, or the first that has it as an alias.
func (s *Set) Lookup(id string) (*rule.Rule, bool) { return s.Rules().Lookup(id) }

// Matching returns the rules that a name matches.
func (s *Set) Matching(name string) []*rule.Rule { return s.Rules().Matching(name) }

// Unknown returns the error for a name that is neither a rule nor a group.
func (s *Set) Unknown(name string) error { return s.Rules().Unknown(name) }

// Digest returns a digest of the custom policies, which is empty if there are none.
func (s *Set) Digest() string {
	var b strings.Builder
	if s != nil {
		for _, f := range s.folders {
			b.WriteString(f.digest)
		}
	}
	return b.String()
}

// Files returns the absolute paths of the files in the user's folders that were loaded.
func (s *Set) Files() []string {
	var all []string
	if s != nil {
		for _, f := range s.folders {
			all = append(all, f.files...)
		}
	}
	return all
}

// Modules returns the parsed modules of the custom policies, by the file name that errors use.
func (s *Set) Modules() map[string]*ast.Module {
	modules := map[string]*ast.Module{}
	for _, f := range s.folders {
		for id, m := range f.policies {
			modules[f.ruleFile(id)] = m
		}
		for _, m := range f.library {
			modules[m.name] = m.Module
		}
	}
	return modules
}

// checkCollisions returns an error for each rule id, alias and table of facts that is defined twice.
func (s *Set) checkCollisions() error {
	var all errorList
	names, facts := map[string]*rule.Rule{}, map[string]string{}
	for _, r := range s.rules {
		for _, name := range append([]string{r.ID}, r.Aliases...) {
			other, exists := names[name]
			switch {
			case !exists:
				names[name] = r
			case (name != r.ID || name != other.ID) && policyFolder(other) == policyFolder(r):
				// A rule was split into several, one of which may have kept the id.
			case other.Dir == "":
				all.add(
					&Error{File: policyFile(r), Line: 1, Message: fmt.Sprintf("the id %q is used by a built-in rule; rename this rule", name)},
				)
			default:
				all.add(
					&Error{
						File:    policyFile(r),
						Line:    1,
						Message: fmt.Sprintf("the id %q is also used by the rule in %s; rename one of them", name, other.Dir),
					},
				)
			}
		}
	}
	for _, name := range builtinFacts() {
		facts[name] = ""
	}
	for _, f := range s.folders {
		for _, d := range f.data {
			other, exists := facts[d.name]
			switch {
			case !exists:
				facts[d.name] = d.file
			case other == "":
				all.add(&Error{File: d.file, Message: fmt.Sprintf("data.facts.%s is built in; rename the file", d.name)})
			default:
				all.add(&Error{File: d.file, Message: fmt.Sprintf("data.facts.%s is also defined by %s; rename one of the files", d.name, other)})
			}
		}
	}
	return all.err()
}

// policyFolder returns the folder of policies that contains a rule; it is empty for built-in rules.
func policyFolder(r *rule.Rule) string {
	if r.Abs == "" {
		return ""
	}
	return filepath.Dir(filepath.Dir(r.Abs))
}

// builtinFacts returns the names of the built-in tables below data.facts.
func builtinFacts() []string {
	files, err := fs.Glob(policies.FS, "data/*.json")
	if err != nil {
		panic(err) // the pattern is valid
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "data/"), ".json")
	}
	return files
}

// policies returns the policies of all rules, with the custom policies compiled.
func (s *Set) policies() (*policySet, error) {
	if s == nil || len(s.folders) == 0 {
		return embedded()
	}
	return s.compileOnce()
}

// compileAll compiles the custom policies and returns them together with the built-in ones.
func (s *Set) compileAll() (*policySet, error) {
	base, err := embedded()
	if err != nil {
		return nil, err
	}
	user, err := runWithin(context.Background(), s.bounds, func(context.Context) (*userModules, error) { return s.compile() })
	if err != nil {
		return nil, err
	}
	s.findingErr = user.findingErr
	merged := &policySet{rules: s.rules, library: slices.Clone(base.library), plans: base.plans}
	for _, f := range s.folders {
		for _, m := range f.library {
			merged.library = append(merged.library, m.name)
		}
	}
	modules := user.parsed
	if base.moduleInfo != nil {
		merged.moduleInfo = make(map[string]prepared.ModuleInfo, len(base.moduleInfo)+len(user.compiled))
		maps.Copy(merged.moduleInfo, base.moduleInfo)
		for name, m := range user.compiled {
			merged.moduleInfo[name] = prepared.ModuleInfo{InputTables: inputTables(m), Indexed: true, Uses: merged.library}
		}
		modules = user.compiled
	}
	merged.module = func(name string) (*ast.Module, error) {
		if m := modules[name]; m != nil {
			return m, nil
		}
		return base.module(name)
	}
	merged.facts = func() (ast.Value, error) {
		facts, err := base.facts()
		if err != nil {
			return nil, err
		}
		for _, f := range s.folders {
			for _, d := range f.data {
				facts = withKey(facts.(ast.Object), d.name, d.value)
			}
		}
		return facts, nil
	}
	return merged, nil
}

// suggestion returns a clause that suggests the nearest name in among, or "" if none is near.
func suggestion(name string, candidates []string) string {
	if nearest, ok := suggest.Nearest(name, candidates); ok {
		return fmt.Sprintf("; did you mean %q?", nearest)
	}
	return ""
}
