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

// someKey stands for each key of a map.
const someKey = "some key"

// inputSchema returns the schema of the input as OPA's type checker understands it. The checker takes
// no notice of the schema that the values of a map have, so a map, such as each part of the index,
// becomes an object with one key; conforming makes policies ask for that one.
func inputSchema(t *testing.T) any {
	t.Helper()
	raw, err := json.Marshal(topology.InputSchema())
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := util.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	return keyed(schema)
}

func keyed(schema any) any {
	switch schema := schema.(type) {
	case map[string]any:
		for name, value := range schema {
			schema[name] = keyed(value)
		}
		if values, ok := schema["additionalProperties"].(map[string]any); ok {
			schema["properties"] = map[string]any{someKey: values}
			schema["additionalProperties"] = false
		}
	case []any:
		for i := range schema {
			schema[i] = keyed(schema[i])
		}
	}
	return schema
}

// property returns the schema of a property, or nil.
func property(schema any, name string) any {
	object, _ := schema.(map[string]any)
	properties, _ := object["properties"].(map[string]any)
	return properties[name]
}

// conforming compiles modules with the schema of the input, as the type checker understands
// both, and returns what it finds.
func conforming(t *testing.T, modules map[string]*ast.Module) ast.Errors {
	t.Helper()
	schema := inputSchema(t)
	for file, m := range modules {
		_, err := ast.TransformRefs(m, func(ref ast.Ref) (ast.Value, error) {
			if !ref.HasPrefix(ast.MustParseRef("input.index")) {
				return ref, nil
			}
			ref = ref.Copy()
			at := property(schema, "index")
			for i := 2; i < len(ref) && at != nil; i++ {
				if value := property(at, someKey); value != nil {
					at, ref[i] = value, ast.StringTerm(someKey)
				} else if name, ok := ref[i].Value.(ast.String); ok {
					at = property(at, string(name))
				} else {
					break
				}
			}
			return ref, nil
		})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, schema)
	c := policy.NewCompiler().WithSchemas(set).WithStrict(false) // keys that are put aside leave arguments unused
	c.Compile(modules)
	return c.Errors
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
		"shared":           {`some shared in input.shared.domain; shared.key`, "undefined ref: input.shared.domain"},
		"index":            {`input.index.tenant.contoso`, "undefined ref: input.index.tenant"},
		"row of the index": {`input.index.tenants.contoso.locaton`, "locaton"},
	} {
		t.Run(name, func(t *testing.T) {
			all := modules(t, false)
			file := "domain/misspelt/rule.rego"
			m, err := ast.ParseModule(file, "package tenantlint.rules.domain.misspelt\n\nreport contains {} if { "+test.body+" }\n")
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
