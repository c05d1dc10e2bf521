package policies_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// allModules returns the library and all rules, with their tests. Callers must not modify a module; the compiler copies
// its modules.
var allModules = sync.OnceValues(func() (map[string]*ast.Module, error) {
	all := map[string]*ast.Module{}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rego") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m, err := ast.ParseModuleWithOpts(path, string(text), ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
		all[path] = m
		return err
	})
	return all, err
})

// modules returns the library and all rules, without their tests.
func modules(t *testing.T) map[string]*ast.Module {
	t.Helper()
	all, err := allModules()
	if err != nil {
		t.Fatal(err)
	}
	all = maps.Clone(all)
	maps.DeleteFunc(all, func(path string, _ *ast.Module) bool { return strings.HasSuffix(path, "_test.rego") })
	return all
}

// typeCheck type-checks modules against the input.
func typeCheck(t *testing.T, modules map[string]*ast.Module) ast.Errors {
	t.Helper()
	found, err := policy.TypeCheck(modules)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestPoliciesConformToTheInput type-checks the policies against the schema of the input: a table or column that does
// not exist is an error.
func TestPoliciesConformToTheInput(t *testing.T) {
	if errors := typeCheck(t, modules(t)); len(errors) > 0 {
		t.Fatal(errors)
	}
}

// TestMisspelledColumnIsRejected checks that the test above can fail: for a table, a column, a part of the index, and a
// column of a row of the index.
func TestMisspelledColumnIsRejected(t *testing.T) {
	for name, test := range map[string]struct{ body, refused string }{
		"table":            {`some row in input.domain`, "undefined ref: input.domain"},
		"column":           {`some row in input.domains; row.isVerifid`, "isVerifid"},
		"duplicates":       {`some shared in input.duplicates.domain; shared.key`, "undefined ref: input.duplicates.domain"},
		"index":            {`input.index.tenant.contoso`, "undefined ref: input.index.tenant"},
		"row of the index": {`input.index.tenants.contoso.locaton`, "locaton"},
	} {
		t.Run(name, func(t *testing.T) {
			all := modules(t)
			maps.DeleteFunc(all, func(path string, _ *ast.Module) bool { return !strings.HasPrefix(path, "lib/") })
			file := "domain/misspelled/rule.rego"
			m, err := ast.ParseModule(file, "package tenantlint.rules.domain.misspelled\n\nreport contains {} if { "+test.body+" }\n")
			if err != nil {
				t.Fatal(err)
			}
			all[file] = m
			if errors := typeCheck(t, all); len(errors) != 1 || !strings.Contains(errors[0].Error(), test.refused) {
				t.Errorf("errors %v, want one with %q", errors, test.refused)
			}
		})
	}
}

// testPackage returns the package of the tests of a rule: its own with the suffix _test.
func testPackage(m *ast.Module) string {
	path := m.Package.Path
	last := len(path) - 1
	name := string(path[last].Value.(ast.String))
	return path[:last].Append(ast.StringTerm(name + "_test")).String()
}

// regoRun is the result of a run of the Rego tests.
type regoRun struct {
	results []*tester.Result
	inputs  *fixtures // inputs of the rules
}

// regoTests runs the Rego tests of each rule.
var regoTests = sync.OnceValues(func() (regoRun, error) {
	run := regoRun{inputs: &fixtures{byPackage: map[string]map[string]bool{}, last: map[string]*ast.Term{}}}
	all, err := allModules()
	if err != nil {
		return run, err
	}
	facts, err := policy.Facts(os.DirFS("."))
	if err != nil {
		return run, err
	}
	results, err := tester.NewRunner().SetTimeout(time.Minute).SetCompiler(policy.NewCompiler()).SetModules(all).
		SetStore(inmem.NewFromObject(map[string]any{"facts": facts})).SetCoverageQueryTracer(run.inputs).RunTests(context.Background(), nil)
	if err != nil {
		return run, err
	}
	for r := range results {
		run.results = append(run.results, r)
	}
	return run, nil
})

// TestRego checks that each rule has Rego tests, and that they pass.
func TestRego(t *testing.T) {
	run, err := regoTests()
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	for _, r := range run.results {
		tested[r.Package] = true
		t.Run(strings.TrimPrefix(r.Package, "data.tenantlint.")+"/"+r.Name, func(t *testing.T) {
			switch {
			case r.Error != nil:
				t.Fatalf("%s: %v", r.Location, r.Error)
			case r.Fail || r.Skip:
				t.Fatalf("%s: failed", r.Location)
			}
		})
	}
	for path, m := range modules(t) {
		if strings.HasSuffix(path, "/rule.rego") && len(m.Rules) > 0 && !tested[testPackage(m)] {
			t.Errorf("%s has no Rego test", path)
		}
	}
}
