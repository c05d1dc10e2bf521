package lint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeldBackReferences checks that references that may be declared in an unread part are not reported, and that the
// finding about the part says how many there are.
func TestHeldBackReferences(t *testing.T) {
	environment := func(name, tenant string) string {
		return "apiVersion: tenantlint/v1\nkind: Environment\nname: " + name + "\ntenant: " + tenant + "\ntype: Sandbox\nstage: test\nlocation: europe\nsecurityGroup: sales\n"
	}
	for _, tt := range []struct {
		name, tenant string
		want         []string
		note         string
	}{
		{"syntax", strings.Replace(tenantHead, "[{", "[\"{", 1) + "groups: [{name: sales}]\n", []string{"parse/syntax"}, "3 references are not checked, because their targets may be declared here"},
		{"duplicate key", tenantHead + "groups: [{name: makers}]\ngroups: [{name: sales}]\n", []string{"parse/duplicate-key"}, "1 reference is not checked, because its target may be declared here"},
		{"misspelled key", tenantHead + "gruops: [{name: sales}]\n", []string{"schema/unknown-key"}, "1 reference is not checked, because its target may be declared here"},
		{"misspelled key that may declare any name", tenantHead + "gruops: [{name: makers}]\n", []string{"schema/unknown-key"}, "1 reference is not checked, because its target may be declared here"},
		{"misspelled kind", strings.Replace(tenantHead, "Tenant", "Tennant", 1) + "groups: [{name: sales}]\n", []string{"schema/unknown-value"}, ""},
		{"list of manifests", "- " + strings.ReplaceAll(tenantHead+"groups: [{name: sales}]", "\n", "\n  ") + "\n", nil, ""},
		{"conflict", strings.Replace(tenantHead, "name: contoso\n", "<<<<<<< HEAD\nname: contoso\n=======\nname: fabrikam\n>>>>>>> x\n", 1) + "groups: [{name: sales}]\n", []string{"parse/syntax"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"tenant.yaml": tt.tenant, "b.yaml": environment("b", "contoso")}
			if tt.name == "syntax" {
				files["c.yaml"] = strings.Replace(environment("c", "contoso"), "securityGroup: sales", "openToTenant: true", 1)
			}
			r := lintFiles(t, files)
			var got []string
			note := ""
			for _, f := range r.Findings {
				got = append(got, f.Rule.ID)
				for _, n := range f.Notes {
					if strings.Contains(n.String(), "not checked") {
						note = n.String()
					}
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if note != tt.note {
				t.Errorf("got note %q, want %q", note, tt.note)
			}
		})
	}
}
