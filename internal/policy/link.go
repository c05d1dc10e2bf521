package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/prepared"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// libraryUses returns the names of the library modules that a compiled module refers to, sorted.
func libraryUses(m *ast.Module, library map[string]*ast.Module) []string {
	var all []string
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		innermostPkg := packageOf(ref, library)
		for name, l := range library { // a package may have several modules
			if l.Package.Path.Equal(innermostPkg) {
				all = append(all, name)
			}
		}
		return false
	})
	slices.Sort(all)
	return slices.Compact(all)
}

// addDependencies adds a module, and the modules that it uses directly or indirectly, to names.
func (s *policySet) addDependencies(names map[string]bool, name string) {
	if names[name] {
		return
	}
	names[name] = true
	for _, n := range s.moduleInfo[name].Uses {
		s.addDependencies(names, n)
	}
}

// mayReport reports whether a rule may have something to report about a topology.
func (s *policySet) mayReport(r *rule.Rule, t *topology.Topology) bool {
	tables := s.moduleInfo[r.ID].InputTables
	return len(tables) == 0 || slices.ContainsFunc(tables, t.Has)
}

// Idle returns the rules that cannot report anything about a topology, because the tables that they iterate over are
// empty.
func (e *Engine) Idle(t *topology.Topology) rule.Catalog {
	e.mu.Lock()
	defer e.mu.Unlock()
	var idle rule.Catalog
	for _, r := range e.rules {
		if IsNative(r.ID) {
			continue
		}
		tables := e.set.moduleInfo[r.ID].InputTables
		if e.set.moduleInfo == nil {
			tables = inputTables(e.compiler.Modules[r.ID])
		}
		if len(tables) > 0 && !slices.ContainsFunc(tables, t.Has) {
			idle = append(idle, r)
		}
	}
	return idle
}

// inputTables returns the tables of the input that the report rules of a compiled module iterate over. It returns nil
// if any report rule iterates over none.
func inputTables(m *ast.Module) []string { return ruleTables(m, "report") }

// ruleTables returns the tables of the input that the rules of a module with a name iterate over, or nil if any of them
// iterates over none.
func ruleTables(m *ast.Module, name ast.Var) []string {
	var all []string
	for _, r := range m.Rules {
		if r.Head.Name != name {
			continue
		}
		found := bodyTables(m, r.Body)
		if len(found) == 0 || r.Else != nil {
			return nil
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// bodyTables returns the first table of the input that a body iterates over, or the tables underlying the set of the
// module that it iterates over. A body is a conjunction, so it has no results if these tables are empty.
func bodyTables(m *ast.Module, body ast.Body) []string {
	for _, e := range body {
		if e.Negated || !e.IsEquality() {
			continue
		}
		ref, ok := e.Operand(1).Value.(ast.Ref)
		if !ok || !isVar(ref[len(ref)-1]) {
			continue
		}
		ownPackage := m.Package.Path
		switch {
		case len(ref) == len(ownPackage)+2 && ref.HasPrefix(ownPackage) && isString(ref[len(ownPackage)]):
			if found := ruleTables(m, ast.Var(stringValue(ref[len(ownPackage)]))); len(found) > 0 {
				return found
			}
		case !ref.HasPrefix(ast.InputRootRef):
		case len(ref) == 3 && isString(ref[1]):
			return []string{stringValue(ref[1])}
		case len(ref) == 4 && isString(ref[1]) && stringValue(ref[1]) == "duplicates" && isString(ref[2]):
			return []string{"duplicates." + stringValue(ref[2])}
		}
	}
	return nil
}

func isVar(t *ast.Term) bool    { _, ok := t.Value.(ast.Var); return ok }
func isString(t *ast.Term) bool { _, ok := t.Value.(ast.String); return ok }
func stringValue(t *ast.Term) string {
	s, _ := t.Value.(ast.String)
	return string(s)
}

// assemble returns a compiler for compiled modules. The compiler builds only what modules do not contain: the trees for
// looking up rules, and the indexes.
func assemble(modules map[string]*ast.Module, infos map[string]prepared.ModuleInfo) *ast.Compiler {
	// Only comprehension indexes need the types of the built-in functions, and setting them up can take longer than
	// evaluating a topology.
	c := ast.NewCompiler().WithCapabilities(&ast.Capabilities{AllowNet: []string{}})
	for name := range modules {
		if infos[name].Indexed {
			c = NewCompiler()
			break
		}
	}
	stages := []ast.StageID{ast.StageSetModuleTree, ast.StageSetRuleTree, ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices}
	c.WithSkipStages(slices.DeleteFunc(ast.AllStages(), func(s ast.StageID) bool { return slices.Contains(stages, s) })...)
	// Compile copies its input, because other stages change the modules. These stages do not, so Compile gets modules
	// without rules, and the real ones replace them after the first stage.
	stubs, indexed := make(map[string]*ast.Module, len(modules)), make(map[string]*ast.Module, len(modules))
	for name, m := range modules {
		stubs[name] = &ast.Module{Package: m.Package}
		indexed[name] = stubs[name]
		if infos[name].Indexed {
			indexed[name] = m
		}
	}
	afterStage := func(s ast.StageID, do func(*ast.Compiler)) {
		c.WithStageAfterID(
			s,
			ast.CompilerStageDefinition{Name: string(s) + "Done", MetricName: string(s), Stage: func(c *ast.Compiler) *ast.Error {
				do(c)
				return nil
			}},
		)
	}
	afterStage(ast.StageSetModuleTree, func(c *ast.Compiler) { c.Modules, c.ModuleTree = modules, ast.NewModuleTree(modules) })
	afterStage(ast.StageBuildRuleIndices, func(c *ast.Compiler) { c.Modules = indexed })
	afterStage(ast.StageBuildComprehensionIndices, func(c *ast.Compiler) { c.Modules = modules })
	c.Compile(stubs)
	return c
}
