package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/policies"
)

// userModules are the modules that the user wrote, as they were parsed and as the compiler left them, by name.
type userModules struct {
	parsed, compiled map[string]*ast.Module
	// unreadable says which findings can have no message, by their types.
	unreadable error
}

// Check compiles the policies that the user wrote and holds them to the input. An error joins one *Error
// for each mistake.
func (s *Set) Check() error {
	if _, err := s.policies(); err != nil || s == nil {
		return err
	}
	return s.unreadable
}

// library parses the modules that every rule of the program may use.
func library() (map[string]*ast.Module, error) {
	files, err := list(policies.FS)
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
}

// used returns the modules of a library that other modules refer to, directly or through one another: compiling all
// of it takes most of the time that a policy of a few lines needs.
func used(library, by map[string]*ast.Module) map[string]*ast.Module {
	found := map[string]*ast.Module{}
	for open := slices.Collect(maps.Values(by)); len(open) > 0; open = open[1:] {
		imports := map[ast.Var]ast.Ref{}
		for _, i := range open[0].Imports {
			if path, ok := i.Path.Value.(ast.Ref); ok {
				imports[i.Name()] = path
			}
		}
		refer := func(ref ast.Ref) bool {
			if head, ok := ref[0].Value.(ast.Var); ok && imports[head] != nil {
				ref = imports[head].Concat(ref[1:])
			}
			depth := 0 // of the package that the reference leads into, which is the innermost
			for _, m := range library {
				if ref.HasPrefix(m.Package.Path) {
					depth = max(depth, len(m.Package.Path))
				}
			}
			for name, m := range library {
				inside := len(m.Package.Path) == depth && ref.HasPrefix(m.Package.Path)
				if found[name] == nil && (inside || m.Package.Path.HasPrefix(ref.ConstantPrefix())) {
					found[name] = m
					open = append(open, m)
				}
			}
			return false
		}
		for _, r := range open[0].Rules {
			ast.WalkRefs(r, refer)
		}
	}
	return found
}

// compile compiles what the user wrote, beside what it uses of the library of the program.
func (s *Set) compile() (*userModules, error) {
	all, err := library()
	if err != nil {
		return nil, err
	}
	parsed := map[string]*ast.Module{}
	var found mistakes
	for _, f := range s.folders {
		maps.Copy(parsed, f.policies)
		for _, m := range f.library {
			parsed[m.name] = m.Module
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parsed)) {
		found.add(CheckShards(parsed[name]))
	}
	needed := used(all, parsed)
	maps.Copy(needed, parsed)
	maps.Copy(all, parsed)
	known := functions(all)
	c := NewCompiler()
	if c.Compile(needed); c.Failed() {
		found.add(explained("", c.Errors, known))
	}
	// What does not compile is not typed either, and would be reported twice.
	if len(found) == 0 {
		errs, err := Conforming(needed)
		if err != nil {
			return nil, err
		}
		if len(errs) > 0 {
			found.add(explained("", errs, known))
		}
		found.add(s.reach(c, all, parsed))
	}
	if err := found.err(); err != nil {
		return nil, err
	}
	compiled := make(map[string]*ast.Module, len(parsed))
	for name := range parsed {
		compiled[name] = c.Modules[name]
	}
	return &userModules{parsed, compiled, unreadable(c, parsed)}, nil
}

// functions returns the names of all that a policy may call or refer to, for suggestions.
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

// reach refuses references to data that no policy of the user may use or that is not there: other rules,
// and what neither a library nor a file of data has.
func (s *Set) reach(c *ast.Compiler, known, parsed map[string]*ast.Module) error {
	facts := embeddedFacts()
	for _, f := range s.folders {
		for _, d := range f.data {
			facts = append(facts, d.name)
		}
	}
	defined := map[string]bool{} // paths of rules
	for _, m := range known {
		for _, r := range m.Rules {
			defined[dotted(m.Package.Path.Append(ast.StringTerm(string(r.Head.Name))))] = true
		}
	}
	var all mistakes
	for name := range parsed {
		m := c.Modules[name]
		home := dotted(m.Package.Path)
		ast.WalkRefs(m, func(ref ast.Ref) bool {
			if len(ref) < 2 || !ref[0].Equal(ast.DefaultRootDocument) {
				return false
			}
			path := dotted(ref.ConstantPrefix())
			switch loc := ref[0].Location; {
			case path == home || strings.HasPrefix(path, home+"."):
			case ref[1].Equal(ast.InternedTerm("facts")):
				if len(ref) > 2 {
					fact, ok := ref[2].Value.(ast.String)
					if ok && !slices.Contains(facts, string(fact)) {
						all.add(at(name, loc, fmt.Sprintf("there is no data.facts.%s%s", string(fact), suggestion(string(fact), facts))))
					}
				}
			case strings.HasPrefix(path, "data."+root+".") || path == "data."+root:
				all.add(at(name, loc, fmt.Sprintf("uses %s, which is another rule; what rules share belongs in lib", path)))
			case !leads(path, defined):
				all.add(at(name, loc, fmt.Sprintf("there is no %s%s", path, suggestion(path, slices.Sorted(maps.Keys(defined))))))
			}
			return false
		})
	}
	return all.err()
}

// leads says whether a path is that of a rule, leads to one, or goes on behind one.
func leads(path string, defined map[string]bool) bool {
	for d := range defined {
		if path == d || strings.HasPrefix(path, d+".") || strings.HasPrefix(d, path+".") {
			return true
		}
	}
	return false
}

// dotted writes a reference of strings with dots, whatever the strings are.
func dotted(ref ast.Ref) string {
	parts := make([]string, len(ref))
	for i, t := range ref {
		if parts[i] = word(t); i == 0 {
			parts[i] = t.Value.String()
		}
	}
	return strings.Join(parts, ".")
}

// at returns an error with its place.
func at(file string, loc *ast.Location, message string) *Error {
	e := &Error{File: file, Message: message}
	if loc != nil {
		e.Line = loc.Row
		if loc.File != "" {
			e.File = loc.File
		}
	}
	return e
}
