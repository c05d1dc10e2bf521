package policies_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/topology"
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

// schemas makes OPA's type checker know the input.
func schemas(t *testing.T) *ast.SchemaSet {
	t.Helper()
	raw, err := json.Marshal(topology.InputSchema())
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := util.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, schema)
	return set
}

// TestPoliciesConformToTheInput compiles the policies strictly with the input's schema: a column or
// table that does not exist is an error.
func TestPoliciesConformToTheInput(t *testing.T) {
	c := policy.NewCompiler().WithSchemas(schemas(t))
	if c.Compile(modules(t, false)); c.Failed() {
		t.Fatal(c.Errors)
	}
}

// TestRego runs the Rego test beside each rule.
func TestRego(t *testing.T) {
	facts, err := policy.Facts(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	all := modules(t, true)
	store := inmem.NewFromObject(map[string]any{"facts": facts})
	results, err := tester.NewRunner().SetCompiler(policy.NewCompiler()).SetModules(all).SetStore(store).RunTests(t.Context(), nil)
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
		if strings.HasSuffix(path, "/rule.rego") && len(m.Rules) > 0 && !tested[strings.Replace(m.Package.Path.String(), "data.tenantlint.rules", "data.tenantlint.rules_test", 1)] {
			t.Errorf("%s has no Rego test", path)
		}
	}
}
