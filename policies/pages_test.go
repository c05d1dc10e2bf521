package policies_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// written holds a file to what is made for it, or makes it.
func written(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s differs from its sources; go generate ./... writes it (-want +got):\n%s", file, diff)
	}
}

// TestPages holds the page of each rule, and the table of all, to the METADATA and the examples.
func TestPages(t *testing.T) {
	for _, r := range policy.Rules() {
		text, err := page.Rule(r)
		if err != nil {
			t.Fatal(err)
		}
		written(t, filepath.Join(r.Group, r.Name, "README.md"), text)
	}

	const index, marker = "README.md", "go generate ./... -->\n\n"
	text, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(text), marker)
	if !ok {
		t.Fatalf("%s has no line that ends with %q", index, marker)
	}
	beside := func(r *rule.Rule) string { return r.ID + "/README.md" }
	written(t, index, before+marker+page.Table(policy.Rules(), beside))
}
