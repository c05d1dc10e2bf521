package topology_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// estate contains two tenants that refer to each other, and one whose lists are unknown.
const estate = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
domains: [{name: contoso.onmicrosoft.com, isInitial: true}, {name: contoso.com}, {name: waiting.example, isVerified: false}]
users:
  - {userPrincipalName: ana@contoso.com, mail: Ana.Abel@contoso.com, id: aaaaaaaa-1111-4111-8111-111111111111}
groups:
  - {name: sales, id: bbbbbbbb-1111-4111-8111-111111111111, members: ["%[2]s"]}
guests:
  - {mail: bo@fabrikam.com, homeTenant: fabrikam}
environments:
  - {name: crm, type: Production, id: cccccccc-1111-4111-8111-111111111111, dataverse: {url: "https://contosocrm.crm4.dynamics.com/"}}
---
apiVersion: tenantlint/v1
kind: Tenant
name: fabrikam
id: 22222222-2222-4222-8222-222222222222
domains: [{name: fabrikam.onmicrosoft.com, isInitial: true}, {name: fabrikam.com}]
users:
  - {userPrincipalName: u1@fabrikam.com, mail: bo@fabrikam.com, id: aaaaaaaa-2222-4222-8222-222222222222}
groups: [{name: sales, id: bbbbbbbb-2222-4222-8222-222222222222}]
tenantIsolation: {enabled: true, allowedTenants: [{tenant: "%[1]s", inbound: true}]}
---
apiVersion: tenantlint/v1
kind: Tenant
name: northwind
id: 33333333-3333-4333-8333-333333333333
unknown: [groups, environments, users]
---
`

func problems(all []problem.Problem) []string {
	var texts []string
	for _, p := range all {
		texts = append(texts, p.Rule+": "+p.Message.String())
	}
	return texts
}

// TestEntities checks which object each form of a reference resolves to.
func TestEntities(t *testing.T) {
	const document = "apiVersion: tenantlint/v1\nkind: %s\n"
	environment := fmt.Sprintf(document, "Environment") + "name: hr\ntype: Sandbox\n"
	data := fmt.Sprintf(document, "MasterData") + "name: parties\nentities: [account]\n"
	tests := []struct {
		name, text string
		at         string // path in the input
		want       string
		problem    string
	}{
		{"tenant by name", environment + "tenant: contoso\n", "environments 1 key", "contoso/hr", ""},
		{"tenant by id", environment + "tenant: 11111111-1111-4111-8111-111111111111\n", "environments 1 key", "contoso/hr", ""},
		{"tenant by domain", environment + "tenant: Contoso.COM.\n", "environments 1 key", "contoso/hr", ""},
		{"row contains the tenant's name", environment + "tenant: contoso.com\n", "environments 1 tenant", "contoso", ""},
		{"tenant by unverified domain", environment + "tenant: waiting.example\n", "environments 1 key", "", `reference/unknown: no tenant "waiting.example" in the topology`},
		{"undeclared tenant", environment + "tenant: 44444444-4444-4444-8444-44444444AAAA\n", "environments 1 key", "44444444-4444-4444-8444-44444444aaaa/hr", ""},
		{"misspelled tenant and a reference that depends on it", environment + "tenant: contosso\nsecurityGroup: sales\n", "environments 1 securityGroup", "", `reference/unknown: no tenant "contosso" in the topology`},
		{"environment by name", data + "master: contoso/crm\n", "masterData 0 master", "contoso/crm", ""},
		{"environment by id", data + "master: CCCCCCCC-1111-4111-8111-111111111111\n", "masterData 0 master", "contoso/crm", ""},
		{"environment by host", data + "master: ContosoCRM.crm4.dynamics.com\n", "masterData 0 master", "contoso/crm", ""},
		{"environment by its tenant's domain", data + "master: contoso.com/crm\n", "masterData 0 master", "contoso/crm", ""},
		{"environment by its tenant's id", data + "master: 11111111-1111-4111-8111-111111111111/crm\n", "masterData 0 master", "contoso/crm", ""},
		{"unlisted environment", data + "master: dddddddd-1111-4111-8111-11111111111D\n", "masterData 0 master", "dddddddd-1111-4111-8111-11111111111d", ""},
		{"environment in an unknown list", data + "master: northwind/crm\n", "masterData 0 master", "northwind/crm", ""},
		{"environment of an undeclared tenant", data + "master: 44444444-4444-4444-8444-444444444444/crm\n", "masterData 0 master", "44444444-4444-4444-8444-444444444444/crm", ""},
		{"misspelled environment", data + "master: contoso/crn\n", "masterData 0 master", "", `reference/unknown: tenant "contoso" has no environment "crn"`},
		{"unused host", data + "master: contosohr.crm4.dynamics.com\n", "masterData 0 master", "", `reference/unknown: no environment has the Dataverse host "contosohr.crm4.dynamics.com"`},
		{"group by name", environment + "tenant: contoso\nsecurityGroup: sales\n", "environments 1 securityGroup", "contoso/sales", ""},
		{"group with a redundant prefix", environment + "tenant: contoso\nsecurityGroup: 'group:sales'\n", "environments 1 securityGroup", "contoso/sales", ""},
		{"group by id", environment + "tenant: contoso\nsecurityGroup: BBBBBBBB-1111-4111-8111-111111111111\n", "environments 1 securityGroup", "contoso/sales", ""},
		{"group of another tenant by id", environment + "tenant: contoso\nsecurityGroup: bbbbbbbb-2222-4222-8222-222222222222\n", "environments 1 securityGroup", "fabrikam/sales", ""},
		{
			"group not listed by its tenant", environment + "tenant: contoso\nsecurityGroup: bbbbbbbb-9999-4999-8999-99999999999A\n", "environments 1 securityGroup", "bbbbbbbb-9999-4999-8999-99999999999a",
			`reference/unlisted: tenant "contoso" lists no group with id "bbbbbbbb-9999-4999-8999-99999999999A"`,
		},
		{"group in an unknown list", environment + "tenant: northwind\nsecurityGroup: sales\n", "environments 1 securityGroup", "northwind/sales", ""},
		{"owner by sign-in name", environment + "tenant: contoso\nowner: ANA@contoso.com\n", "environments 1 owner", "ana@contoso.com", ""},
		{"owner by mail", environment + "tenant: contoso\nowner: ana.abel@contoso.com\n", "environments 1 owner", "ana@contoso.com", ""},
		{"owner by object id", environment + "tenant: contoso\nowner: AAAAAAAA-1111-4111-8111-111111111111\n", "environments 1 owner", "ana@contoso.com", ""},
		{"owner who is a guest, by mail", environment + "tenant: contoso\nowner: bo@fabrikam.com\n", "environments 1 ownerPerson", "u1@fabrikam.com", ""},
		{"owner who is a guest, by #EXT# name", environment + "tenant: contoso\nowner: 'bo_fabrikam.com#EXT#@contoso.onmicrosoft.com'\n", "environments 1 owner", "bo@fabrikam.com", ""},
		{"owner of another directory", environment + "tenant: contoso\nowner: 'cy_example.com#EXT#@fabrikam.onmicrosoft.com'\n", "environments 1 owner", "cy_example.com#ext#@fabrikam.onmicrosoft.com", ""},
		{"owner of another directory with an account in the tenant", environment + "tenant: contoso\nowner: 'ana_contoso.com#EXT#@fabrikam.onmicrosoft.com'\n", "environments 1 ownerPerson", "ana@contoso.com", ""},
		{"unlisted owner", environment + "tenant: northwind\nowner: AAAAAAAA-9999-4999-8999-999999999999\n", "environments 1 owner", "aaaaaaaa-9999-4999-8999-999999999999", ""},
		{"team by the id of a group", data + "requesters: bbbbbbbb-2222-4222-8222-222222222222\n", "masterData 0 requesters group", "fabrikam/sales", ""},
		{"team by mail", data + "requesters: bo@fabrikam.com\n", "masterData 0 requesters person", "u1@fabrikam.com", ""},
		{"team by name", data + "requesters: Sales desk\n", "masterData 0 requesters name", "sales desk", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			topo, found := build(t, fmt.Sprintf(estate, "contoso", "ana@contoso.com")+tt.text)
			if got := strings.Join(problems(found), "\n"); got != tt.problem {
				t.Errorf("problems %s, want %s", got, tt.problem)
			}
			if got := at(input(t, topo), tt.at); got != tt.want {
				t.Errorf("%s is %q, want %q", tt.at, got, tt.want)
			}
		})
	}
	for text, want := range map[string]string{
		"contoso": "contoso", "11111111-1111-4111-8111-111111111111": "contoso", "contoso.onmicrosoft.com": "contoso",
		"44444444-4444-4444-8444-444444444444": "44444444-4444-4444-8444-444444444444", "Adventure-Works.com": "adventure-works.com", "*": "*",
	} {
		topo, found := build(t, fmt.Sprintf(estate, text, "ana@contoso.com"))
		if got := at(input(t, topo), "tenants 1 tenantIsolation allowedTenants 0 tenant"); got != want || len(found) > 0 {
			t.Errorf("partner %s is %q, want %q; %v", text, got, want, problems(found))
		}
	}
	for text, want := range map[string]string{
		"Ana@contoso.com": "ana@contoso.com contoso", "ana.abel@contoso.com": "ana@contoso.com contoso", "AAAAAAAA-1111-4111-8111-111111111111": "ana@contoso.com contoso",
		"bo@fabrikam.com": "u1@fabrikam.com fabrikam contoso/bo@fabrikam.com", "u1@fabrikam.com": "u1@fabrikam.com fabrikam contoso/bo@fabrikam.com",
		"bo_fabrikam.com#EXT#@contoso.onmicrosoft.com": "u1@fabrikam.com fabrikam contoso/bo@fabrikam.com",
		"cy_example.com#EXT#@fabrikam.onmicrosoft.com": "cy_example.com#ext#@fabrikam.onmicrosoft.com fabrikam",
		"cy_example.com#EXT#@contoso.onmicrosoft.com":  "cy_example.com#ext#@contoso.onmicrosoft.com contoso",
		"cy@fabrikam.com": "cy@fabrikam.com fabrikam", "cy@example.com": "cy@example.com",
	} {
		topo, _ := build(t, fmt.Sprintf(estate, "contoso", text))
		m := at(input(t, topo), "members 0 person") + " " + at(input(t, topo), "members 0 home") + " " + at(input(t, topo), "members 0 guest")
		if got := strings.TrimSpace(strings.ReplaceAll(m, "  ", " ")); got != want {
			t.Errorf("member %s is %q, want %q", text, got, want)
		}
	}
}

// at returns the string at a path in the input, or "".
func at(v any, path string) string {
	for step := range strings.FieldsSeq(path) {
		switch now := v.(type) {
		case map[string]any:
			v = now[step]
		case []any:
			i := int(step[0] - '0')
			if i >= len(now) {
				return ""
			}
			v = now[i]
		}
	}
	s, _ := v.(string)
	return s
}

func TestDuplicates(t *testing.T) {
	const id = "99999999-9999-4999-8999-999999999999"
	const other = "---\napiVersion: tenantlint/v1\nkind: Tenant\nname: fabrikam\nid: 22222222-2222-4222-8222-222222222222\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"tenants", strings.Replace(other, "22222222-2222-4222-8222-222222222222", "11111111-1111-4111-8111-111111111111", 1), []string{`reference/duplicate-id: tenant id "11111111-1111-4111-8111-111111111111" is used by two tenants at 4:5 9:5`}},
		{"same tenant twice", "---\n" + tenant, []string{`reference/duplicate-name: tenant "contoso" is declared twice at 3:7 8:7`}},
		{
			"three declarations", "groups: [{name: a, id: " + id + "}, {name: b, id: " + id + "}, {name: c, id: " + id + "}]\n",
			[]string{`reference/duplicate-id: group id "` + id + `" is used by three groups of tenant "contoso" at 5:24 5:77 5:130`},
		},
		{"groups of two tenants", "groups: [{name: a, id: " + id + "}]\n" + other + "groups: [{name: b, id: " + id + "}]\n", nil},
		{"same name and id", "groups: [{name: a, id: " + id + "}, {name: a, id: " + id + "}]\n", []string{`reference/duplicate-name: group "a" is declared twice in tenant "contoso" at 5:17 5:70`}},
		{"service principals", "servicePrincipals: [{appId: " + id + ", objectId: " + id + "}, {appId: " + id + ", objectId: " + id + "}]\n", []string{`reference/duplicate-id: service principal id "` + id + `" is used by two service principals of tenant "contoso" at 5:77 5:172`}},
		{"zero GUIDs are not ids", "groups: [{name: a, id: 00000000-0000-0000-0000-000000000000}, {name: b, id: 00000000-0000-0000-0000-000000000000}]\n", nil},
		{"a guest by both addresses", "guests: [{mail: a@b.example, homeTenant: external}, {userPrincipalName: 'a_b.example#EXT#@contoso.com', homeTenant: external}]\n", []string{`reference/duplicate-name: guest "a@b.example" is declared twice in tenant "contoso" at 5:17 5:73`}},
		{
			"Default environments", "environments: [{name: a, type: Default, id: Default-" + id + "}, {name: b, type: Default, id: default-" + id + "}]\n",
			nil, // environment/one-default reports it
		},
		{
			"id of a Default environment and another one", "environments: [{name: a, type: Default, id: Default-" + id + "}, {name: b, type: Sandbox, id: default-" + id + "}]\n",
			[]string{`reference/duplicate-id: environment id "Default-` + id + `" is used by two environments of tenant "contoso" at 5:45 5:121`},
		},
		{
			"nested, and a document with its tenant by id", "environments: [{name: a, type: Sandbox, id: " + id + "}]\n---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: 11111111-1111-4111-8111-111111111111\nname: a\nid: " + id + "\ntype: Sandbox\n",
			[]string{`reference/duplicate-name: environment "a" is declared twice in tenant "contoso" at 5:23 10:7`},
		},
		{
			"a tenant named like a domain", "domains: [{name: fabrikam.com}]\n" + strings.Replace(other, "name: fabrikam\n", "name: fabrikam.com\n", 1),
			[]string{`reference/duplicate-name: tenant "fabrikam.com" is named like a domain of tenant "contoso" at 9:7 5:18`},
		},
		{"a tenant named like its own domain", strings.Replace(other, "name: fabrikam\n", "name: fabrikam.com\ndomains: [{name: fabrikam.com}]\n", 1), nil},
		{
			"a partner by id and by name", "crossTenantAccess: {partners: [{tenant: fabrikam}, {tenant: 22222222-2222-4222-8222-222222222222}]}\n" + other,
			[]string{`reference/duplicate-name: partner "fabrikam" has two entries in the cross-tenant access settings of tenant "contoso" at 5:41 5:61`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, found := build(t, tenant+tt.text)
			var got []string
			for _, p := range found {
				line := p.Rule + ": " + p.Message.String() + " at"
				for _, l := range p.Locations {
					pos := l.File.Position(l.Span.Start)
					line += fmt.Sprintf(" %d:%d", pos.Line, pos.Column)
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestUnknown checks that fields listed as unknown do not hide values in the manifest.
func TestUnknown(t *testing.T) {
	topo, found := build(t, tenant+`unknown: [groups]
groups: [{name: sales}]
environments:
  - {name: crm, type: Sandbox, location: europe, access: ["group:sales", "group:others"], unknown: [location, access, owner, stage]}
  - {name: hr, type: Sandbox, securityGroup: null, unknown: [securityGroup, stage]}
`)
	if diff := cmp.Diff([]string(nil), problems(found)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	env := input(t, topo)["environments"].([]any)[0].(map[string]any)
	if env["location"] != "europe" || len(env["access"].([]any)) != 2 {
		t.Errorf("values in the manifest are hidden: %v", env)
	}
	if diff := cmp.Diff(map[string]any{"access": true, "owner": true, "stage": true}, env["unknown"]); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
	fields := topo.UnknownFields()
	if first := (topology.UnknownField{Field: "stage", Objects: 2}); fields[0] != first || !slices.Contains(fields, topology.UnknownField{Field: "groups", Objects: 1}) {
		t.Errorf("unknown fields: %v", fields)
	}
}

// TestAnonymousTenant checks that an id that no tenant has may belong to a tenant without an id.
func TestAnonymousTenant(t *testing.T) {
	const environment = "---\napiVersion: tenantlint/v1\nkind: Environment\nname: hr\ntype: Sandbox\ntenant: 44444444-4444-4444-8444-444444444444\n" +
		"---\napiVersion: tenantlint/v1\nkind: MasterData\nname: parties\nentities: [account]\nmaster: 44444444-4444-4444-8444-444444444444/crm\n"
	for id, want := range map[string]string{
		"id: 11111111-1111-4111-8111-111111111111\nunknown: [environments]\n": "44444444-4444-4444-8444-444444444444",
		"id: 44444444-4444-4444-8444-444444444444\nunknown: [environments]\n": "contoso",
		"unknown: [id, environments]\n":                                       "", "id: 00000000-0000-0000-0000-000000000000\n": "", "tenantId: 44444444-4444-4444-8444-444444444444\n": "",
	} {
		topo, found := build(t, "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n"+id+"tenantIsolation: {enabled: true, allowedTenants: [{tenant: 44444444-4444-4444-8444-444444444444}]}\n"+environment)
		in, key := input(t, topo), ""
		if want != "" {
			key = want + "/crm"
		}
		for path, want := range map[string]string{"environments 0 tenant": want, "tenants 0 tenantIsolation allowedTenants 0 tenant": want, "masterData 0 master": key} {
			if got := at(in, path); got != want {
				t.Errorf("%s: %s is %q, want %q", id, path, got, want)
			}
		}
		if len(found) > 0 {
			t.Errorf("%s: %v", id, problems(found))
		}
		if held := topo.UncheckedReferences(); (held == 3) != (want == "") {
			t.Errorf("%s: %d references not checked", id, held)
		}
	}
}
