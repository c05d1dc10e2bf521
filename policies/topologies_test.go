package policies_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestTopologies runs all rules over the topologies in testdata/examples, whose findings are in findings.txt. The README
// of the recorded topology explains its findings.
func TestTopologies(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "testdata", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"contoso", "contoso-broken", "recorded"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(root, name)
			result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir, Paths: []string{"."}, NoContext: true}, Today: "2026-11-01"})
			if err != nil {
				t.Fatal(err)
			}
			got := concise(t, result.Run.Findings)
			golden := filepath.Join(dir, "findings.txt")
			filetest.Golden(t, golden, got, *update)
			if name == "contoso-broken" {
				checkEveryGroup(t, result)
			}
		})
	}
}

// checkEveryGroup checks that the broken topology has findings of every group except change and drift, which need an earlier
// state and an export.
func checkEveryGroup(t *testing.T, result *lint.Result) {
	t.Helper()
	var missing []string
	for _, r := range policy.Rules() {
		shown := slices.ContainsFunc(result.Run.Findings, func(f finding.Finding) bool { return f.Rule.Group == r.Group })
		if !shown && r.Group != "change" && r.Group != "drift" && !slices.Contains(missing, r.Group) {
			missing = append(missing, r.Group)
		}
	}
	if len(missing) > 0 {
		t.Errorf("no finding of the groups %v", missing)
	}
}
