package vocabulary_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
	"github.com/tenantlint/tenantlint/schema"
)

// definition is a part of the JSON Schema.
type definition map[string]any

// header contains the keys that any manifest or object may have and that are not columns.
var header = []string{"$schema", "apiVersion", "kind", "description", "labels", "unknown"}

// document returns the JSON Schema of manifests.
func document(t *testing.T) definition {
	t.Helper()
	var d definition
	if err := json.Unmarshal(schema.Manifest, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// resolve resolves the references of s.
func (d definition) resolve(t *testing.T, s definition) definition {
	t.Helper()
	for {
		ref, ok := s["$ref"].(string)
		if !ok {
			return s
		}
		s = d
		for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			next, ok := s[part].(map[string]any)
			if !ok {
				t.Fatalf("%s does not resolve", ref)
			}
			s = next
		}
	}
}

func (d definition) properties(t *testing.T, s definition) map[string]definition {
	t.Helper()
	all := map[string]definition{}
	properties, _ := s["properties"].(map[string]any)
	for name, p := range properties {
		if !slices.Contains(header, name) {
			all[name] = d.resolve(t, p.(map[string]any))
		}
	}
	return all
}

// TestSchema compares the vocabulary with the JSON Schema in both directions: each object must have the same fields in
// both, and each field the same form.
func TestSchema(t *testing.T) {
	d := document(t)
	for _, table := range vocabulary.Tables() {
		if table.Nested {
			continue
		}
		name := "#/definitions/" + table.Definition
		compare(t, d, name, d.resolve(t, definition{"$ref": name}), table.Columns)
	}
	partner := "#/definitions/accessPartner"
	compare(t, d, partner, d.resolve(t, definition{"$ref": partner}), vocabulary.Of("crossTenantAccess").Columns)
	standard := "#/definitions/accessDefault"
	compare(t, d, standard, d.resolve(t, definition{"$ref": standard}), vocabulary.AccessSettings)
}

func compare(t *testing.T, d definition, at string, s definition, columns []vocabulary.Column) {
	t.Helper()
	properties := d.properties(t, s)
	names := make([]string, 0, len(columns))
	for i := range columns {
		names = append(names, columns[i].Name)
	}
	slices.Sort(names)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(properties)), names); diff != "" {
		t.Errorf("%s (-schema +vocabulary):\n%s", at, diff)
	}
	for i := range columns {
		c := &columns[i]
		p, ok := properties[c.Name]
		if !ok || c.Form == vocabulary.List {
			continue
		}
		here := at + "/" + c.Name
		items, isList := p["items"].(map[string]any)
		if want := c.List || c.Form == vocabulary.Rows; want != isList {
			t.Errorf("%s is a list in only one of schema and vocabulary", here)
			continue
		}
		if isList && !c.Single {
			p = d.resolve(t, items)
		}
		if c.Form == vocabulary.Object || c.Form == vocabulary.Rows {
			compare(t, d, here, p, c.Columns)
			continue
		}
		if got := form(p); !slices.Contains(forms[c.Form], got) {
			t.Errorf("%s is %q in the schema, want one of %v", here, got, forms[c.Form])
		}
		if value, ok := p["default"]; ok && c.Absent != nil && value != c.Absent {
			t.Errorf("%s defaults to %v in the vocabulary, but to %v in the schema", here, c.Absent, value)
		}
	}
}

// form returns the format of a value in the schema or, failing that, its type.
func form(p definition) string {
	if f, ok := p["format"].(string); ok {
		return strings.TrimPrefix(f, "optional-")
	}
	switch kinds := p["type"].(type) {
	case string:
		return kinds
	case []any:
		return kinds[0].(string)
	}
	return ""
}

// forms lists the schema formats and types that correspond to each form.
var forms = map[vocabulary.Form][]string{
	vocabulary.Text:                 {"string", "name", "object-name", "environment-type", "role", "currency", "uri", "country", "tenant-name", "feature"},
	vocabulary.CaseInsensitive:      {"string", "token"},
	vocabulary.Country:              {"country"},
	vocabulary.Number:               {"integer", "number"},
	vocabulary.Boolean:              {"boolean"},
	vocabulary.GUID:                 {"guid", "environment-id", "tenant-id"},
	vocabulary.Domain:               {"domain", "host"},
	vocabulary.Address:              {"upn", "email"},
	vocabulary.URLHost:              {"url"},
	vocabulary.TenantReference:      {"tenant-reference"},
	vocabulary.PartnerReference:     {"tenant-reference", "tenant-reference-or-any"},
	vocabulary.EnvironmentReference: {"environment-reference"},
	vocabulary.GroupReference:       {"group-reference"},
	vocabulary.AccountReference:     {"account"},
	vocabulary.AgreementReference:   {"string"},
	vocabulary.PrincipalReference:   {"principal"},
	vocabulary.TeamReference:        {"team-reference"},
}

// TestTables checks that the name and id columns of each table exist, and that each list belongs to a manifest kind.
func TestTables(t *testing.T) {
	for _, table := range vocabulary.Tables() {
		for _, name := range []string{table.NameColumn, table.IDColumn} {
			if name != "" && table.Column(name) == nil {
				t.Errorf("%s is identified by %q, which is not a column", table.Name, name)
			}
		}
		scope := vocabulary.Of(table.Scope)
		if table.Kind == "" && (scope == nil || scope.Column(table.Name) == nil) {
			t.Errorf("%s is neither a manifest kind nor a list of another table", table.Name)
		}
		if table.Noun == "" || table.Definition == "" {
			t.Errorf("%s has no noun or no definition in the schema", table.Name)
		}
	}
	if len(vocabulary.Kinds()) != 5 || vocabulary.OfKind("tenant") != nil || vocabulary.Of("tenant") != nil {
		t.Error(`want five kinds, and no kind or table named "tenant"`)
	}
}
