package gen

import (
	"fmt"
	"strconv"
	"strings"
)

// addHub adds a tenant with Hub objects of every kind, and as many peer tenants.
func (w *writer) addHub() {
	n := w.Hub
	if n == 0 {
		return
	}
	w.add("hub/tenant.yaml", document(tenantTemplate("a"), "hub", n, hubTenant))
	for i := range n {
		w.add(
			fmt.Sprintf("hub/environments/%06d.yaml", i),
			document(environmentTemplate("a", "e#", "Sandbox", "development"), "hub", i, hubEnvironment),
		)
		w.add(fmt.Sprintf("peers/%06d.yaml", i), document(tenantTemplate("a"), fmt.Sprintf("peer-%d", i), i, "id: "+guid('7', i)+
			"\nenvironments: [{name: one, type: Sandbox, stage: test, location: germany, openToTenant: true}]"))
		w.add(fmt.Sprintf("hub/deployments/%06d.yaml", i), document(deploymentTemplate, "hub", i, "name: hub-#"))
		w.add(
			fmt.Sprintf("hub/master-data/%06d.yaml", i),
			document(masterDataTemplate, "hub", i, "name: hub-#\nentities: [hub-#]\nrequesters: $a/everybody"),
		)
	}
	for _, e := range [][3]string{
		{"dev", "Sandbox", "development"},
		{"val", "Sandbox", "validation"},
		{"test", "Sandbox", "test"},
		{"prod", "Production", "production"},
	} {
		w.add("hub/environments/"+e[0]+".yaml", document(environmentTemplate("a", e[0], e[1], e[2]), "hub", 0, ""))
	}
	w.add("hub/deployments/all.yaml", document(deploymentTemplate, "hub", n, hubDeployment))
	w.add("hub/master-data/all.yaml", document(masterDataTemplate, "hub", n, hubMasterData))
	w.addItems("connections", repeat(n, "  - {from: hub/e#, to: peer-#/one, connector: SQL}\n"))
}

// document returns a document of the template with other entries. In entries, "<TEXT>" repeats TEXT n times; "#" is the
// number of the repetition inside of it, and n elsewhere.
func document(t template, tenant string, n int, entries string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(entries, "<")
		b.WriteString(strings.ReplaceAll(before, "#", strconv.Itoa(n)))
		if !found {
			break
		}
		body, after, _ := strings.Cut(rest, ">")
		b.WriteString(repeat(n, body))
		entries = after
	}
	var lines []string
	if b.Len() > 0 {
		lines = strings.Split(b.String(), "\n")
	}
	return strings.NewReplacer("$ia", guid('8', len(tenant)), "$9", guid('8', 0), "$a", tenant, "#", strconv.Itoa(n)).
		Replace(t.render(lines)) +
		"\n"
}

// repeat repeats text n times, replacing "#" with the number of the repetition and "$1" with an id for it.
func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.NewReplacer("#", strconv.Itoa(i), "$1", guid('7', i)).Replace(text))
	}
	return b.String()
}

const hubTenant = `domains:
  - {name: $a.onmicrosoft.com, isInitial: true, authenticationType: Managed}
  - {name: $a.example, isRoot: true, authenticationType: Managed}
<  - {name: d#.$a.example, isRoot: false, authenticationType: Managed}
>administrators:
  - {userPrincipalName: admin@$a.example, roles: [PowerPlatformAdministrator]}
<  - {userPrincipalName: admin-#@$a.example, roles: [GlobalAdministrator]}
>namespaces:
  smtp: [<d#.$a.example, >$a.example]
users:
<  - {userPrincipalName: user-#@d#.$a.example, id: $1, usageLocation: DE, licenses: [POWERAPPS_PER_USER]}
>groups:
  - {name: everybody, members: [<user-#@d#.$a.example, >"group:office"]}
<  - {name: group-#, id: $1, members: [user-#@d#.$a.example, "group:everybody"]}
>  - {name: makers}
  - {name: office, members: [<office-#@$a.example, >office@$a.example]}
  - {name: stewards, members: [stewards@$a.example]}
  - {name: auditors, members: [<auditor-#@$a.example, >auditors@$a.example]}
  - {name: admins}
  - {name: owners}
  - {name: operators}
guests:
<  - {mail: guest-#@outside-#.example, homeTenant: external, usageLocation: DE, licenses: [POWERAPPS_PER_USER]}
>servicePrincipals:
  - {appId: $9, objectId: $9}
<  - {appId: $1, objectId: $1}
>subscriptions:
  - {skuPartNumber: POWERAPPS_PER_USER, enabledUnits: 1000000}
<  - {subscriptionId: $1, enabledUnits: 5, consumedUnits: 1}
>directorySync:
<  - {server: hub-#, forest: hub, stagingMode: true}
>capacity: {databaseMB: 1000000000, fileMB: 1000000000, logMB: 1000000000}
tenantIsolation:
  enabled: true
  allowedTenants:
<    - {tenant: peer-#, outbound: true}
>    - {tenant: "*", inbound: true}
crossTenantAccess:
  partners:
<    - {tenant: peer-#, b2bDirectConnect: {outbound: blocked}}
>    - {tenant: $9, b2bDirectConnect: {inbound: blocked}}`

const hubEnvironment = `securityGroup: everybody
!openToTenant
access: ["group:everybody", user-#@d#.$a.example]
dataverse: {uniqueName: hub-#, url: https://hub-#.crm16.dynamics.com/, consumption: {databaseMB: 1}}
data: [{name: common, class: technical}, {name: own-#, class: technical}]`

const hubDeployment = `application:
  appId: $9
  tenant: $a
  signInAudience: AzureADMyOrg
  adminConsent: [$a]
  applicationUsers: [<$a/e#, >$a/val, $a/test, $a/prod]
teams:
  - {name: makers, role: maker, members: [<user-#@d#.$a.example, >"group:$a/everybody"]}
  - {name: coders, role: developer, members: ["group:$a/everybody"]}
  - {name: administration, role: admin, members: ["group:$a/owners"]}
makers:
<  - {user: user-#@d#.$a.example, environment: $a/e#}
>stages:
  - {stage: development, environments: [<$a/e#, >]}
  - {stage: validation, environments: [$a/val]}
  - {stage: test, environments: [$a/test]}
  - {stage: production, environments: [$a/prod]}`

const hubMasterData = `scope: [<$a/e#, >]
master: $a/e0
flows: [<{from: $a/e0, to: $a/e#}, {from: $a/e#, to: $a/e0}, >{from: $a/prod, to: $a/e0}]
changePath: localThenForward`
