package topology

import "github.com/open-policy-agent/opa/v1/ast"

// ranks order the types of environments by how much they ask of who enters; all others come last.
var ranks = map[string]int{"Production": 1, "Sandbox": 2, "Default": 3}

// rank orders environments by how much they ask of who enters: the lower, the more. One that is paid for as it
// is used asks for a license only where it holds apps of Dynamics 365.
func rank(environment ast.Object) int {
	last := len(ranks) + 1
	if str(environment, "billingPolicy") != "" {
		if apps, ok := get(environment, "apps").(*ast.Array); !ok || apps.Len() == 0 {
			return last + 1
		}
	}
	if r, ok := ranks[str(environment, "type")]; ok {
		return r
	}
	return last
}
