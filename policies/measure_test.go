package policies_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// stoppedClock is a stopped clock.
func stoppedClock() time.Time { return time.Time{} }

// checkSameReport checks that a measured run has the same report as a plain one.
func checkSameReport(t *testing.T, plain, measured *lint.Result) {
	t.Helper()
	var reports [2]bytes.Buffer
	for i, r := range []*lint.Result{plain, measured} {
		if err := report.JSON(&reports[i], &r.Run, report.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(reports[0].String(), reports[1].String()); diff != "" {
		t.Errorf("report (-one query +a query for each rule):\n%s", diff)
	}
}

// TestMeasuredExamples checks, for all examples, that evaluating one rule at a time does not change the report, and that
// the rule of a failing example was measured.
func TestMeasuredExamples(t *testing.T) {
	t.Parallel()
	for n, r := range policy.Rules() {
		if !tier.Takes(n, 5) {
			continue
		}
		fail, pass, err := policy.Examples(r)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range slices.Concat(fail, pass) {
			t.Run(e.Path, func(t *testing.T) {
				t.Parallel()
				stats := lint.NewStats(stoppedClock)
				checkSameReport(t, lintFile(t, e), measure(t, e, stats))
				set := false
				for _, lap := range stats.Rules {
					set = set || lap.Name == r.ID
				}
				if i < len(fail) && !set && !policy.IsNative(r.ID) {
					t.Errorf("%s was not measured", r.ID)
				}
			})
		}
	}
}

// TestMeasuredTopologies checks the same for complete topologies, and their counts.
func TestMeasuredTopologies(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "testdata", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	for name, documents := range map[string]int{"first": 2, "contoso": 10, "contoso-broken": 6, "recorded": 2} {
		t.Run(name, func(t *testing.T) {
			o := lint.Options{Find: source.FindOptions{Dir: filepath.Join(root, name), Paths: []string{"."}, NoContext: true}, Today: "2026-11-01"}
			plain, err := lint.Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			o.Stats = lint.NewStats(stoppedClock)
			measured, err := lint.Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			checkSameReport(t, plain, measured)
			var stages []string
			for _, s := range o.Stats.Stages() {
				stages = append(stages, s.Name)
			}
			if diff := cmp.Diff([]string{"find", "read", "topology", "policy", "findings"}, stages); diff != "" {
				t.Errorf("stages (-want +got):\n%s", diff)
			}
			if o.Stats.Documents != documents || o.Stats.Files == 0 || o.Stats.Bytes == 0 {
				t.Errorf("read %d documents in %d files of %d bytes", o.Stats.Documents, o.Stats.Files, o.Stats.Bytes)
			}
		})
	}
}
