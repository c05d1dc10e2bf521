//go:build measure

package policy

import (
	"runtime"
	"strconv"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/policy/plan"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// steps counts the trace events of an evaluation, mostly expressions that it evaluates or retries. Unlike time, the
// count is the same in every run. It does not include the work inside a built-in function, which is why BenchmarkRule
// also measures time.
type steps int

func (*steps) Enabled() bool               { return true }
func (*steps) Config() topdown.TraceConfig { return topdown.TraceConfig{} }
func (s *steps) TraceEvent(topdown.Event)  { *s++ }

// evaluateRule evaluates the only rule of an engine over an input.
func evaluateRule(t *testing.T, engine *Engine, input ast.Value, tracer topdown.QueryTracer) {
	t.Helper()
	compiler := mustLink(t, engine)
	q := topdown.NewQuery(engine.queries(compiler)[0].body).WithCompiler(compiler).WithInput(ast.NewTerm(input)).WithQueryTracer(tracer)
	if _, err := runQuery(t.Context(), q, engine.store()); err != nil {
		t.Fatal(err)
	}
}

// counter counts the steps of a plan: every call and every entry of a scan, where it checks for cancellation.
type counter int

func (*counter) Cancel() {}
func (c *counter) Cancelled() bool {
	*c++
	return false
}

// planSteps returns the number of steps that the plan of a rule takes, or 0 if the rule has no plan.
func planSteps(t *testing.T, engine *Engine, id string, input ast.Value) int {
	t.Helper()
	if !engine.set.plans.Has(id) {
		return 0
	}
	var count counter
	if _, err := plan.NewMachine(t.Context(), engine.set.plans, ast.NewTerm(input), engine.data, &count).Eval(id); err != nil {
		t.Fatal(err)
	}
	return int(count)
}

// topdownCost returns the number of steps and the bytes that topdown takes to evaluate the only rule of an engine.
func topdownCost(t *testing.T, engine *Engine, input ast.Value) (count steps, memory uint64) {
	t.Helper()
	evaluateRule(t, engine, input, &count) // the first evaluation also computes hashes that are cached
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	evaluateRule(t, engine, input, nil)
	runtime.ReadMemStats(&after)
	return count, after.TotalAlloc - before.TotalAlloc
}

// TestGrowth checks that for four times the data no rule takes more than 4.5 times the steps, with topdown and as a
// plan, or more than 5 times the memory, whether the data is many tenants, one tenant with everything, or one value
// shared by all tenants.
func TestGrowth(t *testing.T) {
	const n = 4
	for name, newPlan := range map[string]func(n int) gen.Plan{
		"wide": func(n int) gen.Plan {
			return gen.Plan{Environments: 20 * n, AllKinds: true, Mistakes: n, Conflicts: n, Changes: n}
		},
		"one tenant":   func(n int) gen.Plan { return gen.Plan{Hub: 10 * n} },
		"one conflict": func(n int) gen.Plan { return gen.Plan{Conflicts: 1, ConflictSize: 10 * n} },
	} {
		t.Run(name, func(t *testing.T) {
			checkGrowth(t, generateWithBase(newPlan(n)), generateWithBase(newPlan(4*n)))
		})
	}
	for name, text := range hubTemplates {
		t.Run(name, func(t *testing.T) {
			checkGrowth(t, hubTopology(text, 10*n), hubTopology(text, 40*n))
		})
	}
}

// checkGrowth compares the effort of each rule for two topologies, the second of which is four times as large.
func checkGrowth(t *testing.T, small, large *topology.Topology) {
	t.Helper()
	const slack = 64 << 10 // the growth of a single map dominates a total of a few kilobytes
	for _, r := range Rules() {
		if IsNative(r.ID) {
			continue
		}
		engine, err := New(Options{}, []*rule.Rule{r})
		if err != nil {
			t.Fatal(err)
		}
		if !engine.set.mayReport(r, large) {
			continue
		}
		smallSteps, smallBytes := topdownCost(t, engine, small.Input(0, 1))
		largeSteps, largeBytes := topdownCost(t, engine, large.Input(0, 1))
		const fixedSteps = 10 // calls that do not depend on the size
		smallPlanSteps, largePlanSteps := planSteps(t, engine, r.ID, small.Input(0, 1)), planSteps(t, engine, r.ID, large.Input(0, 1))
		if growth := float64(largePlanSteps) / float64(smallPlanSteps+fixedSteps); growth > 4.5 {
			t.Errorf("the plan of %s takes %d steps, and %d for four times as much: %.1f times", r.ID, smallPlanSteps, largePlanSteps, growth)
		}
		if growth := float64(largeSteps) / float64(smallSteps); growth > 4.5 {
			t.Errorf("%s takes %d steps, and %d for four times as much: %.1f times", r.ID, smallSteps, largeSteps, growth)
		}
		if growth := float64(largeBytes) / float64(smallBytes+slack); growth > 5 {
			t.Errorf("%s takes %d bytes, and %d for four times as much: %.1f times", r.ID, smallBytes, largeBytes, growth)
		}
	}
}

// BenchmarkHub reports the time per repetition of each hub template, from the text to the findings. It should not
// depend on the number of repetitions.
func BenchmarkHub(b *testing.B) {
	for name, text := range hubTemplates {
		for _, n := range []int{250, 1000} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				engine, err := New(Options{}, Rules())
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					if _, err := engine.Eval(b.Context(), hubTopology(text, n), 1); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/each")
			})
		}
	}
}
