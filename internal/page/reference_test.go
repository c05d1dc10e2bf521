package page

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

var update = flag.Bool("update", false, "write the generated pages")

// TestReference holds schema/README.md to the schema and the vocabulary.
func TestReference(t *testing.T) {
	path, want := filepath.Join("..", "..", "schema", "README.md"), Reference()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("schema/README.md differs from its sources; go generate ./... writes it (-want +got):\n%s", diff)
	}
}

// TestReferenceIsWhole looks for each table and each of its columns in the objects.
func TestReferenceIsWhole(t *testing.T) {
	for _, table := range vocabulary.Tables() {
		o, ok := vocabulary.ObjectOf(table.Name)
		if !ok {
			t.Errorf("no object for %s", table.Name)
			continue
		}
		if table.Nested {
			continue
		}
		for _, c := range table.Columns {
			if text, ok := Field(o.Definition + "." + c.Name); !ok || !strings.Contains(text, c.Name) {
				t.Errorf("nothing to read of %s.%s", o.Definition, c.Name)
			}
		}
	}
}

func TestField(t *testing.T) {
	for name, want := range map[string]string{
		"Environment.location":              "value    word",
		"environment.dataverse.consumption": "value    storage amount",
		"Tenant":                            "tenant reference",
		"users":                             "userPrincipalName",
		"Tenant.cloud":                      "default  public",
	} {
		if name == "Tenant" {
			want = "list of domains"
		}
		if text, ok := Field(name); !ok || !strings.Contains(text, want) {
			t.Errorf("%s: %q lacks %q", name, text, want)
		}
	}
	for _, name := range []string{"", "Tenants", "Environment.", "Environment.nothing", "Environment.location.more", "nothing.name"} {
		if text, ok := Field(name); ok {
			t.Errorf("%q is explained: %s", name, text)
		}
	}
}
