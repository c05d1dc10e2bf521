package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// partialSets returns the paths of all rules that are sets made element by element.
func partialSets(modules map[string]*ast.Module) map[string]bool {
	sets := map[string]bool{}
	for _, m := range modules {
		for _, r := range m.Rules {
			if r.Head.RuleKind() == ast.MultiValue {
				sets[m.Package.Path.String()+"."+r.Head.Name.String()] = true
			}
		}
	}
	return sets
}

// Complaints returns what makes parsed policies judge a part of a topology as if it were the whole, or
// take the square of the time that a topology of twice the size should take. The modules are those of
// rules and libraries by the name that errors have for them, all that refer to each other.
func Complaints(modules map[string]*ast.Module) []*Error {
	sets := partialSets(modules)
	var all mistakes
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		all.add(parts(modules[name]))
		all.add(slow(modules[name], sets))
	}
	err := all.err()
	if several, ok := errors.AsType[*SeveralError](err); ok {
		return several.All
	}
	if one, ok := errors.AsType[*Error](err); ok {
		return []*Error{one}
	}
	return nil
}

// parts returns where a parsed module takes a part of a table for all of it.
func parts(m *ast.Module) error {
	var all mistakes
	complain := func(n ast.Node, format string, args ...any) {
		all.add(at("", n.Loc(), fmt.Sprintf(format, args...)))
	}
	for _, i := range m.Imports {
		if ref, ok := i.Path.Value.(ast.Ref); ok && ref[0].Equal(ast.InputRootDocument) && !ref.HasPrefix(indexRef) {
			complain(i, "%s is imported, so that nobody sees in a rule over what it runs; write it out there", ref)
		}
	}
	for _, r := range m.Rules {
		ast.WalkTerms(r, func(t *ast.Term) bool {
			if ref, ok := t.Value.(ast.Ref); ok && len(ref) == 1 && ref[0].Equal(ast.InputRootDocument) {
				complain(t, "%s asks for all of the input, of which each evaluation sees a part; name a table, or input.index", headName(r))
			}
			return false
		})
		switch scans := scans(r); {
		case len(scans) > 1:
			complain(scans[1], "%s runs over %s for each of %s; look it up in input.index by a key: the tables are split over evaluations that see a part each", headName(r), scans[1], scans[0])
		case len(scans) == 1 && len(r.Head.Args) > 0:
			complain(scans[0], "function %s runs over %s at each call; hand it a row, or look it up in input.index by a key", headName(r), scans[0])
		case len(scans) == 1 && headName(r) != "report" && !onlyRunOver(m, ast.Var(headName(r))):
			complain(scans[0], "%s is made of a part of %s, not of all of it, so nothing can be looked up in it; a report may run over it, one row at a time", headName(r), scans[0])
		}
	}
	return all.err()
}

// headName returns the name of a rule, without what may follow it in brackets.
func headName(r *ast.Rule) string {
	v, _ := r.Head.Ref()[0].Value.(ast.Var)
	return string(v)
}

// slow returns where a parsed module takes the square of the time that it should.
func slow(m *ast.Module, sets map[string]bool) error {
	var all mistakes
	complain := func(n ast.Node, format string, args ...any) {
		all.add(at("", n.Loc(), fmt.Sprintf(format, args...)))
	}
	for _, r := range m.Rules {
		if len(r.Head.Ref()) > 1 {
			complain(r, "%s is an object made entry by entry, which OPA compares with all its entries before; write a comprehension, {key: value | …}", headName(r))
		}
		for _, c := range comparisons(r) {
			complain(c, "%s == %s is evaluated for each pair; give the outer value a name before the comprehension, key := …, and compare with the name, so that OPA makes an index", c.Operand(0), c.Operand(1))
		}
	}
	ast.WalkRefs(m, func(r ast.Ref) bool {
		if name, ok := setOf(m, r, sets); ok {
			complain(r[0], "%s looks a key up in the set %s, which evaluates all of it each time; write: key in %s", r, name, name)
		}
		return false
	})
	return all.err()
}

// scans returns each place where a rule names a whole table of the input or a list of input.shared.
func scans(r *ast.Rule) []*ast.Term {
	tables := topology.Tables()
	var found []*ast.Term
	ast.WalkTerms(r, func(t *ast.Term) bool {
		ref, ok := t.Value.(ast.Ref)
		if !ok || len(ref) < 2 || !ref[0].Equal(ast.InputRootDocument) {
			return false
		}
		name, ok := ref[1].Value.(ast.String)
		if !ok || name == "shared" || slices.Contains(tables, string(name)) {
			found = append(found, t)
		}
		return false
	})
	return found
}

// onlyRunOver says whether a rule is used in no other way than "some row in name": what it is made of
// one part of a table is then judged row by row, as the table itself would be.
func onlyRunOver(m *ast.Module, name ast.Var) bool {
	uses, runs := 0, 0
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if v, ok := t.Value.(ast.Var); ok && v == name {
			uses++
		}
		return false
	})
	ast.WalkExprs(m, func(e *ast.Expr) bool {
		if decl, ok := e.Terms.(*ast.SomeDecl); ok {
			if call, ok := decl.Symbols[0].Value.(ast.Call); ok && call[len(call)-1].Value.Compare(name) == 0 {
				runs++
			}
		}
		return false
	})
	return runs > 0 && uses == runs
}

// comparisons returns the equalities inside comprehensions over a tenant's rows in which a field of a
// row is compared with a field of a value from outside.
func comparisons(r *ast.Rule) []*ast.Expr {
	var found []*ast.Expr
	ast.WalkClosures(r, func(x any) bool {
		var body ast.Body
		switch c := x.(type) {
		case *ast.ArrayComprehension:
			body = c.Body
		case *ast.SetComprehension:
			body = c.Body
		case *ast.ObjectComprehension:
			body = c.Body
		default:
			return false
		}
		inner := tenantRows(body)
		for _, arg := range r.Head.Args {
			if arg.Value.Compare(ast.Var("tenant")) == 0 {
				return false // a row of a tenant, whose lists are walked once for each tenant
			}
		}
		for _, e := range body {
			if !e.IsEquality() && !e.IsCall() || len(e.Operands()) != 2 || !slices.Contains([]string{"eq", "equal"}, e.Operator().String()) {
				continue
			}
			a, b := fieldOf(e.Operand(0)), fieldOf(e.Operand(1))
			if a != "" && b != "" && inner[a] != inner[b] {
				found = append(found, e)
			}
		}
		return false
	})
	return found
}

// tenantRows returns the variables of a body that run over a table of input.index.of.
func tenantRows(body ast.Body) map[ast.Var]bool {
	rows := map[ast.Var]bool{}
	for _, e := range body {
		decl, ok := e.Terms.(*ast.SomeDecl)
		if !ok || len(decl.Symbols) != 1 {
			continue
		}
		call, ok := decl.Symbols[0].Value.(ast.Call)
		if !ok || !strings.HasPrefix(call[len(call)-1].String(), "input.index.of") {
			continue
		}
		if v, ok := call[len(call)-2].Value.(ast.Var); ok {
			rows[v] = true
		}
	}
	return rows
}

// fieldOf returns the variable of which a term is a field, or "".
func fieldOf(t *ast.Term) ast.Var {
	ref, ok := t.Value.(ast.Ref)
	if !ok || len(ref) < 2 {
		return ""
	}
	v, _ := ref[0].Value.(ast.Var)
	return v
}

// setOf says whether a reference looks a key up in a partial set of its own package or of an imported one.
func setOf(m *ast.Module, r ast.Ref, sets map[string]bool) (name string, ok bool) {
	head, isVar := r[0].Value.(ast.Var)
	if !isVar || len(r) < 2 {
		return "", false
	}
	if sets[m.Package.Path.String()+"."+head.String()] {
		return head.String(), true
	}
	for _, i := range m.Imports {
		path, isRef := i.Path.Value.(ast.Ref)
		member, isText := r[1].Value.(ast.String)
		if isRef && isText && i.Name() == head && len(r) > 2 && sets[path.String()+"."+string(member)] {
			return head.String() + "." + string(member), true
		}
	}
	return "", false
}
