package policies_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/topology"
)

// fixtures collects the inputs of the Rego tests of each rule, as seen by the evaluator.
type fixtures struct {
	sync.Mutex

	byPackage map[string]map[string]bool // package of the rule, then input as JSON
	last      map[string]*ast.Term       // package of the rule, then its last recorded input
}

func (*fixtures) Enabled() bool { return true }

func (*fixtures) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

// TraceEvent records the input of each entered rule. The tests themselves have none.
func (f *fixtures) TraceEvent(e topdown.Event) {
	rule, ok := e.Node.(*ast.Rule)
	if !ok || e.Op != topdown.EnterOp || e.Input() == nil {
		return
	}
	f.Lock()
	defer f.Unlock()
	name := rule.Module.Package.Path.String()
	if e.Input() == f.last[name] {
		return
	}
	f.last[name] = e.Input()
	if f.byPackage[name] == nil {
		f.byPackage[name] = map[string]bool{}
	}
	f.byPackage[name][e.Input().String()] = true
}

// TestFixturesConformToTheInput validates the inputs of the Rego tests against the schema of the input: with a misspelled
// table or column, a test that expects no finding would pass for the wrong reason. The schema requires no column, so
// fixtures may omit what their rule does not read; the examples show that real input has it.
func TestFixturesConformToTheInput(t *testing.T) {
	text, err := json.Marshal(topology.InputSchema())
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.CompileString("input.schema.json", string(text))
	if err != nil {
		t.Fatal(err)
	}
	run, err := regoTests()
	if err != nil {
		t.Fatal(err)
	}
	seen := run.inputs
	for file, m := range modules(t) {
		if name := m.Package.Path.String(); len(m.Rules) > 0 && strings.HasSuffix(file, "/rule.rego") && seen.byPackage[name] == nil {
			t.Errorf("%s: no Rego test has an input for it", file)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(seen.byPackage)) {
		for _, input := range slices.Sorted(maps.Keys(seen.byPackage[name])) {
			var v any
			if err := json.Unmarshal([]byte(input), &v); err != nil {
				t.Fatalf("%s: %v: %s", name, err, input)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %#v\n%s", strings.TrimPrefix(name, "data.tenantlint."), err, input)
			}
		}
	}
}
