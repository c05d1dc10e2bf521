package sarif_test

import (
	"bytes"
	"flag"
	"path/filepath"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
)

var update = flag.Bool("update", false, "update the golden files")

// golden compares a report with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	filetest.Golden(t, filepath.Join("testdata", name), string(got), *update)
}

func write(t *testing.T, run *result.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sarif.Write(&b, run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	t.Run("findings", func(t *testing.T) { golden(t, "findings.sarif", write(t, reporttest.Run())) })
	t.Run("clean", func(t *testing.T) {
		clean := reporttest.Run()
		clean.Findings, clean.Notices, clean.ExitCode = nil, nil, 0
		golden(t, "clean.sarif", write(t, clean))
	})
	t.Run("accepted", func(t *testing.T) {
		var b bytes.Buffer
		if err := sarif.Write(&b, reporttest.Accepted(), report.Options{Accepted: true}); err != nil {
			t.Fatal(err)
		}
		golden(t, "accepted.sarif", b.Bytes())
	})
	t.Run("pipeline", func(t *testing.T) {
		run := reporttest.Run()
		run.Findings = run.Findings[:1]
		run.Pipeline = &result.Pipeline{
			BuildID: "42", DefinitionID: "7", DefinitionName: "tenants", PhaseID: "c4a3b2a1-5e6f-4a5b-8c7d-9e0f1a2b3c4d", PhaseName: "Lint",
		}
		golden(t, "pipeline.sarif", write(t, run))
	})
	t.Run("failure", func(t *testing.T) {
		var b bytes.Buffer
		if err := sarif.WriteFailure(&b, reporttest.Run(), `".tenantlint.yaml" names no rule "domain/federated-twice"`); err != nil {
			t.Fatal(err)
		}
		golden(t, "failure.sarif", b.Bytes())
	})
}
