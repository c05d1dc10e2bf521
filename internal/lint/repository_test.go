package lint_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestRepository lints a typical repository: two tenants and 400 environments among workflows, charts whose templates
// are not YAML, and exports of other programs.
func TestRepository(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		filetest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	for i := range 2 {
		write(fmt.Sprintf("tenants/t%d.yaml", i), fmt.Sprintf(`apiVersion: tenantlint/v1
kind: Tenant
name: t%[1]d
id: 0000000%[1]d-1111-4111-8111-111111111111
reason: it is a subsidiary of its own
unknown: [administrators]
domains:
  - {name: t%[1]d.onmicrosoft.com, isInitial: true}
`, i))
	}
	for file := range 40 {
		var b strings.Builder
		for n := range 10 {
			fmt.Fprintf(&b, "---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: t%d\nname: e%d\ntype: Sandbox\nstage: test\nlocation: europe\nopenToTenant: true\n",
				file%2, file*10+n)
		}
		write(fmt.Sprintf("environments/e%d.yaml", file), b.String())
	}
	for i := range 158 {
		switch i % 4 {
		case 0:
			write(fmt.Sprintf(".github/workflows/w%d.yaml", i), "on: push\njobs: {build: {runs-on: ubuntu-latest, steps: []}}\n")
		case 1:
			write(fmt.Sprintf("charts/c%d/templates/deployment.yaml", i), "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\n")
		case 2:
			write(fmt.Sprintf("exports/x%d.json", i), `{"value": [{"id": "x", "kind": "Environment"}]}`)
		default:
			write(fmt.Sprintf("k8s/tenant%d.yml", i), "apiVersion: capsule.clastix.io/v1beta2\nkind: Tenant\nmetadata: {name: x}\n")
		}
	}
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir, Paths: []string{"."}}})
	if err != nil {
		t.Fatal(err)
	}
	totals := result.Run.Totals
	if totals.Files != 42 || totals.Manifests != 402 || totals.Tenants != 2 || totals.Environments != 400 || totals.SkippedFiles != 158 {
		t.Errorf("totals are %+v", totals)
	}
	if n := len(result.Run.Findings); n > 0 {
		t.Errorf("%d findings, the first: %s", n, result.Run.Findings[0].Message.String())
	}
}
