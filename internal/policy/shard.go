package policy

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// CheckShards checks that a parsed module does not treat the rows of a shard as the entire table. The error contains an
// *Error for each location.
func CheckShards(m *ast.Module) error {
	var problems errorList
	addError := func(n ast.Node, format string, args ...any) {
		problems.add(errorAt("", n.Loc(), fmt.Sprintf(format, args...)))
	}
	for _, i := range m.Imports {
		if ref, ok := i.Path.Value.(ast.Ref); ok && ref[0].Equal(ast.InputRootDocument) && !ref.HasPrefix(indexRef) {
			addError(i, "%s is imported, which hides what a rule iterates over; write the full reference in the rule", ref)
		}
	}
	for _, r := range m.Rules {
		ast.WalkTerms(r, func(t *ast.Term) bool {
			if ref, ok := t.Value.(ast.Ref); ok && len(ref) == 1 && ref[0].Equal(ast.InputRootDocument) {
				addError(t, "%s uses the entire input, but each evaluation sees only a shard; use a table or input.index", headName(r))
			}
			return false
		})
		switch scans := tableScans(r); {
		case len(scans) > 1:
			addError(
				scans[1],
				"%s iterates over %s for each row of %s; look up a key in input.index instead, because each evaluation sees only a shard of a table",
				headName(r),
				scans[1],
				scans[0],
			)
		case len(scans) == 1 && len(r.Head.Args) > 0:
			addError(scans[0], "function %s iterates over %s on every call; pass it a row, or look up a key in input.index", headName(r), scans[0])
		case len(scans) == 1 && headName(r) != "report" && !onlyIterated(m, ast.Var(headName(r))):
			addError(
				scans[0],
				"%s contains only a shard of %s, so nothing can be looked up in it; a report may iterate over it row by row",
				headName(r),
				scans[0],
			)
		}
	}
	return problems.err()
}

// headName returns the name of a rule without any keys in brackets that follow it.
func headName(r *ast.Rule) string {
	v, _ := r.Head.Ref()[0].Value.(ast.Var)
	return string(v)
}

// tableScans returns each reference in a rule to an entire table of the input or to input.duplicates.
func tableScans(r *ast.Rule) []*ast.Term {
	tables := topology.Tables()
	var refs []*ast.Term
	ast.WalkTerms(r, func(t *ast.Term) bool {
		ref, ok := t.Value.(ast.Ref)
		if !ok || len(ref) < 2 || !ref[0].Equal(ast.InputRootDocument) {
			return false
		}
		name, ok := ref[1].Value.(ast.String)
		if !ok || name == "duplicates" || slices.Contains(tables, string(name)) {
			refs = append(refs, t)
		}
		return false
	})
	return refs
}

// onlyIterated reports whether a rule is used only in expressions of the form "some row in name": its elements, which
// come from one shard of a table, are then evaluated row by row, as the table itself would be.
func onlyIterated(m *ast.Module, name ast.Var) bool {
	uses, iterations := 0, 0
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if v, ok := t.Value.(ast.Var); ok && v == name {
			uses++
		}
		return false
	})
	ast.WalkExprs(m, func(e *ast.Expr) bool {
		if decl, ok := e.Terms.(*ast.SomeDecl); ok {
			if call, ok := decl.Symbols[0].Value.(ast.Call); ok && call[len(call)-1].Value.Compare(name) == 0 {
				iterations++
			}
		}
		return false
	})
	return iterations > 0 && uses == iterations
}
