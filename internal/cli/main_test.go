package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// TestDeterministic checks that every format writes the same bytes in every run, regardless of the number of cores.
func TestDeterministic(t *testing.T) {
	dir := t.TempDir()
	for i := range 12 {
		text := fmt.Sprintf("apiVersion: tenantlint/v1\nkind: Tenant\nname: t%d\nid: 11111111-1111-4111-8111-1111111111%02d\nextra: 1\ndomains:\n"+
			"  - {name: contoso.com, authenticationType: Federated}\n  - {name: fabrikam.com, authenticationType: Federated}\n", i%9, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.yaml", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, format := range formatNames() {
		var first []byte
		for run := range tier.Of(4, 20) {
			runtime.GOMAXPROCS(1 + run%4)
			var stdout, stderr bytes.Buffer
			code := Main(t.Context(), Env{Args: []string{"--format", format, "--only", "schema,domain/federated-once,reference"}, Dir: dir, Stdout: &stdout, Stderr: &stderr, Lookup: noEnv})
			if code != Findings || stderr.Len() > 0 {
				t.Fatalf("%s: code %d, %s", format, code, &stderr)
			}
			if run == 0 {
				first = stdout.Bytes()
			} else if !bytes.Equal(first, stdout.Bytes()) {
				t.Fatalf("%s: run %d differs", format, run)
			}
		}
	}
}

// TestExitCodes checks that all formats end with the same exit codes.
func TestExitCodes(t *testing.T) {
	const tenant = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\n"
	dir := filetest.Dir(t, map[string]string{"clean.yaml": tenant, "broken/tenant.yaml": tenant + "extra: 1\n", "empty/README.md": ""})
	for _, format := range formatNames() {
		for path, want := range map[string]int{"clean.yaml": OK, ".": Findings, "missing.yaml": Failure, "empty": Nothing} {
			args := []string{"--only", "schema", "--format", format, path}
			if got := Main(t.Context(), Env{Args: args, Dir: dir, Stdout: io.Discard, Stderr: io.Discard, Lookup: noEnv}); got != want {
				t.Errorf("%s: code %d for %q, want %d", format, got, path, want)
			}
		}
	}
}

// TestInterruptedOutput checks that an interrupted run leaves an existing report unchanged, and no partial new one.
func TestInterruptedOutput(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.json")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	env := Env{Args: []string{"--output", "json=out.json", "."}, Dir: dir, Stdout: &stdout, Stderr: &stderr, Lookup: noEnv}
	if code := Main(ctx, env); code != Interrupted {
		t.Errorf("code %d, %s", code, &stderr)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "before" || len(entries) != 1 || stdout.Len() > 0 {
		t.Errorf("out.json contains %q (%v), %d files, stdout %q", text, err, len(entries), &stdout)
	}
}
