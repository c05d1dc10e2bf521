package policy

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

// TestReferencedModules checks which packages of the library are compiled with a policy, for each way of referring to
// them.
func TestReferencedModules(t *testing.T) {
	all, err := library()
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string][]string{
		"a if input.tenants":                          nil,
		"import data.tenantlint.lib\na if input.lib":  nil,
		"a if data.tenantlint.lib.number(1)":          {"data.tenantlint.lib"},
		"import data.tenantlint.lib\na if lib.x":      {"data.tenantlint.lib"},
		"import data.tenantlint.lib as b\na if b.x":   {"data.tenantlint.lib"},
		"import data.tenantlint.lib\na if lib.team.x": {"data.tenantlint.lib.team"},
		"import data.tenantlint.lib.residency\na if residency.undetermined_classes": {
			"data.tenantlint.lib.location", "data.tenantlint.lib.residency",
		},
		"import data.tenantlint\na contains b if some b in tenantlint[input.name]": packageNames(all),
		"a := data":                           packageNames(all),
		"a if { some x; data[x].lib }":        packageNames(all),
		"a if data.tenantlint.main.a":         {"data.tenantlint.main"},
		"a if data.lib.naming.b":              nil,
		"import data.tenantlint as x\na if x": packageNames(all),
	} {
		m := ast.MustParseModuleWithOpts("package lib.own\n"+body, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if diff := cmp.Diff(want, packageNames(referencedModules(map[string]*ast.Module{"own": m}, all))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
}

// packageNames returns the package names of modules, sorted.
func packageNames(modules map[string]*ast.Module) []string {
	names := map[string]bool{}
	for _, m := range modules {
		names[m.Package.Path.String()] = true
	}
	return slices.Sorted(maps.Keys(names))
}
