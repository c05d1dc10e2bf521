package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/importer"
)

// syntheticExports returns files of testdata/exports by name; a name that ends in "/" is a folder.
func syntheticExports(t *testing.T, names ...string) []importer.Export {
	t.Helper()
	var all []importer.Export
	for _, name := range names {
		root := filepath.Join("testdata", "exports", filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			for _, e := range files(t, root) {
				all = append(all, importer.Export{Path: name + e.Path, Data: e.Data})
			}
			continue
		}
		data, err := os.ReadFile(root)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, importer.Export{Path: name, Data: data})
	}
	return all
}

func inline(path, text string) importer.Export {
	return importer.Export{Path: path, Data: []byte(text)}
}

// importText returns the manifests, the descriptions of the files and the notes as one text.
func importText(t *testing.T, exports []importer.Export, o importer.Options) string {
	t.Helper()
	r, err := importer.Import(exports, o)
	if err != nil {
		return "error: " + err.Error()
	}
	var b strings.Builder
	for _, m := range r.Manifests {
		b.Write(m.Text)
	}
	for _, f := range r.Files {
		b.WriteString(f.Path + ": " + f.String() + "\n")
	}
	for _, n := range r.Notes {
		b.WriteString(n.Path + ": " + n.Message + "\n")
	}
	return b.String()
}

// onePage returns a page that contains one environment, called e and its number, and a link to the next page.
func onePage(number, next string) string {
	if next != "" {
		next = `"@odata.nextLink": "https://api.bap.microsoft.com/` + next + `", `
	}
	item := strings.ReplaceAll(strings.Trim(environment, "[]"), "000000000001\", \"location", "00000000000"+number+"\", \"location")
	return `{` + next + `"value": [` + strings.ReplaceAll(item, "Claims", "e"+number) + `]}`
}

const environment = `[{"type": "Microsoft.BusinessAppPlatform/scopes/environments", "name": "e0e00000-0000-4b00-8b00-000000000001", "location": "europe",
	"properties": {"tenantId": "5a1f0000-1111-4c00-8a00-000000000001", "displayName": "Claims", "environmentSku": "Sandbox", "azureRegion": "westeurope"}}]`

// TestTraps checks the pitfalls of real exports.
func TestTraps(t *testing.T) {
	tests := map[string]struct {
		exports []importer.Export
		options importer.Options
		want    []string
		not     []string
	}{
		"a byte order mark, CRLF, PascalCase, /Date()/": {
			exports: syntheticExports(t, "graph-organization.powershell.json"),
			want:    []string{"displayName: Kürbis Ölmühle\n", "name: kuerbis\n", "countryLetterCode: DE\n"},
			not:     []string{"directorySync"},
		},
		"UTF-16": {
			exports: syntheticExports(t, "graph-domains.utf16.json"), options: importer.Options{Tenant: fallback},
			want: []string{"name: tidewater.example\n", "isVerified: false\n", "graph domains: 3 domains of tenant \"larkspur\""},
		},
		"members in AdditionalProperties, one element as an object": {
			exports: syntheticExports(t, "graph-roles.powershell.json"), options: importer.Options{Tenant: fallback},
			want: []string{"userPrincipalName: mira@larkspur.example\n    roles: [PowerPlatformAdministrator]", "group: Claims\n    roles: [PowerPlatformAdministrator]", "administrators, "},
		},
		"objects lost at the depth limit": {
			exports: syntheticExports(t, "powershell-depth2.json"),
			want:    []string{`displayName: "Fleet; west = main"`, "unknown: [billingPolicy, enterprisePolicy, stage, managed, environmentGroup, securityGroup, access, dataverse, data, settings]"},
			not:     []string{"dataverse: null"},
		},
		"objects flattened to strings": {
			exports: syntheticExports(t, "powershell-single.json"),
			want:    []string{"managed: true", "securityGroup: 90900000-0000-4b00-8b00-000000000001", "languageCode: 1033", "crossTenantAccess, environments]"},
		},
		"a page": {
			exports: syntheticExports(t, "graph-users-page.json"), options: importer.Options{Tenant: fallback, Users: true},
			want: []string{"externalUserState: PendingAcceptance", "users, administrators, groups, guests", "one page of several, with an @odata.nextLink", "3 users of tenant \"tenant-5a1f0000\", a page"},
			not:  []string{"userCount"},
		},
		"users without userType": {
			exports: syntheticExports(t, "graph-users-default.json"), options: importer.Options{Tenant: fallback},
			want: []string{"guests:\n  - userPrincipalName: \"niamh_", "unknown: [homeTenant, userType, externalUserState, usageLocation, licenses]", "userCount: 1"},
			not:  []string{"\nusers:"},
		},
		"an error message instead of an id": {
			exports: syntheticExports(t, "scubagear-isolation-null.json"),
			want:    []string{"id: 5a1f0000-1111-4c00-8a00-000000000001", "enabled: false"},
			not:     []string{"Error", "userCount", "allowedTenants"},
		},
		"one-element lists as objects and strings": {
			exports: syntheticExports(t, "scubagear-powerplatform.json"),
			want:    []string{"inbound: true\n      outbound: false", "warningUnits: 1", "trialCreation: administrators", "environmentCreation: everyone", "unknown: [developerCreation]"},
		},
		"a result under Raw": {
			exports: syntheticExports(t, "scubagear-aad.json"),
			want:    []string{"cloud: gcc\n", "userCount: 41\n", "- id: d0d00000-0000-4b00-8b00-000000000003\n    roles: [ExchangeAdministrator, GlobalAdministrator]", "objectId: a0a00000"},
			not:     []string{"environments:\n"},
		},
		"a planned environment with the name of an existing one": {
			exports: []importer.Export{inline("a/environments.json", environment), inline("a/plan.json", `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
				{"address": "powerplatform_environment.claims", "mode": "managed", "type": "powerplatform_environment", "name": "claims", "values": {"display_name": "Claims", "environment_type": "Sandbox", "location": "europe"}}]}}}`)},
			want: []string{"- name: claims-2\n    displayName: Claims", "- name: claims\n    id: e0e00000-0000-4b00-8b00-000000000001"},
		},
		"pages in one file": {
			exports: []importer.Export{inline("a/environments.json", onePage("1", "next")+"\n"+onePage("2", "")+"\n")},
			want:    []string{"- name: e1\n", "- name: e2\n", "bap environments: 2 environments"},
			not:     []string{"nextLink", "unknown: [environments]"},
		},
		"pages in one list": {
			exports: []importer.Export{inline("a/environments.json", "["+onePage("1", "next")+","+onePage("2", "more")+"]")},
			want:    []string{"- name: e1\n", "- name: e2\n", "it is one page of several, with an @odata.nextLink"},
		},
		"one object per line": {
			exports: []importer.Export{inline("a/environments.json", strings.Trim(environment, "[]")+"\n"+strings.ReplaceAll(strings.Trim(environment, "[]"), "0001", "0002")+"\n")},
			want:    []string{"bap environments: 2 environments"},
		},
		"a page after a broken one": {
			exports: []importer.Export{inline("a/environments.json", onePage("1", "next")[:200]+"\n"+onePage("2", ""))},
			want:    []string{"does not parse as JSON"},
			not:     []string{"- name: e2\n"},
		},
		"a truncated file": {
			exports: []importer.Export{inline("a/environments.json", `{"value": [`+"\n"+strings.Trim(environment, "[]")+"\n")},
			want:    []string{"it ends too early"},
			not:     []string{"Claims"},
		},
		"members of several groups in one file": {
			exports: append(syntheticExports(t, "graph-organization.json"), inline("members.json", `{"@odata.nextLink": "https://graph.microsoft.com/v1.0/groups/6a6a0000-0000-4b00-8b00-000000000001/members?$skiptoken=a", "value": [{"@odata.type": "#microsoft.graph.user", "id": "d0d00000-0000-4b00-8b00-000000000001", "userPrincipalName": "a@larkspur.example"}]}
				{"value": [{"@odata.type": "#microsoft.graph.user", "id": "d0d00000-0000-4b00-8b00-000000000002", "userPrincipalName": "b@larkspur.example"}]}`)),
			want: []string{"it lists the members of an unknown group"},
		},
		"duplicate names": {
			exports: syntheticExports(t, "bap-environments.json", "graph-groups.json"),
			want:    []string{"- name: claims\n    id: e0e00000-0000-4b00-8b00-000000000001", "- name: claims-2\n    id: e0e00000-0000-4b00-8b00-000000000002", "- name: Claims\n", "- name: Claims 2\n", "- name: Everyone - all\n"},
		},
		"prose and lines in brackets before the JSON": {
			exports: syntheticExports(t, "pac-admin.txt"),
			want:    []string{"pac admin list: 3 environments", "location: europe", "dataverse: null"},
		},
		"one environment without a group, one with an unknown group": {
			exports: syntheticExports(t, "pac-admin-older.json"),
			want:    []string{"unknown: [billingPolicy, enterprisePolicy, stage, location, azureRegion, managed, environmentGroup, securityGroup, access, data, settings]"},
		},
		"an environment whose type is unknown": {
			exports: syntheticExports(t, "pac-env.json"),
			want:    []string{"id: Default-5a1f0000-1111-4c00-8a00-000000000001", "unknown: [type, ", "crossTenantAccess, environments]"},
		},
		"a missing security group means none": {
			exports: syntheticExports(t, "bap-environments.json"),
			want:    []string{"databaseMB: 12.346", "owner: mira@larkspur.example", "dataverse: null"},
			not:     []string{"securityGroup, "},
		},
		"an invalid value": {
			exports: syntheticExports(t, "bap-environments.json"),
			want:    []string{`location of environment "Odd" is left out: "not a token" is not valid in a manifest`, "stage, location, "},
			not:     []string{"location: not"},
		},
		"two subscriptions that share a pool": {
			exports: syntheticExports(t, "graph-skus.json", "graph-subscriptions.json"), options: importer.Options{Tenant: fallback},
			want: []string{
				"subscriptionId: 50500000-0000-4b00-8b00-000000000001\n    skuId: b30411f5-fea1-4a59-9ad9-3db7c7ead579\n    skuPartNumber: POWERAPPS_PER_USER\n    enabledUnits: 30\n    consumedUnits: 12\n    trial: false",
				"subscriptionId: 50500000-0000-4b00-8b00-000000000002\n    skuId: b30411f5-fea1-4a59-9ad9-3db7c7ead579\n    skuPartNumber: POWERAPPS_PER_USER\n    trial: false", "trial: true", "1 deleted subscription not imported",
			},
			not: []string{"000000000004", "5a1f0000-3333"},
		},
		"a subscription in its grace period": {
			exports: syntheticExports(t, "graph-subscriptions.json"), options: importer.Options{Tenant: fallback},
			want: []string{"enabledUnits: 0\n    warningUnits: 5"},
		},
		"a nested group, a guest and a service principal as members": {
			exports: syntheticExports(t, "graph-groups.json"), options: importer.Options{Tenant: fallback},
			want: []string{"- group:Claims\n      - \"niamh_oakmere.example#EXT#@larkspur.onmicrosoft.com\"", "source: onPremises\n    members:\n      - mira@larkspur.example\n    unknown: [members]", "1 distribution group not imported"},
			not:  []string{"Newsletter"},
		},
		"members truncated by $expand": {
			exports: syntheticExports(t, "graph-groups-cut.json"), options: importer.Options{Tenant: fallback},
			want: []string{"$expand stops at 20", "unknown: [members]"},
		},
		"members whose group is in the nextLink": {
			exports: syntheticExports(t, "graph-members.json"), options: importer.Options{Tenant: fallback},
			want: []string{"- name: 90900000-0000-4b00-8b00-000000000001\n", "- mira@larkspur.example", "unknown: [type, source, members]"},
		},
		"members of an unknown group": {
			exports: syntheticExports(t, "graph-members-unowned.json"), options: importer.Options{Tenant: fallback},
			want: []string{"members of an unknown group"}, not: []string{"\ngroups:"},
		},
		"members whose group is in the file name": {
			exports: []importer.Export{{Path: "members-90900000-0000-4b00-8b00-000000000001.json", Data: syntheticExports(t, "graph-members-unowned.json")[0].Data}}, options: importer.Options{Tenant: fallback},
			want: []string{"- mira@larkspur.example\n    unknown: [type, source]"},
		},
		"a partly open direction": {
			exports: syntheticExports(t, "graph-access-default.json"), options: importer.Options{Tenant: fallback},
			want: []string{"b2bCollaboration:\n      outbound: allowed\n      unknown: [inbound]", "unknown: [partners]"},
		},
		"settings that a partner omits": {
			exports: syntheticExports(t, "graph-access-partners.json"), options: importer.Options{Tenant: fallback},
			want: []string{"b2bCollaboration:\n        inbound: allowed\n      inboundTrust:", "automaticRedemption: true"}, not: []string{"b2bDirectConnect"},
		},
		"lists for makers": {
			exports: syntheticExports(t, "m365-environments.json", "powerapps-environments.json"),
			want:    []string{"displayName: Claims\n", "crossTenantAccess, environments]"}, not: []string{"(larkspur-claims)"},
		},
		"a soft-deleted environment, a new type": {
			exports: syntheticExports(t, "powerplatform-environments.json"),
			want:    []string{"type: Platform", "1 deleted environment not imported"}, not: []string{"Gone"},
		},
		"values known after apply": {
			exports: syntheticExports(t, "terraform-plan.json"),
			want:    []string{"- name: fleet-prod\n    displayName: Fleet prod\n    type: Production\n    location: europe\n    managed: true\n    environmentGroup: Fleet", "unknown: [id, ", "id: 5a1f0000-1111-4c00-8a00-000000000001"},
			not:     []string{"managed: false"},
		},
		"a state written by old and new provider versions": {
			exports: syntheticExports(t, "terraform-show.json"),
			want: []string{
				"url: https://larkspur-flat.crm4.dynamics.com/", "languageCode: 1043", "environmentGroup: Claims group", "owner: mira@larkspur.example", "appId: a0a00000-0000-4b00-8b00-000000000003",
				"unknown: [allowFlexRouting]", "- d0d00000-0000-4b00-8b00-000000000077", "- niamh@oakmere.example", "1 other resource not imported",
			},
		},
		"a raw state": {
			exports: syntheticExports(t, "terraform.tfstate"),
			want:    []string{"id: 5a1f0000-1111-4c00-8a00-000000000001", "dataverse: null", "source: onPremises", "allowMovingDataAcrossRegions: true", "securityGroup: Claims\n"},
		},
		"a folder of EntraExporter": {
			exports: syntheticExports(t, "entraexporter/"),
			want: []string{
				"authenticationType: Federated", "- mira@larkspur.example", "roles: [GlobalAdministrator]", "engine: connectSync\n    deviceWriteback: false\n    groupWriteback: true",
				"partners may be missing", "tenant: 5a1f0000-2222-4c00-8a00-000000000002", "unknown: [partners]",
			},
		},
		"a federation identified by display name": {
			exports: syntheticExports(t, "graph-organization.json", "graph-federation-bare.json"),
			want:    []string{"federation:\n      issuerUri: http://sts.tidewater.example/adfs/services/trust\n      unknown: [forest]"}, not: []string{"unknown: [federation]"},
		},
		"service connections, one of them to Azure": {
			exports: syntheticExports(t, "azure-devops.json", "bap-environments.json"),
			want: []string{
				"name: azure-devops-larkspur-dev\n", "applicationUsers:\n    - tenant-5a1f0000/claims\n    - tenant-5a1f0000/mira-dev", "name: azure-devops-larkspur-dev-2\n", "unknown: [scenario, stages]",
				"1 service connection to other services not imported", `no environment with the address "crm4.dynamics.com" is imported`,
			},
		},
		"drafts from the ALM Accelerator": {
			exports: syntheticExports(t, "alm-accelerator.json", "coe-install.json", "coe-maker.json", "bap-environments.json"),
			want: []string{
				"engine: almAccelerator", "- stage: development\n    environments: [tenant-5a1f0000/mira-dev]\n  - stage: test\n    environments: [tenant-5a1f0000/claims]",
				"makers:\n  - user: mira@larkspur.example\n    environment: tenant-5a1f0000/mira-dev", "organization: larkspur-dev",
			},
		},
		"Microsoft's own service principals": {
			exports: syntheticExports(t, "graph-servicePrincipals.json"), options: importer.Options{Tenant: fallback},
			want: []string{"1 service principal of Microsoft not imported", "objectId: a0a00000-0000-4b00-8b00-000000000091"}, not: []string{"Microsoft Graph"},
		},
		"a domain that moved": {
			exports: []importer.Export{
				inline("a/organization.json", `{"id": "5a1f0000-1111-4c00-8a00-000000000001", "displayName": "Larkspur", "verifiedDomains": [{"name": "larkspur.onmicrosoft.com", "isInitial": true, "type": "Managed"}]}`),
				inline("b/organization.json", `{"id": "5a1f0000-2222-4c00-8a00-000000000002", "displayName": "Oakmere", "verifiedDomains": [{"name": "oakmere.onmicrosoft.com", "isInitial": true, "type": "Managed"}, {"name": "tidewater.example", "type": "Managed"}]}`),
				inline("elsewhere/domains.json", `{"value": [{"id": "larkspur.onmicrosoft.com", "isInitial": true, "authenticationType": "Managed", "supportedServices": []}, {"id": "tidewater.example", "authenticationType": "Managed", "supportedServices": []}]}`),
				inline("elsewhere/federation.json", `{"@odata.context": "x/$metadata#domains('Tidewater.example')/federationConfiguration", "value": [{"issuerUri": "urn:tidewater", "preferredAuthenticationProtocol": "saml"}]}`),
				inline("elsewhere/users.json", `{"value": [{"id": "d0d00000-0000-4b00-8b00-000000000001", "userPrincipalName": "x_y.example#EXT#@oakmere.onmicrosoft.com", "mail": "x@larkspur.onmicrosoft.com", "userType": "Guest"}]}`),
			},
			want: []string{`elsewhere/federation.json: graph federationConfiguration: 1 federation of tenant "oakmere"`, `elsewhere/domains.json: graph domains: 2 domains of tenant "larkspur"`, `elsewhere/users.json: graph users: 1 user of tenant "oakmere"`, "homeTenant: larkspur"},
		},
		"the folder identifies the tenant": {
			exports: []importer.Export{inline("a/environments.json", environment), inline("b/capacity.json", `{"tenantId": "5a1f0000-2222-4c00-8a00-000000000002", "tenantCapacities": []}`), {Path: "a/deep/groups.json", Data: syntheticExports(t, "graph-groups.json")[0].Data}},
			want:    []string{`a/deep/groups.json: graph groups: 3 groups of tenant "tenant-5a1f0000"`},
		},
		"no tenant known": {
			exports: syntheticExports(t, "graph-groups.json", "graph-skus.json", "graph-users-default.json")[0:1],
			want:    []string{`error: no tenant is known for "graph-groups.json"; `},
		},
		"a name for the only tenant": {
			exports: []importer.Export{inline("environments.json", environment)}, options: importer.Options{Tenant: "main"},
			want: []string{"name: main\nid: 5a1f0000-1111-4c00-8a00-000000000001"},
		},
		"a tenant without an id": {
			exports: syntheticExports(t, "graph-domains.utf16.json"), options: importer.Options{Tenant: "main"},
			want: []string{"name: main\ndomains:", "unknown: [id, "},
		},
		"the source of higher rank wins, with a note": {
			exports: append(syntheticExports(t, "pac-admin.txt"), inline("z-environments.json", strings.ReplaceAll(environment, `"europe"`, `"asia"`))),
			want:    []string{"location: asia", `location of environment "Claims" is "europe", but "asia" in "z-environments.json"; kept "asia"`},
		},
		"an explicit form": {
			exports: []importer.Export{inline("x.json", `[{"id": "larkspur.example"}]`)}, options: importer.Options{Tenant: fallback, From: "graph-domains"},
			want: []string{"- name: larkspur.example\n    unknown: [isInitial, isDefault, isVerified, isRoot, authenticationType]"},
		},
		"files that are not exports": {
			exports: append(syntheticExports(t, "pac-env-table.txt"), inline("main.tf", `resource "x" "y" {}`), inline("package.json", `{"name": "x", "version": "1"}`), inline("cut.json", `{"value": [`), inline("empty.json", `{"value": []}`), inline("prose.txt", "hello")),
			want:    []string{"run the command again with --json", "run terraform show -json", "its keys are name, version", "it ends too early", "it is empty", "it contains no JSON"},
		},
		"forms that are recognized but not imported": {
			exports: syntheticExports(t, "data-policies.json", "solution-settings.json", "locations.json"),
			want:    []string{"data policies: 1 data policy, not imported", "1 set of settings, not imported", "locations: 1 location, not imported"}, not: []string{"kind: Tenant"},
		},
		"only referenced members": {
			exports: append(syntheticExports(t, "graph-users-page.json", "graph-roles.powershell.json"), inline("e.json", environment)),
			want:    []string{"users:\n  - userPrincipalName: mira@larkspur.example"}, not: []string{"jonas"},
		},
		"all members": {
			exports: append(syntheticExports(t, "graph-users-page.json"), inline("e.json", environment)), options: importer.Options{Users: true},
			want: []string{"jonas@larkspur.example", "b30411f5-fea1-4a59-9ad9-3db7c7ead579"},
		},
		"settings, capacity, sign-up location": {
			exports: append(syntheticExports(t, "tenant-settings.json", "tenant-capacity.json", "bap-tenant.json", "tenant-isolation.json"), inline("e.json", environment)),
			want: []string{
				"environmentCreation: administrators\n  trialCreation: everyone\n  developerCreation: administrators\n  environmentRouting: true", "logMB: 4096.5", "\nlocation: europe",
				"- tenant: \"*\"\n      inbound: false\n      outbound: true",
			},
		},
		"settings that are off are missing": {
			exports: []importer.Export{inline("e.json", environment)},
			want:    []string{"settings:\n      allowBingSearch: false\n      unknown: [allowMovingDataAcrossRegions, allowFlexRouting, allowMicrosoft365Services]"},
		},
		"control characters and strings that need quotes in YAML": {
			exports: []importer.Export{inline("e.json", strings.ReplaceAll(environment, `"Claims"`, `"yes\u0007 \u202e- no: #"`))},
			want:    []string{"- name: yes-no\n", `displayName: "yes - no: #"`},
		},
		"a credential instead of a name": {
			exports: []importer.Export{inline("e.json", strings.ReplaceAll(environment, `"Claims"`, `"client_secret=abcdefgh12345678"`))},
			want:    []string{"a value that looks like a password is left out", "unknown: [displayName, "}, not: []string{"client_secret=abc"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := importText(t, test.exports, test.options)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("missing %q", want)
				}
			}
			for _, not := range test.not {
				if strings.Contains(got, not) {
					t.Errorf("unexpected %q", not)
				}
			}
			if t.Failed() {
				t.Logf("%s", got)
			}
		})
	}
}

func TestUnassigned(t *testing.T) {
	_, err := importer.Import(syntheticExports(t, "graph-groups.json", "graph-domains.utf16.json"), importer.Options{})
	unassigned, ok := errors.AsType[*importer.UnassignedError](err)
	if !ok || len(unassigned.Paths) != 2 {
		t.Fatal(err)
	}
}

// TestEveryFormIsRecognized checks that testdata contains an export of each form that is recognized as such.
func TestEveryFormIsRecognized(t *testing.T) {
	found := map[string]bool{}
	for _, e := range files(t, filepath.Join("testdata", "exports")) {
		found[strings.ReplaceAll(importer.Recognize(e), " ", "-")] = true
	}
	for _, kind := range importer.Forms() {
		if !found[kind] {
			t.Errorf("no export of the form %s in testdata", kind)
		}
	}
}
