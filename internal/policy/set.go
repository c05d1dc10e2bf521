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

// Set is the rules that there are in a run: those of the program, and those that the user wrote. A nil
// Set is that of the program alone.
type Set struct {
	rules   rule.Catalog
	folders []*folder
	join    func() (*set, error)
	// bounds are those of compiling, but in a test.
	bounds bounds
	// unreadable are the errors of compilation that only Check reports.
	unreadable error
}

// Load returns the rules of the program and those of folders. Nothing is compiled yet: that a policy
// names what does not exist comes to light when it is evaluated, or by Check. An error joins one *Error
// for each mistake.
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

// newSet returns the rules of the program and those of folders that have been read.
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

// CustomRules returns the rules that the user wrote, ordered by id.
func (s *Set) CustomRules() []*rule.Rule {
	return slices.DeleteFunc(slices.Clone(s.Rules()), func(r *rule.Rule) bool { return r.Dir == "" })
}

// Lookup returns the rule with an id, or the first with an earlier id.
func (s *Set) Lookup(id string) (*rule.Rule, bool) { return s.Rules().Lookup(id) }

// Matching returns the rules that a name stands for.
func (s *Set) Matching(name string) []*rule.Rule { return s.Rules().Matching(name) }

// Unknown returns the error that name is not one of the rules and groups.
func (s *Set) Unknown(name string) error { return s.Rules().Unknown(name) }

// Digest distinguishes any two states of the policies that the user wrote.
func (s *Set) Digest() string {
	var b strings.Builder
	if s != nil {
		for _, f := range s.folders {
			b.WriteString(f.digest)
		}
	}
	return b.String()
}

// Files returns the files that the user wrote, absolute.
func (s *Set) Files() []string {
	var all []string
	if s != nil {
		for _, f := range s.folders {
			all = append(all, f.files...)
		}
	}
	return all
}

// Modules returns what the user wrote as it was parsed, by the name that errors have for it.
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

// collisions returns the names of rules, facts and packages that are there twice.
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
				// What was split into several rules, one of which may still have the id.
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

// home is the folder of policies that holds a rule; it is empty for those of the program.
func home(r *rule.Rule) string {
	if r.Abs == "" {
		return ""
	}
	return filepath.Dir(filepath.Dir(r.Abs))
}

// embeddedFacts are the names below data.facts that the program fills.
func embeddedFacts() []string {
	files, err := fs.Glob(policies.FS, "data/*.json")
	if err != nil {
		panic(err) // the pattern is right
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "data/"), ".json")
	}
	return files
}

// policies returns the policies of all rules, those of the user compiled.
func (s *Set) policies() (*set, error) {
	if s == nil || len(s.folders) == 0 {
		return embedded()
	}
	return s.join()
}

// joined returns the custom and the built-in policies together.
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

// suggestion is the end of a sentence about a name that is near to another one.
func suggestion(name string, among []string) string {
	if near, ok := suggest.Nearest(name, among); ok {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}
