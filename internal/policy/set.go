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
	rules   rule.Catalog
	folders []*folder
	join    func() (*set, error)
	// bounds is compiling, except in tests.
	bounds bounds
	// unreadable is an error found by compilation that only Check reports.
	unreadable error
}

// Load returns the built-in rules and those of folders. It compiles nothing: references to names that do not exist are
// reported by Check, or when the policies are evaluated. The error contains an *Error for each mistake.
func Load(folders ...Folder) (*Set, error) {
	var all mistakes
	var read []*folder
	for _, f := range folders {
		one, err := readFolder(f)
		if err != nil {
			all.add(err)
			continue
		}
		read = append(read, one)
	}
	s, err := newSet(read)
	all.add(err)
	return s, all.err()
}

// newSet returns the built-in rules and those of folders that have been read.
func newSet(folders []*folder) (*Set, error) {
	s := &Set{rules: slices.Clone(Rules()), folders: folders, bounds: compiling}
	for _, f := range folders {
		s.rules = append(s.rules, f.rules...)
	}
	err := s.collisions()
	slices.SortStableFunc(s.rules, func(a, b *rule.Rule) int { return strings.Compare(a.ID, b.ID) })
	s.join = sync.OnceValues(s.joined)
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

// collisions returns an error for each rule id, alias and table of facts that is defined twice.
func (s *Set) collisions() error {
	var all mistakes
	names, facts := map[string]*rule.Rule{}, map[string]string{}
	for _, r := range s.rules {
		for _, name := range append([]string{r.ID}, r.Aliases...) {
			other, taken := names[name]
			switch {
			case !taken:
				names[name] = r
			case (name != r.ID || name != other.ID) && home(other) == home(r):
				// A rule was split into several, one of which may have kept the id.
			case other.Dir == "":
				all.add(
					&Error{File: file(r), Line: 1, Message: fmt.Sprintf("the id %q is that of a rule of the program; give the rule another name", name)},
				)
			default:
				all.add(
					&Error{
						File:    file(r),
						Line:    1,
						Message: fmt.Sprintf("the id %q is that of the rule in %s too; give one another name", name, other.Dir),
					},
				)
			}
		}
	}
	for _, name := range embeddedFacts() {
		facts[name] = ""
	}
	for _, f := range s.folders {
		for _, d := range f.data {
			other, taken := facts[d.name]
			switch {
			case !taken:
				facts[d.name] = d.file
			case other == "":
				all.add(&Error{File: d.file, Message: fmt.Sprintf("data.facts.%s is that of the program; give the file another name", d.name)})
			default:
				all.add(&Error{File: d.file, Message: fmt.Sprintf("data.facts.%s is that of %s too; give one file another name", d.name, other)})
			}
		}
	}
	return all.err()
}

// home returns the folder of policies that contains a rule; it is empty for built-in rules.
func home(r *rule.Rule) string {
	if r.Abs == "" {
		return ""
	}
	return filepath.Dir(filepath.Dir(r.Abs))
}

// embeddedFacts returns the names of the built-in tables below data.facts.
func embeddedFacts() []string {
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
func (s *Set) policies() (*set, error) {
	if s == nil || len(s.folders) == 0 {
		return embedded()
	}
	return s.join()
}

// joined compiles the custom policies and returns them together with the built-in ones.
func (s *Set) joined() (*set, error) {
	base, err := embedded()
	if err != nil {
		return nil, err
	}
	user, err := guarded(context.Background(), s.bounds, func(context.Context) (*userModules, error) { return s.compile() })
	if err != nil {
		return nil, err
	}
	s.unreadable = user.unreadable
	all := &set{rules: s.rules, library: slices.Clone(base.library), plans: base.plans}
	for _, f := range s.folders {
		for _, m := range f.library {
			all.library = append(all.library, m.name)
		}
	}
	modules := user.parsed
	if base.compiled != nil {
		all.compiled = make(map[string]prepared.ModuleInfo, len(base.compiled)+len(user.compiled))
		maps.Copy(all.compiled, base.compiled)
		for name, m := range user.compiled {
			all.compiled[name] = prepared.ModuleInfo{InputTables: inputTables(m), Indexed: true, Uses: all.library}
		}
		modules = user.compiled
	}
	all.module = func(name string) (*ast.Module, error) {
		if m := modules[name]; m != nil {
			return m, nil
		}
		return base.module(name)
	}
	all.facts = func() (ast.Value, error) {
		facts, err := base.facts()
		if err != nil {
			return nil, err
		}
		for _, f := range s.folders {
			for _, d := range f.data {
				facts = with(facts.(ast.Object), d.name, d.value)
			}
		}
		return facts, nil
	}
	return all, nil
}

// suggestion returns a clause that suggests the nearest name in among, or "" if none is near.
func suggestion(name string, among []string) string {
	if near, ok := suggest.Nearest(name, among); ok {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}
