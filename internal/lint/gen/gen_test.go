package gen_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/source"
)

var plan = gen.Plan{Environments: 400, Federated: 5, Databases: 7, Groups: 11, Regions: 13, Keys: 17, Seed: 1}

var (
	dir          = flag.String("write", "", "write a topology to this folder and test nothing")
	environments = flag.Int("environments", 1000, "how many environments it has")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if *dir == "" {
		os.Exit(m.Run())
	}
	n := *environments
	p := gen.Plan{Environments: n, Federated: n / 1000, Databases: n / 1000, Groups: n / 100, Regions: n / 100, Keys: n / 1000, Seed: 1}
	if err := gen.Write(*dir, gen.Files(p)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The findings of a generated topology are those of the plan, of every rule.
func TestFindings(t *testing.T) {
	for name, p := range map[string]gen.Plan{"clean": {Environments: 400}, "one": {Environments: 1}, "mistakes": plan} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := gen.Write(dir, gen.Files(p)); err != nil {
				t.Fatal(err)
			}
			result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir}})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, f := range result.Run.Findings {
				got[f.Rule.ID]++
			}
			if diff := cmp.Diff(p.Want(), got); diff != "" {
				var b bytes.Buffer
				_ = report.Concise(&b, &result.Run, report.Options{}) // a buffer takes all
				t.Errorf("findings by rule (-want +got):\n%s\n%.2000s", diff, b.String())
			}
			if result.Run.Totals.Environments != p.Environments {
				t.Errorf("%d environments, want %d", result.Run.Totals.Environments, p.Environments)
			}
		})
	}
}

func TestSameBytes(t *testing.T) {
	same := func(a, b []gen.File) bool {
		return slices.EqualFunc(a, b, func(a, b gen.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) })
	}
	if !same(gen.Files(plan), gen.Files(plan)) {
		t.Error("one plan gave two topologies")
	}
	other := plan
	other.Seed++
	if same(gen.Files(plan), gen.Files(other)) {
		t.Error("two seeds gave one topology")
	}
}
