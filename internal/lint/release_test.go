package lint_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/html"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// TestReleasedFiles checks that a run on many files, which releases their contents and trees, reports the same as one
// that keeps them.
func TestReleasedFiles(t *testing.T) {
	dir := t.TempDir()
	files := gen.Files(gen.Plan{
		Environments: topology.MaxTrees, Federated: 3, Databases: 3, Groups: 3, Regions: 3, Keys: 3, Mistakes: 1, Conflicts: 1, ConflictSize: 2, Seed: 1,
	})
	if err := gen.Write(dir, files); err != nil {
		t.Fatal(err)
	}
	find := source.FindOptions{Paths: []string{dir}}
	var reports [2]bytes.Buffer
	for i, memory := range []*lint.Memory{nil, {}} {
		r, err := lint.Run(t.Context(), lint.Options{Find: find, Memory: memory})
		if err != nil {
			t.Fatal(err)
		}
		for _, write := range []func(io.Writer, *result.Run, report.Options) error{
			report.Text, report.Concise, report.JSON, report.GitHub, report.GitLab, report.JUnit, report.Markdown, sarif.Write, html.Write,
		} {
			if err := write(&reports[i], &r.Run, report.Options{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	released, kept := strings.Split(reports[0].String(), "\n"), strings.Split(reports[1].String(), "\n")
	for i, line := range released {
		if i >= len(kept) || line != kept[i] {
			t.Fatalf("line %d of the reports differs:\n%.500s\nwant\n%.500s", i+1, line, kept[min(i, len(kept)-1)])
		}
	}

	// If a file changes during the run, locations in it would be wrong.
	var calls atomic.Int32
	clock := func() time.Time {
		if calls.Add(1) == 3 { // start and end of two stages; the second one reads
			for _, f := range files {
				f.Data = append([]byte("# changed\n"), f.Data...)
				if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data, 0o600); err != nil {
					t.Error(err)
				}
			}
		}
		return time.Time{}
	}
	_, err := lint.Run(t.Context(), lint.Options{Find: find, Stats: lint.NewStats(clock)})
	if err == nil || !strings.HasSuffix(err.Error(), "was changed while it was checked: run again") {
		t.Errorf("got %v", err)
	}
}
