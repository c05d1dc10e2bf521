package policies_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/page"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// TestPages checks the page of each rule, and the table of all rules, against the METADATA and the examples.
func TestPages(t *testing.T) {
	for _, r := range policy.Rules() {
		text, err := page.Rule(r)
		if err != nil {
			t.Fatal(err)
		}
		filetest.Golden(t, filepath.Join(r.Group, r.Name, "README.md"), text, *update)
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
	readme := func(r *rule.Rule) string { return r.ID + "/README.md" }
	filetest.Golden(t, index, before+marker+page.Table(policy.Rules(), readme), *update)
}
