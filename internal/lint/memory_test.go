package lint_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestMemory checks that runs that share a memory and an engine report byte for byte what independent runs report, both
// with few documents and with so many that the topology releases their trees.
func TestMemory(t *testing.T) {
	for name, plan := range map[string]gen.Plan{
		"few":  {Environments: 40, Federated: 1, Databases: 1, Groups: 3, Regions: 3, Keys: 2, Seed: 1},
		"many": {Environments: 1100, Federated: 2, Databases: 2, Groups: 3, Regions: 3, Keys: 2, Seed: 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files := gen.Files(plan)
			if err := gen.Write(dir, files); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, filepath.FromSlash(files[1].Path))
			// A few rules test as much as all of them, in less time.
			options := lint.Options{
				Find:  source.FindOptions{Dir: dir},
				Rules: rule.Selection{Only: []string{"domain/federated-once", "environment/azure-region", "reference", "schema"}},
			}
			engine, err := lint.Prepare(options)
			if err != nil {
				t.Fatal(err)
			}
			memory := &lint.Memory{}
			for step, change := range []func() error{
				func() error { return nil },
				func() error { return nil },
				func() error { return os.WriteFile(path, append([]byte("# a comment\n"), files[1].Data...), 0o600) },
				func() error { return os.WriteFile(path, []byte("apiVersion: tenantlint/v1\nkind: ["), 0o600) },
				func() error { return os.Remove(path) },
				func() error { return os.WriteFile(path, files[1].Data, 0o600) },
			} {
				if name == "many" && step > 2 {
					break
				}
				if err := change(); err != nil {
					t.Fatal(err)
				}
				withMemory := options
				withMemory.Engine, withMemory.Memory = engine, memory
				if diff := cmp.Diff(runSARIF(t, options), runSARIF(t, withMemory)); diff != "" {
					t.Fatalf("step %d differs:\n%s", step, diff)
				}
			}
		})
	}
}

// runSARIF returns the SARIF log of a run.
func runSARIF(t *testing.T, o lint.Options) string {
	t.Helper()
	result, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return sarifLog(t, result)
}

// sarifLog returns the SARIF log of a result.
func sarifLog(t *testing.T, result *lint.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := sarif.Write(&b, &result.Run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
