package policy

import (
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// hubTemplates are templates of invalid manifests in which many entries refer to the same thing. "<TEXT>" is TEXT
// repeated n times, with the number of the repetition in place of "#".
var hubTemplates = map[string]string{
	"data sets of one environment": `kind: Environment
tenant: a
name: one
data: [<{name: set-#, mustNotShareWith: [set-0, other-#]}, >]`,
	"data sets of one name": `kind: Environment
tenant: a
name: one
data: [<{name: set, mustNotShareWith: [set, other-#]}, >]`,
	"entries for every class": `kind: Topology
name: all
residency: [<{class: c-#, subjects: EU, allowedLocations: [europe]}, {class: health, subjects: EU, allowedLocations: [europe]}, >]
---
kind: Tenant
name: a
environments: [<{name: e-#, location: japan, data: [{name: d, class: c-#, subjects: EU}, {name: d, class: health, subjects: EU}]}, >]`,
	"agreements of one id": `<kind: Tenant
name: a-#
subscriptions: [{subscriptionId: s-#, skuPartNumber: ONE, agreement: one}]
---
>kind: Topology
name: all
agreements: [<{id: one, program: EA, tenants: [a-#]}, >]`,
	"entries for every tenant": `kind: Tenant
name: a
tenantIsolation: {enabled: true, allowedTenants: [<{tenant: "*", inbound: true}, >]}`,
	"demos and others in one tenant": `kind: Tenant
name: a
environments: [{name: one, type: Sandbox}]
subscriptions: [<{subscriptionId: s-#, trial: false}, >]
<---
kind: Deployment
name: demo-#
scenario: demo
stages: [{stage: test, environments: [a/one]}]
---
kind: Deployment
name: other-#
scenario: enterprise
stages: [{stage: test, environments: [a/one]}]
>`,
	"demos in one tenant": `kind: Tenant
name: a
environments: [{name: one, type: Sandbox}]
subscriptions: [<{subscriptionId: s-#, trial: false}, >]
<---
kind: Deployment
name: demo-#
scenario: demo
stages: [{stage: test, environments: [a/one]}]
>`,
	"environments of one pipeline": `kind: Tenant
name: a
environments: [{name: host, location: germany}, <{name: e#, location: place-#}, >]
---
kind: Deployment
name: pipeline
scenario: enterprise
engine: powerPlatformPipelines
host: a/host
stages: [<{stage: test, environments: [a/e#]}, >]`,
	"tenants of one deployment": `<kind: Tenant
name: a-#
environments: [{name: one}]
---
>kind: Deployment
name: wide
scenario: multiTenant
application: {signInAudience: AzureADMyOrg, adminConsent: []}
stages: [<{stage: test, environments: [a-#/one]}, >]`,
	"owners and users of one domain": `<kind: Tenant
name: a-#
domains: [{name: a.example}]
---
kind: Tenant
name: b-#
domains: [{name: b-#.example}]
namespaces: {smtp: [a.example], userPrincipalName: [a.example]}
users: [{userPrincipalName: user-#@a.example}, {userPrincipalName: same@a.example}]
administrators: [{userPrincipalName: user-#@a.example}, {userPrincipalName: same@a.example}]
guests: [{mail: guest@a.example, homeTenant: a-0}]
---
>kind: Topology
name: all`,
	"tenants of one name": `<kind: Tenant
name: a
domains: [{name: a.onmicrosoft.com, isInitial: true}]
administrators: [{userPrincipalName: admin@a.onmicrosoft.com, roles: [GlobalAdministrator]}]
users: [{userPrincipalName: user-#@a.onmicrosoft.com, licenses: [ONE]}]
subscriptions: [{skuPartNumber: ONE, enabledUnits: 1000000}]
capacity: {databaseMB: 1}
environments: [{name: e#, type: Sandbox, dataverse: {consumption: {databaseMB: 1}}}]
---
>kind: Topology
name: all`,
	"levels of one approval": `kind: Tenant
name: a
groups: [{name: staff, members: [<user-#@a.example, >]}, {name: others, members: [<user-#@a.example, >]}]
<---
kind: MasterData
name: set-#
entities: [entity]
requesters: a/staff
approval: {levels: [{team: a/others}, {team: a/others}]}
>---
kind: MasterData
name: levels
entities: [entity]
requesters: a/staff
approval: {levels: [<{team: a/others}, >]}`,
}

// hubTopology returns the topology of a hub template with n repetitions.
func hubTopology(text string, n int) *topology.Topology {
	var b strings.Builder
	for text != "" {
		before, rest, _ := strings.Cut(text, "<")
		repeated, after, _ := strings.Cut(rest, ">")
		b.WriteString(before)
		for i := range n {
			b.WriteString(strings.ReplaceAll(repeated, "#", strconv.Itoa(i)))
		}
		text = after
	}
	manifests := strings.ReplaceAll(b.String(), "kind:", "apiVersion: tenantlint/v1\nkind:")
	return build(source.NewFile("hub.yaml", []byte(manifests)))
}

// generateWithBase returns the topology that a plan generates, compared with its base revision.
func generateWithBase(p gen.Plan) *topology.Topology {
	top := generate(p)
	if p.Changes > 0 {
		p.Before = true
		top.Compare(generate(p))
	}
	return top
}
