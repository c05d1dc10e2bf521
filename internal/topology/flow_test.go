package topology_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// ring returns a topology of n environments in a ring, each of which has data of its own class and passes on all data.
func ring(t *testing.T, n int) (*topology.Topology, []string) {
	t.Helper()
	var environments, connections strings.Builder
	for i := range n {
		fmt.Fprintf(&environments, "  - {name: e%d, type: Sandbox, data: [{name: d%d, class: c%d}]}\n", i, i, i)
		fmt.Fprintf(&connections, "  - {from: a/e%d, to: a/e%d, connector: c}\n", i, (i+1)%n)
	}
	top, problems := build(t, "apiVersion: tenantlint/v1\nkind: Tenant\nname: a\nid: 11111111-1111-4111-8111-111111111111\nenvironments:\n"+
		environments.String()+"---\napiVersion: tenantlint/v1\nkind: Topology\nname: all\nconnections:\n"+connections.String())
	var messages []string
	for _, p := range problems {
		messages = append(messages, fmt.Sprintf("%s: %s, at %d locations from %s", p.Rule, p.Message.String(), len(p.Locations), p.Locations[0].Object))
	}
	return top, messages
}

// TestDataFlowsLimit checks that classified data does not result in the product of classes and environments: above
// the limit, a problem reports which data is not followed to the end.
func TestDataFlowsLimit(t *testing.T) {
	for n, want := range map[int]string{
		300: "",
		400: "residency/flow: flows carry classified data to more than 108000 environments in total, and are not followed further, at 130 locations from a/environments/e270/data/d270",
	} {
		top, problems := ring(t, n)
		if got := strings.Join(problems, "\n"); got != want {
			t.Errorf("%d environments: problems\n%s\nwant\n%s", n, got, want)
		}
		rows := top.View(0, 1).Value.(plan.View).Get(ast.StringTerm("dataFlows")).Value.(plan.View)
		if got, limit := rows.Len(), min(n*(n-1), 100_000+20*n); got != limit {
			t.Errorf("%d environments: %d rows, want %d", n, got, limit)
		}
	}
}
