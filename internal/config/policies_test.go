package config

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

const customRule = `# METADATA
# title: A tenant has a name
# description: Without a name nobody can speak of it.
# custom:
#   level: note
#   help: name the tenant
#   aliases: [own/former]
package tenantlint.rules.own.named

report contains finding if {
	some tenant in input.tenants
	not tenant.name
	finding := {"message": "a tenant has no name", "at": tenant.at}
}
`

// TestPolicies checks that all settings of a configuration can name custom rules.
func TestPolicies(t *testing.T) {
	dir := t.TempDir()
	rule := filepath.Join(dir, "ci", "policies", "own", "named", "rule.rego")
	filetest.Write(t, rule, customRule)
	read := func(text string, extra ...policy.Folder) (*Config, error) {
		return Parse(source.NewFile("ci/own.yaml", []byte(text)), filepath.Join(dir, "ci"), "ci", extra...)
	}
	c, err := read("version: 1\npolicies: [./policies]\nrules: {own/former: error}\nsuppress: [{rule: own, path: a.yaml, reason: known}]\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Folder{{Name: "ci/policies", Abs: filepath.Join(dir, "ci", "policies")}}
	if diff := cmp.Diff(want, c.Policies); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
	if c.Rules.Severity["own/named"] != problem.Error || len(c.Suppressions) != 1 {
		t.Errorf("rules %+v, %d suppressions", c.Rules, len(c.Suppressions))
	}
	// A folder that is given twice is read once.
	if c, err = read("version: 1\npolicies: [policies]\n", policy.Folder{Name: "policies", Abs: want[0].Abs}); err != nil || len(c.Policies) != 1 {
		t.Errorf("%d folders, %v", len(c.Policies), err)
	}
	for text, want := range map[string]string{
		"version: 1\npolicies: [policy]\n":                         "policy ci/policy: folder does not exist; to create it with a rule: tenantlint policy new GROUP/NAME ci/policy",
		"version: 1\nrules: {own/named: off}\n":                    `ci/own.yaml:2:9: no rule or group "own/named"; all of them: tenantlint rules`,
		"version: 1\npolicies: [policies]\nrules: {own/name: off}": `ci/own.yaml:3:9: no rule or group "own/name"; did you mean "own/named"?`,
	} {
		if _, err := read(text); err == nil || err.Error() != want {
			t.Errorf("%q: error is %v, not %s", text, err, want)
		}
	}
}
