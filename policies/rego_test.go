package policies_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// modules parses the library and all rules, with their tests.
func modules(t *testing.T, tests bool) map[string]*ast.Module {
	t.Helper()
	parsed := map[string]*ast.Module{}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rego") || !tests && strings.HasSuffix(path, "_test.rego") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m, err := ast.ParseModuleWithOpts(path, string(text), ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
		parsed[path] = m
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// conforming checks modules against the input.
func conforming(t *testing.T, modules map[string]*ast.Module) ast.Errors {
	t.Helper()
	found, err := policy.Conforming(modules)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestPoliciesConformToTheInput compiles the policies with the input's schema: a column or
// table that does not exist is an error.
func TestPoliciesConformToTheInput(t *testing.T) {
	if errors := conforming(t, modules(t, false)); len(errors) > 0 {
		t.Fatal(errors)
	}
}

// TestMisspeltColumnIsRefused shows that the test above can fail: for a table, a column, a part of the
// index, and a column of a row that was looked up there.
func TestMisspeltColumnIsRefused(t *testing.T) {
	for name, test := range map[string]struct{ body, refused string }{
		"table":            {`some row in input.domain`, "undefined ref: input.domain"},
		"column":           {`some row in input.domains; row.isVerifid`, "isVerifid"},
		"duplicates":       {`some shared in input.duplicates.domain; shared.key`, "undefined ref: input.duplicates.domain"},
		"index":            {`input.index.tenant.contoso`, "undefined ref: input.index.tenant"},
		"row of the index": {`input.index.tenants.contoso.locaton`, "locaton"},
	} {
		t.Run(name, func(t *testing.T) {
			all := modules(t, false)
			file := "domain/misspelled/rule.rego"
			m, err := ast.ParseModule(file, "package tenantlint.rules.domain.misspelled\n\nreport contains {} if { "+test.body+" }\n")
			if err != nil {
				t.Fatal(err)
			}
			all[file] = m
			if errors := conforming(t, all); len(errors) != 1 || !strings.Contains(errors[0].Error(), test.refused) {
				t.Errorf("errors %v, want one with %q", errors, test.refused)
			}
		})
	}
}

// testPackage is the package of the tests of a rule: its own name with _test after it.
func testPackage(m *ast.Module) string {
	path := m.Package.Path
	last := len(path) - 1
	name := string(path[last].Value.(ast.String))
	return path[:last].Append(ast.StringTerm(name + "_test")).String()
}

// TestRego runs the Rego tests of each rule.
func TestRego(t *testing.T) {
	facts, err := policy.Facts(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	all := modules(t, true)
	store := inmem.NewFromObject(map[string]any{"facts": facts})
	results, err := tester.NewRunner().SetTimeout(time.Minute).SetCompiler(policy.NewCompiler()).SetModules(all).SetStore(store).RunTests(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	for r := range results {
		tested[r.Package] = true
		t.Run(strings.TrimPrefix(r.Package, "data.tenantlint.")+"/"+r.Name, func(t *testing.T) {
			switch {
			case r.Error != nil:
				t.Fatalf("%s: %v", r.Location, r.Error)
			case r.Fail || r.Skip:
				t.Fatalf("%s: the test did not hold", r.Location)
			}
		})
	}
	for path, m := range all {
		if strings.HasSuffix(path, "/rule.rego") && len(m.Rules) > 0 && !tested[testPackage(m)] {
			t.Errorf("%s has no Rego test", path)
		}
	}
}
