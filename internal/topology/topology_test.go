package topology_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

var update = flag.Bool("update", false, "write the goldens")

// build resolves the manifests in text, which must parse.
func build(t testing.TB, text string) (*topology.Topology, []problem.Problem) {
	t.Helper()
	r := manifest.Parse(source.NewFile("test.yaml", []byte(text)), manifest.DefaultLimits(), true)
	if len(r.Problems) > 0 {
		t.Fatalf("does not parse: %v", r.Problems)
	}
	var documents []topology.Checked
	for _, d := range r.Documents {
		documents = append(documents, topology.Checked{Document: d, Invalid: conform.Check(d).Invalid})
	}
	return topology.Build(documents, topology.Unread{})
}

// input returns the input of policies as decoded JSON.
func input(t testing.TB, topo *topology.Topology) map[string]any {
	t.Helper()
	v, err := ast.JSON(topo.Input(0, 1))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func validator(t testing.TB) *jsonschema.Schema {
	t.Helper()
	raw, err := json.Marshal(topology.InputSchema())
	if err != nil {
		t.Fatal(err)
	}
	s, err := jsonschema.CompileString("input.json", string(raw))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestInput compares the input of each manifest in testdata with its golden file, and validates it against the
// published schema.
func TestInput(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	schema := validator(t)
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			topo, problems := build(t, string(text))
			if len(problems) > 0 {
				t.Errorf("problems: %v", problems)
			}
			got := input(t, topo)
			if err := schema.Validate(any(got)); err != nil {
				t.Errorf("input does not match the schema: %#v", err)
			}
			compare(t, strings.TrimSuffix(f, ".yaml")+".json", got)
		})
	}
}

// compare compares the non-empty tables with a golden file.
func compare(t *testing.T, golden string, got map[string]any) {
	t.Helper()
	for k, v := range got {
		if list, ok := v.([]any); ok && len(list) == 0 {
			delete(got, k)
		}
	}
	for k, v := range got["duplicates"].(map[string]any) {
		if len(v.([]any)) == 0 {
			delete(got["duplicates"].(map[string]any), k)
		}
	}
	delete(got, "index") // contains the same rows again
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	filetest.Golden(t, golden, b.String(), *update)
}

const tenant = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\n"

func TestReferences(t *testing.T) {
	tests := []struct{ name, text, message, label, at string }{
		{
			"group of the tenant", "groups: [{name: Sales Makers}]\nenvironments: [{name: crm, type: Sandbox, securityGroup: Sales Maker}]\n",
			`tenant "contoso" has no group "Sales Maker"`, `did you mean "Sales Makers"?`, "6:58",
		},
		{
			"group of another tenant", "environments: [{name: crm, type: Sandbox, securityGroup: contso/makers}]\n",
			`no tenant "contso" in the topology, so no group "contso/makers"`, "", "5:58",
		},
		{
			"partner", "tenantIsolation: {enabled: true, allowedTenants: [{tenant: fabrikam}]}\n",
			`no tenant "fabrikam" in the topology`, "", "5:60",
		},
		{
			"environment", "---\napiVersion: tenantlint/v1\nkind: MasterData\nname: m\nentities: [account]\nmaster: contoso/prod\n",
			`tenant "contoso" has no environment "prod"`, "", "10:9",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := build(t, tenant+tt.text)
			if len(problems) != 1 {
				t.Fatalf("%d problems, want 1: %v", len(problems), problems)
			}
			loc := problems[0].Locations[0]
			pos := loc.File.Position(loc.Span.Start)
			at := itoa(pos.Line) + ":" + itoa(pos.Column)
			if problems[0].Message.String() != tt.message || loc.Caption().String() != tt.label || at != tt.at {
				t.Errorf("got %q, %q at %s; want %q, %q at %s", problems[0].Message.String(), loc.Caption().String(), at, tt.message, tt.label, tt.at)
			}
		})
	}
}

func itoa(n int) string {
	raw, _ := json.Marshal(n)
	return string(raw)
}

func TestReferencesFromExports(t *testing.T) {
	for _, text := range []string{
		"environments: [{name: crm, type: Sandbox, securityGroup: 33333333-3333-4333-8333-333333333333}]\n",
		"environments: [{name: crm, type: Sandbox, securityGroup: 00000000-0000-0000-0000-000000000000}]\n",
		"environments: [{name: crm, type: Sandbox, securityGroup: ''}]\n",
		"environments: [{name: crm, type: Sandbox, securityGroup: null}]\n",
		"tenantIsolation: {enabled: true, allowedTenants: [{tenant: '*'}, {tenant: 99999999-9999-4999-8999-999999999999}]}\n",
		"guests: [{mail: a@fabrikam.com, homeTenant: external}]\n",
	} {
		if _, problems := build(t, tenant+text); len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
		}
	}
}

// TestInvalidValuesAreUnknown checks that an invalid value is never treated as absent.
func TestInvalidValuesAreUnknown(t *testing.T) {
	tests := []struct{ name, text, field string }{
		{"misspelled key", "environments: [{name: crm, type: Sandbox, stag: test}]\n", "stage"},
		{"wrong type", "environments: [{name: crm, type: Sandbox, openToTenant: 7}]\n", "openToTenant"},
		{"wrong format", "environments: [{name: crm, type: Sandbox, id: 7-7}]\n", "id"},
		{"unknown name", "environments: [{name: crm, type: Sandbox, securityGroup: nobody}]\n", "securityGroup"},
		{"listed as unknown", "environments: [{name: crm, type: Sandbox, unknown: [location]}]\n", "location"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			topo, _ := build(t, tenant+tt.text)
			env := input(t, topo)["environments"].([]any)[0].(map[string]any)
			if env["unknown"].(map[string]any)[tt.field] != true {
				t.Errorf("%s is not unknown: %v", tt.field, env["unknown"])
			}
			if _, ok := env[tt.field]; ok {
				t.Errorf("%s has a value: %v", tt.field, env[tt.field])
			}
		})
	}
}

func TestLocation(t *testing.T) {
	topo, _ := build(t, tenant+"domains:\n  - {name: Contoso.com, isDefault: true}\nenvironments:\n  - {name: crm, type: Sandbox}\n")
	tests := []struct{ name, path, text, object string }{
		{"scalar", `[0, "domains", 0, "isDefault"]`, "true", "contoso/domains/contoso.com/isDefault"},
		{"name", `[0, "domains", 0, "name"]`, "Contoso.com", "contoso/domains/contoso.com"},
		{"item", `[0, "domains", 0]`, "Contoso.com", "contoso/domains/contoso.com"},
		{"missing", `[0, "environments", 0, "stage"]`, "crm", "contoso/environments/crm"},
		{"list", `[0, "domains"]`, "domains", "contoso/domains"},
		{"document", `[0]`, "contoso", "contoso"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			loc, err := topo.Location(ast.MustParseTerm(tt.path).Value)
			if err != nil {
				t.Fatal(err)
			}
			text := string(loc.File.Data[loc.Span.Start:loc.Span.End])
			if text != tt.text || loc.Object != tt.object {
				t.Errorf("got %q of %q, want %q of %q", text, loc.Object, tt.text, tt.object)
			}
		})
	}
	for _, path := range []string{`"x"`, `[]`, `["x"]`, `[7]`, `[0, true]`} {
		if _, err := topo.Location(ast.MustParseTerm(path).Value); err == nil {
			t.Errorf("%s is accepted as a path", path)
		}
	}
}

// TestShards checks that splitting neither loses nor duplicates rows.
func TestShards(t *testing.T) {
	text, err := os.ReadFile("testdata/people.yaml")
	if err != nil {
		t.Fatal(err)
	}
	topo, _ := build(t, string(text))
	for _, name := range topology.Tables() {
		whole := topo.Input(0, 1).Get(ast.StringTerm(name)).Value.(*ast.Array)
		shards := ast.NewArray()
		for i := range 7 {
			topo.Input(i, 7).Get(ast.StringTerm(name)).Value.(*ast.Array).Foreach(func(r *ast.Term) { shards = shards.Append(r) })
		}
		if whole.Compare(shards) != 0 {
			t.Errorf("table %s: seven shards have %d rows, the entire input has %d", name, shards.Len(), whole.Len())
		}
	}
}

// TestReleasedTrees checks that everything needed of a document is still available after its tree was released.
func TestReleasedTrees(t *testing.T) {
	var text strings.Builder
	text.WriteString("apiVersion: tenantlint/v1\nkind: Deployment\nname: first\nstages:\n- {environment: gone/test, stage: test}\n")
	for i := range topology.MaxTrees {
		fmt.Fprintf(&text, "---\napiVersion: tenantlint/v1\nkind: Environment\nname: e%d\ntenant: contoso\n", i)
	}
	documents := manifest.Parse(source.NewFile("test.yaml", []byte(text.String())), manifest.DefaultLimits(), true).Documents
	checked := make([]topology.Checked, len(documents))
	for i, d := range documents {
		checked[i] = topology.Checked{Document: d, Doubtful: i == 0}
	}
	topo, _ := topology.Build(checked, topology.Unread{All: true})
	listed, _ := input(t, topo)["documents"].([]any)
	for i, d := range listed {
		want := map[string]any{"file": "test.yaml", "document": float64(i), "kind": "Environment", "name": fmt.Sprintf("e%d", i-1)}
		if i == 0 {
			want["kind"], want["name"] = "Deployment", "first"
		}
		if diff := cmp.Diff(want, d); diff != "" {
			t.Fatalf("document %d differs:\n%s", i, diff)
		}
	}
	doubtful := problem.Problem{Locations: []problem.Location{{File: documents[0].File}}}
	if kept, held := topo.HoldBack([]problem.Problem{doubtful}); len(listed) != len(documents) || held != 1 {
		t.Errorf("%d of %d documents listed; %d problems held back, reported %v", len(listed), len(documents), held, kept)
	}
}
