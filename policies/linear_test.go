package policies_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// TestLinear refuses what makes a policy take the square of the time that a topology of twice the
// size should take, or judge a part of it as if it were the whole. BenchmarkRule in internal/policy
// shows what is left.
func TestLinear(t *testing.T) {
	all := modules(t, false)
	sets := partialSets(all)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		for _, complaint := range complaints(all[path], sets) {
			t.Errorf("%s:%s", path, complaint)
		}
	}
}

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

// complaints returns what is wrong in a parsed module, each with its line.
func complaints(m *ast.Module, sets map[string]bool) []string {
	var found []string
	complain := func(n ast.Node, format string, args ...any) {
		found = append(found, fmt.Sprintf("%d: %s", n.Loc().Row, fmt.Sprintf(format, args...)))
	}
	for _, r := range m.Rules {
		if len(r.Head.Ref()) > 1 {
			complain(r, "%s is an object made entry by entry, which OPA compares with all its entries before; write a comprehension, {key: value | …}", r.Head.Name)
		}
		scans := scans(r)
		switch {
		case len(scans) > 1:
			complain(scans[1], "%s runs over %s for each of %s; look it up in input.index by a key: the tables are split over evaluations that see a part each", r.Head.Name, scans[1], scans[0])
		case len(scans) == 1 && len(r.Head.Args) > 0:
			complain(scans[0], "function %s runs over %s at each call; hand it a row, or look it up in input.index by a key", r.Head.Name, scans[0])
		case len(scans) == 1 && r.Head.Name != "report" && !onlyRunOver(m, r.Head.Name):
			complain(scans[0], "%s is made of a part of %s, not of all of it, so nothing can be looked up in it; a report may run over it, one row at a time", r.Head.Name, scans[0])
		}
		for _, c := range comparisons(r) {
			complain(c, "%s is evaluated for each pair; give the outer value a name before the comprehension, key := …, and compare with the name, so that OPA makes an index", c)
		}
	}
	ast.WalkRefs(m, func(r ast.Ref) bool {
		if name, ok := setOf(m, r, sets); ok {
			complain(r[0], "%s looks a key up in the set %s, which evaluates all of it each time; write: key in %s", r, name, name)
		}
		return false
	})
	return found
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

// TestLinearRefuses shows each idiom that is refused, and what is written in its place.
func TestLinearRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		rego, want string
	}{
		"an object rule":          {`by_name[row.name] := row if some row in input.index.residency`, "entry by entry"},
		"an object of sets":       {`by_name[row.name] contains row.id if some row in input.index.residency`, "entry by entry"},
		"an object comprehension": {`by_name := {row.name: row | some row in input.index.residency}`, ""},
		"a join of two tables": {`report contains user.name if {
			some user in input.users
			some guest in input.guests
			guest.mail == user.mail
		}`, "for each of"},
		"a join with itself": {`report contains a.name if {
			some a in input.users
			others := [b | some b in input.users; b.mail == a.mail]
			count(others) > 1
		}`, "for each of"},
		"a shared value and a table": {`report contains s.key if {
			some s in input.shared.domains
			count(input.users) > 0
		}`, "for each of"},
		"one row":          {`report contains user.name if some user in input.users`, ""},
		"one shared value": {`report contains s.key if some s in input.shared.domains`, ""},
		"one of two tables": {`report contains row.name if {
			some table in ["users", "guests"]
			some row in input[table]
		}`, ""},
		"a function that scans":  {`known(name) if { some user in input.users; user.name == name }`, "at each call"},
		"a set of a whole table": {`names := {user.name | some user in input.users}`, "made of a part"},
		"a set that is run over": {`native contains row if { some row in input.deployments; row.native }
			report contains row.name if { some row in native; row.broken }`, ""},
		"a set that is looked into": {`native contains row.name if { some row in input.deployments; row.native }
			report contains row.name if { some row in input.users; row.name in native }`, "made of a part"},
		"an inline comparison": {`report contains row.name if {
			some row in input.users
			same := [u | some u in input.index.of[row.tenant].users; u.mail == row.mail]
			count(same) > 1
		}`, "for each pair"},
		"a comparison with a name": {`report contains row.name if {
			some row in input.users
			mail := row.mail
			same := [u | some u in input.index.of[row.tenant].users; u.mail == mail]
			count(same) > 1
		}`, ""},
		"a lookup in a set": {`names contains row.class if some row in input.index.residency
			report contains row.class if { some row in input.dataSets; names[row.class] }`, "looks a key up"},
		"a member of a set": {`names contains row.class if some row in input.index.residency
			report contains row.class if { some row in input.dataSets; row.class in names }`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := ast.ParseModuleWithOpts("rule.rego", "package p\n"+test.rego, ast.ParserOptions{RegoVersion: ast.RegoV1})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(complaints(m, partialSets(map[string]*ast.Module{"rule.rego": m})), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("complaints %q, want %q", got, test.want)
			}
		})
	}
}
