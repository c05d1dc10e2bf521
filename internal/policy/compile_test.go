package policy

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestReferredTo holds which modules of the library a policy is compiled with.
func TestReferredTo(t *testing.T) {
	known, err := library()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(slices.Sorted(maps.Keys(known)), " ")
	for text, want := range map[string]string{
		"p if input.users":                      "",
		"p if data.lib.naming.q":                "",
		"import data.tenantlint.lib.team":       "lib/team.rego",
		"import data.tenantlint.lib.residency":  "lib/location.rego lib/residency.rego",
		"p if data.tenantlint.lib.q":            all, // one of its modules imports it as a whole
		"import data.tenantlint as x":           all,
		"import data.tenantlint.main":           "lib/main.rego",
		"p if { some x; data.tenantlint[x].y }": all,
		"p if { some x; data[x].lib }":          all,
	} {
		found := referredTo(map[string]*ast.Module{"own": ast.MustParseModule("package own\n\n" + text)}, known)
		if got := strings.Join(slices.Sorted(maps.Keys(found)), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
