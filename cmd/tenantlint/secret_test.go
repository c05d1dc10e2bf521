package main

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/cli"
	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// credentials are values that look like credentials of various kinds. They are concatenated here, so that scanners of
// this repository do not report them.
var credentials = []string{
	"ghp" + "_0123456789abcdefghijABCDEFGHIJ012345",
	"pass" + "word=Tr0ub4dor-and-3",
	"abc1Q" + "~0123456789abcdefghijABCDEFGHIJ0123",
	"eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
}

// credentialManifest has a credential, %1 to %4, in every place that takes text. verbosePolicy reports its entire input
// in each part of a finding.
const (
	credentialManifest = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
displayName: %1
description: "%2"
labels: {owner: "%3", cost: 4711}
reason: %4
domains:
  - {name: contoso.onmicrosoft.com, isInitial: true}
  - {name: %1, authenticationType: Federated}
users:
  - {userPrincipalName: "%3", mail: "%2", displayName: %1}
administrators:
  - {userPrincipalName: "%2", roles: [PowerPlatformAdministrator, "%4"]}
groups:
  - {name: makers, members: ["%1"]}
environments:
  - {name: sales, type: Production, stage: production, location: "%2", securityGroup: "%3", owner: "%4", description: %1}
  - {name: "%4", type: Sandbox, stage: test, location: europe}
`
	verbosePolicy = `# METADATA
# title: A rule that tells all that it sees
# description: It shows that what looks like a credential is not among it.
# custom:
#   level: error
#   help: leave it out
package tenantlint.rules.own.loud

everything := json.marshal([input.index, input.documents])

report contains {"message": json.marshal([secret, input.index]), "at": secret.at, "label": json.marshal(secret), "fix": {"at": secret.at, "value": "no"}} if some secret in input.secrets
`
)

// TestCredentials checks that no command, format or policy shows a value that looks like a credential, whatever column
// or name contains it, and that each of them is detected.
func TestCredentials(t *testing.T) {
	policy := verbosePolicy
	for _, table := range topology.Tables() {
		policy += strings.ReplaceAll(`
report contains {
	"message": json.marshal([row, everything]), "at": row.at, "label": everything, "related": [{"at": row.at, "message": everything}],
	"notes": [everything, json.marshal(row)], "help": everything,
} if some row in input.TABLE
`, "TABLE", table)
	}
	manifest := credentialManifest
	for i, c := range credentials {
		manifest = strings.ReplaceAll(manifest, "%"+string(rune('1'+i)), c)
	}
	dir := filetest.Dir(t, map[string]string{
		"tenants/contoso.yaml": manifest, "policies/own/loud/rule.rego": policy, ".tenantlint.yaml": "version: 1\npolicies: [policies]\n",
	})
	run := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		code := cli.Main(t.Context(), cli.Env{
			Args: args, Dir: dir, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
			Lookup: func(string) (string, bool) { return "", false },
		})
		if code > cli.Findings {
			t.Errorf("%v: exit %d: %.500s", args, code, out.String())
		}
		for _, c := range credentials {
			if i := strings.Index(strings.ToLower(out.String()), strings.ToLower(c)); i >= 0 {
				t.Errorf("%v prints %q: …%s", args, c, out.String()[max(0, i-150):i+len(c)])
			}
		}
		return out.String()
	}
	if found, want := strings.Count(run("input"), `"looksLike"`), strings.Count(credentialManifest, "%"); found != want {
		t.Errorf("%d of %d values look like a credential", found, want)
	}
	for _, f := range []string{"text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"} {
		run("--format", f)
		run("--format", f, "--only", "own", "-v", "--stats", "--sarif-suppressed")
	}
	run("fix", "--diff")
	run("fix", "--only", "own")
	for _, f := range []string{"mermaid", "dot", "svg"} {
		run("graph", "--format", f)
	}
	run("--format", "html")
	run("bundle", "--output", "bundle.tar.gz")
	run("--write-baseline", "known.json")
}

// TestCredentialsNextToManifests checks that no command shows a credential outside the manifests, such as in the
// configuration, a baseline, a policy, a file name or an argument, and that those in the repository are findings.
func TestCredentialsNextToManifests(t *testing.T) {
	token, password := credentials[0], credentials[1]
	const tenant = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-11111111111A\nlocation: Europe\n" +
		"domains:\n  - {name: contoso.onmicrosoft.com, isInitial: yes} # "
	plain := map[string]string{"tenants/contoso.yaml": tenant + password + "\n# " + token + "\n"}
	with := func(more map[string]string) map[string]string {
		all := map[string]string{}
		for _, files := range []map[string]string{plain, more} {
			maps.Copy(all, files)
		}
		return all
	}
	config := "version: 1\n# " + token + "\nexclude: [\"" + password + "\"]\n"
	invalid := with(map[string]string{"policies/own/a/rule.rego": "package tenantlint.rules.own.a\n\nreport contains \"" + token + "\" {\n"})
	inFileNames := with(map[string]string{"tenants/" + token + ".yaml": "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\n", "tenants/" + token + "b.yml": "a: " + token + "\n"})
	customRule := with(map[string]string{".tenantlint.yaml": "version: 1\npolicies: [policies]\n", "policies/own/a/fail/one.yaml": tenant + password + "\n", "policies/own/a/rule.rego": `# METADATA
# title: It tells %1
# description: It tells %1
# custom:
#   level: error
#   help: leave out %2
#   tags: ["%1"]
# related_resources:
# - ref: https://example.com/%1
#   description: A page, %2
package tenantlint.rules.own.a

report contains {"message": "it has %1", "label": "{a}", "params": {"a": "%2"}, "at": t.at, "notes": [concat("", ["gh", substring("%1", 2, -1)])]} if some t in input.tenants
`})
	customRule["policies/own/a/rule.rego"] = strings.NewReplacer("%1", token, "%2", password).Replace(customRule["policies/own/a/rule.rego"])
	for name, test := range map[string]struct {
		files map[string]string
		args  [][]string
		want  int // credentials
	}{
		"manifest": {plain, [][]string{
			{},
			{"fix", "--diff"},
			{"fix"},
			{"input"},
			{"config", "show", "--exclude", token},
			{"--only", token},
			{"--against", token},
			{token},
			{"fix", token + ".yaml"},
			{"--baseline", token},
			{"--config", token},
			{"--" + token},
			{token, "x"},
			{"--output", "sarif=" + token + "/x"},
			{"explain", token},
			{"policy", "check", token},
			{"--severity", token + "=x"},
		}, 2},
		"configuration":        {with(map[string]string{".tenantlint.yaml": config}), [][]string{{}, {"-v"}, {"config", "show"}, {"config", "verify"}, {"fix"}}, 4},
		"broken configuration": {with(map[string]string{".tenantlint.yaml": config + "rules: {" + token + ": error, a: [}\n"}), [][]string{{}, {"config", "show"}, {"config", "verify"}, {"fix"}, {"--format", "sarif"}}, 0},
		"wrong configuration":  {with(map[string]string{".tenantlint.yaml": config + "rules: {" + token + ": error}\npolicies: [" + token + "]\n"}), [][]string{{}, {"config", "show"}, {"--format", "sarif"}}, 0},
		"baseline":             {with(map[string]string{"known.json": `{"version": "` + token + `", "findings": [{"rule": "` + password + `"}]}`}), [][]string{{"--baseline", "known.json"}}, 0},
		"used baseline": {with(map[string]string{".tenantlint.yaml": "version: 1\nbaseline: known.json\n", "known.json": `{"version": 1, "findings": [
  {"rule": "domain/initial", "fingerprint": "0123456789abcde00123456789abcde0", "message": "` + token + `"}]}`}), [][]string{{}, {"-v"}}, 3},
		"policy": {invalid, [][]string{{"policy", "check", "policies"}, {"--policy", "policies"}, {"policy", "test", "policies"}}, 0},
		"own rule": {customRule, [][]string{
			{},
			{"rules"},
			{"rules", "--format", "json"},
			{"rules", "--format", "markdown"},
			{"explain", "own/a"},
			{"explain", "own/a", "--examples"},
			{"explain", "own/a", "--format", "markdown"},
			{"explain", "own"},
			{"--format", "html"},
			{"--format", "sarif"},
			{"--format", "json"},
			{"policy", "test", "policies"},
			{"policy", "check"},
		}, 0},
		"file name": {inFileNames, [][]string{{}, {"-v"}, {"--list-files"}, {"--list-files", "-v"}, {"fix"}, {"--stats"}}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filetest.Dir(t, test.files)
			run := func(args ...string) string {
				t.Helper()
				var out bytes.Buffer
				cli.Main(t.Context(), cli.Env{Args: args, Dir: dir, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Lookup: func(string) (string, bool) { return "", false }})
				for _, c := range []string{"0123456789abcdef", "Tr0ub4dor"} {
					if i := strings.Index(out.String(), c); i >= 0 {
						t.Errorf("%q prints %q: …%s", args, c, out.String()[max(0, i-150):i+len(c)])
					}
				}
				return out.String()
			}
			for _, args := range test.args {
				run(args...)
			}
			if test.want == 0 {
				return
			}
			for _, f := range []string{"text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"} {
				run("--format", f)
			}
			if found := strings.Count(run("--format", "concise"), "[deployment/secret]"); found != test.want {
				t.Errorf("%d of %d credentials are findings:\n%s", found, test.want, run("--format", "concise"))
			}
		})
	}
}
