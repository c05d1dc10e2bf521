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

// header are the keys that every manifest or object may have, and that no row takes over.
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

// resolve follows references.
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
				t.Fatalf("%s leads nowhere", ref)
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

// TestSchema checks the vocabulary against the JSON Schema in both directions: each object has the same fields in
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
			t.Errorf("%s is a list in one of the two only", here)
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
			t.Errorf("%s is %q in the schema, which is none of %v", here, got, forms[c.Form])
		}
		if value, ok := p["default"]; ok && c.Absent != nil && value != c.Absent {
			t.Errorf("%s means %v where it is absent, in the schema %v", here, c.Absent, value)
		}
	}
}

// form names what the schema says of a value: its format, or its type.
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

// forms are what the schema may say of a value of each form.
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

// TestTables checks that names and identifiers of the objects of each table are columns, and that lists belong to a
// kind of manifest.
func TestTables(t *testing.T) {
	for _, table := range vocabulary.Tables() {
		for _, name := range []string{table.NameColumn, table.IDColumn} {
			if name != "" && table.Column(name) == nil {
				t.Errorf("%s is known by %q, which is no column", table.Name, name)
			}
		}
		scope := vocabulary.Of(table.Scope)
		if table.Kind == "" && (scope == nil || scope.Column(table.Name) == nil) {
			t.Errorf("%s stands nowhere", table.Name)
		}
		if table.Noun == "" || table.Definition == "" {
			t.Errorf("%s lacks its noun or its part of the schema", table.Name)
		}
	}
	if len(vocabulary.Kinds()) != 5 || vocabulary.OfKind("tenant") != nil || vocabulary.Of("tenant") != nil {
		t.Error("kinds and tables are found by their names alone")
	}
}
