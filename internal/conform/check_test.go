package conform

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// heads are the first lines of a conforming manifest, by kind.
var heads = map[string]string{
	"Tenant": "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n" +
		"id: 3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47\n",
	"Environment": "apiVersion: tenantlint/v1\nkind: Environment\nname: sales\n" +
		"tenant: contoso\ntype: Production\n",
	"Deployment": "apiVersion: tenantlint/v1\nkind: Deployment\nname: sales\nscenario: enterprise\n",
	"MasterData": "apiVersion: tenantlint/v1\nkind: MasterData\nname: customers\n" +
		"entities: [account]\nmaster: contoso/sales\n",
	"Topology": "apiVersion: tenantlint/v1\nkind: Topology\nname: contoso\n",
}

// incompleteHeads are the first lines of a tenant manifest without its name or its id.
var incompleteHeads = map[string]string{
	"Named":    "apiVersion: tenantlint/v1\nkind: Tenant\nid: 3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47\n",
	"Nameless": "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n",
}

func parse(t testing.TB, name, text string) *manifest.Document {
	t.Helper()
	r := manifest.Parse(source.NewFile(name, []byte(text)), manifest.DefaultLimits(), true)
	if len(r.Documents) != 1 || len(r.Problems) > 0 {
		t.Fatalf("parsed %d documents and problems %v from\n%s", len(r.Documents), r.Problems, text)
	}
	return r.Documents[0]
}

// render formats a problem as lines: rule and message, then every location, note and fix.
func render(p problem.Problem) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", p.Rule, p.Message.String())
	for _, s := range p.Locations {
		start, end := s.File.Position(s.Span.Start), s.File.Position(s.Span.End)
		fmt.Fprintf(&b, "  %d:%d-", start.Line, start.Column)
		if end.Line != start.Line {
			fmt.Fprintf(&b, "%d:", end.Line)
		}
		fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprint(end.Column, " ", s.Caption().String())))
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "  note: %s\n", n)
	}
	if p.Fix != nil {
		fmt.Fprintf(&b, "  fix: %s\n", p.Fix.Description)
	}
	return b.String()
}

// apply returns the text of a file after applying a fix.
func apply(f *problem.Fix) string {
	return string(f.File.Data[:f.Span.Start]) + f.Text + string(f.File.Data[f.Span.End:])
}

// TestOneMistake appends each mistake to the head of a conforming manifest. If it is the only finding, its fix must
// leave none.
func TestOneMistake(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			head := heads[m.kind] + incompleteHeads[m.kind]
			doc := parse(t, "m.yaml", head+m.text)
			r := Check(doc)
			var got []string
			for _, p := range r.Problems {
				got = append(got, render(p))
				if p.Fix == nil {
					continue
				}
				for _, remaining := range Check(parse(t, "m.yaml", apply(p.Fix))).Problems {
					if len(r.Problems) > 1 {
						break
					}
					t.Errorf("after the fix: %s", render(remaining))
				}
			}
			want := strings.TrimLeft(strings.ReplaceAll(m.want, "\n\t\t\t", "\n"), "\n")
			want = strings.TrimRight(want, "\t")
			want = strings.NewReplacer("TAKES_TENANT", takesTenant, "TAKES_ENVIRONMENT", takesEnvironment, "TAKES_DOCUMENT", takesDocument, "UNKNOWN_ENVIRONMENT", unknownEnvironment).Replace(want)
			if diff := cmp.Diff(want, strings.Join(got, "")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if len(r.Problems) == 1 && len(r.Invalid) != max(1, len(r.Problems[0].Locations)-1) {
				t.Errorf("%d nodes are invalid", len(r.Invalid))
			}
		})
	}
}

// TestFixesInJSON applies fixes to JSON files.
func TestFixesInJSON(t *testing.T) {
	const head = `{"apiVersion": "tenantlint/v1", "kind": "Tenant", "name": "contoso", "id": "3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47", `
	tests := []struct{ text, want string }{
		{`"userCuont": 3}`, `"userCount": 3}`},
		{`"primary": "yes"}`, `"primary": true}`},
		{`"userCount": "3"}`, `"userCount": 3}`},
		{`"displayName": 3}`, `"displayName": "3"}`},
		{`"allowedLocations": "europe"}`, `"allowedLocations": ["europe"]}`},
		{`"cloud": "Public"}`, `"cloud": "public"}`},
	}
	for _, tt := range tests {
		r := Check(parse(t, "m.json", head+tt.text))
		if len(r.Problems) != 1 || r.Problems[0].Fix == nil {
			t.Errorf("%s: %v", tt.text, r.Problems)
			continue
		}
		if diff := cmp.Diff(head+tt.want, apply(r.Problems[0].Fix)); diff != "" {
			t.Error(diff)
		}
	}
}

// TestMistakesInOneDocument checks that several mistakes are all reported, in file order.
func TestMistakesInOneDocument(t *testing.T) {
	doc := parse(t, "m.yaml", heads["Tenant"]+"primary: yes\ndomains:\n  - nmae: contoso.com\n    colour: red\ncloud: Public\n")
	want := []string{
		`"primary" must be true or false, not a string`,
		`unknown key "nmae" in a domain`,
		`unknown key "colour" in a domain`,
		`unknown value "Public" for "cloud"`,
	}
	for range 20 { // the library's own order differs from run to run
		var got []string
		for _, p := range Check(doc).Problems {
			got = append(got, p.Message.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestOtherVersion changes the version after parsing, because the parser itself rejects any other version.
func TestOtherVersion(t *testing.T) {
	doc := parse(t, "m.yaml", heads["Topology"])
	doc.Root.Get("apiVersion").Text = "tenantlint/v2"
	r := Check(doc)
	if len(r.Problems) != 1 || r.Problems[0].Message.String() != `unknown value "tenantlint/v2" for "apiVersion"` {
		t.Errorf("%v", r.Problems)
	}
}

func TestHeadsConform(t *testing.T) {
	for kind, head := range heads {
		if r := Check(parse(t, "m.yaml", head)); len(r.Problems) > 0 || r.Invalid != nil {
			t.Errorf("%s: %v", kind, r)
		}
	}
	if diff := cmp.Diff(valueTexts(manifestSchema().kindSchema.Enum), []string{"Tenant", "Environment", "Deployment", "MasterData", "Topology"}); diff != "" {
		t.Error(diff)
	}
	if len(heads) != len(manifestSchema().kinds) {
		t.Errorf("there are only heads for %v", slices.Sorted(maps.Keys(heads)))
	}
}

// TestOneMistakeInHeader checks documents with a mistake in their header.
func TestOneMistakeInHeader(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no kind", "apiVersion: tenantlint/v1\nname: contoso\nwhatever: 1\n", `
schema/missing-key: manifest "contoso" has no "kind"
  2:7-14 "kind" is missing
  note: "kind" takes: Tenant, Environment, Deployment, MasterData, Topology
`},
		{"kind misspelled", "apiVersion: tenantlint/v1\nKind: Tenant\nname: contoso\n", `
schema/unknown-key: unknown key "Kind" in a manifest
  2:1-5 did you mean "kind"?
  fix: replace "Kind" with "kind"
`},
		{"kind unknown", "apiVersion: tenantlint/v1\nkind: Tenent\nname: contoso\n", `
schema/unknown-value: unknown value "Tenent" for "kind"
  2:7-13 did you mean "Tenant"?
  note: "kind" takes: Tenant, Environment, Deployment, MasterData, Topology
  fix: replace "Tenent" with "Tenant"
`},
		{"kind in lower case", "apiVersion: tenantlint/v1\nkind: masterdata\nname: contoso\n", `
schema/unknown-value: unknown value "masterdata" for "kind"
  2:7-17 did you mean "MasterData"?
  note: "kind" takes: Tenant, Environment, Deployment, MasterData, Topology
  fix: replace "masterdata" with "MasterData"
`},
		{"kind is not a string", "apiVersion: tenantlint/v1\nkind: 5\nname: contoso\n", `
schema/wrong-type: "kind" must be a string, not an integer
  2:7-8
`},
		{"no name", "apiVersion: tenantlint/v1\nkind: Topology\n", `
schema/missing-key: a topology has no "name"
  1:1-11 "name" is missing
`},
		{"no id", "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n", `
schema/missing-key: tenant "contoso" has no "id"
  3:7-14 "id" is missing
`},
		{"id misspelled", "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nID: 3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47\nunknown: [location]\n", `
schema/unknown-key: unknown key "ID" in a tenant
  4:1-3 did you mean "id"?
  note: ` + takesTenant + `
  fix: replace "ID" with "id"
`},
		{"no tenant", "apiVersion: tenantlint/v1\nkind: Environment\nname: sales\ntype: Production\n", `
schema/missing-key: environment "sales" has no "tenant"
  3:7-12 "tenant" is missing
`},
		{"no type", "apiVersion: tenantlint/v1\nkind: Environment\nname: sales\ntenant: contoso\n", `
schema/missing-key: environment "sales" has no "type"
  3:7-12 "type" is missing
`},
		{"no master", "apiVersion: tenantlint/v1\nkind: MasterData\nname: customers\nunknown: [entities]\n", `
schema/missing-key: master data set "customers" has no "master"
  3:7-16 "master" is missing
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range Check(parse(t, "m.yaml", tt.text)).Problems {
				got = append(got, render(p))
			}
			if diff := cmp.Diff(strings.TrimLeft(tt.want, "\n"), strings.Join(got, "")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// takesTenant is the note that lists the keys of a tenant.
const takesTenant = "a tenant takes: administrators, affiliate, allowedLocations, apiVersion, capacity, cloud, " +
	"countryLetterCode, crossTenantAccess, description, directorySync, displayName, domains, environments, " +
	"exchangeOrganization, groups, guests, id, kind, labels, location, name, namespaces, primary, reason, relationship, " +
	"servicePrincipals, settings, subscriptions, tenantIsolation, userCount, users"

// The notes that list the keys of an environment, those of an environment document, and what its "unknown" list takes.
const (
	takesEnvironment = "an environment takes: access, apps, azureRegion, billingPolicy, copyOf, data, dataverse, description, " +
		"displayName, enterprisePolicy, environmentGroup, id, labels, location, locationReason, macroRegion, managed, name, " +
		"openToTenant, owner, securityGroup, settings, stage, type, userRegions"
	takesDocument = "an environment takes: access, apiVersion, apps, azureRegion, billingPolicy, copyOf, data, dataverse, description, " +
		"displayName, enterprisePolicy, environmentGroup, id, kind, labels, location, locationReason, macroRegion, managed, name, " +
		"openToTenant, owner, securityGroup, settings, stage, tenant, type, userRegions"
	unknownEnvironment = "name, description, labels, id, displayName, type, copyOf, billingPolicy, enterprisePolicy, stage, location, " +
		"macroRegion, azureRegion, locationReason, userRegions, owner, managed, environmentGroup, securityGroup, openToTenant, " +
		"access, apps, dataverse, data, settings"
)
