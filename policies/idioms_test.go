package policies_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"gopkg.in/yaml.v3"
)

// idioms are checks of regal, the Rego linter, that need only the syntax tree, by regal's names. Each reports the
// locations of violations in a module.
var idioms = map[string]func(m *ast.Module, report func(*ast.Location)){
	"idiomatic/equals-pattern-matching":     eachRule(equalsPatternMatching),
	"idiomatic/prefer-set-or-object-rule":   eachRule(preferSetOrObjectRule),
	"performance/defer-assignment":          eachRule(deferAssignment),
	"performance/non-loop-expression":       eachRule(nonLoopExpression),
	"performance/with-outside-test-context": eachRule(withOutsideTest),
	"style/comprehension-term-assignment":   eachRule(comprehensionTermAssignment),
	"style/external-reference":              externalReference,
	"style/mixed-iteration":                 eachRule(mixedIteration),
}

// TestIdioms checks all Rego for findings that regal once reported, because CI cannot install regal.
func TestIdioms(t *testing.T) {
	ignored := ignoredFiles(t)
	for file, m := range parseAll(t) {
		for name, check := range idioms {
			if slices.Contains(ignored[name], "policies/"+file) {
				continue
			}
			check(m, func(at *ast.Location) { t.Errorf("%s:%d: %s", file, at.Row, name) })
		}
	}
}

// violations maps each idiom to a rule that violates it once.
var violations = map[string]string{
	"idiomatic/equals-pattern-matching":     "f(x) if x == 1",
	"idiomatic/prefer-set-or-object-rule":   "names := {row.name | some row in input.rows}",
	"performance/defer-assignment":          "f(row) := name if {\nother := row.name\ncount(row.names) > 0\nname := [other]\n}",
	"performance/non-loop-expression":       "f contains row if {\nsome row in input.rows\ninput.on\n}",
	"performance/with-outside-test-context": "f if g with input as {}",
	"style/comprehension-term-assignment":   "f := [name | some row in input.rows; name := row.name]",
	"style/external-reference":              "f(row) if {\nrow in input.a\nrow in input.b\nrow in input.c\n}",
	"style/mixed-iteration":                 "f contains row if some row in input.tables[_]",
}

// TestIdiomChecks checks that each check reports its violation, and none reports a typical rule of the policies.
func TestIdiomChecks(t *testing.T) {
	const good = "report contains finding if {\nsome row in input.rows\nrow.on\nfinding := {\"at\": row.at}\n}\n"
	for name, check := range idioms {
		for text, want := range map[string]int{good + violations[name]: 1, good: 0} {
			found := 0
			check(ast.MustParseModuleWithOpts("package a\n"+text, ast.ParserOptions{RegoVersion: ast.RegoV1}),
				func(*ast.Location) { found++ })
			if found != want {
				t.Errorf("%s: %d violations, want %d, in\n%s", name, found, want, text)
			}
		}
	}
}

// ignoredFiles returns the files that the configuration of regal ignores, by check.
func ignoredFiles(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../.regal/config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Rules map[string]map[string]struct {
			Ignore struct {
				Files []string `yaml:"files"`
			} `yaml:"ignore"`
		} `yaml:"rules"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for category, rules := range config.Rules {
		for name, rule := range rules {
			files[category+"/"+name] = rule.Ignore.Files
		}
	}
	return files
}

// TestReferencesResolve checks that every reference to data resolves to a rule, a package or a table: a misspelled one is
// undefined, and its rule never matches.
func TestReferencesResolve(t *testing.T) {
	modules := parseAll(t)
	known := map[string]bool{"data": true}
	declare := func(ref ast.Ref) {
		for i := range ref {
			known[ref[:i+1].String()] = true
		}
	}
	for _, m := range modules {
		for _, r := range m.Rules {
			declare(m.Package.Path.Extend(r.Head.Ref().GroundPrefix()))
		}
	}
	tables, err := fs.Glob(os.DirFS("."), "data/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		declare(ast.MustParseRef("data.facts[\"" + strings.TrimSuffix(path.Base(table), ".json") + "\"]"))
	}
	for file, m := range modules {
		imports := map[string]ast.Ref{}
		for _, i := range m.Imports {
			imports[string(i.Name())] = i.Path.Value.(ast.Ref)
		}
		check := func(ref ast.Ref) bool {
			full := ref
			if head, ok := ref[0].Value.(ast.Var); ok && imports[string(head)] != nil {
				full = imports[string(head)].Concat(ref[1:])
			}
			if full[0].Equal(ast.DefaultRootDocument) && !resolves(full.GroundPrefix(), known, modules) {
				t.Errorf("%s:%d: nothing declares %s", file, ref[0].Location.Row, full)
			}
			return false
		}
		for _, r := range m.Rules {
			ast.WalkRefs(r, check)
		}
	}
}

// resolves reports whether a reference is a prefix of a declared one, or leads into the value of a rule or table.
func resolves(ref ast.Ref, known map[string]bool, modules map[string]*ast.Module) bool {
	if known[ref.String()] {
		return true
	}
	for i := len(ref) - 1; i > 1; i-- {
		prefix := ref[:i]
		if !known[prefix.String()] {
			continue
		}
		isPackage := false
		for _, m := range modules {
			isPackage = isPackage || m.Package.Path.HasPrefix(prefix)
		}
		return !isPackage && !prefix.Equal(ast.MustParseRef("data.facts"))
	}
	return false
}

// parseAll parses all Rego files of the policies, by path.
func parseAll(t *testing.T) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".rego" {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		modules[file], err = ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

func eachRule(check func(*ast.Rule, func(*ast.Location))) func(*ast.Module, func(*ast.Location)) {
	return func(m *ast.Module, report func(*ast.Location)) {
		for _, r := range m.Rules {
			check(r, report)
		}
	}
}

// equalsPatternMatching reports f(x) if x == 1, which is f(1).
func equalsPatternMatching(r *ast.Rule, report func(*ast.Location)) {
	if len(r.Head.Args) == 0 || r.Else != nil || len(r.Body) != 1 {
		return
	}
	terms := operands(r.Body[0], ast.Equal.Name)
	if call, ok := r.Head.Value.Value.(ast.Call); ok && hasNoBody(r) && call[0].String() == ast.Equal.Name {
		terms = call[1:]
	}
	for i, term := range terms {
		if ast.IsScalar(terms[len(terms)-1-i].Value) && containsVar(r.Head.Args, term) {
			report(r.Location)
		}
	}
}

// preferSetOrObjectRule reports a rule whose value is a comprehension and that could be a set or object rule. It permits
// {x | some x in list}, which converts a list to a set.
func preferSetOrObjectRule(r *ast.Rule, report func(*ast.Location)) {
	if len(r.Head.Args) > 0 || r.Head.Value == nil || !hasNoBody(r) {
		return
	}
	switch c := r.Head.Value.Value.(type) {
	case *ast.SetComprehension:
		if symbols := someIn(c.Body[0]); len(c.Body) > 1 || len(symbols) != 2 || !symbols[0].Equal(c.Term) {
			report(r.Location)
		}
	case *ast.ObjectComprehension:
		report(r.Location)
	}
}

// deferAssignment reports an assignment before a condition that does not use it.
func deferAssignment(r *ast.Rule, report func(*ast.Location)) {
	for i, e := range r.Body[:len(r.Body)-1] {
		next := r.Body[i+1]
		if !e.IsAssignment() || !next.IsCall() || next.IsAssignment() || next.Operator().Equal(ast.WalkBuiltin.Ref()) {
			continue
		}
		name, ok := e.Operand(0).Value.(ast.Var)
		if ref, isRef := e.Operand(1).Value.(ast.Ref); !ok || isRef && !ref.IsGround() || usesVar(r.Head, name) || usesVar(next, name) {
			continue
		}
		report(e.Location)
	}
}

// nonLoopExpression reports an expression inside a loop that does not depend on it.
func nonLoopExpression(r *ast.Rule, report func(*ast.Location)) {
	declared := map[ast.Var]int{} // rows of loop variables and assigned variables
	first := 0
	loop := func(term *ast.Term) {
		ast.WalkVars(term, func(v ast.Var) bool {
			declared[v] = term.Location.Row
			if first == 0 || term.Location.Row < first {
				first = term.Location.Row
			}
			return false
		})
	}
	body := slices.Clone(r.Body)
	for _, e := range r.Body {
		if every, ok := e.Terms.(*ast.Every); ok {
			for _, term := range []*ast.Term{every.Key, every.Value} {
				if term != nil {
					loop(term)
				}
			}
			body = append(body, every.Body...)
		}
	}
	for _, e := range body {
		if symbols := someIn(e); symbols != nil {
			for _, term := range symbols[:len(symbols)-1] {
				loop(term)
			}
		}
		if e.IsCall() && e.Operator().Equal(ast.WalkBuiltin.Ref()) {
			loop(e.Operand(1))
		}
		if e.IsAssignment() {
			ast.WalkVars(e.Operand(0), func(v ast.Var) bool {
				declared[v] = e.Location.Row
				return false
			})
		}
	}
	for _, e := range body {
		if first == 0 || e.Location.Row <= first {
			continue
		}
		needs := false
		ast.WalkVars(e, func(v ast.Var) bool {
			needs = needs || declared[v] >= first
			return needs
		})
		if !needs {
			report(e.Location)
		}
	}
}

// withOutsideTest reports input or data that is replaced outside a test.
func withOutsideTest(r *ast.Rule, report func(*ast.Location)) {
	if strings.HasPrefix(r.Head.Ref().String(), "test_") {
		return
	}
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		if len(e.With) > 0 {
			report(e.Location)
		}
		return false
	})
}

// comprehensionTermAssignment reports a comprehension that assigns a value which could be its term.
func comprehensionTermAssignment(r *ast.Rule, report func(*ast.Location)) {
	check := func(body ast.Body, terms ...*ast.Term) {
		for _, e := range body {
			if len(body) == 1 || !e.IsAssignment() || !slices.ContainsFunc(terms, e.Operand(0).Equal) {
				continue
			}
			switch value := e.Operand(1).Value.(type) {
			case ast.Var:
				report(e.Location)
			case ast.Ref:
				if value.IsGround() {
					report(e.Location)
				}
			}
		}
	}
	ast.WalkTerms(r, func(term *ast.Term) bool {
		switch c := term.Value.(type) {
		case *ast.SetComprehension:
			check(c.Body, c.Term)
		case *ast.ArrayComprehension:
			check(c.Body, c.Term)
		case *ast.ObjectComprehension:
			check(c.Body, c.Key, c.Value)
		}
		return false
	})
}

// externalReference reports a function with more than two references to values other than its arguments.
func externalReference(m *ast.Module, report func(*ast.Location)) {
	outside := ast.NewVarSet("input", "data")
	for _, i := range m.Imports {
		outside.Add(i.Name())
	}
	for _, r := range m.Rules {
		if len(r.Head.Args) == 0 {
			outside.Add(r.Head.Ref()[0].Value.(ast.Var))
		}
	}
	for _, r := range m.Rules {
		if len(r.Head.Args) == 0 {
			continue
		}
		locals := boundVars(r)
		var found []*ast.Location
		called := map[*ast.Term]bool{}
		ast.NewGenericVisitor(func(x any) bool {
			switch x := x.(type) {
			case *ast.Expr:
				if terms, ok := x.Terms.([]*ast.Term); ok {
					called[terms[0]] = true
				}
			case *ast.Term:
				switch value := x.Value.(type) {
				case ast.Call:
					called[value[0]] = true
				case ast.Ref:
					if called[x] {
						return true
					}
				case ast.Var:
					if outside.Contains(value) && !locals.Contains(value) {
						found = append(found, x.Location)
					}
				}
			}
			return false
		}).Walk(r)
		if len(found) > 2 {
			report(found[0])
		}
	}
}

// mixedIteration reports some x in list[_], which mixes two styles of iteration.
func mixedIteration(r *ast.Rule, report func(*ast.Location)) {
	known := boundVars(r)
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		symbols := someIn(e)
		if symbols == nil {
			return false
		}
		ref, ok := symbols[len(symbols)-1].Value.(ast.Ref)
		for i := 1; ok && i < len(ref); i++ {
			if v, ok := ref[i].Value.(ast.Var); ok && !known.Contains(v) {
				report(e.Location)
			}
		}
		return false
	})
}

// boundVars returns the arguments of a rule and the variables that its expressions bind. "some" without "in" binds none.
func boundVars(r *ast.Rule) ast.VarSet {
	vars := ast.NewVarSet()
	bind := func(term *ast.Term) {
		ast.WalkVars(term, func(v ast.Var) bool {
			vars.Add(v)
			return false
		})
	}
	for _, arg := range r.Head.Args {
		bind(arg)
	}
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		if symbols := someIn(e); symbols != nil {
			for _, term := range symbols[:len(symbols)-1] {
				bind(term)
			}
		}
		if e.IsAssignment() {
			bind(e.Operand(0))
		}
		if every, ok := e.Terms.(*ast.Every); ok {
			bind(every.Value)
			if every.Key != nil {
				bind(every.Key)
			}
		}
		return false
	})
	return vars
}

// someIn returns the variables of "some key, value in collection" and, last, the collection.
func someIn(e *ast.Expr) []*ast.Term {
	if some, ok := e.Terms.(*ast.SomeDecl); ok {
		if call, ok := some.Symbols[0].Value.(ast.Call); ok {
			return call[1:]
		}
	}
	return nil
}

// operands returns the operands of a call of the built-in function, or nil.
func operands(e *ast.Expr, builtin string) []*ast.Term {
	if e.IsCall() && e.Operator().String() == builtin {
		return e.Operands()
	}
	return nil
}

// hasNoBody reports whether a rule is written without a body.
func hasNoBody(r *ast.Rule) bool {
	return len(r.Body) == 1 && r.Body[0].Equal(ast.NewExpr(ast.BooleanTerm(true)))
}

func containsVar(args []*ast.Term, term *ast.Term) bool {
	_, ok := term.Value.(ast.Var)
	return ok && slices.ContainsFunc(args, term.Equal)
}

func usesVar(x any, name ast.Var) bool {
	found := false
	ast.WalkVars(x, func(v ast.Var) bool {
		found = found || v == name
		return found
	})
	return found
}
