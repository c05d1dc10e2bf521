//go:build !reference

package policy

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// planComparer compares the results of topdown with those of plans.
type planComparer struct {
	engine   *Engine
	compiler *ast.Compiler
	queries  map[string]query // by the id of the rule
}

func newPlanComparer(tb testing.TB) *planComparer {
	tb.Helper()
	engine, err := New(Options{}, Rules())
	if err != nil {
		tb.Fatal(err)
	}
	r := &planComparer{engine: engine, compiler: mustLink(tb, engine), queries: map[string]query{}}
	for _, q := range engine.queries(r.compiler) {
		if engine.set.plans.Has(q.rule) {
			r.queries[q.rule] = q
		}
	}
	return r
}

// compare checks that all rules, or those with ids, report the same for an input with topdown and plans.
func (r *planComparer) compare(t *testing.T, input *ast.Term, ids ...string) {
	t.Helper()
	r.compareView(t, input, input, ids...)
}

// compareTopology is compare for a shard of a topology, whose rows plans read directly.
func (r *planComparer) compareTopology(t *testing.T, top *topology.Topology, i, n int) {
	t.Helper()
	r.compareView(t, top.View(i, n), ast.NewTerm(top.Input(i, n)))
}

// compareView is compare for an input that plans read as view and topdown as input.
func (r *planComparer) compareView(t *testing.T, view, input *ast.Term, ids ...string) {
	t.Helper()
	if len(ids) == 0 {
		ids = slices.Sorted(maps.Keys(r.queries))
	}
	machine := plan.NewMachine(t.Context(), r.engine.set.plans, view, r.engine.data, topdown.NewCancel())
	for _, id := range ids {
		q := r.queries[id]
		results, err := runQuery(t.Context(), topdown.NewQuery(q.body).WithCompiler(r.compiler).WithInput(input), r.engine.store())
		got, planErr := machine.Eval(id)
		switch {
		case err != nil || planErr != nil:
			if err == nil || planErr == nil || errorMessage(t, err) != errorMessage(t, policyError("", planErr)) {
				t.Errorf("%s: plan error %v, topdown error %v", id, planErr, err)
			}
			machine = plan.NewMachine(t.Context(), r.engine.set.plans, view, r.engine.data, topdown.NewCancel())
		case got == nil || len(results) != 1:
			t.Errorf("%s: plan reports %v, topdown %v", id, got, results)
		case got.Value.Compare(results[0][findingsVar].Value) != 0:
			t.Errorf("%s: plan reports\n\t%v, topdown\n\t%v", id, got, results[0][findingsVar])
		}
	}
}

// inputs collects the inputs that the Rego tests pass to each rule.
type inputs struct {
	sync.Mutex

	byRule map[string]map[string]*ast.Term // by rule id and text of the input
	last   *ast.Term
}

func (*inputs) Enabled() bool               { return true }
func (*inputs) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (i *inputs) TraceEvent(e topdown.Event) {
	r, ok := e.Node.(*ast.Rule)
	if !ok || e.Op != topdown.EnterOp || e.Input() == nil || headName(r) != "report" {
		return
	}
	i.Lock()
	defer i.Unlock()
	if e.Input() == i.last {
		return
	}
	i.last = e.Input()
	path := r.Module.Package.Path
	id := stringValue(path[len(path)-2]) + "/" + stringValue(path[len(path)-1])
	if i.byRule[id] == nil {
		i.byRule[id] = map[string]*ast.Term{}
	}
	i.byRule[id][e.Input().String()] = e.Input()
}

// TestPlansOverFixtures compares the reports of each rule for all inputs in its Rego tests.
func TestPlansOverFixtures(t *testing.T) {
	modules := map[string]*ast.Module{}
	folder := os.DirFS(filepath.Join("..", "..", "policies"))
	err := fs.WalkDir(folder, ".", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".rego") {
			modules[path], err = parse(folder, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	facts, err := Facts(folder)
	if err != nil {
		t.Fatal(err)
	}
	tracer := &inputs{byRule: map[string]map[string]*ast.Term{}}
	results, err := tester.NewRunner().SetCompiler(NewCompiler()).SetModules(modules).
		SetStore(inmem.NewFromObject(map[string]any{"facts": facts})).SetCoverageQueryTracer(tracer).RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range results { // wait for the tests; package policies checks their results
	}
	r := newPlanComparer(t)
	for id := range r.queries {
		if len(tracer.byRule[id]) == 0 {
			t.Errorf("%s: no Rego test passes an input", id)
		}
		for _, input := range tracer.byRule[id] {
			r.compare(t, input, id)
		}
	}
}

// TestPlansOverTopologies compares the reports of all rules for example and generated topologies, unsharded and in
// shards.
func TestPlansOverTopologies(t *testing.T) {
	r := newPlanComparer(t)
	all := map[string]*topology.Topology{
		"wide":     generateWithBase(gen.Plan{Environments: 40, AllKinds: true, Mistakes: 3, Conflicts: 3, ConflictSize: 3, Changes: 3}),
		"one hub":  generateWithBase(gen.Plan{Hub: 20}),
		"changes":  generateWithBase(gen.Plan{Environments: 20, AllKinds: true, Changes: 5}),
		"nothing":  build(),
		"usual":    generate(gen.Plan{Environments: 200, Federated: 1, Databases: 1, Groups: 2, Regions: 2, Keys: 2}),
		"contoso":  example(t, "contoso"),
		"broken":   example(t, "contoso-broken"),
		"recorded": example(t, "recorded"),
	}
	for name, text := range hubTemplates {
		all[name] = hubTopology(text, 5)
	}
	for name, topology := range all {
		t.Run(name, func(t *testing.T) {
			for i := range 3 {
				r.compareTopology(t, topology, i, 3)
			}
			r.compareTopology(t, topology, 0, 1)
		})
	}
}

// example returns the topology of the manifests of an example.
func example(tb testing.TB, name string) *topology.Topology {
	tb.Helper()
	texts := filetest.Manifests(tb, filepath.Join("..", "..", "testdata", "examples", name))
	var files []*source.File
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		files = append(files, source.NewFile(path, []byte(texts[path])))
	}
	return build(files...)
}

// TestEngineWithoutPlans compares the number of findings of engines with and without plans.
func TestEngineWithoutPlans(t *testing.T) {
	withPlans, err := New(Options{}, Rules())
	if err != nil {
		t.Fatal(err)
	}
	topdownOnly, err := New(Options{}, Rules())
	if err != nil {
		t.Fatal(err)
	}
	topdownOnly.set = withoutPlans(topdownOnly.set)
	topology := generateWithBase(gen.Plan{Environments: 400, AllKinds: true, Mistakes: 3, Conflicts: 3, Changes: 3})
	want, err := topdownOnly.Eval(t.Context(), topology, 2)
	if err != nil {
		t.Fatal(err)
	}
	got, err := withPlans.Eval(t.Context(), topology, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 || len(got) != len(want) {
		t.Errorf("%d findings, %d with topdown", len(got), len(want))
	}
}

// withoutPlans returns a copy of a set whose rules all run in topdown.
func withoutPlans(s *policySet) *policySet {
	clone := *s
	clone.plans = nil
	return &clone
}

// FuzzPlans compares the reports of all rules for any manifest.
func FuzzPlans(f *testing.F) {
	for _, name := range []string{"contoso", "contoso-broken", "recorded"} {
		texts := filetest.Manifests(f, filepath.Join("..", "..", "testdata", "examples", name))
		for _, path := range slices.Sorted(maps.Keys(texts)) {
			f.Add(texts[path])
		}
	}
	for _, file := range gen.Files(gen.Plan{Environments: 20, AllKinds: true, Mistakes: 1, Conflicts: 1}) {
		f.Add(string(file.Data))
	}
	r := newPlanComparer(f)
	f.Fuzz(func(t *testing.T, text string) {
		t.Parallel()
		r.compareTopology(t, build(source.NewFile("fuzz.yaml", []byte(text))), 0, 1)
	})
}

// errorMessage returns the message of a policy error without its location.
func errorMessage(t *testing.T, err error) string {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is not an *Error", err)
	}
	return e.Message
}

// TestPlansAlone checks that built-in policies, all of which have plans, are not linked for topdown.
func TestPlansAlone(t *testing.T) {
	e, err := New(Options{}, Rules())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Eval(t.Context(), generate(gen.Plan{Environments: 20, AllKinds: true, Seed: 1}), 1); err != nil {
		t.Fatal(err)
	}
	if e.compiler != nil {
		t.Errorf("%d modules are linked for topdown", len(e.modules))
	}
}
