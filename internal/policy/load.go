package policy

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/policy/prepared"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// rulesPackage is the parent of the packages of rules, tenantlint.rules.GROUP["NAME"].
const rulesPackage = "tenantlint.rules"

// NativeGroups lists the groups of rules that are implemented in Go; their policies contain only metadata.
var NativeGroups = []string{"parse", "schema", "reference", "suppression", "drift"}

// IsNative reports whether the rule with an id is implemented in Go: its group is one of NativeGroups, or it evaluates
// something that policies cannot access.
func IsNative(id string) bool {
	group, _, _ := strings.Cut(id, "/")
	return slices.Contains(NativeGroups, group) || id == "change/gate-weakened"
}

// policySet contains the policies and facts that an engine evaluates.
type policySet struct {
	rules rule.Catalog // ordered by id
	// library contains the names of the library modules, which every rule may import.
	library []string
	// module returns a module by name: the id of a rule, or a name in library.
	module func(name string) (*ast.Module, error)
	facts  func() (ast.Value, error)
	// tables contains the facts, decoded table by table; it is nil if they are a single value.
	tables *lazyObject
	// moduleInfo contains information from the compilation of each module, by name; it is nil if the modules have only
	// been parsed.
	moduleInfo map[string]prepared.ModuleInfo
	// plans contains the rules that package plan runs, by id; it is nil if topdown runs all rules.
	plans *plan.Program
}

// load parses the policies of a file system laid out as GROUP/NAME/rule.rego, with a library in lib
// and data files in data.
func load(fsys fs.FS) (*policySet, error) {
	files, err := listSources(fsys)
	if err != nil {
		return nil, err
	}
	modules := make(map[string]*ast.Module, len(files.rules)+len(files.library))
	for _, f := range files.library {
		if modules[f], err = parse(fsys, f); err != nil {
			return nil, err
		}
	}
	s := &policySet{library: files.library, module: func(name string) (*ast.Module, error) { return modules[name], nil }}
	for _, f := range files.rules {
		m, err := parse(fsys, f)
		if err != nil {
			return nil, err
		}
		r, err := metadata(f, m)
		if err != nil {
			return nil, err
		}
		s.rules = append(s.rules, r)
		modules[r.ID] = m
	}
	slices.SortFunc(s.rules, func(a, b *rule.Rule) int { return strings.Compare(a.ID, b.ID) })
	s.facts = func() (ast.Value, error) {
		facts, err := Facts(fsys)
		if err != nil {
			return nil, err
		}
		return ast.InterfaceToValue(facts)
	}
	return s, nil
}

func parse(fsys fs.FS, file string) (*ast.Module, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	m, err := ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, policyError(file, err)
	}
	return m, nil
}

// metadata returns the rule described by the METADATA of a policy.
func metadata(file string, m *ast.Module) (*rule.Rule, error) {
	group, name := path.Base(path.Dir(path.Dir(file))), path.Base(path.Dir(file))
	fail := func(message string) (*rule.Rule, error) {
		return nil, &Error{File: file, Line: m.Package.Location.Row, Message: message}
	}
	if want := ast.MustParseRef(fmt.Sprintf("data.%s[%q][%q]", rulesPackage, group, name)); !m.Package.Path.Equal(want) {
		return fail(fmt.Sprintf("the package must be %s[%q][%q], after the folders", rulesPackage, group, name))
	}
	r, err := rule.Read(group, name, m.Annotations)
	if err != nil {
		return fail(err.Error())
	}
	return r, nil
}
