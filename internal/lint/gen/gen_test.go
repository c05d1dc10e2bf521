package gen_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

var plan = gen.Plan{Environments: 400, Federated: 5, Databases: 7, Groups: 11, Regions: 13, Keys: 17, Seed: 1}

var (
	dir          = flag.String("write", "", "write a topology to this folder instead of running tests")
	environments = flag.Int("environments", 1000, "number of environments")
	allKinds     = flag.Bool("all-kinds", false, "add manifests without findings for every rule")
	mistakes     = flag.Int("mistakes", 0, "number of findings of each rule about one object")
	conflicts    = flag.Int("conflicts", 0, "number of findings of each rule about a shared value")
	conflictSize = flag.Int("conflict-size", 2, "number of tenants that share a value")
	hub          = flag.Int("hub", 0, "add one tenant with this number of objects of every kind")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if *dir == "" {
		os.Exit(m.Run())
	}
	n := *environments
	p := gen.Plan{
		Environments: n, Federated: n / 1000, Databases: n / 1000, Groups: n / 100, Regions: n / 100, Keys: n / 1000, Seed: 1,
		AllKinds: *allKinds, Mistakes: *mistakes, Conflicts: *conflicts, ConflictSize: *conflictSize, Hub: *hub,
	}
	if err := gen.Write(*dir, gen.Files(p)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// TestFindings checks that a generated topology has exactly the findings of its plan, for all rules.
func TestFindings(t *testing.T) {
	for name, p := range map[string]gen.Plan{
		"clean": {Environments: 400}, "one": {Environments: 1}, "mistakes": plan,
		"all kinds": {Environments: 60, AllKinds: true}, "mistakes of each rule": {Mistakes: 3}, "conflicts": {Conflicts: 3}, "one conflict": {Conflicts: 1, ConflictSize: 50},
		"hub": {Hub: 40},
		"all": {Environments: 100, Federated: 2, Databases: 2, Groups: 1, Regions: 1, Keys: 1, AllKinds: true, Mistakes: 2, Conflicts: 2, ConflictSize: 3},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := gen.Write(dir, gen.Files(p)); err != nil {
				t.Fatal(err)
			}
			result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir}, Today: "2026-11-01"})
			if err != nil {
				t.Fatal(err)
			}
			checkFindings(t, p, &result.Run)
		})
	}
}

// checkFindings compares the findings of a run with those expected from its plan.
func checkFindings(t *testing.T, p gen.Plan, run *result.Run) {
	t.Helper()
	got := map[string]int{}
	for _, f := range run.Findings {
		got[f.Rule.ID]++
	}
	if diff := cmp.Diff(p.Want(), got); diff != "" {
		var b bytes.Buffer
		_ = report.Concise(&b, run, report.Options{}) // a buffer never returns an error
		t.Errorf("findings by rule (-want +got):\n%s\n%.2000s", diff, b.String())
	}
}

// TestChanges checks that the findings about changes are exactly those of the plan.
func TestChanges(t *testing.T) {
	p := gen.Plan{Environments: 20, AllKinds: true, Changes: 3}
	dir := t.TempDir()
	if err := gen.Write(dir, gen.Files(p)); err != nil {
		t.Fatal(err)
	}
	p.Before = true
	var base []*source.File
	for _, f := range gen.Files(p) {
		base = append(base, source.NewFile(f.Path, f.Data))
	}
	against := &lint.Against{Name: "before", Files: func(context.Context) ([]*source.File, []string, error) { return base, nil, nil }}
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir}, Against: against})
	if err != nil {
		t.Fatal(err)
	}
	checkFindings(t, p, &result.Run)
}

// TestEveryRule checks that every rule has a finding in some plan, with the listed exceptions.
func TestEveryRule(t *testing.T) {
	want := gen.Plan{Mistakes: 1, Conflicts: 1, Changes: 1}.Want()
	// Rules about files that cannot be read, rules that need a topology or an export of their own, and rules about
	// changes of a gate, a deployment or an entry that occurs many times in a plan are tested by their examples.
	exceptions := []string{
		"parse/encoding", "parse/limit", "parse/not-a-manifest", "parse/syntax", "change/approval-removed", "change/consent-withdrawn",
		"change/gate-weakened", "change/residency-weakened", "drift/changed", "drift/missing", "drift/renamed", "drift/undeclared",
		"license/agreement-undeclared", // the plan declares other agreements
	}
	for _, r := range policy.Rules() {
		if (want[r.ID] == 0) != slices.Contains(exceptions, r.ID) {
			t.Errorf("%s has %d findings in the plan for all rules", r.ID, want[r.ID])
		}
	}
}

// TestChecksum checks that the plans for performance comparisons remain byte-for-byte the same.
func TestChecksum(t *testing.T) {
	sum := sha256.New()
	for _, p := range []gen.Plan{{Environments: 1}, {Environments: 1000, Federated: 1, Databases: 1, Groups: 10, Regions: 10, Keys: 1, Seed: 1}, plan} {
		for _, f := range gen.Files(p) {
			sum.Write(fmt.Appendf(nil, "%s\n%s", f.Path, f.Data))
		}
	}
	const want = "84b65bd2a9e30e24450417d7ddbac8838bbbb98fa17f056a1575df80918ee25c"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("checksum %s, want %s: performance figures are no longer comparable", got, want)
	}
}

func TestSameBytes(t *testing.T) {
	same := func(a, b []gen.File) bool {
		return slices.EqualFunc(a, b, func(a, b gen.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) })
	}
	if !same(gen.Files(plan), gen.Files(plan)) {
		t.Error("the same plan gave different topologies")
	}
	other := plan
	other.Seed++
	if same(gen.Files(plan), gen.Files(other)) {
		t.Error("different seeds gave the same topology")
	}
}
