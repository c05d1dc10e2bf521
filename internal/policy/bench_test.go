package policy

import (
	"math"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// generate returns the topology that a plan generates.
func generate(p gen.Plan) *topology.Topology {
	var files []*source.File
	for _, f := range gen.Files(p) {
		files = append(files, source.NewFile(f.Path, f.Data))
	}
	return build(files...)
}

// build returns the topology of files.
func build(files ...*source.File) *topology.Topology {
	var documents []topology.Checked
	for _, f := range files {
		for _, d := range manifest.Parse(f, manifest.DefaultLimits(), false).Documents {
			documents = append(documents, topology.Checked{Document: d, Invalid: conform.Check(d).Invalid})
		}
	}
	t, _ := topology.Build(documents, topology.Unread{})
	return t
}

// BenchmarkEngine prepares all policies; a run prepares only those that it needs.
func BenchmarkEngine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		engine, err := New(Options{Rules: Rules()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := engine.link(func(*rule.Rule) bool { return true }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCustomRules loads and compiles the five rules of the custom-rules example.
func BenchmarkCustomRules(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		s, err := Load(Folder{Name: "policies", Abs: filepath.Join("..", "..", "testdata", "examples", "custom-rules", "policies")})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Check(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRule evaluates one rule at a time over unsharded topologies, so that a rule that compares pairs is visible.
// A topology has many tenants, one tenant with everything, or one value shared by all tenants. The metric growth is the
// time for 4n divided by the time for n: about 4 for a linear rule, 16 for a quadratic one. Rules that take a few
// milliseconds exceed 4 once their rows no longer fit in the CPU caches; more than 5 on an idle machine is a defect if
// it is reproducible with four times n.
func BenchmarkRule(b *testing.B) {
	for _, shape := range []struct {
		name string
		plan func(n int) gen.Plan
	}{
		{"wide", func(n int) gen.Plan {
			return gen.Plan{Environments: 5 * n, AllKinds: true, Mistakes: n / 10, Conflicts: n / 10}
		}},
		{"tenant", func(n int) gen.Plan { return gen.Plan{Hub: n} }},
		{"conflict", func(n int) gen.Plan { return gen.Plan{Conflicts: 1, ConflictSize: n} }},
	} {
		const n = 800
		var inputs [2]*topology.Topology
		for _, r := range Rules() {
			b.Run(shape.name+"/"+r.ID, func(b *testing.B) {
				if inputs[0] == nil {
					inputs = [2]*topology.Topology{generate(shape.plan(n)), generate(shape.plan(4 * n))}
				}
				engine, err := New(Options{Rules: []*rule.Rule{r}})
				if err != nil {
					b.Fatal(err)
				}
				if !engine.set.mayReport(r, inputs[0]) {
					b.Skip("topology has no rows for this rule")
				}
				durations := [2]time.Duration{minDuration(b, engine, inputs[0]), minDuration(b, engine, inputs[1])}
				eval := evaluator(b, engine, inputs[0])
				for b.Loop() {
					eval()
				}
				b.ReportMetric(float64(durations[1])/float64(durations[0]), "growth")
			})
		}
	}
}

func mustLink(tb testing.TB, engine *Engine) *ast.Compiler {
	tb.Helper()
	compiler, err := engine.link(func(*rule.Rule) bool { return true })
	if err != nil {
		tb.Fatal(err)
	}
	return compiler
}

// evaluator returns a function that evaluates the only rule of an engine over an unsharded topology.
func evaluator(b *testing.B, engine *Engine, t *topology.Topology) func() {
	b.Helper()
	compiler, input := mustLink(b, engine), ast.NewTerm(t.Input(0, 1))
	q := engine.queries(compiler)[0]
	return func() {
		if _, err := engine.evalQuery(b.Context(), t, q.rule, topdown.NewQuery(q.body).WithCompiler(compiler).WithInput(input)); err != nil {
			b.Fatal(err)
		}
	}
}

// minDuration returns the time of an undisturbed evaluation: the minimum over several rounds, each with enough
// evaluations for the clock to measure.
func minDuration(b *testing.B, engine *Engine, t *topology.Topology) time.Duration {
	b.Helper()
	const rounds, minRound = 7, 20 * time.Millisecond
	eval := evaluator(b, engine, t)
	shortest := time.Duration(math.MaxInt64)
	for range rounds {
		runtime.GC()
		count, start := 0, time.Now()
		for count == 0 || time.Since(start) < minRound {
			eval()
			count++
		}
		shortest = min(shortest, time.Since(start)/time.Duration(count))
	}
	return shortest
}
