package topology

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// parsed returns the documents of a file.
func parsed(t *testing.T, path, text string) []Checked {
	t.Helper()
	var all []Checked
	result := manifest.Parse(source.NewFile(path, []byte(text)), manifest.DefaultLimits(), false)
	if len(result.Problems) > 0 {
		t.Fatal(result.Problems)
	}
	for _, d := range result.Documents {
		all = append(all, Checked{Document: d})
	}
	return all
}

const referenceManifests = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
groups:
  - {name: 'makers', id: 22222222-2222-4222-8222-222222222222, members: ["group:testers", "group: testers"]}
  - {name: "te\u0073ters"}
tenantIsolation: {enabled: true, allowedTenants: [{tenant: 11111111-1111-4111-8111-111111111111, inbound: true}, {tenant: "*"}]}
environments:
  - {name: crm, type: Sandbox, securityGroup: &group makers, access: [group:contoso/makers, vanja@contoso.com]}
  - {name: erp, type: Sandbox, securityGroup: *group, dataverse: {capacityFrom: contoso}}
---
apiVersion: tenantlint/v1
kind: Environment
tenant: " contoso "
name: crm
securityGroup: 22222222-2222-4222-8222-222222222222
---
apiVersion: tenantlint/v1
kind: Deployment
name: enterprise
scenario: enterprise
host: contoso/crm
makerGroup: {group: "contoso/m\u0061kers"}
stages:
  - {stage: development, environments: [contoso/erp, contoso/missing]}
`

func TestReferenceIndex(t *testing.T) {
	documents := parsed(t, "contoso.yaml", referenceManifests)
	x := NewReferenceIndex(documents)
	var got []string
	for _, ref := range x.byFile[documents[0].File] {
		p, role := ref.File.Position(ref.Span.Start), "names"
		if ref.Declares {
			role = "declares"
		}
		got = append(got, fmt.Sprintf("%d:%d %q %s %s %s", p.Line, p.Column, ref.File.Data[ref.Span.Start:ref.Span.End], role, ref.Kind, ref.Key))
	}
	want := []string{
		`3:7 "contoso" declares tenant contoso`,
		`6:13 "makers" declares group contoso/makers`,
		`6:81 "testers" names group contoso/testers`,
		`6:99 "testers" names group contoso/testers`,
		`7:12 "\"te\\u0073ters\"" declares group contoso/testers`,
		`8:60 "11111111-1111-4111-8111-111111111111" names tenant contoso`,
		`10:12 "crm" declares environment contoso/crm`,
		`10:54 "makers" names group contoso/makers`, // also the target of the alias in the next line
		`10:77 "contoso" names tenant contoso`,
		`10:85 "makers" names group contoso/makers`,
		`11:12 "erp" declares environment contoso/erp`,
		`11:81 "contoso" names tenant contoso`,
		`15:11 "contoso" names tenant contoso`,
		`16:7 "crm" declares environment contoso/crm`,
		`17:16 "22222222-2222-4222-8222-222222222222" names group contoso/makers`,
		`23:7 "contoso" names tenant contoso`,
		`23:15 "crm" names environment contoso/crm`,
		`24:21 "\"contoso/m\\u0061kers\"" names group contoso/makers`,
		`26:41 "contoso" names tenant contoso`,
		`26:49 "erp" names environment contoso/erp`,
		`26:54 "contoso" names tenant contoso`, // in the reference to a missing environment
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct {
		text string
		back int // bytes before the end of text
		key  string
	}{
		{"host: contoso", 0, "contoso"},
		{"host: contoso/", 0, "contoso/crm"},
		{"host: contoso/crm", 0, "contoso/crm"},
		{"host: contoso", 7, "contoso"},
		{"host: contoso", 8, ""},
		{"contoso/missing", 2, ""},
	} {
		at := strings.Index(referenceManifests, test.text) + len(test.text) - test.back
		if ref, _ := x.At(documents[0].File, at); ref.Key != test.key {
			t.Errorf("%d bytes before the end of %q: key %q, want %q", test.back, test.text, ref.Key, test.key)
		}
	}
	if ref, ok := x.At(source.NewFile("other.yaml", nil), 0); ok {
		t.Errorf("%v found in a file without references", ref)
	}
}

func TestOutline(t *testing.T) {
	documents := parsed(t, "contoso.yaml", `apiVersion: tenantlint/v1
kind: Tenant
groups: &groups
  - {name: makers}
  - {}
environments:
  - name: crm
    data: [{name: customers, class: personal}]
    type: Sandbox
users: *groups
---
apiVersion: tenantlint/v1
kind: Topology
`)
	var got []string
	var show func(e Entry, f *source.File, indent string)
	show = func(e Entry, f *source.File, indent string) {
		from, to, at := f.Position(e.Span.Start), f.Position(e.Span.End), f.Position(e.At.Start)
		got = append(got, fmt.Sprintf("%s%s %q %d-%d at %d:%d", indent, e.Kind, e.Name, from.Line, to.Line, at.Line, at.Column))
		for _, below := range e.Entries {
			show(below, f, indent+"  ")
		}
	}
	for _, d := range documents {
		show(Outline(d.Document), d.File, "")
	}
	want := []string{
		`Tenant "Tenant" 1-10 at 1:1`,
		`   "groups" 3-5 at 3:1`,
		`    groups "makers" 4-4 at 4:12`,
		`   "environments" 6-9 at 6:1`,
		`    environments "crm" 7-9 at 7:11`,
		`       "data" 8-8 at 8:5`,
		`        data "customers" 8-8 at 8:19`,
		`Topology "Topology" 12-13 at 12:1`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
