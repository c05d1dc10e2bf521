package policytest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// Lint returns an error for each location where parsed policies treat a shard as the entire topology or take quadratic
// time, ordered by location. modules contains the rules and libraries by the file name that errors use, including all
// that they refer to.
func Lint(modules map[string]*ast.Module) []*policy.Error {
	sets := partialSets(modules)
	var all []*policy.Error
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		all = append(all, policy.Errors(policy.CheckShards(modules[name]))...)
		all = append(all, checkQuadratic(modules[name], sets)...)
	}
	slices.SortStableFunc(all, func(a, b *policy.Error) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(all, func(a, b *policy.Error) bool { return *a == *b })
}

// partialSets returns the paths of all rules that define partial sets.
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

// checkQuadratic returns an error for each location where a parsed module takes quadratic time.
func checkQuadratic(m *ast.Module, sets map[string]bool) []*policy.Error {
	var all []*policy.Error
	addError := func(n ast.Node, format string, args ...any) {
		all = append(all, &policy.Error{File: n.Loc().File, Line: n.Loc().Row, Message: fmt.Sprintf(format, args...)})
	}
	for _, r := range m.Rules {
		if len(r.Head.Ref()) > 1 {
			addError(
				r,
				"%s is an object built entry by entry, which OPA compares with all previous entries; write a comprehension, {key: value | …}",
				r.Head.Ref()[0],
			)
		}
		for _, c := range comparisons(r) {
			addError(
				c,
				"%s == %s is evaluated for each pair; assign the outer value to a variable before the comprehension, key := …, and compare with that, so that OPA builds an index",
				c.Operand(0),
				c.Operand(1),
			)
		}
	}
	ast.WalkRefs(m, func(r ast.Ref) bool {
		if name, ok := partialSetLookup(m, r, sets); ok {
			addError(r[0], "%s looks up a key in the set %s, which evaluates the entire set each time; write: key in %s", r, name, name)
		}
		return false
	})
	return all
}

// comparisons returns the equalities in comprehensions over a tenant's rows that compare a field of a row with a field
// of a value from outside the comprehension.
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
		rows := tenantRows(body)
		for _, arg := range r.Head.Args {
			if arg.Value.Compare(ast.Var("tenant")) == 0 {
				return false // a function of a tenant's row, whose lists are scanned once per tenant
			}
		}
		for _, e := range body {
			if !e.IsEquality() && !e.IsCall() || len(e.Operands()) != 2 || !slices.Contains([]string{"eq", "equal"}, e.Operator().String()) {
				continue
			}
			a, b := fieldOf(e.Operand(0)), fieldOf(e.Operand(1))
			if a != "" && b != "" && rows[a] != rows[b] {
				found = append(found, e)
			}
		}
		return false
	})
	return found
}

// tenantRows returns the variables of a body that iterate over a table of input.index.byTenant.
func tenantRows(body ast.Body) map[ast.Var]bool {
	rows := map[ast.Var]bool{}
	for _, e := range body {
		decl, ok := e.Terms.(*ast.SomeDecl)
		if !ok || len(decl.Symbols) != 1 {
			continue
		}
		call, ok := decl.Symbols[0].Value.(ast.Call)
		if !ok || !strings.HasPrefix(call[len(call)-1].String(), "input.index.byTenant") {
			continue
		}
		if v, ok := call[len(call)-2].Value.(ast.Var); ok {
			rows[v] = true
		}
	}
	return rows
}

// fieldOf returns the variable that a term is a field of, or "".
func fieldOf(t *ast.Term) ast.Var {
	ref, ok := t.Value.(ast.Ref)
	if !ok || len(ref) < 2 {
		return ""
	}
	v, _ := ref[0].Value.(ast.Var)
	return v
}

// partialSetLookup reports whether a reference looks up a key in a partial set of its own or an imported package, and
// returns the name of the set.
func partialSetLookup(m *ast.Module, r ast.Ref, sets map[string]bool) (name string, ok bool) {
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
