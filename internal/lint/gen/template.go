package gen

import (
	"fmt"
	"strings"
)

// headings are the keywords that start a block of a fixture: names of templates, and
//
//	list NAME   items of a list of the topology, or of the primary tenant's guests
//	text NAME   a complete document
var headings = []string{"tenant", "estate", "environment", "deployment", "masterData", "list", "text"}

// template is a manifest without findings, as a list of entries that a fixture can replace.
type template []string

// templates returns the templates of a heading. A tenant is identified by a letter, an environment by "a/name". An
// estate is a tenant with the environments that a deployment uses.
func templates(kind, name string) []template {
	letter, environment, _ := strings.Cut(name, "/")
	switch kind {
	case "tenant":
		return []template{tenantTemplate(letter)}
	case "environment":
		return []template{environmentTemplate(letter, environment, "Sandbox", "test")}
	case "estate":
		users := "users:\n  - {userPrincipalName: maker@$a.example, licenses: [POWERAPPS_PER_USER]}\n  - {userPrincipalName: coder@$a.example, licenses: [POWERAPPS_PER_USER]}"
		groups := []string{"groups:"}
		groups = append(groups, "  - {name: makers, members: [maker@$a.example, coder@$a.example]}")
		for _, g := range []string{"office", "stewards", "auditors", "admins", "owners", "operators"} {
			groups = append(groups, fmt.Sprintf("  - {name: %s, members: [%s@$a.example]}", g, g))
		}
		t := append(
			tenantTemplate(letter),
			strings.ReplaceAll(users, "$a", "$"+letter),
			strings.ReplaceAll(strings.Join(groups, "\n"), "$a", "$"+letter),
			"subscriptions: [{skuPartNumber: POWERAPPS_PER_USER, enabledUnits: 50}]",
		)
		return []template{
			t, environmentTemplate(letter, "dev", "Sandbox", "development"), environmentTemplate(letter, "val", "Sandbox", "validation"),
			environmentTemplate(letter, "test", "Sandbox", "test"), environmentTemplate(letter, "prod", "Production", "production"),
		}
	case "deployment":
		return []template{forTenant(letter, deploymentTemplate)}
	default:
		return []template{forTenant(letter, masterDataTemplate)}
	}
}

func tenantTemplate(letter string) template {
	return forTenant(letter, template{
		"kind: Tenant", "name: $a", "id: $ia", "reason: one of many", "location: germany",
		"domains: [{name: $a.onmicrosoft.com, isInitial: true, authenticationType: Managed}, {name: $a.example, authenticationType: Managed}]",
		"administrators: [{userPrincipalName: admin@$a.example, roles: [PowerPlatformAdministrator]}]",
	})
}

func environmentTemplate(letter, name, kind, stage string) template {
	return forTenant(letter, template{
		"kind: Environment", "tenant: $a", "name: " + name, "type: " + kind, "stage: " + stage,
		"location: germany", "managed: true", "openToTenant: true", "dataverse: {uniqueName: org-$a-" + name + "}",
	})
}

var deploymentTemplate = template{
	"kind: Deployment",
	"name: $a",
	"scenario: enterprise",
	"engine: azureDevOps",
	"operators: operations",
	"devOps: {organization: https://dev.azure.com/$a, tenant: $a}",
	"application: {appId: $9, tenant: $a, signInAudience: AzureADMyOrg, adminConsent: [$a], applicationUsers: [$a/dev, $a/val, $a/test, $a/prod]}",
	"makerGroup: {group: $a/makers, grants: [azureDevOps, canvasApps, dataverseTables]}",
	"adminTeams: {entra: $a/admins, powerPlatform: $a/owners, azureDevOps: $a/operators}",
	"teams:\n  - {name: makers, role: maker, members: [maker@$a.example]}\n  - {name: coders, role: developer, members: [coder@$a.example]}\n" +
		"  - {name: administration, role: admin, members: [\"group:$a/owners\"]}",
	"makers: [{user: maker@$a.example, environment: $a/dev}]",
	"stages:\n  - {stage: development, environments: [$a/dev]}\n  - {stage: validation, environments: [$a/val]}\n" +
		"  - {stage: test, environments: [$a/test]}\n  - {stage: production, environments: [$a/prod]}",
}

var masterDataTemplate = template{
	"kind: MasterData", "name: $a", "entities: [account-$a]", "master: $a/prod", "scope: [$a/test, $a/val]",
	"flows: [{from: $a/prod, to: $a/test}, {from: $a/prod, to: $a/val}]", "changePath: master", "requesters: $a/office",
	"approval: {levels: [{team: $a/stewards, approvers: [stewards@$a.example]}, {team: $a/auditors, approvers: [auditors@$a.example]}]}",
}

// forTenant returns a template written for tenant a as a template for another tenant.
func forTenant(letter string, t template) template {
	r := strings.NewReplacer("$a", "$"+letter, "$ia", "$i"+letter)
	all := make(template, len(t))
	for i, e := range t {
		all[i] = r.Replace(e)
	}
	return all
}

// key returns the key of an entry without the markers of a change or removal.
func key(entry string) string {
	k, _, _ := strings.Cut(strings.TrimLeft(entry, "<>!"), ":")
	return k
}

// render returns a document of the template's entries, with lines replacing the entries that have the same keys.
// Indented lines belong to the entry before them.
func (t template) render(lines []string) string {
	document, entries := []string{"apiVersion: tenantlint/v1"}, []string{}
	replaced := map[string]bool{}
	for _, line := range lines {
		if k := key(line); strings.TrimLeft(k, " -#") == k {
			replaced[k] = true
		}
		if !strings.HasPrefix(line, "!") {
			entries = append(entries, line)
		}
	}
	for _, e := range t {
		if !replaced[key(e)] {
			document = append(document, e)
		}
	}
	return strings.Join(append(document, entries...), "\n")
}
