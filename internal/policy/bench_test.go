package policy

import (
	"math"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// sample returns a topology of n environments.
func sample(n int) *topology.Topology {
	return generated(gen.Plan{Environments: n, Federated: n / 100, Databases: n / 100, Groups: n / 100, Regions: n / 100, Seed: 1})
}

// generated returns the topology of a plan.
func generated(p gen.Plan) *topology.Topology {
	var files []*source.File
	for _, f := range gen.Files(p) {
		files = append(files, source.NewFile(f.Path, f.Data))
	}
	return built(files...)
}

// built returns the topology of files.
func built(files ...*source.File) *topology.Topology {
	var documents []topology.Checked
	for _, f := range files {
		for _, d := range manifest.Parse(f, manifest.DefaultLimits(), false).Documents {
			documents = append(documents, topology.Checked{Document: d, Broken: conform.Check(d).Broken})
		}
	}
	t, _ := topology.Build(documents, false)
	return t
}

// BenchmarkEngine prepares all policies, more than any run does.
func BenchmarkEngine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		engine, err := New(Options{Rules: Rules()})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := engine.link(func(*Rule) bool { return true }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRule judges by one rule at a time over a topology in one piece, so that nothing hides a
// rule that compares pairs. The metric growth is the time for four times as many environments over
// the time for n: about 4 for a linear rule, 16 for a quadratic one; over 5 is a defect.
func BenchmarkRule(b *testing.B) {
	const n = 500
	inputs := [2]*topology.Topology{sample(n), sample(4 * n)}
	for _, r := range Rules() {
		b.Run(r.ID, func(b *testing.B) {
			engine, err := New(Options{Rules: []*Rule{r}})
			if err != nil {
				b.Fatal(err)
			}
			compiler, err := engine.link(func(*Rule) bool { return true })
			if err != nil {
				b.Fatal(err)
			}
			var least [2]float64
			for i, t := range inputs {
				input := ast.NewTerm(t.Input(0, 1))
				least[i] = math.Inf(1)
				for range 5 {
					start := time.Now()
					if _, err := engine.eval(b.Context(), compiler, t, input, everything()); err != nil {
						b.Fatal(err)
					}
					least[i] = min(least[i], time.Since(start).Seconds())
				}
			}
			input := ast.NewTerm(inputs[0].Input(0, 1))
			for b.Loop() {
				if _, err := engine.eval(b.Context(), compiler, inputs[0], input, everything()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(least[1]/least[0], "growth")
		})
	}
}
