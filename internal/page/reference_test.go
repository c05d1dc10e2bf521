package page

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

var update = flag.Bool("update", false, "update the generated pages")

// TestReference checks that schema/README.md is up to date with the schema and the vocabulary.
func TestReference(t *testing.T) {
	filetest.Golden(t, filepath.Join("..", "..", "schema", "README.md"), Reference(), *update)
}

// TestReferenceIsComplete checks that every table and column of the vocabulary is documented.
func TestReferenceIsComplete(t *testing.T) {
	for _, table := range vocabulary.Tables() {
		o, ok := vocabulary.ObjectOf(table.Name)
		if !ok {
			t.Errorf("table %s has no object", table.Name)
			continue
		}
		if table.Nested {
			continue
		}
		for _, c := range table.Columns {
			if text, ok := Field(o.Definition + "." + c.Name); !ok || !strings.Contains(text, c.Name) {
				t.Errorf("%s.%s is not documented", o.Definition, c.Name)
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
			t.Errorf("Field(%q) = %q, want text with %q", name, text, want)
		}
	}
	for _, name := range []string{"", "Tenants", "Environment.", "Environment.nothing", "Environment.location.more", "nothing.name"} {
		if text, ok := Field(name); ok {
			t.Errorf("Field(%q) = %q, want no text", name, text)
		}
	}
}
