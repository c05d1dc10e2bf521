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

// steps counts what an evaluation does, one by one: the expressions that it evaluates and comes back to. Unlike time
// it is the same in every run; what goes on inside a built-in function it does not see, which is why BenchmarkRule
// measures time next to it.
type steps int

func (*steps) Enabled() bool               { return true }
func (*steps) Config() topdown.TraceConfig { return topdown.TraceConfig{} }
func (s *steps) TraceEvent(topdown.Event)  { *s++ }

// evaluateRule evaluates a rule over a topology in one piece.
func evaluateRule(t *testing.T, engine *Engine, input ast.Value, tracer topdown.QueryTracer) {
	t.Helper()
	compiler := linked(t, engine)
	q := topdown.NewQuery(engine.each(compiler)[0].body).WithCompiler(compiler).WithInput(ast.NewTerm(input)).WithQueryTracer(tracer)
	if _, err := evaluate(t.Context(), q, engine.store()); err != nil {
		t.Fatal(err)
	}
}

// counter counts what a plan does: each call and each entry of a scan, at which it checks whether it was canceled.
type counter int

func (*counter) Cancel() {}
func (c *counter) Cancelled() bool {
	*c++
	return false
}

// stepsOf returns the steps in which the plan of a rule evaluates a topology.
func stepsOf(t *testing.T, engine *Engine, id string, input ast.Value) int {
	t.Helper()
	if !engine.set.plans.Has(id) {
		return 0
	}
	var taken counter
	if _, err := plan.NewMachine(t.Context(), engine.set.plans, ast.NewTerm(input), engine.data, &taken).Eval(id); err != nil {
		t.Fatal(err)
	}
	return int(taken)
}

// effort returns the steps in which a rule evaluates a topology, and the bytes that it takes for that.
func effort(t *testing.T, engine *Engine, input ast.Value) (taken steps, memory uint64) {
	t.Helper()
	evaluateRule(t, engine, input, &taken) // the first time, hashes are computed that are kept
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	evaluateRule(t, engine, input, nil)
	runtime.ReadMemStats(&after)
	return taken, after.TotalAlloc - before.TotalAlloc
}

// TestGrowth checks that no rule, by topdown and by its plan, takes more than 4.5 times the steps, or 5 times the
// memory, for four times as much, whether it is many tenants, one tenant with all of it, or one value that all
// tenants have.
func TestGrowth(t *testing.T) {
	const n = 4
	for name, plan := range map[string]func(n int) gen.Plan{
		"wide": func(n int) gen.Plan {
			return gen.Plan{Environments: 20 * n, AllKinds: true, Mistakes: n, Conflicts: n, Changes: n}
		},
		"one tenant":   func(n int) gen.Plan { return gen.Plan{Hub: 10 * n} },
		"one conflict": func(n int) gen.Plan { return gen.Plan{Conflicts: 1, ConflictSize: 10 * n} },
	} {
		t.Run(name, func(t *testing.T) {
			grow(t, changed(plan(n)), changed(plan(4*n)))
		})
	}
	for name, text := range hubs {
		t.Run(name, func(t *testing.T) {
			grow(t, hub(text, 10*n), hub(text, 40*n))
		})
	}
}

// grow evaluates two topologies, of which the second is four times as large, by each rule.
func grow(t *testing.T, small, large *topology.Topology) {
	t.Helper()
	const slack = 64 << 10 // of a few kilobytes, the growth of one map is most
	for _, r := range Rules() {
		if IsBuiltin(r.ID) {
			continue
		}
		engine, err := New(Options{Rules: []*rule.Rule{r}})
		if err != nil {
			t.Fatal(err)
		}
		if !engine.set.concerns(r, large) {
			continue
		}
		few, little := effort(t, engine, small.Input(0, 1))
		many, much := effort(t, engine, large.Input(0, 1))
		const start = 10 // calls that are there whatever the size
		fewest, most := stepsOf(t, engine, r.ID, small.Input(0, 1)), stepsOf(t, engine, r.ID, large.Input(0, 1))
		if growth := float64(most) / float64(fewest+start); growth > 4.5 {
			t.Errorf("the plan of %s takes %d steps, and %d for four times as much: %.1f times", r.ID, fewest, most, growth)
		}
		if growth := float64(many) / float64(few); growth > 4.5 {
			t.Errorf("%s takes %d steps, and %d for four times as much: %.1f times", r.ID, few, many, growth)
		}
		if growth := float64(much) / float64(little+slack); growth > 5 {
			t.Errorf("%s takes %d bytes, and %d for four times as much: %.1f times", r.ID, little, much, growth)
		}
	}
}

// BenchmarkHub shows the time for each of what there is much of, from the text to the findings, which is
// the same for any number.
func BenchmarkHub(b *testing.B) {
	for name, text := range hubs {
		for _, n := range []int{250, 1000} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				engine, err := New(Options{Rules: Rules()})
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					if _, err := engine.Eval(b.Context(), hub(text, n), 1); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/each")
			})
		}
	}
}
