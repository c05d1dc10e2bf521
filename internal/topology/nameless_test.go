package topology_test

import "testing"

// TestNameless checks that the rows of a tenant or an environment without a name are identified by id, and that there
// are none if it has no id either.
func TestNameless(t *testing.T) {
	const head = "apiVersion: tenantlint/v1\nkind: Tenant\n"
	const list = "environments: [{type: Sandbox}, {id: 22222222-2222-4222-8222-222222222222, type: Sandbox}]\ngroups: [{id: 44444444-4444-4444-8444-444444444444}]\n"
	for name, test := range map[string]struct {
		text, tenant string
	}{
		"with an id":         {head + "id: 11111111-1111-4111-8111-111111111111\n" + list, "11111111-1111-4111-8111-111111111111"},
		"without one":        {head + list, ""},
		"with a name":        {head + "name: contoso\n" + list, "contoso"},
		"with an empty name": {head + "name: \"\"\n" + list, ""},
	} {
		t.Run(name, func(t *testing.T) {
			topo, _ := build(t, test.text)
			got := input(t, topo)
			if test.tenant == "" {
				if rows := got["environments"].([]any); len(rows) > 0 {
					t.Errorf("environments %v", rows)
				}
				return
			}
			rows := got["environments"].([]any)
			if len(rows) != 1 {
				t.Fatalf("%d environments", len(rows))
			}
			row := rows[0].(map[string]any)
			if want := test.tenant + "/22222222-2222-4222-8222-222222222222"; row["key"] != want || row["tenant"] != test.tenant {
				t.Errorf("environment %v, want %s", row, want)
			}
			if group := got["groups"].([]any)[0].(map[string]any); group["tenant"] != test.tenant {
				t.Errorf("group %v", group)
			}
		})
	}
}

// TestUnlistedAmongNameless checks that an id is looked up among objects without a name.
func TestUnlistedAmongNameless(t *testing.T) {
	_, problems := build(t, `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
groups: [{id: 44444444-4444-4444-8444-444444444444}]
environments: [{name: dev, type: Sandbox, securityGroup: 55555555-5555-4555-8555-555555555555}]
`)
	if len(problems) != 0 {
		t.Errorf("problems %v, but the list is incomplete", problems)
	}
	_, problems = build(t, `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
groups: []
environments: [{name: dev, type: Sandbox, securityGroup: 55555555-5555-4555-8555-555555555555}]
`)
	if len(problems) != 1 || problems[0].Rule != "reference/unlisted" {
		t.Errorf("problems %v, want one reference/unlisted", problems)
	}
}

// TestReferencesToUnknownFields checks that a reference by host, domain or id is neither resolved nor reported if
// the host, domain or id of an object is unknown.
func TestReferencesToUnknownFields(t *testing.T) {
	const open = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
unknown: [domains]
groups: [{name: makers, unknown: [id]}]
environments:
  - {name: dev, type: Sandbox, unknown: [dataverse]}
  - {name: test, type: Sandbox, securityGroup: 55555555-5555-4555-8555-555555555555, copyOf: dev.crm4.dynamics.com, dataverse: {capacityFrom: contoso.example}}
`
	if _, problems := build(t, open); len(problems) != 0 {
		t.Errorf("problems %v", problems)
	}
}
