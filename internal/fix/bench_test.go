package fix_test

import (
	"strconv"
	"testing"

	"github.com/tenantlint/tenantlint/internal/fix"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/source"
)

// BenchmarkRun repairs a topology with a few mistakes of each kind. Compare it with the benchmarks of lint for the same
// number of environments: a repair runs lint several times.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			dir := b.TempDir()
			if err := gen.Write(dir, gen.Files(gen.Plan{Environments: n, Federated: 5, Databases: 5, Groups: 10, Regions: 10, Keys: 5, Seed: 1})); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				r, err := fix.Run(b.Context(), lint.Options{Find: source.FindOptions{Dir: dir}})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(r.Fixed), "fixed")
			}
		})
	}
}
