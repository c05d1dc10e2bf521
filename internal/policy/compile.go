package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/policies"
)

// userModules contains the modules of the custom policies by name, as parsed and as compiled.
type userModules struct {
	parsed, compiled map[string]*ast.Module
	// findingErr is the error for findings that cannot, by their types, be converted, or nil.
	findingErr error
}

// Check compiles the custom policies and type-checks them against the schema of the input. The error contains an *Error
// for each mistake.
func (s *Set) Check() error {
	if _, err := s.policies(); err != nil || s == nil {
		return err
	}
	return s.findingErr
}

// library returns the parsed modules of the built-in library by name. The modules themselves must not be changed; a
// compiler copies its input.
func library() (map[string]*ast.Module, error) {
	modules, err := parsedLibrary()
	return maps.Clone(modules), err
}

var parsedLibrary = sync.OnceValues(func() (map[string]*ast.Module, error) {
	files, err := listSources(policies.FS)
	if err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	for _, f := range files.library {
		if modules[f], err = parse(policies.FS, f); err != nil {
			return nil, err
		}
	}
	return modules, nil
})

// referencedModules returns the modules of a library that modules refer to, directly or indirectly. Compiling the
// entire library would take most of the time that a policy of a few lines needs.
func referencedModules(modules, library map[string]*ast.Module) map[string]*ast.Module {
	referenced := map[string]*ast.Module{}
	for queue := slices.Collect(maps.Values(modules)); len(queue) > 0; queue = queue[1:] {
		walkRefs(queue[0], func(ref ast.Ref) {
			innermostPkg, path := packageOf(ref, library), ref.ConstantPrefix()
			for name, m := range library {
				if referenced[name] == nil && (m.Package.Path.Equal(innermostPkg) || m.Package.Path.HasPrefix(path)) {
					referenced[name] = m
					queue = append(queue, m)
				}
			}
		})
	}
	return referenced
}

// walkRefs calls f for each reference in the rules of a module, with imported names resolved.
func walkRefs(m *ast.Module, f func(ast.Ref)) {
	imports := map[ast.Var]ast.Ref{}
	for _, i := range m.Imports {
		if path, ok := i.Path.Value.(ast.Ref); ok {
			imports[i.Name()] = path
		}
	}
	var visit func(*ast.Term) bool
	visit = func(t *ast.Term) bool {
		switch v := t.Value.(type) {
		case ast.Ref:
			ref := v
			if head, ok := v[0].Value.(ast.Var); ok && imports[head] != nil {
				ref = imports[head].Concat(v[1:])
			}
			f(ref)
			for _, arg := range v[1:] {
				ast.WalkTerms(arg, visit)
			}
			return true
		case ast.Var:
			if imports[v] != nil { // the import itself, without a path below it
				f(imports[v])
			}
		}
		return false
	}
	for _, r := range m.Rules {
		ast.WalkTerms(r, visit)
	}
}

// packageOf returns the path of the innermost package of modules that contains a reference, or nil.
func packageOf(ref ast.Ref, modules map[string]*ast.Module) ast.Ref {
	var innermost ast.Ref
	for _, m := range modules {
		if path := m.Package.Path; len(path) > len(innermost) && ref.HasPrefix(path) {
			innermost = path
		}
	}
	return innermost
}

// compile compiles the custom policies together with the modules of the built-in library that they refer to.
func (s *Set) compile() (*userModules, error) {
	library, err := library()
	if err != nil {
		return nil, err
	}
	parsed := map[string]*ast.Module{}
	var problems errorList
	for _, f := range s.folders {
		maps.Copy(parsed, f.policies)
		for _, m := range f.library {
			parsed[m.name] = m.Module
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parsed)) {
		problems.add(CheckShards(parsed[name]))
	}
	all := referencedModules(parsed, library)
	maps.Copy(all, parsed)
	maps.Copy(library, parsed)
	c := NewCompiler()
	if c.Compile(all); c.Failed() {
		problems.add(explainAll("", c.Errors, functions(library)))
	}
	// Policies that do not compile would fail the type check as well, and be reported twice.
	if len(problems) == 0 {
		errs, err := TypeCheck(all)
		if err != nil {
			return nil, err
		}
		if len(errs) > 0 {
			problems.add(explainAll("", errs, functions(library)))
		}
		problems.add(s.checkDataRefs(c, parsed, library))
	}
	if err := problems.err(); err != nil {
		return nil, err
	}
	compiled := make(map[string]*ast.Module, len(parsed))
	for name := range parsed {
		compiled[name] = c.Modules[name]
	}
	return &userModules{parsed, compiled, checkFindingTypes(c, parsed)}, nil
}

// functions returns the names of all functions and rules that a policy may use, for suggestions.
func functions(modules map[string]*ast.Module) []string {
	names := map[string]bool{}
	for _, m := range modules {
		for _, r := range m.Rules {
			names[m.Package.Path.String()+"."+string(r.Head.Name)] = true
		}
	}
	for _, b := range capabilities().Builtins {
		names[b.Name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// checkDataRefs returns an error for each reference to data that custom policies may not use or that does not exist:
// other rules, and paths that neither a library nor a data file defines.
func (s *Set) checkDataRefs(c *ast.Compiler, parsed, library map[string]*ast.Module) error {
	factNames := builtinFacts()
	for _, f := range s.folders {
		for _, d := range f.data {
			factNames = append(factNames, d.name)
		}
	}
	defined := map[string]bool{} // paths of rules
	for _, m := range library {
		for _, r := range m.Rules {
			defined[dotted(m.Package.Path.Append(ast.StringTerm(string(r.Head.Name))))] = true
		}
	}
	var problems errorList
	for name := range parsed {
		m := c.Modules[name]
		ownPackage := dotted(m.Package.Path)
		ast.WalkRefs(m, func(ref ast.Ref) bool {
			if len(ref) < 2 || !ref[0].Equal(ast.DefaultRootDocument) {
				return false
			}
			path := dotted(ref.ConstantPrefix())
			switch loc := ref[0].Location; {
			case path == ownPackage || strings.HasPrefix(path, ownPackage+"."):
			case ref[1].Equal(ast.InternedTerm("facts")):
				if len(ref) > 2 {
					fact, ok := ref[2].Value.(ast.String)
					if ok && !slices.Contains(factNames, string(fact)) {
						problems.add(errorAt(name, loc, fmt.Sprintf("there is no data.facts.%s%s", string(fact), suggestion(string(fact), factNames))))
					}
				}
			case strings.HasPrefix(path, "data."+rulesPackage+".") || path == "data."+rulesPackage:
				problems.add(errorAt(name, loc, fmt.Sprintf("uses %s, which is another rule; what rules share belongs in lib", path)))
			case !overlapsRule(path, defined):
				problems.add(errorAt(name, loc, fmt.Sprintf("there is no %s%s", path, suggestion(path, slices.Sorted(maps.Keys(defined))))))
			}
			return false
		})
	}
	return problems.err()
}

// overlapsRule reports whether a path is the path of a rule, a prefix of one, or an extension of one.
func overlapsRule(path string, defined map[string]bool) bool {
	for d := range defined {
		if path == d || strings.HasPrefix(path, d+".") || strings.HasPrefix(d, path+".") {
			return true
		}
	}
	return false
}

// dotted joins the strings of a reference with dots, whatever characters they contain.
func dotted(ref ast.Ref) string {
	parts := make([]string, len(ref))
	for i, t := range ref {
		if parts[i] = stringValue(t); i == 0 {
			parts[i] = t.Value.String()
		}
	}
	return strings.Join(parts, ".")
}

// errorAt returns an *Error for a location.
func errorAt(file string, loc *ast.Location, message string) *Error {
	e := &Error{File: file, Message: message}
	if loc != nil {
		e.Line = loc.Row
		if loc.File != "" {
			e.File = loc.File
		}
	}
	return e
}
