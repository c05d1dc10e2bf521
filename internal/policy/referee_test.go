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

// referee evaluates with topdown and with plans.
type referee struct {
	engine   *Engine
	compiler *ast.Compiler
	queries  map[string]query // by the id of the rule
}

func newReferee(tb testing.TB) *referee {
	tb.Helper()
	engine, err := New(Options{Rules: Rules()})
	if err != nil {
		tb.Fatal(err)
	}
	r := &referee{engine: engine, compiler: linked(tb, engine), queries: map[string]query{}}
	for _, q := range engine.each(r.compiler) {
		if engine.set.plans.Has(q.rule) {
			r.queries[q.rule] = q
		}
	}
	return r
}

// compare holds that all rules, or those of ids, report the same of an input.
func (r *referee) compare(t *testing.T, input *ast.Term, ids ...string) {
	t.Helper()
	r.compareView(t, input, input, ids...)
}

// compareTopology is compare for a part of a topology, of which plans see the rows as they are.
func (r *referee) compareTopology(t *testing.T, top *topology.Topology, i, n int) {
	t.Helper()
	r.compareView(t, top.View(i, n), ast.NewTerm(top.Input(i, n)))
}

// compareView is compare for an input that plans see in another form than topdown.
func (r *referee) compareView(t *testing.T, view, input *ast.Term, ids ...string) {
	t.Helper()
	if len(ids) == 0 {
		ids = slices.Sorted(maps.Keys(r.queries))
	}
	machine := plan.NewMachine(t.Context(), r.engine.set.plans, view, r.engine.data, topdown.NewCancel())
	for _, id := range ids {
		q := r.queries[id]
		results, err := evaluate(t.Context(), topdown.NewQuery(q.body).WithCompiler(r.compiler).WithInput(input), r.engine.store())
		got, planErr := machine.Eval(id)
		switch {
		case err != nil || planErr != nil:
			if err == nil || planErr == nil || messageOf(t, err) != messageOf(t, policyError("", planErr)) {
				t.Errorf("%s: error %v, of topdown %v", id, planErr, err)
			}
			machine = plan.NewMachine(t.Context(), r.engine.set.plans, view, r.engine.data, topdown.NewCancel())
		case got == nil || len(results) != 1:
			t.Errorf("%s reports %v, by topdown %v", id, got, results)
		case got.Value.Compare(results[0][answer].Value) != 0:
			t.Errorf("%s reports\n\t%v, by topdown\n\t%v", id, got, results[0][answer])
		}
	}
}

// inputs collects the inputs that the Rego tests give to each rule.
type inputs struct {
	sync.Mutex

	byRule map[string]map[string]*ast.Term // by the id of the rule and their text
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
	id := word(path[len(path)-2]) + "/" + word(path[len(path)-1])
	if i.byRule[id] == nil {
		i.byRule[id] = map[string]*ast.Term{}
	}
	i.byRule[id][e.Input().String()] = e.Input()
}

// TestRefereeOfFixtures compares what each rule reports of all that the Rego tests give it.
func TestRefereeOfFixtures(t *testing.T) {
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
	seen := &inputs{byRule: map[string]map[string]*ast.Term{}}
	results, err := tester.NewRunner().SetCompiler(NewCompiler()).SetModules(modules).
		SetStore(inmem.NewFromObject(map[string]any{"facts": facts})).SetCoverageQueryTracer(seen).RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range results { // a test of package policies evaluates them
	}
	r := newReferee(t)
	for id := range r.queries {
		if len(seen.byRule[id]) == 0 {
			t.Errorf("%s: no Rego test gives it an input", id)
		}
		for _, input := range seen.byRule[id] {
			r.compare(t, input, id)
		}
	}
}

// TestRefereeOfTopologies compares what all rules report of examples and of generated topologies, whole and in parts.
func TestRefereeOfTopologies(t *testing.T) {
	r := newReferee(t)
	all := map[string]*topology.Topology{
		"wide":     changed(gen.Plan{Environments: 40, AllKinds: true, Mistakes: 3, Conflicts: 3, ConflictSize: 3, Changes: 3}),
		"one hub":  changed(gen.Plan{Hub: 20}),
		"changes":  changed(gen.Plan{Environments: 20, AllKinds: true, Changes: 5}),
		"nothing":  built(),
		"usual":    generated(gen.Plan{Environments: 200, Federated: 1, Databases: 1, Groups: 2, Regions: 2, Keys: 2}),
		"contoso":  example(t, "contoso"),
		"broken":   example(t, "contoso-broken"),
		"recorded": example(t, "recorded"),
	}
	for name, text := range hubs {
		all[name] = hub(text, 5)
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

// example returns the topology of the manifests in a folder of examples.
func example(tb testing.TB, name string) *topology.Topology {
	tb.Helper()
	texts := filetest.Manifests(tb, filepath.Join("..", "..", "testdata", "examples", name))
	var files []*source.File
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		files = append(files, source.NewFile(path, []byte(texts[path])))
	}
	return built(files...)
}

// TestRefereeOfEngines compares whole findings of engines with and without plans.
func TestRefereeOfEngines(t *testing.T) {
	planned, err := New(Options{Rules: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	judged, err := New(Options{Rules: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	judged.set = withoutPlans(judged.set)
	topology := changed(gen.Plan{Environments: 400, AllKinds: true, Mistakes: 3, Conflicts: 3, Changes: 3})
	want, err := judged.Eval(t.Context(), topology, 2)
	if err != nil {
		t.Fatal(err)
	}
	got, err := planned.Eval(t.Context(), topology, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 || len(got) != len(want) {
		t.Errorf("%d findings, by topdown %d", len(got), len(want))
	}
}

// withoutPlans returns a set whose rules are all run by topdown.
func withoutPlans(s *set) *set {
	judged := *s
	judged.plans = nil
	return &judged
}

// FuzzReferee compares what all rules report of any manifest.
func FuzzReferee(f *testing.F) {
	for _, name := range []string{"contoso", "contoso-broken", "recorded"} {
		texts := filetest.Manifests(f, filepath.Join("..", "..", "testdata", "examples", name))
		for _, path := range slices.Sorted(maps.Keys(texts)) {
			f.Add(texts[path])
		}
	}
	for _, file := range gen.Files(gen.Plan{Environments: 20, AllKinds: true, Mistakes: 1, Conflicts: 1}) {
		f.Add(string(file.Data))
	}
	r := newReferee(f)
	f.Fuzz(func(t *testing.T, text string) {
		t.Parallel()
		r.compareTopology(t, built(source.NewFile("fuzz.yaml", []byte(text))), 0, 1)
	})
}

// messageOf returns what an error of a policy says, without where.
func messageOf(t *testing.T, err error) string {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is none of a policy", err)
	}
	return e.Message
}

// TestPlansAlone says that policies of the program, all of which have plans, are not loaded for topdown.
func TestPlansAlone(t *testing.T) {
	e, err := New(Options{Rules: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Eval(t.Context(), generated(gen.Plan{Environments: 20, AllKinds: true, Seed: 1}), 1); err != nil {
		t.Fatal(err)
	}
	if e.compiler != nil {
		t.Errorf("topdown was asked about %d modules", len(e.modules))
	}
}
