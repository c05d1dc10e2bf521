package topology_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/problem"
)

const other = "---\napiVersion: tenantlint/v1\nkind: Tenant\nname: fabrikam\nid: 22222222-2222-4222-8222-222222222222\n"

// changes lists the differences between two topologies: the table, and the object before and after.
func changes(t *testing.T, before, after string) []string {
	t.Helper()
	base, _ := build(t, before)
	current, _ := build(t, after)
	current.Compare(base)
	in := input(t, current)
	if err := validator(t).Validate(any(in)); err != nil {
		t.Errorf("input does not match the schema: %#v", err)
	}
	var found []string
	for _, table := range []string{"changedTenants", "changedEnvironments", "changedDomains", "changedSubscriptions", "changedMasterData"} {
		for _, r := range in[table].([]any) {
			row := r.(map[string]any)
			if row["before"] == nil { // only some tables have rows for added objects
				continue
			}
			text := table + " " + nameOf(row["before"])
			if row["after"] != nil {
				text += " -> " + nameOf(row["after"])
			}
			found = append(found, text)
		}
	}
	return found
}

func nameOf(row any) string {
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
	const initial = "domains: [{name: contoso.onmicrosoft.com, isInitial: true}]\n"
	const nameless = "environments: [{name: crm, type: Production}]\n"
	const flows = "---\napiVersion: tenantlint/v1\nkind: MasterData\nname: m\nentities: [account]\nmaster: contoso/crm\nscope: [contoso/crm]\n"
	noID := strings.Replace(tenant, "id: 11111111-1111-4111-8111-111111111111\n", "unknown: [id]\n", 1)
	tests := []struct {
		name, before, after string
		want                []string
	}{
		{"only line numbers", tenant + env, "# a comment\n" + tenant + "displayName: ''\n" + env, nil},
		{"order", tenant + other, other[4:] + "---\n" + tenant, nil},
		{"moved to another tenant", tenant + env + other, tenant + other + env, []string{"changedEnvironments contoso/crm -> fabrikam/crm"}},
		{"other location", tenant + env, tenant + moved, []string{"changedEnvironments contoso/crm -> contoso/crm"}},
		{"removed", tenant + env, tenant, []string{"changedEnvironments contoso/crm"}},
		{"nested becomes a document", tenant + env, tenant + "---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: contoso\nname: crm\ntype: Production\nid: 33333333-3333-4333-8333-333333333333\nlocation: europe\n", nil},
		{"domain moves", tenant + domains + other, tenant + other + domains, []string{"changedDomains contoso/contoso.com -> fabrikam/contoso.com"}},
		{"domain removed from one of two tenants", tenant + domains + other + domains, tenant + other + domains, []string{"changedDomains contoso/contoso.com"}},
		{"domain added to a second tenant", tenant + domains + other, tenant + domains + other + domains, nil},
		{
			"tenant renamed", tenant + env + domains, "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso-ag\nid: 11111111-1111-4111-8111-111111111111\n" + env + domains,
			nil,
		},
		{"id added", noID + domains, tenant + domains, []string{"changedTenants contoso -> contoso"}},
		{
			"id added and renamed", strings.Replace(noID, "contoso", "c1", 1) + initial + env, tenant + initial + env,
			[]string{"changedTenants contoso -> contoso"},
		},
		{"named like a location", strings.Replace(tenant, "contoso", "europe", 1) + env, tenant + env, nil},
		{"names swapped", tenant + env + other, strings.Replace(tenant, "contoso", "fabrikam", 1) + env + strings.Replace(other, "fabrikam", "contoso", 1), nil},
		{"moved to another tenant without an id", tenant + nameless + other, tenant + other + nameless, []string{"changedEnvironments contoso/crm -> fabrikam/crm"}},
		{
			"another environment with the same name", tenant + env + other, tenant + other + strings.Replace(env, "33333333", "44444444", 1),
			[]string{"changedEnvironments contoso/crm"},
		},
		{
			"renamed along with references", tenant + env + flows, tenant + strings.Replace(env, "crm", "sales", 1) + strings.ReplaceAll(flows, "contoso/crm", "contoso/sales"),
			[]string{"changedEnvironments contoso/crm -> contoso/sales"},
		},
		{"nested becomes a document by id", tenant + env, tenant + "---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: 11111111-1111-4111-8111-111111111111\nname: crm\ntype: Production\nid: 33333333-3333-4333-8333-333333333333\nlocation: europe\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, changes(t, tt.before, tt.after)); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRename checks that a renamed object keeps the findings that it had under its old name.
func TestRename(t *testing.T) {
	const env = "environments: [{name: crm, type: Production, id: 33333333-3333-4333-8333-333333333333}]\n"
	base, _ := build(t, tenant+env)
	current, _ := build(t, strings.Replace(tenant, "contoso", "contoso-ag", 1)+strings.Replace(env, "crm", "sales", 1))
	current.Compare(base)
	for before, want := range map[string]string{
		"contoso": "contoso-ag", "contoso/domains/contoso.com": "contoso-ag/domains/contoso.com",
		"contoso/environments/crm": "contoso-ag/environments/sales", "contoso/environments/crm/data/x": "contoso-ag/environments/sales/data/x",
		"contoso/environments/other": "contoso-ag/environments/other", "contoso/environments": "contoso-ag/environments",
		"deployments/contoso": "deployments/contoso", "topology": "topology", "": "",
	} {
		all := []problem.Problem{{Locations: []problem.Location{{Object: before}}}}
		current.Rename(all)
		if got := all[0].Locations[0].Object; got != want {
			t.Errorf("%q is renamed to %q, want %q", before, got, want)
		}
	}
}
