package policies_test

import (
	"bytes"
	"context"
	"flag"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

var update = flag.Bool("update", false, "write the findings of the failing manifests to their .txt files")

// engines are the shared engines of all examples, with the change rules (true) or without.
var engines = map[bool]func() (*policy.Engine, error){
	false: sync.OnceValues(func() (*policy.Engine, error) { return lint.Prepare(lint.Options{}) }),
	true:  sync.OnceValues(func() (*policy.Engine, error) { return lint.Prepare(lint.Options{Against: &lint.Against{}}) }),
}

var driftEngine = sync.OnceValues(func() (*policy.Engine, error) { return lint.Prepare(lint.Options{Live: &drift.Exports{}}) })

// lintFile runs all rules over an example.
func lintFile(t *testing.T, e policy.Example) *lint.Result {
	t.Helper()
	return measure(t, e, nil)
}

// measure runs all rules over an example. With stats, it evaluates them one at a time to measure each.
func measure(t *testing.T, e policy.Example, stats *lint.Stats) *lint.Result {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	o := lint.Options{Find: source.FindOptions{Dir: dir, Paths: []string{e.Path}, NoContext: true}, Today: "2026-11-01", Stats: stats}
	if e.Before != "" {
		o.Against = &lint.Against{Name: "before", Files: func(context.Context) ([]*source.File, []string, error) {
			return []*source.File{source.NewFile(e.Path, []byte(e.Before))}, nil, nil
		}}
		o.Against.GateRule, _ = policy.Lookup("change/gate-weakened")
	}
	if e.Export != "" {
		o.Live = &drift.Exports{Files: []importer.Export{{Path: "environments.json", Data: []byte(e.Export)}}}
	}
	if o.Live == nil {
		o.Engine, err = engines[o.Against != nil]()
	} else {
		o.Engine, err = driftEngine()
	}
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatalf("%s: %v", e.Path, err)
	}
	return result
}

// concise formats findings in the concise format, one per line, with paths relative to policies.
func concise(t *testing.T, findings []finding.Finding) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Concise(&b, &result.Run{Findings: findings}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(b.String(), "policies/", "")
}

// TestExamples lints the manifests of each rule: a failing one has the findings in the .txt file next to it and none of
// another rule, a passing one has no findings at all.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, r := range policy.Rules() {
		fail, pass, err := policy.Examples(r)
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		if len(fail) == 0 || len(pass) == 0 {
			t.Errorf("%s: has %d failing and %d passing manifests, want at least one of each", r.ID, len(fail), len(pass))
		}
		for _, e := range fail {
			t.Run(e.Path, func(t *testing.T) {
				t.Parallel()
				checkFailing(t, r, e)
			})
		}
		for _, e := range pass {
			t.Run(e.Path, func(t *testing.T) {
				t.Parallel()
				if got := concise(t, lintFile(t, e).Run.Findings); got != "" {
					t.Errorf("findings on a passing manifest:\n%s", got)
				}
			})
		}
	}
}

func checkFailing(t *testing.T, r *rule.Rule, e policy.Example) {
	t.Helper()
	found := lintFile(t, e).Run.Findings
	if len(found) == 0 {
		t.Error("no findings on a failing manifest")
	}
	for _, f := range found {
		if f.Rule.ID != r.ID {
			t.Errorf("finding of another rule: %s", concise(t, []finding.Finding{f}))
		}
	}
	golden := strings.TrimSuffix(e.Path, filepath.Ext(e.Path)) + ".txt"
	got := concise(t, found)
	filetest.Golden(t, golden, got, *update)
}
