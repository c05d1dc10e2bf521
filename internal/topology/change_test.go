package topology_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const other = "---\napiVersion: tenantlint/v1\nkind: Tenant\nname: fabrikam\nid: 22222222-2222-4222-8222-222222222222\n"

// changes names what two topologies differ in: the table, the object before and after.
func changes(t *testing.T, before, after string) []string {
	t.Helper()
	was, _ := build(t, before)
	is, _ := build(t, after)
	is.Compare(was)
	in := input(t, is)
	if err := validator(t).Validate(any(in)); err != nil {
		t.Errorf("not what the schema says: %#v", err)
	}
	var found []string
	for _, table := range []string{"changedTenants", "changedEnvironments", "changedDomains", "changedSubscriptions"} {
		for _, r := range in[table].([]any) {
			row := r.(map[string]any)
			text := table + " " + named(row["before"])
			if row["after"] != nil {
				text += " -> " + named(row["after"])
			}
			found = append(found, text)
		}
	}
	return found
}

func named(row any) string {
	r := row.(map[string]any)
	text := r["name"].(string)
	if t, ok := r["tenant"].(string); ok {
		text = t + "/" + text
	}
	return text
}

func TestCompare(t *testing.T) {
	const env = "environments: [{name: crm, type: Production, id: 33333333-3333-4333-8333-333333333333, location: europe}]\n"
	const moved = "environments: [{name: crm, type: Production, id: 33333333-3333-4333-8333-333333333333, location: france}]\n"
	const domains = "domains: [{name: contoso.com}]\n"
	tests := []struct {
		name, before, after string
		want                []string
	}{
		{"nothing but lines", tenant + env, "# a comment\n" + tenant + "displayName: ''\n" + env, nil},
		{"order", tenant + other, other[4:] + "---\n" + tenant, nil},
		{"other tenant", tenant + env + other, tenant + other + env, []string{"changedEnvironments contoso/crm -> fabrikam/crm"}},
		{"other location", tenant + env, tenant + moved, []string{"changedEnvironments contoso/crm -> contoso/crm"}},
		{"gone", tenant + env, tenant, []string{"changedEnvironments contoso/crm"}},
		{"nested becomes a document", tenant + env, tenant + "---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: contoso\nname: crm\ntype: Production\nid: 33333333-3333-4333-8333-333333333333\nlocation: europe\n", nil},
		{"domain moves", tenant + domains + other, tenant + other + domains, []string{"changedDomains contoso/contoso.com -> fabrikam/contoso.com"}},
		{"domain leaves the one of two", tenant + domains + other + domains, tenant + other + domains, []string{"changedDomains contoso/contoso.com"}},
		{"domain enters a second", tenant + domains + other, tenant + domains + other + domains, nil},
		{
			"tenant renamed", tenant + env + domains, "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso-ag\nid: 11111111-1111-4111-8111-111111111111\n" + env + domains,
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, changes(t, tt.before, tt.after)); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}
