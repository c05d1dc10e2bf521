package drift_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// buildTopology builds the topology of manifests.
func buildTopology(texts ...string) *topology.Topology {
	var documents []topology.Checked
	for i, text := range texts {
		limits := manifest.DefaultLimits()
		limits.Bytes, limits.Nodes = len(text)+1, len(text)+1
		for _, d := range manifest.Parse(source.NewFile(fmt.Sprintf("%d.yaml", i), []byte(text)), limits, true).Documents {
			documents = append(documents, topology.Checked{Document: d, Invalid: conform.Check(d).Invalid})
		}
	}
	t, _ := topology.Build(documents, topology.Unread{})
	return t
}

// compare compares exports with manifests and returns a line for each difference.
func compare(t *testing.T, x drift.Exports, texts ...string) ([]string, *drift.Result) {
	t.Helper()
	result, err := x.Compare(buildTopology(texts...), false)
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, p := range result.Problems {
		at := p.Locations[0]
		found = append(found, fmt.Sprintf("%d %s: %s", at.File.Position(at.Span.Start).Line, strings.TrimPrefix(p.Rule, "drift/"), p.Message.String()))
	}
	return found, result
}

func newExport(path, text string) importer.Export {
	return importer.Export{Path: path, Data: []byte(text)}
}

// TestImportHasNoDrift checks for all sample exports that they do not differ from the manifests imported from them.
func TestImportHasNoDrift(t *testing.T) {
	root := filepath.Join("..", "importer", "testdata", "exports")
	var all []importer.Export
	if err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all = append(all, importer.Export{Path: filepath.Base(path), Data: data})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"larkspur", "oakmere"} {
		paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "examples", "exports", name, "*.json"))
		if err != nil || len(paths) == 0 {
			t.Fatal(err, paths)
		}
		var files []importer.Export
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, importer.Export{Path: name + "/" + filepath.Base(path), Data: data})
		}
		checkNoDrift(t, name, files)
	}
	compared := 0
	for _, e := range all {
		compared += checkNoDrift(t, e.Path, []importer.Export{e})
	}
	if compared < 300 {
		t.Errorf("compared only %d fields of all samples", compared)
	}
}

// checkNoDrift imports exports, compares them with the resulting manifests, and returns the number of compared fields.
func checkNoDrift(t *testing.T, name string, files []importer.Export) int {
	t.Helper()
	imported, err := importer.Import(files, importer.Options{Tenant: "little"})
	if err != nil || len(imported.Manifests) == 0 {
		return 0 // other tests check the errors
	}
	var texts []string
	for _, m := range imported.Manifests {
		texts = append(texts, string(m.Text))
	}
	x := drift.Exports{Files: files, Tenant: "little", All: true}
	found, result := compare(t, x, texts...)
	if len(found) > 0 && result.Imported.Files[0].Form != "graph users" { // the manifests omit users without references
		t.Errorf("%s: %s\n%s", name, strings.Join(found, "\n"), texts[0])
	}
	return result.Summary.Fields
}

const (
	tenantID = "11111111-1111-4111-8111-111111111111"
	contoso  = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: " + tenantID + "\n"
	fabrikam = "apiVersion: tenantlint/v1\nkind: Tenant\nname: fabrikam\nid: 22222222-2222-4222-8222-222222222222\n"
)

func environment(tenant, n, name, more string) string {
	return fmt.Sprintf(`{"type": "Microsoft.BusinessAppPlatform/scopes/environments", "name": "33333333-3333-4333-8333-%012s", "location": "europe", "properties": {"tenantId": %q, "displayName": %q, "environmentSku": "Production", "azureRegion": "westeurope"%s}}`, n, tenant, name, more)
}

func environmentsExport(items ...string) importer.Export {
	return newExport("environments.json", `{"value": [`+strings.Join(items, ", ")+`]}`)
}

const groupID = "44444444-4444-4444-8444-444444444444"

func groupsExport(name, members string) importer.Export {
	return newExport("groups.json", fmt.Sprintf(`{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups(members())", "value": [{"id": %q, "displayName": %q, "groupTypes": [], "mailEnabled": false, "securityEnabled": true%s}]}`, groupID, name, members))
}

var organization = newExport("organization.json", `{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#organization", "value": [{"id": "`+tenantID+`", "displayName": "Contoso", "verifiedDomains": [{"name": "contoso.onmicrosoft.com", "isInitial": true, "isDefault": true, "type": "Managed"}]}]}`)

func TestCompare(t *testing.T) {
	t.Parallel()
	crm := "environments:\n  - name: crm\n    id: 33333333-3333-4333-8333-000000000001\n"
	for name, c := range map[string]struct {
		files []importer.Export
		texts []string
		want  []string
	}{
		"group by name in the manifest and by id in the export": {
			[]importer.Export{organization, groupsExport("SG Sales", ""), environmentsExport(environment(tenantID, "1", "CRM", `, "linkedEnvironmentMetadata": {"resourceId": "55555555-5555-4555-8555-555555555555", "securityGroupId": "`+groupID+`"}`))},
			[]string{contoso + "groups:\n  - {name: sales, id: " + groupID + "}\n" + crm + "    securityGroup: sales\n"},
			nil,
		},
		"group by id in the manifest": {
			[]importer.Export{organization, groupsExport("SG Sales", ""), environmentsExport(environment(tenantID, "1", "CRM", `, "linkedEnvironmentMetadata": {"resourceId": "55555555-5555-4555-8555-555555555555", "securityGroupId": "`+groupID+`"}`))},
			[]string{contoso + crm + "    securityGroup: " + groupID + "\n"},
			nil,
		},
		"group removed": {
			[]importer.Export{organization, environmentsExport(environment(tenantID, "1", "CRM", `, "linkedEnvironmentMetadata": {"resourceId": "55555555-5555-4555-8555-555555555555"}`))},
			[]string{contoso + "groups:\n  - {name: sales, id: " + groupID + "}\n" + crm + "    securityGroup: sales\n"},
			[]string{`10 changed: environment "contoso/crm" has no securityGroup, the manifest says "contoso/sales"`},
		},
		"members": {
			[]importer.Export{organization, groupsExport("Sales", `, "members": [{"@odata.type": "#microsoft.graph.user", "id": "66666666-6666-4666-8666-666666666661", "userPrincipalName": "adele@contoso.onmicrosoft.com"}, {"@odata.type": "#microsoft.graph.user", "id": "66666666-6666-4666-8666-666666666662", "userPrincipalName": "mallory@contoso.onmicrosoft.com"}]`)},
			[]string{contoso + "groups:\n  - {name: sales, id: " + groupID + ", members: [adele@contoso.onmicrosoft.com, alex@contoso.onmicrosoft.com]}\n"},
			[]string{`6 changed: members of group "contoso/sales" holds "mallory@contoso.onmicrosoft.com" too, and lacks "alex@contoso.onmicrosoft.com"`},
		},
		"environment in another tenant": {
			[]importer.Export{environmentsExport(environment("22222222-2222-4222-8222-222222222222", "1", "CRM", "")), organization},
			[]string{contoso + crm, fabrikam + "environments: []\n"},
			[]string{`6 changed: tenant of environment "contoso/crm" is "fabrikam", the manifest says "contoso"`},
		},
		"environment matched by display name": {
			[]importer.Export{environmentsExport(environment(tenantID, "1", "Customer relations", ""))},
			[]string{contoso + "environments:\n  - {name: crm, displayName: Customer relations, location: asia}\n"},
			[]string{`6 changed: location of environment "contoso/crm" is "europe", the manifest says "asia"`},
		},
		"values spelled as in the manifest": {
			[]importer.Export{
				groupsExport("Sales", `, "members": [{"@odata.type": "#microsoft.graph.user", "id": "66666666-6666-4666-8666-666666666662", "userPrincipalName": "mallory@contoso.onmicrosoft.com"}]`),
				organization, environmentsExport(environment(tenantID, "1", "CRM", "")),
			},
			[]string{contoso + "groups:\n  - {name: sales, id: " + groupID + ", members: [Alex@Contoso.onmicrosoft.com]}\n" + crm + "    location: Asia\n"},
			[]string{
				`10 changed: location of environment "contoso/crm" is "europe", the manifest says "Asia"`,
				`6 changed: members of group "contoso/sales" holds "mallory@contoso.onmicrosoft.com" too, and lacks "Alex@Contoso.onmicrosoft.com"`,
			},
		},
		"tenant isolation allows another tenant": {
			[]importer.Export{newExport("isolation.json", `{"properties": {"tenantId": "`+tenantID+`", "isDisabled": false, "allowedTenants": [{"tenantId": "22222222-2222-4222-8222-222222222222", "direction": {"inbound": true, "outbound": true}}, {"tenantId": "*", "direction": {"inbound": true, "outbound": false}}]}}`)},
			[]string{contoso + "tenantIsolation:\n  enabled: true\n  allowedTenants:\n    - {tenant: fabrikam, inbound: true, outbound: false}\n", fabrikam},
			[]string{
				`8 changed: tenantIsolation.allowedTenants.fabrikam.outbound of tenant "contoso" is "true", the manifest says "false"`,
				`7 changed: tenantIsolation.allowedTenants of tenant "contoso" holds "*" too`,
			},
		},
		"undeclared tenant": {
			[]importer.Export{organization},
			[]string{fabrikam},
			[]string{`3 undeclared: tenant "contoso" is in the exports and in no manifest`},
		},
		"tenant without exports": {
			[]importer.Export{environmentsExport(environment(tenantID, "1", "CRM", ""))},
			[]string{contoso + crm, fabrikam + "environments:\n  - {name: erp, type: Production}\n"},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, _ := compare(t, drift.Exports{Files: c.files}, c.texts...)
			if c.want == nil {
				c.want = []string{}
			}
			if diff := cmp.Diff(c.want, found); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

// TestManyEnvironments checks that a tenant whose environments fill several manifests is compared like any other, in
// time that is linear in its size.
func TestManyEnvironments(t *testing.T) {
	const n = 9000
	live, declared := make([]string, n), make([]string, n)
	for i := range n {
		number, location := fmt.Sprint(i), "europe"
		if i == n-2 {
			location = "asia"
		}
		live[i] = environment(tenantID, number, "E"+number, "")
		declared[i] = fmt.Sprintf("  - {name: e%d, id: 33333333-3333-4333-8333-%012d, type: Production, location: %s}\n", i, i, location)
	}
	slices.Reverse(live)
	found, result := compare(t, drift.Exports{Files: []importer.Export{environmentsExport(live...)}}, contoso+"environments:\n"+strings.Join(declared, ""))
	want := []string{fmt.Sprintf(`%d changed: location of environment "contoso/e%d" is "europe", the manifest says "asia"`, n+4, n-2)}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
	if result.Summary.Objects != n+1 {
		t.Errorf("compared %d objects", result.Summary.Objects)
	}
}

// TestMerge checks that a difference that a change rule reports too becomes a single finding, and an error.
func TestMerge(t *testing.T) {
	_, result := compare(t, drift.Exports{Files: []importer.Export{environmentsExport(environment(tenantID, "1", "CRM", ""))}}, contoso+"environments:\n  - {name: crm, displayName: CRM, location: asia, type: Sandbox}\n")
	if len(result.Problems) != 2 {
		t.Fatal(result.Problems)
	}
	moved := result.Problems[1]
	moved.Rule, moved.State = "change/environment-location", ""
	all := result.Merge(append(result.Problems[:0:0], moved))
	if len(all) != 2 || all[0].Level.String() != "error" || !strings.Contains(all[0].State, "europe") || all[1].Rule != "drift/changed" {
		t.Errorf("%+v", all)
	}
}
