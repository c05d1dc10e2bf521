package policies_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policytest"
)

// TestLinear rejects idioms that make a policy quadratic in the size of the topology, or let it evaluate a shard as if it
// were the entire topology. BenchmarkRule in internal/policy shows what this does not cover.
func TestLinear(t *testing.T) {
	for _, complaint := range policytest.Lint(modules(t)) {
		t.Error(complaint)
	}
}

// TestLinearRejects checks each rejected idiom, and the alternatives to it.
func TestLinearRejects(t *testing.T) {
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
		}`, "for each row of"},
		"a join with itself": {`report contains a.name if {
			some a in input.users
			others := [b | some b in input.users; b.mail == a.mail]
			count(others) > 1
		}`, "for each row of"},
		"a duplicate and a table": {`report contains s.key if {
			some s in input.duplicates.domains
			count(input.users) > 0
		}`, "for each row of"},
		"one row":       {`report contains user.name if some user in input.users`, ""},
		"one duplicate": {`report contains s.key if some s in input.duplicates.domains`, ""},
		"one of two tables": {`report contains row.name if {
			some table in ["users", "guests"]
			some row in input[table]
		}`, ""},
		"a function that scans":  {`known(name) if { some user in input.users; user.name == name }`, "on every call"},
		"a set of a whole table": {`names := {user.name | some user in input.users}`, "contains only a shard of"},
		"a set that is run over": {`native contains row if { some row in input.deployments; row.native }
			report contains row.name if { some row in native; row.broken }`, ""},
		"a set that is looked into": {`native contains row.name if { some row in input.deployments; row.native }
			report contains row.name if { some row in input.users; row.name in native }`, "contains only a shard of"},
		"an inline comparison": {`report contains row.name if {
			some row in input.users
			same := [u | some u in input.index.byTenant[row.tenant].users; u.mail == row.mail]
			count(same) > 1
		}`, "for each pair"},
		"a comparison with a name": {`report contains row.name if {
			some row in input.users
			mail := row.mail
			same := [u | some u in input.index.byTenant[row.tenant].users; u.mail == mail]
			count(same) > 1
		}`, ""},
		"a lookup in a set": {`names contains row.class if some row in input.index.residency
			report contains row.class if { some row in input.dataSets; names[row.class] }`, "looks up a key"},
		"a member of a set": {`names contains row.class if some row in input.index.residency
			report contains row.class if { some row in input.dataSets; row.class in names }`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := ast.ParseModuleWithOpts("rule.rego", "package p\n"+test.rego, ast.ParserOptions{RegoVersion: ast.RegoV1})
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprint(policytest.Lint(map[string]*ast.Module{"rule.rego": m}))
			if test.want == "" && got != "[]" || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
