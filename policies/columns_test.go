package policies_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// TestColumnsAreShown checks that each column that the policy of a rule reads is in one of its manifests, so that
// TestWays covers variants of it.
func TestColumnsAreShown(t *testing.T) {
	columns := map[string]bool{}
	var walk func(all []vocabulary.Column)
	walk = func(all []vocabulary.Column) {
		for i := range all {
			columns[all[i].Name] = true
			walk(all[i].Columns)
		}
	}
	for _, table := range vocabulary.Tables() {
		walk(table.Columns)
	}
	policies := modules(t)
	for _, r := range policy.Rules() {
		fail, pass, err := policy.Examples(r)
		if err != nil {
			t.Fatal(err)
		}
		written := map[string]bool{}
		for _, e := range slices.Concat(fail, pass) {
			for _, d := range parseFiles(estate{"m.yaml": e.Text, "before.yaml": e.Before}) {
				collectKeys(d.Root, written)
			}
		}
		for _, c := range slices.Sorted(maps.Keys(readColumns(policies[r.ID+"/rule.rego"]))) {
			if columns[c] && !written[c] {
				t.Errorf("%s reads %q, which is in none of its manifests", r.ID, c)
			}
		}
	}
}

// collectKeys collects the keys of a node and of all its descendants.
func collectKeys(n *manifest.Node, into map[string]bool) {
	if n == nil {
		return
	}
	for i := range n.Pairs {
		into[n.Pairs[i].Key.Text] = true
		collectKeys(n.Pairs[i].Value, into)
	}
	for _, item := range n.Items {
		collectKeys(item, into)
	}
}

// computedColumns are computed columns with the same name as columns of a manifest.
var computedColumns = []string{"environment", "external", "group", "host", "source", "tenant", "tenants"}

// readColumns collects the columns that the policy of a rule reads from rows: strings in references that begin at a row, in
// paths, and in arrays that it iterates over.
func readColumns(m *ast.Module) map[string]bool {
	found := map[string]bool{}
	add := func(terms []*ast.Term) {
		for _, term := range terms {
			if s, ok := term.Value.(ast.String); ok && !slices.Contains(computedColumns, string(s)) {
				found[string(s)] = true
			}
		}
	}
	imported := map[ast.Var]bool{} // imports and rules of the module
	for _, i := range m.Imports {
		imported[i.Name()] = true
	}
	for _, r := range m.Rules {
		imported[r.Head.Name] = true
	}
	visitor := ast.NewGenericVisitor(nil)
	visitor = ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case ast.Object: // its keys are those of a finding
			x.Foreach(func(_, v *ast.Term) { visitor.Walk(v) })
			return true
		case ast.Ref:
			head, _ := x[0].Value.(ast.Var)
			switch {
			case head == "data", imported[head]:
			case head == "input":
				add(x[min(len(x), 4):])
			default:
				add(x[1:])
			}
		case ast.Call:
			if name := x[0].String(); name == "object.get" || name == "lib.path" {
				add(x[2:3])
			}
			for _, argument := range x[1:] {
				visitor.Walk(argument)
			}
			return true
		case *ast.Array:
			x.Foreach(func(item *ast.Term) { add([]*ast.Term{item}) })
		case *ast.Expr:
			if terms, ok := x.Terms.([]*ast.Term); ok {
				visitor.Walk(ast.Call(terms))
				return true
			}
		}
		return false
	})
	for _, r := range m.Rules {
		visitor.Walk(r)
	}
	return found
}
